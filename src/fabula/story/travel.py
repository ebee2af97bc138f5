"""How fast somebody can get from one place to another, at the least.

All times are lower bounds, and are chosen so that nobody who knows the world would call them wrong: what fabula
calls impossible must be impossible. Where nothing is known of a distance, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from fabula.bible.coordinates import read_coordinates
from fabula.bible.durations import read_duration
from fabula.bible.model import EntryKind
from fabula.source import Span
from fabula.universe.model import Settings, Universe
from fabula.universe.names import fold_name

__all__ = ["AREAS", "Journey", "Travel", "distance_km", "least_minutes", "read_coordinates"]

EARTH_RADIUS = 6371.0088
"""Mean radius of the Earth in km (IUGG)."""

AREAS = frozenset(
    "area continent country county desert district empire galaxy island islands kingdom moon nation ocean planet "
    "province region sea state world".split()
)
"""Kinds of places that are too large to be a point: nothing is claimed of how far they are."""

GROUND = ((5.0, 0.0), (100.0, 130.0), (float("inf"), 250.0))
"""Up to how many km, as the crow flies, a journey on the ground goes at what speed in km/h, at the most.

The first kilometres take no time: coordinates are rounded, and towns are wide. Up to 100 km a car on a motorway, then
a fast train; what they do on average is less. No speed is higher than the universe's own `Settings.travel_speed`.
"""

FARTHEST = 20_016.0
"""Half the way round the Earth, in km."""


@dataclass(frozen=True, slots=True)
class Journey:
    """The fastest way between two places: in minutes, and in km where that follows from coordinates.

    ``span`` is the place of a travel table that says so, if one does.
    """

    minutes: int
    km: float | None = None
    span: Span | None = None


NO_WAY = Journey(0)


class Travel:
    """The map of a universe: how far its places are from each other. Answers are kept."""

    def __init__(self, universe: Universe) -> None:
        self._universe = universe
        self._table = dict(_read_tables(universe))
        self._in_table = {place for pair in self._table for place in pair}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._points: dict[str, tuple[float, float] | None] = {}
        self._measured: dict[tuple[tuple[float, float], tuple[float, float]], Journey] = {}
        self._known: dict[tuple[str, str], Journey | None] = {}

    def journey(self, start: str, goal: str) -> Journey | None:
        """The fastest journey from one place to another, or None where nothing is known of it.

        A place and what lies in it are no way apart. A travel table goes before coordinates, and what it says of
        a place holds for all that lies in it; said one way only, it holds both ways.
        """
        pair = (start, goal)
        if pair not in self._known:
            self._known[pair] = self._find(start, goal)
        return self._known[pair]

    def located(self, place: str) -> bool:
        """Whether it can be known how far it is from somewhere else."""
        return self.point(place) is not None or any(at in self._in_table for at in self.chain(place))

    def point(self, place: str) -> tuple[float, float] | None:
        """Latitude and longitude of a place: its own, or those of the nearest place that holds it."""
        if place not in self._points:
            self._points[place] = self._find_point(place)
        return self._points[place]

    def chain(self, place: str) -> tuple[str, ...]:
        """A place, the place that holds it, and so on outwards. A circle ends where it closes."""
        chain = self._chains.get(place)
        if chain is None:
            found: list[str] = []
            at = place
            while (entity := self._universe.entities.get(at)) is not None and at not in found:
                found.append(at)
                at = entity.parent
            chain = self._chains[place] = tuple(found)
        return chain

    def together(self, one: str, other: str) -> bool:
        """Whether some place holds both, as a house its rooms or a town its houses; an area does not count."""
        chain = self.chain(other)
        return any(at in chain and not self._is_area(at) for at in self.chain(one))

    @property
    def longest(self) -> int:
        """No journey takes longer than so many minutes."""
        stated = max((minutes for minutes, _ in self._table.values()), default=0)
        return max(stated, least_minutes(FARTHEST, self._universe.settings))

    def _find(self, start: str, goal: str) -> Journey | None:
        outer, inner = self.chain(start), self.chain(goal)
        if not outer or not inner:
            return None
        if goal in outer or start in inner:
            return NO_WAY
        if self._table:
            said = self._look_up(outer, inner)
            if said is not None:
                return said
        here, there = self.point(start), self.point(goal)
        if here is not None and there is not None:
            return self._measure(here, there)
        return NO_WAY if self.together(start, goal) else None

    def _look_up(self, outer: tuple[str, ...], inner: tuple[str, ...]) -> Journey | None:
        """What a travel table says of two places or of those that hold them, the nearest first."""
        for at in outer:
            for to in inner:
                if at in inner or to in outer:
                    continue  # one holds both: what is said of it says nothing of a way inside it
                said = self._table.get((at, to)) or self._table.get((to, at))
                if said is not None:
                    return Journey(said[0], None, said[1])
        return None

    def _measure(self, here: tuple[float, float], there: tuple[float, float]) -> Journey:
        journey = self._measured.get((here, there))
        if journey is None:
            km = distance_km(here, there)
            journey = Journey(least_minutes(km, self._universe.settings), km)
            self._measured[here, there] = journey
        return journey

    def _find_point(self, place: str) -> tuple[float, float] | None:
        for at in self.chain(place):
            if self._is_area(at):
                return None
            value = self._universe.entities[at].value("coordinates")
            point = read_coordinates(value) if value is not None else None
            if point is not None:
                return point
        return None

    def _is_area(self, place: str) -> bool:
        value = self._universe.entities[place].value("kind")
        return value is not None and value.text.strip().lower() in AREAS


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two points of the Earth, given as latitude and longitude in degrees (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def least_minutes(km: float, settings: Settings) -> int:
    """The least minutes that a distance takes: on the ground, or by the fastest journey of the universe.

    The latter is ``travel_speed`` (an airliner, if nothing else is set) with ``travel_overhead`` for getting there
    and away. Rounded down, since it is a bound.
    """
    ground, done = 0.0, 0.0
    for limit, speed in GROUND:
        stretch = min(km, limit) - done
        if stretch <= 0:
            break
        if speed:
            ground += stretch / min(speed, settings.travel_speed) * 60
        done += stretch
    return int(min(ground, km / settings.travel_speed * 60 + settings.travel_overhead))


def _read_tables(universe: Universe) -> Iterator[tuple[tuple[str, str], tuple[int, Span]]]:
    """What the ``travel`` fields of places say: from, to, and the least minutes. What names no place is left out."""
    places: dict[str, str] = {}
    for entity in universe.entities.values():
        if entity.kind is EntryKind.PLACE:
            for name in (entity.name, *entity.aliases):
                places.setdefault(fold_name(name), entity.key)
    for entity in universe.entities.values():
        field = entity.value("travel") if entity.kind is EntryKind.PLACE else None
        if field is None or isinstance(field.value, (str, tuple)):
            continue
        for name, value in field.value.items():
            goal = places.get(fold_name(name))
            takes = read_duration(value.text, value.span, exact=True)
            if goal is not None and takes is not None:
                yield (entity.key, goal), (takes.least, value.span)
