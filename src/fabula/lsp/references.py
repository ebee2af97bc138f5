"""References: every place in scripts and bible that names somebody or something."""

from __future__ import annotations

from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["find_references"]


def find_references(
    canon: Canon, path: str, offset: int, *, declaration: bool = True, only: str = ""
) -> tuple[Span, ...]:
    """Every place that names what stands at an offset of a file: the bible's first, then the scripts' as told.

    Each span covers the name alone. ``declaration`` says whether the place that declares it counts; ``only`` limits
    them to one file (for highlighting).
    """
    return ()
