"""What engines hand back: the same types and the same order, whoever computed it."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from fabula.listening.engine.results import same_form

WORDS = st.none() | st.text(st.characters(codec="utf-8"), max_size=3)


@given(st.lists(st.tuples(WORDS, st.none() | st.integers(-3, 3), st.booleans())))
def test_rows_are_put_in_order_nulls_first(rows: list[tuple[str | None, int | None, bool]]) -> None:
    names = ("word", "number", "other")
    kinds = (pa.string(), pa.int64(), pa.bool_())
    table = pa.table({name: pa.array([row[at] for row in rows], kinds[at]) for at, name in enumerate(names)})

    def place(row: tuple[str | None, int | None, bool]) -> tuple[object, ...]:
        word, number, _ = row
        return word is not None, (word or "").encode(), number is not None, number or 0

    found = same_form(table, ("word", "number"))
    assert list(zip(*found.to_pydict().values(), strict=True)) == sorted(rows, key=place)
    assert same_form(table).equals(table)


def test_types_are_plain_and_times_are_in_utc() -> None:
    noon = datetime(2024, 2, 29, 12, tzinfo=UTC)
    table = pa.table(
        {
            "word": pa.array(["a"], pa.large_string()),
            "time": pa.array([noon], pa.timestamp("ms", "Europe/Rome")),
            "sure": pa.array([1], pa.int64()),
        },
        schema=pa.schema(
            [
                pa.field("word", pa.large_string()),
                pa.field("time", pa.timestamp("ms", "Europe/Rome")),
                pa.field("sure", pa.int64(), nullable=False),
            ]
        ),
    )
    made = same_form(table)
    assert made.schema == pa.schema(
        [pa.field("word", pa.string()), pa.field("time", pa.timestamp("us", "UTC")), pa.field("sure", pa.int64())]
    )
    assert made["time"].to_pylist() == [noon]
