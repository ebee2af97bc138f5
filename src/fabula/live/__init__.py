"""A universe that is kept up to date while it is edited."""
