"""The SQL texts on DuckDB against the plain model, and that nothing is lost where numbers are large."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.engine.duck import DuckEngine
from fabula.listening.engine.texts import read_text, text_names
from tests.listening.engine.mentions import hold, mention, mention_rows
from tests.listening.engine.model import AXES, gather, respond

KEY = ("element", "part", "stratum")
Row = Mapping[str, Any]


def ask(rows: list[dict[str, Any]], name: str, parts: int = 1, **parameters: Any) -> pa.Table:
    with TemporaryDirectory() as folder, DuckEngine(hold(Path(folder), rows, parts)) as engine:
        return engine.query(name, **parameters)


@given(mention_rows(), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_responses(rows: list[dict[str, Any]], parts: int) -> None:
    found = sorted(ask(rows, "responses", parts).to_pylist(), key=lambda row: (row["comment"], row["element"]))
    assert found == sorted(respond(rows), key=lambda row: (row["comment"], row["element"]))


PARTS: dict[str, Callable[[Row], str | None]] = {
    "nothing": lambda row: "",
    "episode": lambda row: row["episode"],
    "season": lambda row: row["episode"] and row["episode"].split("e")[0],
    "show": lambda row: row["episode"] and row["episode"].split("/")[0],
    "language": lambda row: row["language"],
    "day": lambda row: row["time"] and row["time"].date().isoformat(),
    "week": lambda row: row["time"] and (row["time"].date() - timedelta(row["time"].weekday())).isoformat(),
}
STRATA: dict[str, Callable[[Row], str]] = {
    "source": lambda row: row["source"],
    "language": lambda row: row["language"] or "unknown",
    "both": lambda row: f"{row['source']}, {row['language'] or 'unknown'}",
}


@given(
    rows=mention_rows(),
    axis=st.sampled_from(AXES),
    by=st.sampled_from(sorted(PARTS)),
    strata=st.sampled_from(sorted(STRATA)),
    together=st.booleans(),
    campaigns=st.booleans(),
    kind=st.sampled_from([None, "people"]),
)
@settings(max_examples=60, deadline=None)
def test_groups(
    rows: list[dict[str, Any]], axis: str, by: str, strata: str, together: bool, campaigns: bool, kind: str | None
) -> None:
    chosen: dict[str, Any] = {
        "axis": axis,
        "by": by,
        "strata": strata,
        "together": together,
        "campaigns": campaigns,
        "kind": kind,
    }
    found = ask(rows, "groups", 2, **chosen).to_pylist()

    def key(row: Row) -> tuple[str, str | None, str]:
        return "*" if together else row["element"], PARTS[by](row), STRATA[strata](row)

    of_kind = [row for row in respond(rows) if kind is None or row["element"].startswith(kind + "/")]
    expected = gather([row for row in of_kind if key(row)[1] is not None], key, axis, campaigns)
    keys = [tuple(row.pop(column) for column in KEY) for row in found]
    assert keys == sorted(expected, key=lambda one: [str(word).encode() for word in one])
    assert dict(zip(keys, found, strict=True)) == expected


def test_all_together_leaves_out_shows_and_episodes() -> None:
    elements = ("shows/citadel", "episodes/citadel/s01e01", "people/a", "pairs/a+b")
    rows = [mention("s:1", element, 1000) for element in elements]
    assert ask(rows, "groups", together=True)["comments"].to_pylist() == [2]


@pytest.mark.parametrize(("name", "column", "kept"), [
    ("episodes", "episode", "citadel/s01e02"), ("sources", "source", "tube"), ("languages", "language", "it"),
])  # fmt: skip
@pytest.mark.parametrize("text", ["groups", "languages", "series", "spoken"])
def test_only_some_comments(text: str, name: str, column: str, kept: str) -> None:
    own: dict[str, Any] = {"episode": "citadel/s01e01", "source": "forum", "language": "en"}
    rows = [mention("s:1", "people/a", 1000, **own), mention("s:2", "people/a", 1000, **{**own, column: kept})]
    rows.append(mention("s:3", "people/a", 1000, **{**own, "weight": 0}))
    for only, number in (({name: [kept]}, 1), ({name: ["none"]}, 0), ({}, 2)):
        assert sum(ask(rows, text, 1, **only)["comments"].to_pylist()) == number


def test_languages_are_those_of_comments_that_count_and_are_of_no_campaign() -> None:
    told: list[dict[str, Any]] = [{"language": "en"}, {"language": "it"}, {"language": "en"}, {}]
    told += [{"language": "en", "marked": True}, {"language": "en", "weight": 0}]
    rows = [mention(f"s:{n}", "people/a", 1000, **own) for n, own in enumerate(told)]
    assert ask(rows, "languages").to_pylist() == [
        {"element": "people/a", "language": "en", "comments": 2},
        {"element": "people/a", "language": "it", "comments": 1},
    ]
    assert ask(rows, "languages", kind="things").num_rows == 0
    assert ask(rows, "languages", elements=["people/b"]).num_rows == 0


def test_nothing_gives_no_groups() -> None:
    assert ask([], "groups").num_rows == 0
    assert ask([], "groups").schema == ask([mention("s:1", "people/a", 1000)], "groups").schema


def test_sums_are_exact_beyond_what_floating_point_holds() -> None:
    """Twenty thousand comments by one author, all as strong as can be but one, which is off by a thousandth."""
    number = 20_000
    rows = [mention(f"s:{n}", "people/a", 1000, -1000 if n else -999, 1000, author="a") for n in range(number)]
    (group,) = ask(rows, "groups").to_pylist()
    s = -(number * 10**6 - 1000)
    assert (group["s"], group["ss"], group["sw"]) == (s, s * s, s * number * 1000)
    assert float(s * s + 1) == float(s * s)  # so a sum of floats could not tell
    (excited,) = ask(rows, "groups", axis="excitement").to_pylist()
    assert excited["ss"] == (number * 10**6) ** 2 > 2**63


def test_days_are_those_of_utc() -> None:
    late = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
    rows = [mention("s:1", "people/a", 1000, time=late), mention("s:2", "people/a", 1000)]
    assert ask(rows, "series", bin="day")["bin"].to_pylist() == ["2024-02-29"]


def test_only_some_elements() -> None:
    rows = [mention(f"s:{n}", element, 1000) for n, element in enumerate(["people/a", "people/b", "things/a"])]
    assert ask(rows, "groups", elements=["people/b", "things/a"])["element"].to_pylist() == ["people/b", "things/a"]
    assert ask(rows, "groups", elements=[]).num_rows == 0


@pytest.mark.parametrize("name", [name for name in text_names() if read_text(name).order])
def test_rows_come_in_the_order_of_columns_that_there_are(name: str) -> None:
    needed = {"STRINGS": ["s:1"], "STRING": "x", "BIGINT": 3}
    given = {one.name: needed[one.type] for one in read_text(name).parameters.values() if one.needed}
    answer = ask([mention("s:1", "people/a", 1000)], name, 1, **given)
    assert set(read_text(name).order) <= set(answer.column_names)


@pytest.mark.parametrize("hostile", ["') OR TRUE --", "people/a' OR '1'='1", "$campaigns", ":kind", "people/a\\", '"'])
def test_parameters_are_values_and_never_sql(hostile: str) -> None:
    rows = [mention("s:1", "people/a", 1000), mention("s:2", f"things/{hostile}", 1000)]
    assert ask(rows, "groups", elements=[f"things/{hostile}"])["element"].to_pylist() == [f"things/{hostile}"]
    assert ask(rows, "groups", kind=hostile).num_rows == 0
