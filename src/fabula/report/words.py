"""Words and numbers as people write them, and user text made safe for a terminal."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

__all__ = ["TAB", "cell_width", "clean", "count", "join_words"]

TAB = 4
"""Columns between tab stops in excerpts."""

# Control characters, directions that reorder a line, line separators, halves of surrogate pairs: all of them could
# make a terminal do or show something else than what stands in the file.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd"


def clean(text: str) -> str:
    """User text in one line without control characters: each shows as its picture (``␛``) or as ``�``.

    One character stays one character, so columns hold.
    """
    return _UNSAFE.sub(_picture, text)


def cell_width(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    width = 0
    for char in text:
        if category(char) in {"Mn", "Me", "Cf"}:
            continue
        width += 2 if east_asian_width(char) in {"W", "F"} else 1
    return width


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 scene", "3 scenes", "2 people"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def join_words(words: list[str], last: str = "and") -> str:
    """Words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
