"""Colours: laid on at the last moment, and only where they are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["PLAIN", "Ink"]

_CODES: Final = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "code": "1",
    "path": "36",
    "dim": "2",
    "strong": "1",
    "changed": "1;33",
    "good": "32",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """A pen that writes with or without colours. ``ink(text, "error")`` is the text in the style of that name."""

    colours: bool

    def __call__(self, text: str, style: str) -> str:
        """The text, between terminal codes if colours are on."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colours and text else text


PLAIN: Final = Ink(colours=False)
