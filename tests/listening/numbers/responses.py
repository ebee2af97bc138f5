"""Random responses and their sums, as the engine would add them up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from fabula.listening.numbers.sums import Sums


class Response(NamedTuple):
    """A comment on an element: its author, its weight and its score in thousandths."""

    author: int
    weight: int
    score: int


RESPONSES = st.lists(
    st.builds(Response, st.integers(0, 8), st.integers(1, 1000), st.integers(-1000, 1000)), min_size=1, max_size=30
)


def add(responses: Sequence[Response], bounds: tuple[float, float] = (-1.0, 1.0)) -> Sums:
    """The sums of a cell with these responses."""
    s: dict[int, int] = {}
    w: dict[int, int] = {}
    for one in responses:
        s[one.author] = s.get(one.author, 0) + one.weight * one.score
        w[one.author] = w.get(one.author, 0) + one.weight
    return Sums(
        len(responses),
        len(w),
        len(responses),
        len(w),
        sum(one.weight**2 for one in responses),
        sum(w.values()),
        sum(one**2 for one in w.values()),
        sum(s.values()),
        sum(one**2 for one in s.values()),
        sum(s[author] * w[author] for author in s),
        bounds=bounds,
    )


def spread(count: int, scores: Sequence[int], weight: int = 1000) -> list[Response]:
    """So many comments, each by another author, with these scores in turn."""
    return [Response(number, weight, scores[number % len(scores)]) for number in range(count)]
