"""Comments made up for tests of cleaning."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.cleaning import Cleaned, clean_store
from fabula.listening.intake.record import SourceRecord
from fabula.listening.store import Store, open_store
from fabula.listening.store.tables import write_table
from fabula.listening.tables import COMMENTS, MARKS

START = datetime(2023, 5, 1, tzinfo=UTC)
WORDS = (
    "bridge train storm letter secret lie truth key door window kitchen harbour island winter market gold river night "
    "morning lamp coat glass table street garden engine paper bread stove clock ladder rope boat sand hill tower bell"
).split()


@dataclass
class Audience:
    """Comments by source, to be written into a store and cleaned."""

    sources: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rng: random.Random = field(default_factory=lambda: random.Random(7))

    def say(self, text: str, author: str | None = "", hours: float | None = 0, source: str = "src", **more: Any) -> str:
        """Add a comment; its id."""
        rows = self.sources.setdefault(source, [])
        comment = f"{source}:{len(rows):06}"
        time = START + timedelta(hours=hours) if hours is not None else None
        author = f"{int(blake2b(comment.encode(), digest_size=8).hexdigest(), 16):016x}" if author == "" else author
        rows.append({"comment": comment, "source": source, "author": author, "time": time, "text": text, **more})
        return comment

    def chatter(self, count: int = 8) -> str:
        """Something that nobody else says."""
        return "the " + " ".join(self.rng.choices(WORDS, k=count)) + " was in it"

    def clean(self, root: Path, rows_a_part: int = 1000, **more: Any) -> tuple[Cleaned, dict[str, dict[str, Any]]]:
        """What cleaning found, and the mark of each comment."""
        store = open_store(root)
        store.prepare()
        for source, rows in self.sources.items():
            parts = range(0, len(rows), rows_a_part)
            for number, at in enumerate(parts):
                filled = [{"file": "f", "row": 1, **row} for row in rows[at : at + rows_a_part]]
                table = pa.Table.from_pylist(filled, schema=COMMENTS)
                write_table(store.part(source, f"{number:05}").comments, table)
            SourceRecord(source, {}, parts=len(parts)).write(store)
        return clean_store(store, **more), marks_of(store)


def marks_of(store: Store) -> dict[str, dict[str, Any]]:
    """The mark of each comment; every part of comments has one of marks beside it, row by row."""
    found = {}
    for source in store.sources():
        for part in store.parts(source):
            comments = pq.ParquetFile(part.comments).read(columns=["comment"])
            marks = pq.ParquetFile(part.marks).read()
            assert marks.schema.equals(MARKS)
            assert marks["comment"].to_pylist() == comments["comment"].to_pylist()
            found.update({row["comment"]: row for row in marks.to_pylist()})
    return found
