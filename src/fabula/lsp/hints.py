"""Inlay hints: the story day and the time since the scene before, and who is behind a cue."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.story.canon import Canon

__all__ = ["Hint", "list_hints"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A few words that an editor shows behind an offset of a file, though they are not in it."""

    offset: int
    label: str
    tooltip: str = ""


def list_hints(canon: Canon, path: str, start: int = 0, end: int | None = None) -> tuple[Hint, ...]:
    """The hints between two offsets of a script, in order."""
    return ()
