"""Answers: what lands, what changed, what is talked about, guessed, and what could be adjusted."""
