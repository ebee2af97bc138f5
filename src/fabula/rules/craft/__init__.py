"""Rules of the craft family."""
