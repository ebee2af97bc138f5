"""Two versions of a universe side by side, in terms of the story."""
