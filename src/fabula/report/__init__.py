"""Findings and tables for people and machines."""
