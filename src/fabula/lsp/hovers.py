"""Hovers: what is so at a place of a script or of the bible, short, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Hover", "hover_at"]


@dataclass(frozen=True, slots=True)
class Hover:
    """What is said of a place. ``text`` is Markdown, ``span`` what it speaks of.

    ``waits`` says that more can be told once minds are replayed (`fabula.lsp.warm.warm_minds`).
    """

    span: Span
    text: str
    waits: bool = False


def hover_at(canon: Canon, path: str, offset: int) -> Hover | None:
    """What is so at an offset of a file (named as in `Source.path`), or None if nothing is to be said there.

    Never waits for minds: what needs them is told if they are there.
    """
    return None
