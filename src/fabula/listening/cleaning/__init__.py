"""Cleaning: copies, campaigns, floods and advertisements are marked and count for less; nothing is deleted."""

from fabula.listening.cleaning.clean import Cleaned, clean_store

__all__ = ["Cleaned", "clean_store"]
