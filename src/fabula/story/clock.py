"""Clocks: minutes of story time, the time zones of places, and what people call the hours of a day.

A minute of story time counts from 0001-01-01 00:00 UTC (proleptic Gregorian). Dates in scripts are local: what the
clock on the wall says where the scene is set.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from fabula.bible.dates import say_minute
from fabula.bible.statements import When
from fabula.bible.zones import read_zone
from fabula.story.interval import Interval
from fabula.universe.model import Universe

__all__ = ["DAY", "HOUR", "LAST_MINUTE", "Clocks", "from_utc", "to_utc"]

HOUR = 60
DAY = 24 * HOUR
_ZERO = datetime(1, 1, 1, tzinfo=UTC)
LAST_MINUTE = int((datetime(9999, 12, 31, 23, 59, tzinfo=UTC) - _ZERO).total_seconds()) // 60


@lru_cache(maxsize=1 << 15)
def to_utc(local: int, zone: ZoneInfo) -> tuple[int, int]:
    """The first and the last minute in UTC at which a clock in ``zone`` can show the local minute.

    They differ by the hour that clocks are put back, and where a clock skips the minute: it may have been meant on
    either side. Before standard time a zone has its local mean time. Outside the years 1 to 9999 local is UTC.
    """
    if not DAY <= local <= LAST_MINUTE - DAY:
        return local, local
    naive = (_ZERO + timedelta(minutes=local)).replace(tzinfo=None)
    found = []
    for fold in (0, 1):
        offset = naive.replace(tzinfo=zone, fold=fold).utcoffset()
        found.append((local * 60 - (int(offset.total_seconds()) if offset is not None else 0)) // 60)
    return min(found), max(found)


def from_utc(minute: int, zone: ZoneInfo) -> int:
    """The local minute that a clock in ``zone`` shows at a minute in UTC."""
    if not DAY <= minute <= LAST_MINUTE - DAY:
        return minute
    offset = (_ZERO + timedelta(minutes=minute)).astimezone(zone).utcoffset()
    return minute + (int(offset.total_seconds()) // 60 if offset is not None else 0)


class Clocks:
    """The clocks of a universe: which time zone each place keeps.

    A place has its own ``timezone`` field, else that of the nearest place it lies in, else the universe's. A name that
    is no time zone is L105 in its entry, and passed over here.
    """

    def __init__(self, universe: Universe) -> None:
        self._universe = universe
        self._default = read_zone(universe.settings.timezone) or ZoneInfo("UTC")
        self._zones: dict[str, ZoneInfo] = {}

    def zone(self, place: str) -> ZoneInfo:
        """The time zone of a place (a place key, or empty)."""
        known = self._zones.get(place)
        if known is None:
            known = self._zones[place] = self._look_up(place)
        return known

    def interval(self, when: When, place: str) -> tuple[int, int]:
        """The first and last minute in UTC of a date stated at a place."""
        zone = self.zone(place)
        first, last = to_utc(when.first, zone)[0], to_utc(when.last, zone)[1]
        return first, max(first, last)

    def words(self, interval: Interval, place: str) -> str:
        """An interval as findings write it: the local date, with the clock if the minute is known."""
        if interval.earliest is None and interval.latest is None:
            return "at an unknown time"
        if interval.latest is None:
            return f"not before {self._say(interval.earliest, place)}"
        if interval.earliest is None:
            return f"not after {self._say(interval.latest, place)}"
        first, last = self._say(interval.earliest, place), self._say(interval.latest, place)
        if interval.exact:
            return first
        return first[:10] if first[:10] == last[:10] else f"{first[:10]} to {last[:10]}"

    def _say(self, minute: int | None, place: str) -> str:
        return "" if minute is None else say_minute(self.local(minute, place))

    def local(self, minute: int, place: str) -> int:
        """What a clock at a place shows at a minute in UTC."""
        return from_utc(minute, self.zone(place))

    def _look_up(self, place: str) -> ZoneInfo:
        seen: set[str] = set()
        while place and place not in seen:
            seen.add(place)
            entity = self._universe.entities.get(place)
            if entity is None:
                break
            value = entity.value("timezone")
            zone = read_zone(value.text) if value is not None and value.text else None
            if zone is not None:
                return zone
            place = entity.parent
        return self._default
