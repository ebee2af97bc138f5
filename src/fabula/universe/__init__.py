"""Loading a universe folder and linking names to entries."""
