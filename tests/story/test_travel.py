"""How fast somebody can get from one place to another, at the least."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.model import Value
from fabula.source import EMPTY_SOURCE
from fabula.story.travel import FARTHEST, Travel, distance_km, least_minutes, read_coordinates
from fabula.universe.link import link_universe
from fabula.universe.load import read_universe
from fabula.universe.model import Settings

ROME, OSLO, MUMBAI, AUCKLAND = (41.9, 12.5), (59.91, 10.75), (19.08, 72.88), (-36.85, 174.76)
MODERN = Settings()

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def travel_of(folder: Path, **places: str) -> Travel:
    """The map of a universe with these places, each given as the fields of its entry."""
    (folder / "bible" / "places").mkdir(parents=True)
    for stem, fields in places.items():
        lines = fields.replace(" | ", "\n")
        path = folder / "bible" / "places" / f"{stem.replace('_', '-')}.md"
        path.write_text(f"---\n{lines}\n---\n", encoding="utf-8")
    (folder / "one.fountain").write_text("INT. NOWHERE - DAY\n\nNothing.\n", encoding="utf-8")
    files, findings = read_universe(folder)
    assert findings == []
    universe, findings = link_universe(files)
    assert findings == []
    return Travel(universe)


def minutes(travel: Travel, start: str, goal: str) -> int | None:
    journey = travel.journey(f"places/{start}", f"places/{goal}")
    return None if journey is None else journey.minutes


@pytest.mark.parametrize(
    ("one", "other", "km"), [(ROME, OSLO, 2006), (ROME, MUMBAI, 6175), (OSLO, AUCKLAND, 17209), (ROME, ROME, 0)]
)
def test_distances_are_those_of_the_globe(one: tuple[float, float], other: tuple[float, float], km: int) -> None:
    assert distance_km(one, other) == pytest.approx(km, rel=0.001)


@given(POINTS, POINTS)
def test_distances_are_the_same_both_ways_and_end_on_the_other_side(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert distance_km(one, other) == distance_km(other, one)
    assert 0 <= distance_km(one, other) <= FARTHEST


@pytest.mark.parametrize(
    ("km", "least"),
    [
        (0, 0),
        (4.9, 0),  # across a town
        (18, 6),
        (100, 43),  # a motorway
        (480, 135),  # Rome to Milan by the fastest train
        (2008, 253),  # Rome to Oslo by air
        (6180, 532),  # Rome to Mumbai
    ],
)
def test_the_least_time_of_a_distance(km: float, least: int) -> None:
    assert least_minutes(km, MODERN) == least


@given(st.floats(0, FARTHEST), st.floats(0, 500))
def test_farther_never_takes_less(km: float, more: float) -> None:
    assert least_minutes(km, MODERN) <= least_minutes(km + more, MODERN)


def test_a_period_story_has_no_fast_trains() -> None:
    horses = Settings(travel_speed=15, travel_overhead=0)
    assert least_minutes(5, horses) == 0
    assert least_minutes(65, horses) == 240
    assert least_minutes(480, horses) == 31 * 60 + 40


def test_a_place_and_what_lies_in_it_are_no_way_apart(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        rome="name: Rome | coordinates: [41.9, 12.5]",
        flat="name: Flat | in: Rome | coordinates: [41.6, 12.9]",
        kitchen="name: Kitchen | in: Flat",
    )
    assert minutes(travel, "kitchen", "rome") == 0
    assert minutes(travel, "rome", "kitchen") == 0
    assert minutes(travel, "flat", "flat") == 0


def test_places_inherit_where_they_are(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        rome="name: Rome | coordinates: [41.9, 12.5]",
        flat="name: Flat | in: Rome",
        kitchen="name: Kitchen | in: Flat",
        oslo="name: Oslo | coordinates: [59.91, 10.75]",
        harbour="name: Harbour | in: Oslo",
    )
    assert minutes(travel, "kitchen", "harbour") == minutes(travel, "rome", "oslo") == 253
    assert travel.located("places/kitchen")


def test_two_places_in_one_town_are_near(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        town="name: Town",
        inn="name: Inn | in: Town",
        mill="name: Mill | in: Town",
    )
    assert minutes(travel, "inn", "mill") == 0


def test_two_places_in_one_country_are_not(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        italy="name: Italy | kind: country | coordinates: [42.5, 12.5]",
        inn="name: Inn | in: Italy",
        rome="name: Rome | in: Italy | coordinates: [41.9, 12.5]",
    )
    assert minutes(travel, "inn", "rome") is None
    assert not travel.located("places/inn")


def test_of_what_is_nowhere_nothing_is_known(tmp_path: Path) -> None:
    travel = travel_of(tmp_path, rome="name: Rome | coordinates: [41.9, 12.5]", ruin="name: Ruin")
    assert minutes(travel, "rome", "ruin") is None
    assert minutes(travel, "rome", "not-there") is None
    assert not travel.located("places/ruin")


def test_a_table_goes_before_coordinates_and_holds_both_ways(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        rome="name: Rome | coordinates: [41.9, 12.5] | travel: {Oslo: 6 hours}",
        flat="name: Flat | in: Rome",
        oslo="name: Oslo | coordinates: [59.91, 10.75]",
        harbour="name: Harbour | in: Oslo",
    )
    assert minutes(travel, "rome", "oslo") == 360  # a table is meant as it is written
    assert minutes(travel, "harbour", "flat") == 360
    journey = travel.journey("places/flat", "places/harbour")
    assert journey is not None
    assert journey.km is None
    assert journey.span is not None
    assert journey.span.text == "6 hours"


def test_a_table_may_say_something_else_for_the_way_back(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        peak="name: Peak | travel: {Valley: 1 hour}",
        valley="name: Valley | travel: {Peak: 4 hours}",
    )
    assert minutes(travel, "peak", "valley") == 60
    assert minutes(travel, "valley", "peak") == 240


def test_what_a_table_says_of_a_room_goes_before_what_it_says_of_the_house(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path,
        castle="name: Castle | travel: {Village: 1 hour}",
        dungeon="name: Dungeon | in: Castle | travel: {Village: 3 hours}",
        village="name: Village",
    )
    assert minutes(travel, "dungeon", "village") == 180
    assert minutes(travel, "castle", "village") == 60


def test_no_journey_is_longer_than_the_longest(tmp_path: Path) -> None:
    travel = travel_of(
        tmp_path, moon="name: Moon base | travel: {Rome: 3 days}", rome="name: Rome | coordinates: [41.9, 12.5]"
    )
    assert travel.longest == minutes(travel, "moon", "rome") == 3 * 24 * 60


def coordinates(*items: str) -> tuple[float, float] | None:
    values = tuple(Value(item, EMPTY_SOURCE.whole) for item in items)
    return read_coordinates(Value(values, EMPTY_SOURCE.whole) if len(items) != 1 else values[0])


def test_coordinates_are_read_as_people_write_them() -> None:
    assert coordinates("41.9", "12.5") == (41.9, 12.5)
    assert coordinates("41.9, -12.5") == (41.9, -12.5)
    assert coordinates("36.85° S 174.76° E") == (-36.85, 174.76)
    assert coordinates("38.72 N, 9.14 W") == (38.72, -9.14)
    assert coordinates("−36.85", "174.76") == (-36.85, 174.76)


@pytest.mark.parametrize("items", [(), ("41.9",), ("91", "0"), ("0", "181"), ("north", "of Rome"), ("1", "2", "3")])
def test_what_is_no_place_on_the_globe_is_none(items: tuple[str, ...]) -> None:
    assert coordinates(*items) is None


@pytest.mark.parametrize("items", [("12.5 E", "41.9 N"), ("41 N 12 N",)])
def test_latitude_comes_first(items: tuple[str, ...]) -> None:
    assert coordinates(*items) is None
