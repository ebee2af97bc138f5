"""Episodes by the source's own word and by the time of a comment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from fabula.listening.elements import show_id
from fabula.listening.linking.gate import LEAST
from fabula.listening.model import How, Link
from fabula.universe.model import Universe

__all__ = ["DAY", "AirDates", "ByDay", "weakened"]

DAY: Final = 86_400_000_000
"""Microseconds."""
_FIRST: Final = 0.9
_HALF: Final = 10.0
"""After so many days half as much of the talk about a show is about its latest episode."""
_SHARED: Final = 0.6
"""How likely each of several episodes is meant that came out on one day."""
_OTHER: Final = 0.8
"""What that is worth where it is not the source but the comment's own words that say which show it is about."""


class ByDay(dict[int, tuple[Link, ...]]):
    """What had come out last on a day, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[int], tuple[Link, ...]]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, day: int) -> tuple[Link, ...]:
        links = self[day] = self._work_out(day)
        return links

    def __reduce__(self) -> tuple[Any, ...]:
        return (ByDay, (self._work_out,))


class AirDates:
    """Which episode of which show was the latest at any time."""

    def __init__(self, universe: Universe) -> None:
        self.shows = {show.id: show_id(show) for show in universe.shows.values()}
        self.episodes = {episode.key: episode.show.id for episode in universe.episodes}
        self.only = next(iter(self.shows)) if len(self.shows) == 1 else None
        self._days: dict[str, tuple[list[int], list[tuple[str, ...]]]] = {}
        for show in universe.shows.values():
            by_day: dict[int, list[str]] = {}
            for episode in show.episodes:
                if episode.released is not None:
                    noon = datetime(episode.released.year, episode.released.month, episode.released.day, tzinfo=UTC)
                    by_day.setdefault(int(noon.timestamp()) // 86_400, []).append(episode.key)
            days = sorted(by_day)
            self._days[show.id] = days, [tuple(by_day[day]) for day in days]
        self._known: dict[str, ByDay] = {}

    @property
    def released(self) -> list[tuple[str, list[int], list[tuple[str, ...]]]]:
        """What came out when, by show, in days since 1970."""
        return [(show, *days) for show, days in sorted(self._days.items())]

    def show(self, text: str | None) -> str | None:
        """The id of the show that a source names, None if the universe has none of that name."""
        if text is None:
            return None
        name = text.removeprefix("shows/").lower()
        return name if name in self.shows else None

    def episode(self, text: str | None) -> str | None:
        """The key of the episode that a source names, None if the universe has none such."""
        if text is None:
            return None
        key = text.removeprefix("episodes/").lower()
        return key if key in self.episodes else None

    def latest(self, show: str, time: int | None) -> str | None:
        """The episode that came out last before a time, while people still speak of it."""
        links = self.at(show, time)
        return links[-1].element.removeprefix("episodes/") if links else None

    def at(self, show: str, time: int | None) -> tuple[Link, ...]:
        """The links to what had come out last at a time, if it is not too long ago."""
        return self.by_day(show)[time // DAY] if time is not None else ()

    def by_day(self, show: str) -> ByDay:
        """The links to what had come out last, by days since 1970."""
        return self._known.get(show) or self._known.setdefault(show, ByDay(partial(self._work_out, show)))

    def _work_out(self, show: str, day: int) -> tuple[Link, ...]:
        days, keys = self._days.get(show, ([], []))
        index = bisect_right(days, day) - 1
        if index < 0:
            return ()
        latest = keys[index]
        probability = (_FIRST if len(latest) == 1 else _SHARED) * 2.0 ** (-(day - days[index]) / _HALF)
        if probability < LEAST:
            return ()
        return tuple(Link(f"episodes/{key}", 0, 0, How.AIR_DATE, round(probability, 3)) for key in latest)


def weakened(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The same links where the source does not say that a comment is about the show."""
    return tuple(
        link._replace(probability=round(link.probability * _OTHER, 3))
        for link in links
        if link.probability * _OTHER >= LEAST
    )
