"""Statuses and dates of episodes, in the words in which title pages give them."""

from __future__ import annotations

import re
from datetime import date

from fabula.universe.model import Status

__all__ = ["read_date", "read_status"]

_STATUSES = {
    "pitch": Status.IDEA,
    "concept": Status.IDEA,
    "treatment": Status.OUTLINE,
    "beat sheet": Status.OUTLINE,
    "in progress": Status.DRAFT,
    "writers draft": Status.DRAFT,
    "shooting script": Status.LOCKED,
    "shooting draft": Status.LOCKED,
    "production draft": Status.LOCKED,
    "picture locked": Status.SHOT,
    "filmed": Status.SHOT,
    "wrapped": Status.SHOT,
    "aired": Status.RELEASED,
    "broadcast": Status.RELEASED,
    "published": Status.RELEASED,
} | {str(status): status for status in Status}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .]+([a-z]+)\.?,? +(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})([./])(\d{1,2})[./](\d{4})")


def read_status(text: str) -> Status | None:
    """The status that a word or two stand for ("Locked", "second draft", "aired"), or None if not understood."""
    word = re.sub(r"[\s_-]+", " ", text).strip(" .").lower().replace("’", "").replace("'", "")
    if word in _STATUSES:
        return _STATUSES[word]
    return Status.DRAFT if re.fullmatch(r"[\w ]{1,30} (?:draft|revisions?)|draft \d+", word) else None


def read_date(text: str) -> date | None:
    """A day, from "2023-04-28", "28 April 2023", "April 28, 2023" or "28.04.2023"; None if not understood.

    With slashes ("4/5/2023") one of the two numbers must be above 12: which comes first is not known.
    """
    words = text.strip().lower()
    try:
        if match := _ISO.fullmatch(words):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _DAY_FIRST.fullmatch(words)) and match[2] in _MONTHS:
            return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
        if (match := _MONTH_FIRST.fullmatch(words)) and match[1] in _MONTHS:
            return date(int(match[3]), _MONTHS[match[1]], int(match[2]))
        if match := _NUMBERS.fullmatch(words):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            if match[2] == "." or first > 12:
                return date(year, second, first)
            if second > 12:
                return date(year, first, second)
    except ValueError:  # there is no 31 April
        return None
    return None
