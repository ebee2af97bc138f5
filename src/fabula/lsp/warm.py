"""What is dear to work out the first time, and can be worked out before somebody asks."""

from __future__ import annotations

from fabula.story.canon import Canon

__all__ = ["minds_ready", "warm_minds"]


def minds_ready(canon: Canon) -> bool:
    """Whether minds are replayed, so that a question about them takes no time."""
    return "minds" in canon.kept


def warm_minds(canon: Canon) -> None:
    """Replay the minds of a universe, and what hovers need of them. Takes seconds on a large one."""
    _ = canon.minds
