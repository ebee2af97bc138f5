"""When a comment was written: from whatever form its source gives, to microseconds since 1970 in UTC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

__all__ = ["EARLIEST", "LATE", "Clock", "find_day_order"]

_SECOND: Final = 1_000_000
EARLIEST: Final = 631_152_000 * _SECOND
"""1990: no comment that a source gives is older."""
LATE: Final = 86_400 * _SECOND
"""How far ahead of our own clock another one may be: a day, since a time zone left out makes half of one."""
_QUARTER: Final = 900 * _SECOND

_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+]?\d+)?")
_NUMERIC: Final = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})"
    r"(?:,?[ T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([APap]\.?[Mm]\.?)?)?"
)
_MONTHS: Final = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_WORDS: Final = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?|"
    r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3})[a-z]*\.?),?\s+(\d{4})"
    r"(?:,?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([APap]\.?[Mm]\.?)?)?(?:\s*(UTC|GMT|Z))?"
)
_TWITTER: Final = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4}) (\d{4})")
_AGO: Final = re.compile(r"\bago\b|\byesterday\b|\btoday\b|\bjust now\b", re.IGNORECASE)


def find_day_order(values: Iterable[Any]) -> str:
    """Whether dates like 04/05/2019 put the day first ("day") or the month ("month"); "" if none say, "?" if unsure."""
    seen = False
    for value in values:
        match = _NUMERIC.match(value.strip()) if isinstance(value, str) else None
        if match and match[2] != ".":
            seen = True
            if int(match[1]) > 12:
                return "day"
            if int(match[3]) > 12:
                return "month"
    return "?" if seen else ""


class Clock:
    """Reads the times of one source.

    ``zone`` is where times without one were written. A time that a change to summer time has skipped is read as if the
    change had not been yet; one that comes twice is read as the first. ``form`` is a format of Python's ``strptime``.
    ``now`` is in microseconds: what lies more than a day behind it is no time.
    """

    def __init__(self, now: int, zone: str = "UTC", form: str = "", day_first: bool = True) -> None:
        self._zone = ZoneInfo(zone) if zone != "UTC" else None
        self._form = form
        self._day_first = day_first
        self._latest = now + LATE
        self._offsets: dict[int, int] = {}

    def read(self, values: list[Any], nulled: Callable[[str], None]) -> list[int | None]:
        """The time of each value; None where it is none, with ``nulled`` told why."""
        found: list[int | None] = []
        for value in values:
            if value is None or value == "":
                found.append(None)
                continue
            try:
                time = self._one(value)
            except (ValueError, OverflowError):
                nulled("no day can be told from its time" if _AGO.search(str(value)) else "its time cannot be read")
                found.append(None)
                continue
            if EARLIEST <= time <= self._latest:
                found.append(time)
            else:
                nulled("its time is before 1990" if time < EARLIEST else "its time lies in the future")
                found.append(None)
        return found

    def _one(self, value: Any) -> int:
        if isinstance(value, str):
            return self._text(value.strip())
        if isinstance(value, datetime):
            return self._settle(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _epoch(value)
        raise ValueError

    def _text(self, text: str) -> int:
        if self._form:
            return self._settle(datetime.strptime(text, self._form))  # noqa: DTZ007  the zone is the source's
        if text.isdigit():
            return _epoch(int(text))
        try:
            return self._settle(datetime.fromisoformat(text))
        except ValueError:
            pass
        if _NUMBER.fullmatch(text):
            return _epoch(float(text))
        if match := _TWITTER.fullmatch(text):
            offset = int(match[6][:3]) * 60 + int(match[6][0] + match[6][3:])
            zone = timezone(timedelta(minutes=offset))
            day, hour, minute, second = map(int, match.group(2, 3, 4, 5))
            return self._settle(datetime(int(match[7]), _month(match[1]), day, hour, minute, second, tzinfo=zone))
        if match := _NUMERIC.fullmatch(text):
            return self._settle(self._numeric(match))
        if match := _WORDS.fullmatch(text):
            month, day = _month(match[1] or match[4]), int(match[2] or match[3])
            hour, minute, second = _hour(match[6], match[9]), int(match[7] or 0), int(match[8] or 0)
            given = UTC if match[10] else None
            return self._settle(datetime(int(match[5]), month, day, hour, minute, second, tzinfo=given))
        for suffix in (" UTC", " GMT"):
            if text.endswith(suffix):
                return self._settle(datetime.fromisoformat(text.removesuffix(suffix)).replace(tzinfo=UTC))
        try:
            return self._settle(parsedate_to_datetime(text))
        except (TypeError, IndexError) as error:
            raise ValueError from error

    def _numeric(self, match: re.Match[str]) -> datetime:
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        day, month = (first, second) if self._day_first or match[2] == "." else (second, first)
        return datetime(year, month, day, _hour(match[5], match[8]), int(match[6] or 0), int(match[7] or 0))  # noqa: DTZ001

    def _settle(self, moment: datetime) -> int:
        """Microseconds in UTC; what has no zone is local to the source."""
        if moment.tzinfo is not None:
            return (moment - _EPOCH_UTC) // _MICRO
        naive = _micros(moment)
        if self._zone is None:
            return naive
        quarter = naive // _QUARTER
        offset = self._offsets.get(quarter)
        if offset is None:  # an offset holds for a quarter of an hour at least
            offset = (
                _micros(moment) - round(moment.replace(tzinfo=self._zone).timestamp()) * _SECOND - moment.microsecond
            )
            self._offsets[quarter] = offset
        return naive - offset


_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  both sides of the difference are without a zone
_EPOCH_UTC: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)


def _micros(naive: datetime) -> int:
    return (naive - _EPOCH) // _MICRO


def _epoch(value: float) -> int:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970: whichever lies between 1973 and 5138."""
    size = abs(value)
    if size < 1e11:
        return round(value * _SECOND) if size >= 1e8 or size == 0 else _no_epoch()
    if size < 1e14:
        return round(value * 1000)
    if size < 1e17:
        return round(value)
    return round(value / 1000) if size < 1e20 else _no_epoch()


def _no_epoch() -> int:
    raise ValueError


def _hour(hour: str | None, half: str | None) -> int:
    number = int(hour or 0)
    if half:
        if not 1 <= number <= 12:
            raise ValueError
        number = number % 12 + (12 if half[0] in "pP" else 0)
    return number


def _month(name: str) -> int:
    month = _MONTHS.get(name[:3].lower())
    if month is None:
        raise ValueError
    return month
