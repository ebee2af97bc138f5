"""Lengths of time as people say them: "8 years", "a few days", "half an hour".

Nobody who says "eight years later" means it to the minute, so an amount gives bounds. With N the number said:

| unit | least | most |
| --- | --- | --- |
| second | 0 | N seconds, rounded up to minutes |
| moment | 0 | 10 minutes each |
| minute | N less a tenth, at least one minute; a fifth for multiples of 5 | N and as much more |
| hour | N - 1/2 | N + 1/2 |
| day, night | N - 1 | N + 1, less a minute |
| week, fortnight, month, year, decade, century | N - 1/2 | N + 1, less a minute |

So "eight years later" is seven and a half to just under nine years. "A couple" is 2 or 3, "a few" 2 to 6, "several" 3
to 9, "a dozen" 12. Parts of a unit count in the next smaller one: "half an hour" is 30 minutes, "a year and a half"
18 months. With several units ("2 hours 20 minutes") the smallest gives the leeway. What a scene *takes* is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Final, NamedTuple

from fabula.bible.statements import Duration
from fabula.source import Span

__all__ = ["DURATION", "Spoken", "find_spoken", "read_duration", "read_number"]

_YEAR: Final = Fraction(525_949_2, 10)  # 365.2425 days in minutes
UNITS: Final[dict[str, Fraction]] = {
    "second": Fraction(1, 60),
    "moment": Fraction(10),
    "minute": Fraction(1),
    "hour": Fraction(60),
    "day": Fraction(24 * 60),
    "night": Fraction(24 * 60),
    "week": Fraction(7 * 24 * 60),
    "fortnight": Fraction(14 * 24 * 60),
    "month": _YEAR / 12,
    "year": _YEAR,
    "decade": _YEAR * 10,
    "century": _YEAR * 100,
}
"""Minutes in a unit; months and years are those of the Gregorian calendar on average."""

_CALENDAR: Final = {"month": 3 * 1440, "year": 1440, "decade": 1440, "century": 1440}
"""How many minutes the calendar may be off the average, for exact lengths: months have 28 to 31 days."""

_SMALLER: Final = {
    "hour": ("minute", 60),
    "day": ("hour", 24),
    "week": ("day", 7),
    "month": ("day", 30),
    "year": ("month", 12),
    "decade": ("year", 10),
    "century": ("year", 100),
}
_SHORT: Final = {
    "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour", "h": "hour",
    "yr": "year", "yrs": "year", "mo": "month", "wk": "week", "wks": "week", "centuries": "century",
}  # fmt: skip
_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS: Final = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 20 + 10 * index for index, word in enumerate(_TENS)},
}
_VAGUE: Final = {"couple": (2, 3), "few": (2, 6), "several": (3, 9), "some": (2, 9), "dozen": (12, 12), "half": (0, 0)}

_ONE_WORD: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER: Final = (
    rf"(?:\d{{1,6}}(?:[.,]\d+)?|(?:(?:an?|{_ONE_WORD})\s+hundred(?:\s+and)?\s+)?(?:{_ONE_WORD})(?:[\s-](?:{_ONE_WORD}))?"
    rf"|(?:an?|{_ONE_WORD})\s+(?:hundred|thousand|dozen)|hundred|dozen)"
)
_AMOUNT: Final = (
    rf"(?:(?:an?\s+)?(?:couple|few)(?:\s+of)?(?:\s+more)?|several|some|half\s+an?|half"
    rf"|{_NUMBER}(?:(?:\s+(?:to|or)\s+|(?<=\d)\s?[-–]\s?(?=\d)){_NUMBER})?(?:\s+and\s+a\s+half)?|an?|one)"
)
_UNIT: Final = r"(?:" + "|".join([*(f"{u}s?" for u in UNITS if u != "century"), "century", *_SHORT]) + r")\b\.?"
_ONE: Final = rf"(?:(?:about|around|some|nearly|almost|over|exactly)\s+)?{_AMOUNT}\s*-?{_UNIT}(?:\s+and\s+a\s+half)?"

DURATION: Final = rf"{_ONE}(?:(?:\s*,\s*|\s+and\s+|\s+|\s*,\s*and\s+){_ONE}){{0,3}}"
"""A pattern that matches a length of time in running text (to be compiled with IGNORECASE)."""

_PARTS: Final = re.compile(
    rf"(?:(?:about|around|some|nearly|almost|over|exactly)\s+)?(?P<amount>{_AMOUNT})\s*-?"
    rf"(?P<unit>{_UNIT})(?P<half>\s+and\s+a\s+half)?",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(DURATION, re.IGNORECASE)
_SPOKEN: Final = re.compile(
    rf"(?<![\w.])(?P<length>{DURATION})\s+(?P<word>ago|later|earlier|before|after|from\s+now|hence)\b", re.IGNORECASE
)
_RANGE: Final = re.compile(rf"({_NUMBER})(?:\s+(?:to|or)\s+|(?<=\d)\s?[-–]\s?(?=\d))({_NUMBER})", re.IGNORECASE)


class Spoken(NamedTuple):
    """A length of time in dialogue or a title card: bounds in minutes, and the word behind it ("ago", "later")."""

    start: int
    end: int
    least: int
    most: int
    word: str


def read_duration(text: str, span: Span, *, exact: bool = False) -> Duration | None:
    """A stated length of time, or None if the text is none.

    ``exact`` leaves out the leeway, for ``takes 20 minutes``; vague amounts and calendar months stay wide.
    """
    bounds = _measure(text.strip(), exact)
    return None if bounds is None else Duration(bounds[0], bounds[1], text, span)


def find_spoken(text: str) -> Iterator[Spoken]:
    """Lengths of time in running text that point somewhere: "eight years ago", "two days later"."""
    for match in _SPOKEN.finditer(text):
        start, bounds = match.start(), _measure(match["length"], False)
        if bounds is None:
            *_, last = _PARTS.finditer(text, start, match.end("length"))
            start, bounds = last.start(), _measure(last[0], False)
        if bounds is not None:
            word = " ".join(match["word"].lower().split())
            yield Spoken(start, match.end(), bounds[0], bounds[1], word)


def read_number(text: str) -> Fraction | None:
    """A number in digits or in words up to the thousands ("twenty-five", "a hundred and ten"), or None."""
    text = text.strip().lower().replace(",", ".")
    if re.fullmatch(r"\d{1,6}(?:\.\d+)?", text):
        return Fraction(text)
    total = 0
    for word in re.split(r"[\s-]+", text):
        if word in _WORDS:
            total += _WORDS[word]
        elif word in {"hundred", "thousand", "dozen"}:
            total = max(total, 1) * {"hundred": 100, "thousand": 1000, "dozen": 12}[word]
        elif word not in {"and", "a", "an"}:
            return None
    return Fraction(total) if total else None


@lru_cache(maxsize=4096)
def _measure(text: str, exact: bool) -> tuple[int, int] | None:
    if _WHOLE.fullmatch(text) is None:
        return None
    parts = [_amount(match) for match in _PARTS.finditer(text)]
    if not parts or None in parts:
        return None
    known = [part for part in parts if part is not None]
    sizes = [UNITS[unit] for *_, unit in known]
    if any(size <= following for size, following in pairwise(sizes)):
        return None  # "3 days, 2 days" are two lengths
    *larger, (low, high, unit) = known
    least, most = _loose(low, high, unit, exact)
    for first, last, bigger in larger:
        least += int(first * UNITS[bigger])
        most += ceil(last * UNITS[bigger])
    return least, most


def _amount(match: re.Match[str]) -> tuple[Fraction, Fraction, str] | None:
    """Least and most of a unit, in whole numbers of it or of the next smaller one."""
    unit = match["unit"].lower().rstrip(".")
    unit = _SHORT.get(unit, unit if unit in UNITS else unit.removesuffix("s"))
    words = match["amount"].lower()
    half = Fraction(1, 2) if match["half"] or words.endswith("and a half") else Fraction(0)
    words = re.sub(r"\s+and\s+a\s+half$", "", words)
    vague = next((word for word in re.split(r"[\s-]+", words) if word in _VAGUE), "")
    either = _RANGE.fullmatch(words)
    if vague == "half":
        low = high = Fraction(1, 2)
    elif vague and vague != "dozen":
        low, high = (Fraction(n) for n in _VAGUE[vague])
    elif either is not None:
        first, second = read_number(either[1]), read_number(either[2])
        if first is None or second is None:
            return None
        low, high = min(first, second), max(first, second)
    elif words in {"a", "an"}:
        low = high = Fraction(1)
    else:
        number = read_number(words)
        if number is None:
            return None
        low = high = number
    low, high = low + half, high + half
    while low.denominator > 1 and unit in _SMALLER:
        unit, count = _SMALLER[unit]
        low, high = low * count, high * count
        if unit in {"minute", "day"}:
            low, high = Fraction(round(low)), Fraction(round(high))
    return low, high, unit


def _loose(low: Fraction, high: Fraction, unit: str, exact: bool) -> tuple[int, int]:
    """Minutes between which an amount lies as it is said."""
    size = UNITS[unit]
    if exact and unit != "moment":
        slack = _CALENDAR.get(unit, 0)
        return int(low * size) - slack, ceil(high * size) + slack
    if unit in {"second", "moment"}:
        return 0, ceil(high * size)
    if unit == "minute":
        return max(0, int(low) - _leeway(low)), ceil(high) + _leeway(high)
    if unit == "hour":
        return max(0, int((low - Fraction(1, 2)) * size)), ceil((high + Fraction(1, 2)) * size)
    if unit in {"day", "night"}:
        return max(0, int((low - 1) * size)), int((high + 1) * size) - 1
    return max(0, int((low - Fraction(1, 2)) * size)), int((high + 1) * size) - 1


def _leeway(minutes: Fraction) -> int:
    return max(1, int(minutes / (5 if minutes % 5 == 0 else 10)))
