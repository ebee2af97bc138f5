"""Flat tables: no cell is a formula, and numbers stay numbers."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.report.listening.flat import FlatTable, write_flat_csv, write_flat_parquet


def written(*cells: str | float | bool | None) -> list[str]:
    table = FlatTable({f"c{place}": type(cell) for place, cell in enumerate(cells)}, [tuple(cells)])
    rows = list(csv.reader(io.StringIO(write_flat_csv(table), newline="")))
    assert len(rows) == 2
    return rows[1]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "|x",
        "%x",
    ],
)
def test_what_a_spreadsheet_would_compute(cell: str) -> None:
    assert written(cell)[0].startswith("'")


def test_numbers_are_numbers() -> None:
    assert written(-0.25, -3, 0.0, 1e-9, 1234567.5, True, None, "plain") == [
        "-0.25", "-3", "0", "0", "1234567.5", "yes", "", "plain",
    ]  # fmt: skip


@given(st.text())
def test_no_words_begin_like_a_formula(words: str) -> None:
    [cell] = written(words) if words else ["'"]
    assert cell.lstrip()[:1] not in set("=+-@")


def test_parquet() -> None:
    columns: dict[str, type] = {"name": str, "value": float, "count": int, "sure": bool}
    data = write_flat_parquet(FlatTable(columns, [("=a", -0.5, 3, True), (None, None, None, None)]))
    table = pq.read_table(pa.BufferReader(data))
    assert table.to_pylist() == [
        {"name": "=a", "value": -0.5, "count": 3, "sure": True},
        {"name": None, "value": None, "count": None, "sure": None},
    ]
    assert pq.read_table(pa.BufferReader(write_flat_parquet(FlatTable(columns, [])))).num_rows == 0
