"""What statements alone say of times, against a slow search over the same constraints."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.rules.place.surely import SureTimes
from fabula.source import EMPTY_SOURCE
from fabula.story.network import Network
from fabula.story.timeline import Constraint, Timeline
from fabula.universe.model import Status

SIZE = 7
nodes = st.integers(0, SIZE - 1)
drawn = st.lists(
    st.builds(
        lambda source, target, least, width, kind: Constraint(
            source,
            target,
            least,
            least + width,
            EMPTY_SOURCE.whole,
            "",
            kind,
            Status.DRAFT,
            kind in {"order", "length"},
        ),
        nodes,
        nodes,
        st.integers(-20, 40),
        st.integers(0, 30),
        st.sampled_from(["date", "takes", "order", "length", "heading"]),
    ),
    max_size=14,
)


def solve(constraints: list[Constraint]) -> Timeline:
    """A timeline of those constraints that can hold together, in the order given."""
    network = Network(SIZE)
    held = [c for i, c in enumerate(constraints) if network.bound(c.source, c.target, c.least, c.most, i) is None]
    return Timeline([], [], [], [], [], [], constraints=tuple(held), schedule=network.time)


def slow(constraints: tuple[Constraint, ...]) -> list[list[float]]:
    """All shortest paths by stated constraints (Floyd and Warshall)."""
    far = [[0.0 if a == b else float("inf") for b in range(SIZE)] for a in range(SIZE)]
    for c in constraints:
        assert c.least is not None
        assert c.most is not None
        if c.kind in {"date", "takes"}:
            far[c.source][c.target] = min(far[c.source][c.target], c.most)
        if c.kind in {"date", "takes", "length"}:
            far[c.target][c.source] = min(far[c.target][c.source], -c.least)
    for via in range(SIZE):
        for a in range(SIZE):
            for b in range(SIZE):
                far[a][b] = min(far[a][b], far[a][via] + far[via][b])
    return far


@given(drawn, nodes, nodes, st.integers(-60, 80))
def test_a_bound_by_statements_is_the_shortest_path(
    constraints: list[Constraint], source: int, target: int, minutes: int
) -> None:
    if source == target:
        return
    timeline = solve(constraints)
    assert SureTimes(timeline).is_less(source, target, minutes) == (
        slow(timeline.constraints)[source][target] < minutes
    )


def test_of_a_timeline_without_a_network_nothing_is_sure() -> None:
    assert not SureTimes(Timeline([], [], [], [], [], [])).is_less(2, 3, 100)
