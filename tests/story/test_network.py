"""The network against a slow model: Floyd–Warshall over all edges, every proper subset of a conflict tried."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.story.network import Network

Bound = tuple[int, int, int | None, int | None]
SIZE = 6

bounds = st.tuples(
    st.integers(0, SIZE - 1),
    st.integers(0, SIZE - 1),
    st.none() | st.integers(-6, 6),
    st.none() | st.integers(0, 8),
).map(lambda b: (b[0], b[1], b[2], None if b[3] is None else (b[2] or 0) + b[3]))


def shortest(size: int, wanted: list[Bound]) -> list[list[float]] | None:
    """All shortest paths, or None if the bounds cannot hold."""
    far = float("inf")
    d = [[0.0 if i == j else far for j in range(size)] for i in range(size)]
    for u, v, least, most in wanted:
        if most is not None:
            d[u][v] = min(d[u][v], most)
        if least is not None:
            d[v][u] = min(d[v][u], -least)
    for k in range(size):
        for i in range(size):
            for j in range(size):
                d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    return None if any(d[i][i] < 0 for i in range(size)) else d


def build(wanted: list[Bound]) -> tuple[Network, list[Bound], list[list[int]]]:
    network = Network(SIZE)
    kept: list[Bound] = []
    conflicts: list[list[int]] = []
    for label, bound in enumerate(wanted):
        conflict = network.bound(*bound, label)
        if conflict is None:
            kept.append(bound)
        else:
            conflicts.append(conflict)
    return network, kept, conflicts


@settings(max_examples=300, deadline=None)
@given(st.lists(bounds, max_size=14), st.lists(st.integers(-20, 20), min_size=SIZE, max_size=SIZE))
def test_refuses_exactly_what_cannot_hold(wanted: list[Bound], guess: list[int]) -> None:
    network = Network(SIZE, guess)
    kept: list[Bound] = []
    for label, bound in enumerate(wanted):
        conflict = network.bound(*bound, label)
        assert (conflict is None) == (shortest(SIZE, [*kept, bound]) is not None)
        if conflict is None:
            kept.append(bound)
        assert network.time[0] == 0
        for u, v, least, most in kept:
            assert least is None or network.time[v] - network.time[u] >= least
            assert most is None or network.time[v] - network.time[u] <= most


@settings(max_examples=200, deadline=None)
@given(st.lists(bounds, min_size=3, max_size=14))
def test_conflicts_are_sound_and_minimal(wanted: list[Bound]) -> None:
    _, _, conflicts = build(wanted)
    for conflict in conflicts:
        assert len(set(conflict)) == len(conflict)
        assert conflict[0] == max(conflict)
        assert shortest(SIZE, [wanted[i] for i in conflict]) is None
        for subset in combinations(conflict, len(conflict) - 1):
            assert shortest(SIZE, [wanted[i] for i in subset]) is not None


@settings(max_examples=200, deadline=None)
@given(st.lists(bounds, max_size=14))
def test_bounds_are_the_shortest_paths(wanted: list[Bound]) -> None:
    network, kept, _ = build(wanted)
    d = shortest(SIZE, kept)
    assert d is not None
    far = float("inf")
    assert [far if x is None else x for x in network.latest()] == d[0]
    assert [far if x is None else -x for x in network.earliest()] == [row[0] for row in d]


@settings(max_examples=200, deadline=None)
@given(st.lists(bounds, max_size=14), st.lists(st.integers(-9, 9), min_size=SIZE, max_size=SIZE))
def test_a_schedule_keeps_the_bounds_and_the_wishes(wanted: list[Bound], offsets: list[int]) -> None:
    network, kept, _ = build(wanted)
    wishes = [
        offset if first is None else first + abs(offset)
        for first, offset in zip(network.earliest(), offsets, strict=True)
    ]
    wishes[0] = 0
    times = network.schedule(wishes)
    assert times[0] == 0
    assert all(time <= wish for time, wish in zip(times, wishes, strict=True))
    for u, v, least, most in kept:
        assert least is None or times[v] - times[u] >= least
        assert most is None or times[v] - times[u] <= most


def test_a_ring_of_after_is_a_conflict_of_its_members() -> None:
    network = Network(5)
    assert network.bound(1, 2, 1, None, 0) is None
    assert network.bound(2, 3, 1, None, 1) is None
    assert network.bound(3, 4, 1, None, 2) is None
    assert sorted(network.bound(3, 1, 1, None, 3) or []) == [0, 1, 3]


def test_a_point_cannot_be_before_itself() -> None:
    assert Network(2).bound(1, 1, 1, None, 7) == [7]
    assert Network(2).bound(1, 1, 0, 5, 7) is None


def test_a_conflict_through_the_origin_names_both_dates() -> None:
    network = Network(4)
    assert network.bound(0, 1, 100, 110, 0) is None
    assert network.bound(0, 2, 50, 60, 1) is None
    assert network.bound(0, 3, 0, 900, 2) is None
    assert sorted(network.bound(1, 2, 0, None, 3) or []) == [0, 1, 3]
