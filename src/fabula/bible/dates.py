"""Dates and clock times as writers put them, of any precision.

All times are local times at the place they are said of. Minutes are counted from 0001-01-01 00:00 in the proleptic
Gregorian calendar, which is the calendar of Python's `datetime`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from fabula.bible.statements import When
from fabula.source import Span

__all__ = ["DAY", "minute_of", "read_when", "say_minute"]

DAY: Final = 24 * 60
"""Minutes in a day."""

_START: Final = datetime(1, 1, 1)  # noqa: DTZ001  local time by definition
_MONTH_NAMES: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS: Final = {
    **{name: number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_MONTH: Final = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY_OF: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{3,4})"

SEASONS: Final = {"spring": (3, 1, 6, 20), "summer": (6, 1, 9, 22), "autumn": (9, 1, 12, 21), "fall": (9, 1, 12, 21)}
"""First and last day (month, day, month, day), wide enough for both the calendar's and the weather's seasons. Winter is
apart: "winter 2014" may be the one that 2014 starts with or the one it ends with."""

PARTS: Final = {
    "early morning": (4 * 60, 8 * 60 - 1),
    "dawn": (4 * 60, 8 * 60 - 1),
    "morning": (5 * 60, 12 * 60 - 1),
    "afternoon": (12 * 60, 18 * 60 - 1),
    "dusk": (16 * 60, 22 * 60 - 1),
    "evening": (17 * 60, 24 * 60 - 1),
    "night": (20 * 60, 30 * 60 - 1),
}
"""Parts of the day in minutes from its midnight, first to last. A night goes on until six of the next morning."""

_PARTS: Final = "|".join(sorted(PARTS, key=len, reverse=True))

_CLOCK: Final = re.compile(
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))(?::\d{2})?(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"|(?P<hour12>\d{1,2})\s*(?P<half12>[ap])\.?m\.?"
    r"|(?P<oclock>\d{1,2})\s+o['’]clock"
    r"|(?P<word>noon|midday|midnight))",
    re.IGNORECASE,
)
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-{_DAY_OF}",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        rf"(?:the\s+)?{_DAY_OF}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+(?:the\s+)?{_DAY_OF},?\s+{_YEAR}",
        rf"(?:(?P<part>early|mid|late)[\s-]+)?{_MONTH},?\s+{_YEAR}",
        rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of|,)?\s+{_YEAR}",
        r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>\d{3}0)['’]?s",
        rf"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?:year\s+)?{_YEAR}(?:\s*(?:AD|CE))?",
        r"(?:year\s+(?P<year>\d{1,4})|(?P<ad>\d{1,4})\s*(?:AD|CE)|AD\s*(?P<ad2>\d{1,4}))",
    )
)
_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_LEAD_PART: Final = re.compile(
    rf"(?:(?:in\s+|on\s+|at\s+)?the\s+)?(?P<part>{_PARTS})\s+(?:of|on)\s+(?P<rest>.+)", re.IGNORECASE
)
_TAIL_PART: Final = re.compile(rf"(?P<rest>.+?),?\s+(?:in\s+the\s+|at\s+)?(?P<part>{_PARTS})", re.IGNORECASE)
_LEAD_CLOCK: Final = re.compile(rf"{_CLOCK.pattern},?\s+(?:on\s+|of\s+)?(?P<rest>\S.*)", re.IGNORECASE)
_TAIL_CLOCK: Final = re.compile(rf"(?P<rest>.*?\d)(?:,?\s+(?:at\s+)?|T){_CLOCK.pattern}", re.IGNORECASE)

_LOOKS_LIKE: Final = (
    (re.compile(r".*\d(?:Z|[+-]\d{2}:?\d{2})$"), "write the local time at the place, without a time zone"),
    (re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:\s.*)?$"), "this can be read as two dates: write it like 2014-06-03"),
    (re.compile(r"\d{4}[/.]\d{1,2}[/.]\d{1,2}(?:\s.*)?$"), "dates are written with dashes, like 2014-06-03"),
    (re.compile(rf"{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?$", re.IGNORECASE), "the year is missing"),
    (re.compile(rf"{_DAY_OF}\s+(?:of\s+)?{_MONTH}$", re.IGNORECASE), "the year is missing"),
    (re.compile(r"\d+\s*(?:BC|BCE)$", re.IGNORECASE), "years before the year 1 are not kept"),
    (re.compile(r"\d{5,}(?:-.*)?$"), "years go from 1 to 9999"),
)


class _Stretch(NamedTuple):
    """First and last minute, and the precision."""

    first: int
    last: int
    precision: str


def read_when(text: str, span: Span) -> tuple[When | None, str]:
    """A date as stated, and what is wrong with it.

    ``(None, "")`` is no date at all; ``(None, reason)`` is one that cannot be ("there is no 30 February 2014").
    A clock time without a date gives the precision "clock", its minutes counted from midnight.
    """
    wanted = " ".join(text.split())
    found = _stretch(wanted)
    if isinstance(found, _Stretch):
        return When(found.first, found.last, found.precision, text, span), ""
    return None, found


def minute_of(year: int, month: int = 1, day: int = 1) -> int:
    """The minute at which a day starts. Raises ValueError for a day that does not exist."""
    return (datetime(year, month, day) - _START).days * DAY  # noqa: DTZ001  local time by definition


def say_minute(minute: int) -> str:
    """A minute as a date and clock time, as findings show it: "2014-06-03 21:40". Clamped to the calendar."""
    last = minute_of(9999, 12, 31) + DAY - 1
    moment = _START + timedelta(minutes=max(0, min(minute, last)))
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02} {moment.hour:02}:{moment.minute:02}"


@lru_cache(maxsize=4096)
def _stretch(text: str) -> _Stretch | str:
    """The stretch of time that a text means; else why not, empty if it is no date."""
    text = _WEEKDAY.sub("", text, count=1)
    for split in (_tail_clock, _lead_clock, _whole_clock, _part, _date):
        found = split(text)
        if found != "":
            return found
    return next((reason for pattern, reason in _LOOKS_LIKE if pattern.match(text)), "")


def _date(text: str) -> _Stretch | str:
    for pattern in _DATES:
        match = pattern.fullmatch(text)
        if match is not None:
            return _bounds({key: value.lower() for key, value in match.groupdict().items() if value})
    return ""


def _bounds(parts: dict[str, str]) -> _Stretch | str:
    year = int(parts.get("year") or parts.get("decade") or parts.get("ad") or parts.get("ad2") or 0)
    if not 1 <= year <= 9999:
        return "years go from 1 to 9999"
    if "season" in parts:
        return _season(parts["season"], year)
    if "decade" in parts:
        first, years = {"early": (0, 4), "mid": (3, 4), "late": (6, 4)}.get(parts.get("part", ""), (0, 10))
        return _Stretch(minute_of(year + first), _year_end(year + first + years - 1), "year")
    if "month" not in parts:
        first, months = {"early": (1, 5), "mid": (4, 6), "late": (8, 5)}.get(parts.get("part", ""), (1, 12))
        precision = "year" if months == 12 else "season"
        return _Stretch(minute_of(year, first), _month_end(year, first + months - 1), precision)
    word = parts["month"]
    month = int(word) if word.isdigit() else _MONTHS[word]
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    days = monthrange(year, month)[1]
    if "day" not in parts:
        first, last = {"early": (1, 12), "mid": (9, 22), "late": (19, days)}.get(parts.get("part", ""), (1, days))
        return _Stretch(minute_of(year, month, first), minute_of(year, month, last) + DAY - 1, "month")
    day = int(parts["day"])
    if not 1 <= day <= days:
        name = _MONTH_NAMES[month - 1].capitalize()
        return f"there is no {day} {name} {year}: {name} has {days} days" + (" then" if month == 2 else "")
    start = minute_of(year, month, day)
    return _Stretch(start, start + DAY - 1, "day")


def _season(name: str, year: int) -> _Stretch:
    if name == "winter":
        first = minute_of(year - 1, 12, 1) if year > 1 else 0
        last = minute_of(year + 1, 3, 20) + DAY - 1 if year < 9999 else _year_end(year)
        return _Stretch(first, last, "season")
    month, day, to_month, to_day = SEASONS[name]
    return _Stretch(minute_of(year, month, day), minute_of(year, to_month, to_day) + DAY - 1, "season")


def _year_end(year: int) -> int:
    return minute_of(min(year, 9999), 12, 31) + DAY - 1


def _month_end(year: int, month: int) -> int:
    return minute_of(year, month, monthrange(year, month)[1]) + DAY - 1


def _clock(match: re.Match[str]) -> tuple[int, int] | str:
    """Minutes of the day, first and last; or why there is no such time."""
    word = (match["word"] or "").lower()
    if word:
        return (0, 0) if word == "midnight" else (12 * 60, 12 * 60)
    hour = int(match["hour"] or match["hour12"] or match["oclock"])
    minute = int(match["minute"] or 0)
    half = (match["half"] or match["half12"] or "").lower()
    if minute > 59:
        return f"there is no minute {minute}"
    if half:
        if not 1 <= hour <= 12:
            return f"there is no {hour} {half}m"
        hour = hour % 12 + (12 if half == "p" else 0)
    elif hour > 23:
        return f"there is no hour {hour}: write the next day, 00:00" if hour == 24 else f"there is no hour {hour}"
    at = hour * 60 + minute
    if match["oclock"] and 1 <= hour <= 12:
        return "morning or evening? write it like 21:00 or 9 pm"
    return at, at if match["minute"] else at + 59


def _whole_clock(text: str) -> _Stretch | str:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return ""
    clock = _clock(match)
    return clock if isinstance(clock, str) else _Stretch(clock[0], clock[1], "clock")


def _tail_clock(text: str) -> _Stretch | str:
    return _dated_clock(_TAIL_CLOCK.fullmatch(text))


def _lead_clock(text: str) -> _Stretch | str:
    return _dated_clock(_LEAD_CLOCK.fullmatch(text))


def _dated_clock(match: re.Match[str] | None) -> _Stretch | str:
    if match is None:
        return ""
    day = _date(match["rest"])
    if isinstance(day, str):
        return day
    if day.precision != "day":
        return "a clock time needs a whole date: year, month and day"
    clock = _clock(match)
    if isinstance(clock, str):
        return clock
    return _Stretch(day.first + clock[0], day.first + clock[1], "minute" if clock[0] == clock[1] else "hour")


def _part(text: str) -> _Stretch | str:
    match = _LEAD_PART.fullmatch(text) or _TAIL_PART.fullmatch(text)
    if match is None:
        return ""
    day = _date(match["rest"])
    if isinstance(day, str):
        return day
    if day.precision != "day":
        return "a part of the day needs a whole date: year, month and day"
    first, last = PARTS[match["part"].lower()]
    return _Stretch(day.first + first, day.first + last, "part of day")
