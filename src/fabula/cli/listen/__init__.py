"""``fabula listen``: what the audience responds to. One file a verb."""
