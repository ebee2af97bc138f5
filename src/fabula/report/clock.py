"""Story times as people read them, in the local time of a scene's place."""

from __future__ import annotations

from datetime import datetime, timedelta

from fabula.rules.place.words import time_words
from fabula.story.clock import DAY, LAST_MINUTE, Clocks
from fabula.story.timeline import Interval

__all__ = ["date_words", "gap_words", "local_bounds", "write_interval"]

_ZERO = datetime(1, 1, 1)  # noqa: DTZ001  the clock on the wall of a scene has no zone of ours


def date_words(minute: int) -> str:
    """A local minute as text, ``2014-06-03 21:40``; in one of the years 1 to 9999."""
    moment = _ZERO + timedelta(minutes=max(0, min(minute, LAST_MINUTE)))
    return f"{moment.year:04}-{moment:%m-%d %H:%M}"


def gap_words(minutes: int) -> str:
    """A length of time: "40 minutes", "2 days 3 hours"; from two years on, in years."""
    years = minutes // (DAY * 365)
    return f"{years} years" if years >= 2 else time_words(minutes)


def local_bounds(interval: Interval, clocks: Clocks, place: str) -> tuple[str, str]:
    """The first and the last minute that are possible, ``2014-06-03T21:40`` in local time; empty where unbounded."""

    def words(minute: int | None) -> str:
        return "" if _unbounded(minute) else date_words(clocks.local(minute or 0, place)).replace(" ", "T")

    return words(interval.earliest), words(interval.latest)


def _unbounded(minute: int | None) -> bool:
    return minute is None or not 0 < minute < LAST_MINUTE


def write_interval(interval: Interval, clocks: Clocks, place: str) -> str:
    """When something happens: a minute, a stretch (``2014-06-03 20:00 to 22:00``), or the one end that is known.

    Empty if nothing is known. Whole days and years are written as such.
    """
    first, last = interval.earliest, interval.latest
    if first is None or _unbounded(first):
        return "" if last is None or _unbounded(last) else f"up to {date_words(clocks.local(last, place))}"
    start = clocks.local(first, place)
    if last is None or _unbounded(last):
        return f"from {date_words(start)}"
    end = clocks.local(last, place)
    words, end_words = date_words(start), date_words(end)
    if start % DAY == 0 and end % DAY == DAY - 1:
        words, end_words = words[:10], end_words[:10]
        if words.endswith("-01-01") and end_words.endswith("-12-31"):
            words, end_words = words[:4], end_words[:4]
    elif words[:10] == end_words[:10] and words != end_words:
        end_words = end_words[11:]
    return words if words == end_words else f"{words} to {end_words}"
