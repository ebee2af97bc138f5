"""Merging: two rooms have changed one universe, and their texts, and then their stories, become one."""
