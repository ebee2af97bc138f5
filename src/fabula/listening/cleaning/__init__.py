"""Cleaning: copies, campaigns, floods and advertisements are marked and count for less; nothing is deleted."""

from fabula.listening.cleaning.clean import Cleaned, bring_marks_up_to_date, clean_store

__all__ = ["Cleaned", "bring_marks_up_to_date", "clean_store"]
