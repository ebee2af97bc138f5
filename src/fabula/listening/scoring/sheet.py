"""Comments laid out one after another, so that one pass finds all that is said in them, and numbers can be worked out
for all of them at once. Places in a sheet are characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Flags", "Places", "Sheet", "Values", "lower"]

Places = NDArray[np.int64]
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint8] | NDArray[np.uint32]
"""Characters as numbers, in bytes where all are ASCII."""

LAST: Final = 0xFFFFF
GAP: Final = "\0"
"""What stands between two comments, and is in no word."""


def lower(text: str) -> str:
    """The text in lower case with straight apostrophes, character by character: places in it stay what they were."""
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two characters
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.replace("’", "'")


@dataclass(frozen=True)
class Sheet:
    """Comments in one text. ``starts`` has one place more than there are comments: where the next one would start."""

    text: str
    low: str
    starts: Places

    @staticmethod
    def of(texts: Sequence[str]) -> Sheet:
        """Lays comments out."""
        text = GAP.join(texts)
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(each) + 1 for each in texts], out=starts[1:])
        return Sheet(text, lower(text), starts)

    @cached_property
    def codes(self) -> Codes:
        """The characters in lower case as numbers, between two gaps."""
        return _number(f"{GAP}{self.low}{GAP}{GAP}")

    @cached_property
    def original(self) -> Codes:
        """The characters as they were written, as numbers."""
        return _number(self.text)

    def is_word(self, places: Places) -> Flags:
        """Whether part of a word stands at each place: letters, digits, and the vowel signs of Devanagari."""
        here = self.codes[places + 1]
        return _word_table()[here if here.itemsize == 1 else np.minimum(here, LAST)]

    def is_capital(self, places: Places) -> Flags:
        """Whether there is a capital letter at each place."""
        return np.not_equal(self.original[places], self.codes[places + 1])

    def comment_of(self, places: Places) -> Places:
        """Which comment each place is in."""
        return np.searchsorted(self.starts, places, "right") - 1

    def has(self, places: Places, characters: str) -> Flags:
        """Whether one of some characters stands at each place; none does before the first and after the last."""
        here = self.codes[places + 1]
        held = np.zeros(len(places), np.bool_)
        for character in characters:
            held |= here == ord(character)
        return held


def _number(text: str) -> Codes:
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def _word_table() -> Flags:
    table = np.ones(LAST + 1, np.bool_)
    table[:0x10000] = [chr(code).isalnum() for code in range(0x10000)]
    table[0x0900:0x0964] = True
    table[0x1F000:0x1FC00] = False  # emoji
    table[0xE0000:] = False
    return table
