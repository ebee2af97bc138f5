"""Two audiences side by side."""

from __future__ import annotations

import math

import pytest

from fabula.listening.answers.comparing import Comparison, Side, compare_sides, difference
from fabula.listening.numbers.figure import Figure
from tests.listening.answers.conftest import World


def compared(world: World, first: Side, second: Side) -> Comparison:
    return compare_sides(world.engine, world.measuring, world.overview, "liking", first, second)


def show(world: World, name: str) -> Side:
    keys = tuple(episode.key for episode in world.canon.universe.episodes if episode.show.id == name)
    return Side(name, "show", (("episodes", keys),))


def test_shows(world: World) -> None:
    """Cleo is loved in one show and not in the other."""
    found = compared(world, show(world, "tidewater"), show(world, "northshore"))
    [cleo] = [row for row in found.elements if row.is_sure]
    assert cleo.element == "people/cleo-vance"
    assert cleo.difference.low > 0.2
    assert found.together is not None


def test_sources_that_are_alike(world: World) -> None:
    sides = [Side(name, "source", (("sources", (name,)),)) for name in ("board", "clips")]
    found = compared(world, *sides)
    assert len(found.elements) >= 6
    assert [row.element for row in found.elements if row.is_sure] == []


def test_the_other_way_round_is_the_same(world: World) -> None:
    one = compared(world, show(world, "tidewater"), show(world, "northshore"))
    other = compared(world, show(world, "northshore"), show(world, "tidewater"))
    assert [row.element for row in one.elements] == [row.element for row in other.elements]
    for a, b in zip(one.elements, other.elements, strict=True):
        assert a.difference.estimate == pytest.approx(-b.difference.estimate)
        assert a.difference.low == pytest.approx(-b.difference.high)
        assert a.chance == pytest.approx(b.chance)


def test_difference() -> None:
    first = Figure(0.5, 0.4, 0.6, 0.05, 99.0, 100, 90, 95.0)
    second = Figure(0.2, 0.1, 0.3, 0.05, 99.0, 200, 180, 190.0, enough=False)
    found = difference(first, second)
    assert found.estimate == pytest.approx(0.3)
    assert found.error == pytest.approx(math.hypot(0.05, 0.05))
    assert found.low < 0.3 < found.high
    assert found.value is None
    assert found.bounds == (-2.0, 2.0)
    unknown = difference(first, Figure(0.0, -1.0, 1.0, math.inf, 1.0, 1, 1, 1.0))
    assert (unknown.low, unknown.high) == (-2.0, 2.0)
