"""What a store holds of each source: how many comments, by how many, from when to when, and what was kept aside."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from fabula.listening.errors import ListeningError
from fabula.listening.intake.record import Counts, SourceRecord, read_record
from fabula.listening.store.place import Store

__all__ = ["Aside", "SourceOverview", "list_sources"]

_EXAMPLES: Final = 2
"""How many rows are shown for each reason."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that could not be read."""

    file: str
    row: int
    why: str
    text: str


@dataclass(slots=True)
class SourceOverview:
    """One source. Times are in UTC, None if no comment has one; ``authors`` counts those who are named."""

    name: str
    preset: str
    files: int
    counts: Counts
    authors: int = 0
    nameless: int = 0
    first: datetime | None = None
    last: datetime | None = None
    torn: list[tuple[str, str]] = field(default_factory=list)
    examples: list[Aside] = field(default_factory=list)


def list_sources(store: Store) -> list[SourceOverview]:
    """Every source of a store, by name."""
    found = []
    for name in store.sources():
        record = read_record(store, name)
        if record is not None:
            found.append(_look(store, record))
    return found


def _look(store: Store, record: SourceRecord) -> SourceOverview:
    overview = SourceOverview(record.name, str(record.mapping.get("preset", "")), len(record.files), record.counts)
    overview.torn = [(name, file.torn) for name, file in sorted(record.files.items()) if file.torn]
    paths = [str(part.comments) for part in store.parts(record.name)]
    if paths:
        overview.authors, overview.nameless, overview.first, overview.last = _measure(paths)
    overview.examples = _examples(store, record.name)
    return overview


def _measure(paths: list[str]) -> tuple[int, int, datetime | None, datetime | None]:
    import duckdb

    sql = (
        "SELECT count(DISTINCT author), count(*) - count(author), epoch_us(min(time)), epoch_us(max(time)) "
        "FROM read_parquet($paths)"
    )
    try:
        with duckdb.connect() as database:
            row: Any = database.execute(sql, {"paths": paths}).fetchone()
    except duckdb.Error as error:
        source = Path(paths[0]).parent.name
        raise ListeningError(f"the comments of {source} cannot be read", "add the source again with --anew") from error
    return row[0], row[1], _moment(row[2]), _moment(row[3])


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else datetime.fromtimestamp(micros // 1_000_000, UTC)


def _examples(store: Store, name: str) -> list[Aside]:
    """The first rows of each reason."""
    path = store.aside(name)
    if not path.is_file():
        return []
    shown: dict[str, int] = {}
    found = []
    with path.open("rb") as file:
        for line in file:
            entry = json.loads(line)
            reason = entry["why"].split(":")[0].split(",")[0]
            shown[reason] = shown.get(reason, 0) + 1
            if shown[reason] <= _EXAMPLES:
                found.append(Aside(entry["file"], entry["row"], entry["why"], entry["text"]))
    return found
