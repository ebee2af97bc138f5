"""Distances that are kept right are those that are measured from the beginning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.story.network import Network
from fabula.story.shortest import FAR, find_loose, measure_again

SIZE = 9
Edge = tuple[int, int, int]


def measure(edges: list[Edge], start: list[int]) -> list[int]:
    """The slow way: relax every edge until nothing changes."""
    found = list(start)
    for _ in range(SIZE + 1):
        for source, target, length in edges:
            if found[source] < FAR:
                found[target] = min(found[target], found[source] + length)
    return found


def build(edges: list[Edge]) -> Network:
    """A network with those of the edges that can hold together."""
    network = Network(SIZE)
    for label, (source, target, length) in enumerate(edges):
        network.limit(source, target, length, label)
    return network


def held(network: Network) -> list[Edge]:
    return [(source, target, length) for source, arrows in enumerate(network.outgoing) for target, length, _ in arrows]


points = st.integers(0, SIZE - 1)
edges = st.lists(st.tuples(points, points, st.integers(-6, 9)).filter(lambda e: e[0] != e[1]), max_size=30)


@given(edges, edges, st.lists(st.integers(0, 200), max_size=6), st.lists(st.integers(0, 40), min_size=2 * SIZE))
def test_after_a_change(first: list[Edge], second: list[Edge], drop: list[int], starts: list[int]) -> None:
    network = build(first)
    before, after = [start if start < 30 else FAR for start in starts[:SIZE]], [*starts[SIZE : 2 * SIZE]]
    distances = measure(held(network), before)
    there = held(network)
    gone = [there[index] for index in sorted({number % len(there) for number in drop})] if there else []
    for source, target, length in gone:
        network.remove(source, target, length)
    farther = [p for p in range(SIZE) if after[p] > before[p] and distances[p] == before[p]]
    loose = find_loose(distances, network.outgoing, after, gone, farther)
    new = [e for label, e in enumerate(second) if e[0] != e[1] and network.limit(*e, 1000 + label) is None]
    nearer = [p for p in range(SIZE) if after[p] < before[p]]
    arrows = (network.outgoing, network.incoming)
    old = list(distances)
    changed = measure_again(distances, arrows, network.time, 1, after, loose, new, nearer)
    assert distances == measure(held(network), after)
    assert changed == {p for p in range(SIZE) if distances[p] != old[p]}
