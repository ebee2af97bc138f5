"""The SQL texts on DuckDB against the plain model, and that nothing is lost where numbers are large."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.engine.duck import DuckEngine
from tests.listening.engine.mentions import hold, mention, mention_rows
from tests.listening.engine.model import gather, respond

KEY = ("element", "episode", "source", "language")


def ask(rows: list[dict[str, Any]], name: str, parts: int = 1, **parameters: Any) -> pa.Table:
    with TemporaryDirectory() as folder, DuckEngine(hold(Path(folder), rows, parts)) as engine:
        return engine.query(name, **parameters)


def first_null(key: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(one is not None, one.encode() if isinstance(one, str) else one) for one in key]


@given(mention_rows(), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_responses(rows: list[dict[str, Any]], parts: int) -> None:
    found = sorted(ask(rows, "responses", parts).to_pylist(), key=lambda row: (row["comment"], row["element"]))
    assert found == sorted(respond(rows), key=lambda row: (row["comment"], row["element"]))


@given(rows=mention_rows(), campaigns=st.booleans(), kind=st.sampled_from([None, "people"]))
@settings(max_examples=25, deadline=None)
def test_cells(rows: list[dict[str, Any]], campaigns: bool, kind: str | None) -> None:
    found = ask(rows, "cells", 2, campaigns=campaigns, kind=kind).to_pylist()
    chosen = [row for row in respond(rows) if kind is None or row["element"].startswith(kind + "/")]
    expected = gather(chosen, lambda row: tuple(row[column] for column in KEY), campaigns)
    keys = [tuple(row.pop(column) for column in KEY) for row in found]
    assert keys == sorted(expected, key=first_null)
    assert dict(zip(keys, found, strict=True)) == expected


def test_nothing_gives_no_cells() -> None:
    assert ask([], "cells").num_rows == 0
    assert ask([], "cells").schema == ask([mention("s:1", "people/a", 1000)], "cells").schema


def test_sums_are_exact_beyond_what_floating_point_holds() -> None:
    """Twenty thousand comments by one author, all as strong as can be but one, which is off by a thousandth."""
    number = 20_000
    rows = [mention(f"s:{n}", "people/a", 1000, -1000 if n else -999, 1000, author="a") for n in range(number)]
    (cell,) = ask(rows, "cells").to_pylist()
    s = -(number * 10**6 - 1000)
    assert (cell["liking_s"], cell["liking_ss"], cell["liking_sw"]) == (s, s * s, s * number * 1000)
    assert float(s * s + 1) == float(s * s)  # so a sum of floats could not tell
    assert cell["excitement_ss"] == (number * 10**6) ** 2


def test_sums_of_the_largest_numbers_do_not_overflow() -> None:
    most = 2**63 - 1
    rows = [mention(f"s:{n}", "people/a", 1000, likes=most, author=author) for n, author in enumerate("aaab")]
    assert ask(rows, "cells")["likes"].to_pylist() == [4 * most]
    least = [{**row, "likes": -(2**63)} for row in rows]
    assert ask(least, "cells")["likes"].to_pylist() == [-4 * 2**63]


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
def test_liking_of_a_response_is_rounded_half_away_from_zero(
    mentions: list[tuple[int, int | None]], liking: int | None
) -> None:
    rows = [mention("s:1", "people/a", probability, value) for probability, value in mentions]
    assert ask(rows, "responses")["liking"].to_pylist() == [liking]


def test_days_are_those_of_utc() -> None:
    late = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
    rows = [mention("s:1", "people/a", 1000, time=late), mention("s:2", "people/a", 1000)]
    assert ask(rows, "series", bin="day")["bin"].to_pylist() == ["2024-02-29"]


def test_only_some_elements() -> None:
    rows = [mention(f"s:{n}", element, 1000) for n, element in enumerate(["people/a", "people/b", "things/a"])]
    assert ask(rows, "cells", elements=["people/b", "things/a"])["element"].to_pylist() == ["people/b", "things/a"]
    assert ask(rows, "cells", elements=[]).num_rows == 0


@pytest.mark.parametrize("hostile", ["') OR TRUE --", "people/a' OR '1'='1", "$campaigns", ":kind", "people/a\\", '"'])
def test_parameters_are_values_and_never_sql(hostile: str) -> None:
    rows = [mention("s:1", "people/a", 1000), mention("s:2", f"things/{hostile}", 1000)]
    assert ask(rows, "cells", elements=[f"things/{hostile}"])["element"].to_pylist() == [f"things/{hostile}"]
    assert ask(rows, "cells", kind=hostile).num_rows == 0
