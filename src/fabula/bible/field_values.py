"""What the fields of an entry must hold beyond their shape: dates, lengths of time, coordinates, time zones.

Nothing that a writer states may be passed over in silence, so each value that the story would not understand is L105.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from fabula.bible.coordinates import read_coordinates
from fabula.bible.dates import read_when
from fabula.bible.durations import read_duration
from fabula.bible.model import EntryKind, Value
from fabula.bible.zones import read_zone
from fabula.finding import Finding

__all__ = ["check_value"]

CODE: Final = "L105"
_DATE: Final = "write it like `2014-06-03`, `June 2014` or `2014`"
_NO: Final = frozenset({"", "no", "false", "never"})


def check_value(kind: EntryKind, key: str, value: Value) -> Iterator[Finding]:
    """What is wrong with the value of a field that has the right shape."""
    check = _CHECKS.get((kind, key))
    if check is not None:
        yield from check(key, value)


def _check_date(key: str, value: Value) -> Iterator[Finding]:
    if not value.text.strip():
        return
    when, reason = read_when(value.text, value.span)
    if when is None:
        why = f": {reason}" if reason else ""
        yield Finding(CODE, value.span, f"“{value.text}” is no date{why}", help=_DATE)
    elif when.precision == "clock":
        yield Finding(CODE, value.span, f"“{value.text}” is a clock time without a date", help=_DATE)


def _check_date_or_name(key: str, value: Value) -> Iterator[Finding]:
    """A death may be dated by an event; what has digits in it and a reason why it is no date was meant as one."""
    for item in value.items:
        text = item.text.strip()
        when, reason = read_when(text, item.span)
        if when is None and text.lower() not in _NO and (reason or not any(char.isalpha() for char in text)):
            why = f": {reason}" if reason else ""
            yield Finding(CODE, item.span, f"“{text}” is no date{why}", help=_DATE)


def _check_length(key: str, value: Value) -> Iterator[Finding]:
    if value.text.strip() and read_duration(value.text, value.span, exact=True) is None:
        message = f"“{value.text}” is no length of time"
        yield Finding(CODE, value.span, message, help="write it like `20 minutes`, `2 hours` or `3 days`")


def _check_coordinates(key: str, value: Value) -> Iterator[Finding]:
    if value.items and read_coordinates(value) is None:
        message = "These are no coordinates: latitude from -90 to 90 and longitude from -180 to 180 are needed"
        yield Finding(CODE, value.span, message, help="write them in degrees like `[41.9, 12.5]`")


def _check_zone(key: str, value: Value) -> Iterator[Finding]:
    name = value.text.strip()
    if not name or read_zone(name) is not None:
        return
    known = sorted(zoneinfo.available_timezones())
    if known:
        yield Finding(CODE, value.span, f"There is no time zone “{name}”", help=_nearest(name, known))


def _nearest(name: str, known: list[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(name.lower(), known, processor=str.lower, score_cutoff=70)
    return f"did you mean {near[0]}?" if near is not None else "write it like `Europe/Rome` or `Asia/Kolkata`"


def _check_travel(key: str, value: Value) -> Iterator[Finding]:
    if not isinstance(value.value, Mapping):
        return
    for place, takes in value.value.items():
        if read_duration(takes.text, takes.span, exact=True) is None:
            said = f"“{takes.text}”" if takes.text else "What stands here"
            message = f"{said} is no length of time for the way to {place}"
            yield Finding(CODE, takes.span, message, help=f"write it like `{place}: 3 hours`")


_Check = Callable[[str, Value], Iterator[Finding]]
_CHECKS: Final[dict[tuple[EntryKind, str], _Check]] = {
    (EntryKind.PERSON, "born"): _check_date,
    (EntryKind.PERSON, "died"): _check_date_or_name,
    (EntryKind.PERSON, "returns"): _check_date_or_name,
    (EntryKind.EVENT, "at"): _check_date,
    (EntryKind.EVENT, "in"): _check_date,
    (EntryKind.EVENT, "takes"): _check_length,
    (EntryKind.PLACE, "coordinates"): _check_coordinates,
    (EntryKind.PLACE, "timezone"): _check_zone,
    (EntryKind.PLACE, "travel"): _check_travel,
}
