"""Answers as flat tables, one row a figure: CSV for spreadsheets, Parquet for everything else."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fabula.report.words import clean

__all__ = ["Cell", "FlatTable", "write_flat_csv", "write_flat_parquet"]

Cell = str | int | float | bool | None
_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠|%")
"""What a cell begins with that a spreadsheet may take for a formula, also in its wide forms."""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Rows under typed columns: ``columns`` maps names to str, int, float or bool, in order; any cell may be None."""

    columns: Mapping[str, type]
    rows: Sequence[tuple[Cell, ...]]


def write_flat_csv(table: FlatTable) -> str:
    """A table as CSV. Numbers are numbers; words that a spreadsheet would compute have an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_write(cell) for cell in row])
    return out.getvalue()


def _write(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return f"{cell:.6f}".rstrip("0").rstrip(".") if cell else "0"
        case int():
            return str(cell)
        case str():
            bare = cell.lstrip(" \u00a0\ufeff")
            return clean(f"'{cell}" if bare[:1] in _FORMULA else cell)


def write_flat_parquet(table: FlatTable) -> bytes:
    """A table as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[type, Any] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([pa.field(name, types[kind]) for name, kind in table.columns.items()])
    columns = [pa.array([row[place] for row in table.rows], field.type) for place, field in enumerate(schema)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), sink)
    return bytes(sink.getvalue())
