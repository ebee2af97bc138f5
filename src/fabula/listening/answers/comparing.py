"""Two audiences side by side: sources, languages, shows or seasons, element by element."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fabula.listening.answers.measuring import Group, Measured, Measuring
from fabula.listening.answers.overview import Overview
from fabula.listening.answers.responses import SURE
from fabula.listening.elements import ElementKind, kind_of
from fabula.listening.numbers.figure import Figure, interval, joint_degrees
from fabula.listening.numbers.many import adjusted

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["Compared", "Comparison", "Side", "compare_sides", "difference"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two audiences: what it is called, of which kind it is, and the parameters that choose its comments."""

    name: str
    kind: str
    only: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def parameters(self) -> dict[str, Any]:
        """As SQL texts take them."""
        return {name: list(values) for name, values in self.only}


@dataclass(frozen=True, slots=True)
class Compared:
    """An element as both sides respond to it. ``element`` is "*" for all together.

    ``difference`` is the first side's figure less the second's; ``chance`` is adjusted for all elements that are
    compared; ``shares`` are how much of each side's talk it is.
    """

    element: str
    first: Measured
    second: Measured
    difference: Figure
    chance: float
    comments: tuple[int, int]
    shares: tuple[float, float]

    @property
    def is_sure(self) -> bool:
        """Whether the two sides surely differ."""
        return self.chance <= SURE


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole answer: those that surely differ first, the largest difference first; ``together`` is all of it.

    ``left_out`` is how many elements both sides speak of, but one of them too little.
    """

    axis: str
    sides: tuple[Side, Side]
    overview: Overview
    labels: int
    together: Compared | None
    left_out: int
    elements: tuple[Compared, ...]


def compare_sides(
    engine: Engine, measuring: Measuring, overview: Overview, axis: str, first: Side, second: Side
) -> Comparison:
    """Both sides on all elements of which both say enough."""
    sides = (first, second)
    groups = [_read(engine, measuring, axis, side) for side in sides]
    totals = [_read(engine, measuring, axis, side, together=True).get("*") for side in sides]
    spoken = [engine.query("spoken", campaigns=False, **side.parameters)["comments"][0].as_py() for side in sides]
    both = sorted(
        element for element in groups[0].keys() & groups[1].keys() if kind_of(element) is not ElementKind.SHOW
    )
    rows = [_compare(element, groups[0][element], groups[1][element], spoken) for element in both]
    told = [row for row in rows if row.first.figure.value is not None and row.second.figure.value is not None]
    chances = adjusted([row.first.figure.differs_from(row.second.figure) for row in told])
    judged = [_with(row, chance) for row, chance in zip(told, chances, strict=True)]
    judged.sort(key=lambda row: (not row.is_sure, -abs(row.difference.estimate), row.element))
    together = None
    if totals[0] is not None and totals[1] is not None:
        row = _compare("*", totals[0], totals[1], spoken)
        together = _with(row, row.first.figure.differs_from(row.second.figure))
    left = len(rows) - len(told)
    return Comparison(axis, sides, overview, measuring.labels, together, left, tuple(judged))


def _read(
    engine: Engine, measuring: Measuring, axis: str, side: Side, **more: Any
) -> dict[str, tuple[Group, Measured]]:
    found = measuring.read(engine, axis, campaigns=False, **side.parameters, **more)
    return {group.element: (group, measured) for group, measured in found}


def _compare(
    element: str, first: tuple[Group, Measured], second: tuple[Group, Measured], spoken: Sequence[int]
) -> Compared:
    comments = (first[0].comments, second[0].comments)
    return Compared(
        element,
        first[1],
        second[1],
        difference(first[1].figure, second[1].figure),
        1.0,
        comments,
        (comments[0] / max(1, spoken[0]), comments[1] / max(1, spoken[1])),
    )


def _with(row: Compared, chance: float) -> Compared:
    return Compared(row.element, row.first, row.second, row.difference, chance, row.comments, row.shares)


def difference(first: Figure, second: Figure) -> Figure:
    """The first figure less the second, taken as independent: where people are in both it is rather too wide.

    It is as calibrated as the less calibrated of the two.
    """
    error = math.hypot(first.error, second.error)
    degrees = joint_degrees((first, second), (1.0, 1.0)) if math.isfinite(error) else 1.0
    reach = first.bounds[1] - first.bounds[0]
    bounds = (-reach, reach)
    estimate = first.estimate - second.estimate
    low, high = interval(estimate, error, degrees, first.level, bounds) if math.isfinite(error) else bounds
    weaker = min((first, second), key=lambda figure: (figure.labels > 0, figure.labels))
    return Figure(
        estimate,
        low,
        high,
        error,
        degrees,
        first.comments + second.comments,
        first.authors + second.authors,
        min(first.effective, second.effective),
        weaker.labels,
        weaker.calibration,
        first.enough and second.enough,
        first.level,
        bounds,
    )
