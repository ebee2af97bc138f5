"""What comments say of what they speak of: opinion towards each linked element, clause by clause."""

from fabula.listening.scoring.choose import make_scorer

__all__ = ["make_scorer"]
