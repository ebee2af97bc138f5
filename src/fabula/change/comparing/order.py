"""Which of a row of things have changed their places, if as few as possible have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["find_moved"]


def find_moved(places: Sequence[int]) -> list[bool]:
    """For things in their new order, given by the places that they had, which of them were moved.

    The longest run that is still in the old order has stayed; all others were moved. Of two such runs the one counts
    that keeps later things later. Takes n log n steps.
    """
    tails: list[int] = []  # the smallest last place of a run of each length
    ends: list[int] = []  # the index of the thing that ends it
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    moved = [True] * len(places)
    index = ends[-1] if ends else -1
    while index >= 0:
        moved[index] = False
        index = before[index]
    return moved
