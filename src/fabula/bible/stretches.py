"""Where a canon note's statements stand in it: known before any of them is read, and without reading them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["find_opening", "find_stretches"]

_CANON: Final = re.compile(r"\s*canon\s*:", re.IGNORECASE)
_PIECE: Final = re.compile(r"(?:\"[^\"\r\n]*\"|“[^”\r\n]*”|«[^»\r\n]*»|[^;\r\n])+")
_BULLET: Final = re.compile(r"[\s>]*(?:[-*•–]\s+)?")


def find_opening(text: str) -> re.Match[str] | None:
    """The ``canon:`` at the start of a note's text; None if the note does not speak to fabula."""
    return _CANON.match(text)


def find_stretches(text: str) -> list[tuple[int, int]] | None:
    """Where the statements of a canon note stand in its text, without the bullets in front; None if it is none."""
    opening = find_opening(text)
    if opening is None:
        return None
    found: list[tuple[int, int]] = []
    for stretch in _PIECE.finditer(text, opening.end()):
        bullet = _BULLET.match(text, stretch.start(), stretch.end())
        start = bullet.end() if bullet else stretch.start()
        if start < stretch.end():
            found.append((start, stretch.end()))
    return found
