"""Numbers: from sums and labels to figures with intervals; changes; relations. Nothing is read or written."""
