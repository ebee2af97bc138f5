"""Rules: what counts as a contradiction. One file a rule, by family."""
