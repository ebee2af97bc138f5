"""Scene numbers: what stands beside a heading on the page, and keeps standing there however often a script changes."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_omitted", "number_key", "number_range"]

_PIECE = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_OMITTED = re.compile(r"\W*OMIT(?:TED)?\W*", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)([^\W\d_]*)\s*[-\u2013\u2014]\s*(\d*)([^\W\d_]*)")

NumberKey = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=1 << 16)
def number_key(number: str) -> NumberKey:
    """What scene numbers sort by, in the order of the pages.

    Numbers count as numbers; letters behind one come after it (71, 71A, 71E, 72), letters before one, which is how
    a production numbers what it puts in, come before it (71E, A72, B72, 72). A range sorts by its beginning. Numbers
    are compared without regard to case; what is no number sorts last.
    """
    first = number.strip().upper()
    pieces = _PIECE.findall(first)
    place = next((index for index, piece in enumerate(pieces) if piece.isdecimal()), None)
    if place is None:
        return ((1, 0, first),)
    before, value = "-".join(pieces[:place]), int(pieces[place])
    # A72 stands between 71-with-anything and 72: as 72, but before it.
    key = [(0, value, ""), (-1, len(before), before) if before else (0, 0, "")]
    pieces = pieces[place + 1 :]
    # AA comes after Z, so a longer run of letters sorts after a shorter one.
    key += [(0, int(piece), "") if piece.isdecimal() else (0, len(piece), piece) for piece in pieces]
    return tuple(key)


def is_omitted(text: str) -> bool:
    """Whether a scene number or heading says that the scene was taken out: OMITTED, OMIT."""
    return _OMITTED.fullmatch(text) is not None


def number_range(number: str) -> tuple[str, ...]:
    """The scene numbers that a number stands for: "150A-C" is 150A, 150B and 150C; any other is itself.

    A range that does not go upwards, or is longer than 200, is taken as it is written.
    """
    found = _RANGE.fullmatch(number.strip())
    if found is None:
        return (number,)
    value, letter, last_value, last_letter = found.groups()
    if letter and last_letter and (not last_value or last_value == value) and len(letter) == len(last_letter) == 1:
        span = range(ord(letter), ord(last_letter) + 1)
        if 1 < len(span) <= 52 and letter.isupper() == last_letter.isupper():
            return tuple(f"{value}{chr(code)}" for code in span)
    if last_value and not letter and not last_letter:
        numbers = range(int(value), int(last_value) + 1)
        if 1 < len(numbers) <= 200:
            return tuple(map(str, numbers))
    return (number,)
