"""The report as one HTML file that needs nothing else: no scripts, no network, no fonts."""
