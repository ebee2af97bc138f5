"""Completion: what can be written at a place of a script or an entry, the most likely first."""
