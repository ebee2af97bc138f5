"""Reading Parquet, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.intake.presets import PRESETS
from fabula.listening.intake.rows import LONGEST_ROW, Broken, Position, Rows
from fabula.listening.intake.shape import Shape, find_columns
from fabula.listening.intake.streams import TornFileError
from fabula.universe.audience import Declared

__all__ = ["look_at_parquet", "read_parquet"]

_BATCH: Final = 8_192
_SAMPLE: Final = 5_000


def _open(path: Path) -> Any:
    try:
        return pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowException, ValueError) as error:
        raise TornFileError(f"it is no whole Parquet file: {_first_line(error)}") from error


def look_at_parquet(path: Path, declared: Declared, name: str) -> Shape:
    """The shape of a Parquet file. Raises what `look_at_text` does, and `TornFileError`."""
    shape = Shape("parquet")
    with _open(path) as file:
        shape.names = list(
            dict.fromkeys(leaf for field in file.schema_arrow for leaf in _leaves(field.name, field.type))
        )
        batch = next(file.iter_batches(_SAMPLE), None)
        find_columns(shape, batch.to_pylist() if batch is not None else [], declared, PRESETS[declared.preset], name)
    return shape


def _leaves(name: str, kind: Any) -> Iterator[str]:
    if pa.types.is_struct(kind):
        for at in range(kind.num_fields):
            inner = kind.field(at)
            yield from _leaves(f"{name}.{inner.name}", inner.type)
    else:
        yield name


def read_parquet(path: Path, start: Position, shape: Shape) -> Iterator[Rows]:
    """The rows of a Parquet file by the batch, only the columns that are needed. A row's number counts rows."""
    needed = sorted({name for names in shape.columns.values() for name in names})
    row = 1
    with _open(path) as file:
        batches = file.iter_batches(_BATCH, columns=needed)
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError) as error:
                raise TornFileError(f"it is damaged: {_first_line(error)}") from error
            if batch is None:
                return
            after = row + batch.num_rows
            if after > start.row:
                yield _rows(batch, row, start.row, Position(after, after))
            row = after


def _rows(batch: Any, row: int, first: int, end: Position) -> Rows:
    rows = Rows(end=end)
    for number, cells in enumerate(_cells(batch), row):
        if number < first:
            continue
        if any(isinstance(cell, str) and len(cell) > LONGEST_ROW for cell in cells.values()):
            rows.broken.append(Broken(number, f"the row is longer than {LONGEST_ROW >> 10:,} kB", ""))
            continue
        rows.cells.append(cells)
        rows.numbers.append(number)
    return rows


def _cells(batch: Any) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = batch.to_pylist()
    except (UnicodeDecodeError, ValueError, OverflowError):  # texts that are no UTF-8; times that Python has not
        found = [_cell(batch, at) for at in range(batch.num_rows)]
    return found


def _cell(batch: Any, at: int) -> dict[str, Any]:
    cell = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            cell[name] = column[at].as_py()
        except (UnicodeDecodeError, ValueError, OverflowError):
            cell[name] = None
    return cell


def _first_line(error: Exception) -> str:
    return str(error).split("\n")[0].rstrip(".")
