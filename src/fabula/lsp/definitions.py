"""Definitions: from a name in a script or an entry to where it is told what it is."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Definition", "find_definitions"]


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a name leads. ``origin`` is the name that was pointed at, ``target`` what is shown at the other end."""

    origin: Span
    target: Span


def find_definitions(canon: Canon, path: str, offset: int) -> tuple[Definition, ...]:
    """Where the name at an offset of a file leads: its entry, the first place that names it, or a scene.

    Several for a cue of several people and for a name that could be several; none where no name stands.
    """
    return ()
