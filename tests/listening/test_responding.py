"""What the places of a comment come to together, against the plain model."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given

from fabula.listening.responding import with_responses
from fabula.listening.tables import MENTIONS, PLACES, RESPONSES
from tests.listening.engine.mentions import mention, mention_rows
from tests.listening.engine.model import respond


def responses(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stands on the first places, without the prefix."""
    made = with_responses(pa.RecordBatch.from_pylist(rows, PLACES))
    found = [{name.removeprefix("response_"): row[name] for name in RESPONSES.names} for row in made.to_pylist()]
    return [row for row in found if row["mentions"] is not None]


@given(mention_rows())
def test_as_the_model_has_it(rows: list[dict[str, Any]]) -> None:
    made = with_responses(pa.RecordBatch.from_pylist(rows, PLACES))
    assert made.schema == MENTIONS
    assert made.select(PLACES.names).to_pylist() == rows
    expected = [{name.removeprefix("response_"): one[name.removeprefix("response_")] for name in RESPONSES.names}
                for one in respond(rows)]  # fmt: skip
    assert responses(rows) == expected  # in the order of the first places


def test_the_others_are_nulls() -> None:
    rows = [mention("s:1", "people/a", 900), mention("s:1", "people/b", 900), mention("s:1", "people/a", 950)]
    made = with_responses(pa.RecordBatch.from_pylist(rows, PLACES)).to_pylist()
    assert [row["response_mentions"] for row in made] == [2, 1, None]
    assert {made[2][name] for name in RESPONSES.names} == {None}


def test_nothing_comes_to_nothing() -> None:
    empty = with_responses(pa.RecordBatch.from_pylist([], PLACES))
    assert (empty.num_rows, empty.schema) == (0, MENTIONS)


@pytest.mark.parametrize(
    ("mentions", "liking"),
    [
        ([(1000, 1), (1000, 0)], 1),  # 0.5 away from zero
        ([(1000, -1), (1000, 0)], -1),
        ([(1000, 3), (1000, 2)], 3),
        ([(2, 1), (1, 0), (1, 0), (1, 0)], 0),  # 0.4
        ([(1000, 1000), (1, -1000)], 998),
        ([(0, 700)], None),
        ([(300, None), (200, 50)], 50),
    ],
)
def test_liking_is_rounded_half_away_from_zero(mentions: list[tuple[int, int | None]], liking: int | None) -> None:
    (response,) = responses([mention("s:1", "people/a", probability, value) for probability, value in mentions])
    assert response["liking"] == liking


@pytest.mark.parametrize(
    ("comment", "probability", "weight"), [(1000, 1, 1), (1, 499, 0), (1, 500, 1), (501, 999, 500)]
)
def test_weight_is_the_comments_times_the_probability(comment: int, probability: int, weight: int) -> None:
    (response,) = responses([mention("s:1", "people/a", probability, weight=comment)])
    assert response["weight"] == weight
