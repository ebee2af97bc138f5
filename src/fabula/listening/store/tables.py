"""Reading and writing the parts of a store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.errors import ListeningError
from fabula.listening.store.place import ROWS_OF_A_PART
from fabula.listening.store.writing import replace_whole

__all__ = ["count_rows", "read_columns", "read_whole", "write_table"]


def _open(path: Path) -> Any:
    try:
        return pq.ParquetFile(path)  # pq.read_table would do, but brings in pandas, which takes a second
    except (OSError, pa.ArrowException) as error:
        raise ListeningError(f"{path} cannot be read: it is damaged", "add its source again with --anew") from error


def read_whole(path: Path) -> pa.Table:
    """A part with all its columns. Raises `ListeningError` if it is damaged; so do the others."""
    with _open(path) as file:
        return file.read()


def read_columns(path: Path, columns: Sequence[str]) -> pa.Table:
    """Some columns of a part."""
    with _open(path) as file:
        return file.read(columns=list(columns))


def count_rows(path: Path) -> int:
    """How many rows a part has."""
    with _open(path) as file:
        return int(file.metadata.num_rows)


def write_table(path: Path, table: pa.Table) -> None:
    """Write a part in one step, in the same bytes whenever the rows are the same."""
    with replace_whole(path) as temporary:
        pq.write_table(table.combine_chunks(), temporary, compression="zstd", row_group_size=ROWS_OF_A_PART)
