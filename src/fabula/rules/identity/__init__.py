"""Identity: who is called what by whom, and covers that do not hold."""
