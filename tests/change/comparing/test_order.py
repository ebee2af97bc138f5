"""Which things have moved, against trying out all ways to leave some in their places."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fabula.change.comparing.order import find_moved

ROWS = st.permutations(range(7)).flatmap(lambda row: st.integers(0, 7).map(lambda size: row[:size]))


def heaviest(places: list[int], weights: list[int]) -> int:
    """The weight of the heaviest run that is in order, by trying all."""
    things = range(len(places))
    runs = (run for size in range(len(places) + 1) for run in combinations(things, size))
    in_order = (run for run in runs if [places[i] for i in run] == sorted(places[i] for i in run))
    return max(sum(weights[i] for i in run) for run in in_order)


@given(ROWS, st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_what_was_moved_weighs_as_little_as_possible(places: list[int], weights: list[int]) -> None:
    weights = weights[: len(places)]
    for given_weights, counted in ((weights, weights), (None, [1] * len(places))):
        moved = find_moved(places, given_weights)
        stayed = [index for index, gone in enumerate(moved) if not gone]
        assert [places[i] for i in stayed] == sorted(places[i] for i in stayed)
        assert sum(counted[i] for i in stayed) == heaviest(places, counted)


def test_one_that_was_carried_far_is_the_one_that_moved() -> None:
    assert find_moved([1, 2, 3, 4, 0]) == [False, False, False, False, True]
    assert find_moved([4, 0, 1, 2, 3]) == [True, False, False, False, False]
    assert find_moved([]) == []


def test_of_two_that_changed_places_the_lighter_one_moved() -> None:
    assert find_moved([5, 2], [1, 9]) == [True, False]
    assert find_moved([5, 2], [9, 1]) == [False, True]
