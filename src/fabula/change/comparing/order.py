"""Which of a row of things have changed their places, if as little as possible was carried."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["find_moved"]


def find_moved(places: Sequence[int], weights: Sequence[int] | None = None) -> list[bool]:
    """For things in their new order, given by the places that they had, which of them were moved.

    Those that are still in the old order among themselves have stayed, all others were moved; of all ways to say so
    the one counts in which what was moved weighs least. Without ``weights`` that is, in which as few as possible have.
    Places are numbers that no two things share. Takes n log n steps.
    """
    count = len(places)
    if all(places[index] < places[index + 1] for index in range(count - 1)):
        return [False] * count
    ranks = {place: rank for rank, place in enumerate(sorted(places), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (count + 1)  # a tree of the heaviest runs that end below each rank
    before: list[int] = []
    end, most = -1, 0
    for index, place in enumerate(places):
        rank, held, last = ranks[place], 0, -1
        at = rank - 1
        while at:
            if best[at][0] > held:
                held, last = best[at]
            at &= at - 1
        before.append(last)
        held += 1 if weights is None else weights[index]
        if held > most:
            end, most = index, held
        while rank <= count:
            if held > best[rank][0]:
                best[rank] = (held, index)
            rank += rank & -rank
    moved = [True] * count
    while end >= 0:
        moved[end] = False
        end = before[end]
    return moved
