"""Rules of the world family."""
