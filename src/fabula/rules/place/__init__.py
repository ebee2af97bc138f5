"""Rules of the place family."""
