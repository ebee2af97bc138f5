"""Numbers: from sums and labels to figures with intervals; changes; relations. Pure arrays, nothing is read or written."""
