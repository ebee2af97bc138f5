"""Audiences for tests, laid into a store without the intake: parts with comments and marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.store import Part, Store
from fabula.listening.tables import COMMENTS, MARKS

NOON: Final = datetime(2024, 3, 1, 12, tzinfo=UTC)
_COMMENT: Final[Mapping[str, Any]] = {
    "author": "00000000000000aa",
    "time": NOON,
    "text": "",
    "language": None,
    "rating": None,
    "likes": None,
    "parent": None,
    "show": None,
    "episode": None,
    "file": "comments.csv",
}
_MARK: Final[Mapping[str, Any]] = {"language": "en", "weight": 1000, "duplicate_of": None, "campaign": None, "why": ""}


def make_tables(source: str, rows: Sequence[Mapping[str, Any]], first: int = 0) -> tuple[pa.Table, pa.Table]:
    """Comments and marks from the fields that differ from an ordinary comment; ``mark_…`` are those of the mark."""
    comments, marks = [], []
    for number, row in enumerate(rows, first):
        key = {"comment": f"{source}:{number}"}
        comments.append({**_COMMENT, **key, "source": source, "row": number + 1} | _own(row, mark=False))
        marks.append({**_MARK, **key} | _own(row, mark=True))
    return pa.Table.from_pylist(comments, COMMENTS), pa.Table.from_pylist(marks, MARKS)


def _own(row: Mapping[str, Any], *, mark: bool) -> dict[str, Any]:
    return {name.removeprefix("mark_"): value for name, value in row.items() if name.startswith("mark_") == mark}


def make_store(root: Path, sources: Mapping[str, Iterable[Sequence[Mapping[str, Any]]]]) -> Store:
    """A store with sources, each a list of parts, each a list of rows for `make_tables`."""
    store = Store(root)
    store.prepare()
    for source, parts in sources.items():
        store.record(source).parent.mkdir(exist_ok=True)
        store.record(source).write_text("{}\n")
        first = 0
        for number, rows in enumerate(parts):
            comments, marks = make_tables(source, rows, first)
            write_part(store.part(source, f"{number:05}"), comments, marks)
            first += len(rows)
    return store


def write_part(part: Part, comments: pa.Table, marks: pa.Table) -> None:
    for path, table in ((part.comments, comments), (part.marks, marks)):
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, path)
