"""Trends: changes beside what aired and what the story did there."""

from __future__ import annotations

from datetime import date

import pytest

from fabula.listening.answers.landing import Selection
from fabula.listening.answers.trend import Trend, find_trend
from fabula.listening.errors import ListeningError
from tests.listening.answers.conftest import World


def trend(world: World, element: str, by: str = "episode", axis: str = "liking") -> Trend:
    selection = Selection(episodes=tuple(e.key for e in world.canon.universe.episodes if e.show.id == "tidewater"))
    return find_trend(world.canon, world.engine, world.measuring, world.overview, element, by, axis, selection)


def test_by_episode(world: World) -> None:
    found = trend(world, "people/ben-orme")
    assert [point.bin for point in found.points] == [f"tidewater/s01e{number:02}" for number in range(1, 9)]
    [change] = found.changes
    assert change.shift.at == "tidewater/s01e05"
    assert [episode.code for episode in change.aired] == ["S01E05"]
    assert "Ben lies to Ada: Enid is dead." in [moment.words for moment in change.moments]


@pytest.mark.parametrize("by", ["week", "day"])
def test_by_time(world: World, by: str) -> None:
    found = trend(world, "people/ben-orme", by)
    changes = sorted(found.changes, key=lambda one: one.shift.at)
    assert 1 <= len(changes) <= 2  # the week in which it airs has both levels in it
    assert all(date(2024, 1, 29) <= date.fromisoformat(one.shift.at) <= date(2024, 2, 5) for one in changes)
    assert all("S01E05" in [episode.code for episode in one.aired] for one in changes)
    assert changes[-1].shift.after < -0.2 < 0.2 < changes[0].shift.before
    assert all(point.start == date.fromisoformat(point.bin) for point in found.points)
    assert sum(point.comments for point in found.points) == found.comments


@pytest.mark.parametrize("element", ["people/ada-quill", "people/dov-marsh", "people/cleo-vance"])
def test_what_does_not_change(world: World, element: str) -> None:
    assert trend(world, element).changes == ()
    assert trend(world, element, "week").changes == ()


def test_too_few(world: World) -> None:
    with pytest.raises(ListeningError) as caught:
        trend(world, "people/fay-linden")
    assert caught.value.message == "110 comments that can be scored speak of Fay Linden: there is no trend under 300"
    with pytest.raises(ListeningError, match="0 comments that can be scored speak of Pier"):
        trend(world, "places/pier")
