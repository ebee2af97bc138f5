"""Rules of the shows family."""
