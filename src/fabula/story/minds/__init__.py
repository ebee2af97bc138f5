"""Minds: who knew what, when, from whom; the belief engine and what a story's scenes feed it."""
