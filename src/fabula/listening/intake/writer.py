"""Writing comments into the store so that a command can be stopped at any moment."""

from __future__ import annotations

import os
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from fabula.listening.intake.record import FileRecord, SourceRecord
from fabula.listening.store.place import ROWS_OF_A_PART, Part, Store
from fabula.listening.store.tables import count_rows, read_whole, write_table
from fabula.listening.store.writing import replace_whole

__all__ = ["Writer", "drop_file", "settle"]

_BYTES: Final = 64 << 20
"""At most about so many bytes of comments are held before they become a part."""


def settle(store: Store, record: SourceRecord) -> None:
    """Take back what a command that was killed had written and not yet counted."""
    for part in store.parts(record.name):
        number = int(part.name)
        if number >= record.parts:
            for path in (part.mentions, part.marks, part.comments):
                path.unlink(missing_ok=True)
        elif number == record.parts - 1 and count_rows(part.comments) > record.last_rows:
            part.mentions.unlink(missing_ok=True)
            write_table(part.comments, read_whole(part.comments).slice(0, record.last_rows))
    aside = store.aside(record.name)
    if aside.exists() and aside.stat().st_size > record.aside_bytes:
        os.truncate(aside, record.aside_bytes)


class Writer:
    """Collects comments into parts. What `commit` has written counts, even if the next moment brings a kill.

    The order is: the part, the rows put aside, the record. Until the record is written nothing of it counts.
    """

    def __init__(self, store: Store, record: SourceRecord) -> None:
        self._store = store
        self._record = record
        self._tables: list[pa.Table] = []
        self._aside: list[bytes] = []
        self._aside_bytes = 0
        self._rows = 0
        self._bytes = 0
        self._next = record.parts
        self._touched: dict[str, FileRecord] = {}
        if record.parts and record.last_rows < ROWS_OF_A_PART // 2:  # rather one part filled up than many small ones
            last = store.part(record.name, f"{record.parts - 1:05}")
            self._next -= 1
            table = read_whole(last.comments)
            self._hold(table)
        self._kept = self._rows

    def _hold(self, table: pa.Table) -> None:
        self._tables.append(table)
        self._rows += table.num_rows
        self._bytes += table.nbytes

    def add(self, table: pa.Table, aside: list[bytes], name: str, file: FileRecord) -> None:
        """Take a batch, and how far its file is read with it."""
        if self._rows and (self._rows + table.num_rows > ROWS_OF_A_PART or self._bytes > _BYTES):
            self.commit()
        self._hold(table)
        self._aside += aside
        self._aside_bytes += sum(map(len, aside))
        self._touched[name] = file
        if self._rows >= ROWS_OF_A_PART or self._aside_bytes > _BYTES // 4:
            self.commit()

    def commit(self) -> None:
        """Write what has been collected, and make it count."""
        record, store = self._record, self._store
        if self._rows > self._kept:
            table = pa.concat_tables(self._tables)
            for start in range(0, table.num_rows, ROWS_OF_A_PART):
                piece = table.slice(start, ROWS_OF_A_PART)
                self._write(store.part(record.name, f"{self._next:05}"), piece)
                record.last_rows = piece.num_rows
                self._next += 1
                record.parts = self._next
            self._tables, self._rows, self._bytes, self._kept = [], 0, 0, 0
        if self._aside:
            path = store.aside(record.name)
            path.parent.mkdir(exist_ok=True)
            with path.open("ab") as file:
                file.writelines(self._aside)
                file.flush()
                os.fsync(file.fileno())
                record.aside_bytes = file.tell()
            self._aside, self._aside_bytes = [], 0
        record.files.update(self._touched)
        self._touched = {}
        record.write(store)

    def _write(self, part: Part, table: pa.Table) -> None:
        part.mentions.unlink(missing_ok=True)  # they were of fewer comments
        write_table(part.comments, table)


def drop_file(store: Store, record: SourceRecord, name: str) -> None:
    """Take out what was read of a file, so that it can be read anew."""
    for part in store.parts(record.name):
        table = read_whole(part.comments)
        kept = table.filter(pc.not_equal(table["file"], name))
        if kept.num_rows < table.num_rows:
            part.mentions.unlink(missing_ok=True)
            write_table(part.comments, kept)
            if int(part.name) == record.parts - 1:
                record.last_rows = kept.num_rows
    path = store.aside(record.name)
    if path.exists():
        record.aside_bytes = keep_aside(path, lambda entry: entry.get("file") != name)
    record.files.pop(name, None)
    record.write(store)


def keep_aside(path: Any, keeps: Any) -> int:
    """Keep only some of the rows put aside; the bytes that are left."""
    import json

    with replace_whole(path) as temporary, temporary.open("wb") as out, path.open("rb") as file:
        for line in file:
            if keeps(json.loads(line)):
                out.write(line)
    return int(path.stat().st_size)
