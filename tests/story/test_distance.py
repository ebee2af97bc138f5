"""Shortest paths in a solved timeline, near by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.story import distance as module
from fabula.story.distance import distance, rank_components
from fabula.story.solve import solve_times
from fabula.story.timeline import Interval, Timeline
from tests.story.universes import Draft, lasting, says, when


def test_a_timeline_made_by_hand_answers_from_its_intervals() -> None:
    timeline = Timeline([], [], [], [Interval(5, 9), Interval(20, 30)], [Interval(6, 10), Interval(21, None)], [])
    assert distance(timeline, 1, 3) == 25
    assert distance(timeline, 3, 1) == -11
    assert distance(timeline, 1, 4) is None
    assert distance(timeline, 0, 1) == 9
    assert distance(timeline, 4, 0) == -21
    assert distance(timeline, 2, 2) == 0


def test_events_have_their_nodes() -> None:
    draft = Draft().episode()
    draft.scene(says("at", when=when("2014-06-05 00:00")))
    draft.entry("events/fall", "The fall", at="2014-06-03")
    draft.entry("events/wipe", "The wipe", at="2014-06-04 00:00")
    timeline = solve_times(draft.universe)
    assert distance(timeline, 4, 1) == 24 * 60
    assert distance(timeline, 3, 1) == 48 * 60
    assert distance(timeline, 1, 3) == -24 * 60 - 1


def test_a_search_that_would_go_too_far_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = Draft().episode()
    for _ in range(30):
        draft.scene(says("later", duration=lasting("2 days")))
    timeline = solve_times(draft.universe)
    assert distance(timeline, 1, 59) == 29 * lasting("2 days").most
    monkeypatch.setattr(module, "MOST_POINTS", 5)
    assert distance(timeline, 1, 59) is None


graphs = st.integers(2, 8).flatmap(
    lambda size: st.lists(
        st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda e: e[0] != e[1]), max_size=16
    ).map(lambda edges: (size, edges))
)


@settings(max_examples=200, deadline=None)
@given(graphs)
def test_edges_lead_to_the_same_part_or_a_later_one(graph: tuple[int, list[tuple[int, int]]]) -> None:
    size, edges = graph
    outgoing: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for one, other in edges:
        outgoing[one].append((other, 0))
    reach = {(i, i) for i in range(1, size)} | {(a, b) for a, b in edges if a and b}
    for k in range(1, size):
        reach |= {(i, j) for i in range(1, size) for j in range(1, size) if (i, k) in reach and (k, j) in reach}
    parts = rank_components(outgoing)
    for one in range(1, size):
        for other in range(1, size):
            if (one, other) in reach:
                assert parts[one] <= parts[other]
                assert (parts[one] == parts[other]) == ((other, one) in reach)
