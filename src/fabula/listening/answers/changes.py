"""What changed from episode to episode: where the response to an element surely goes from one level to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fabula.listening.numbers.changes import find_changes
from fabula.listening.numbers.many import adjusted as adjust
from fabula.listening.numbers.series import Series

__all__ = ["LEAST_DISTANCE", "Shift", "find_shifts"]

LEAST_DISTANCE: Final = 0.1
"""A distance below this is none that anybody would act on, however sure it is."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The response to an element goes from one level to another.

    ``bins`` names the last bin before which it cannot lie, the first bin of the new level, as it seems most likely, and
    the last bin in which it may begin. ``low`` to ``high`` holds the difference. ``chance`` is that of the whole series
    without any change, adjusted for how many were looked at.
    """

    element: str
    earliest: str
    at: str
    latest: str
    before: float
    after: float
    low: float
    high: float
    chance: float

    @property
    def difference(self) -> float:
        """By how much the level rose."""
        return self.after - self.before


def find_shifts(series: Iterable[tuple[tuple[str, str], Series]], rate: float = 0.05) -> tuple[list[Shift], int]:
    """The shifts of several series, the largest first, and in how many could be looked.

    False discoveries among the series with a shift are held to ``rate``.
    """
    found, bins = {}, {}
    for key, one in series:  # one after the other: together they may not fit into memory
        found[key], bins[key] = find_changes(one, rate), one.bins
    looked = {key: one for key, one in found.items() if one.enough}
    chances = dict(zip(looked, adjust([one.p_value for one in looked.values()]), strict=True))
    shifts = [
        Shift(
            key[0],
            bins[key][change.first + 1],
            bins[key][change.at],
            bins[key][change.last],
            change.before,
            change.after,
            change.low,
            change.high,
            chances[key],
        )
        for key, one in looked.items()
        if chances[key] <= rate
        for change in one.changes
        if abs(change.difference) >= LEAST_DISTANCE
    ]
    return sorted(shifts, key=lambda one: (-abs(one.difference), one.element, one.at)), len(looked)
