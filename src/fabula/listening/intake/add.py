"""The stage: the files of a source are read into the store, from where they were left the last time."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from fabula.listening.errors import ListeningError
from fabula.listening.intake.comments import Builder
from fabula.listening.intake.csv_rows import read_csv
from fabula.listening.intake.files import SourceFile
from fabula.listening.intake.json_rows import read_json, read_json_lines
from fabula.listening.intake.parquet_rows import look_at_parquet, read_parquet
from fabula.listening.intake.record import Counts, FileRecord, SourceRecord, fingerprint, read_record
from fabula.listening.intake.rows import Position, Rows
from fabula.listening.intake.seen import Seen
from fabula.listening.intake.shape import SAMPLE, Shape, look_at_text
from fabula.listening.intake.streams import STDIN, TornFileError, decode_stream, is_parquet, open_stream
from fabula.listening.intake.writer import Writer, drop_file, settle
from fabula.listening.store.forgotten import forgotten_authors
from fabula.listening.store.key import AuthorKey
from fabula.listening.store.place import Store
from fabula.listening.tables import COMMENTS
from fabula.universe.audience import Declared

__all__ = ["Added", "add_source"]

Say = Callable[[str], None]


@dataclass(slots=True)
class Added:
    """What an addition did. ``counts`` are of this time only; ``messages`` are for people."""

    source: str
    counts: Counts = field(default_factory=Counts)
    read: int = 0
    unchanged: int = 0
    messages: list[str] = field(default_factory=list)
    guessed: dict[str, list[str]] = field(default_factory=dict)
    """What was guessed of files, by guess: the names of the files."""


def add_source(
    store: Store,
    key: AuthorKey,
    declared: Declared,
    files: list[SourceFile],
    now: int,
    say: Say | None = None,
    anew: bool = False,
) -> Added:
    """Read the files of a source into the store. It must be held, see `fabula.listening.store.lock.hold_store`.

    A file that is known and has not changed is passed over; one that has only grown is read on; one that has changed
    is read anew, in place of what it was. ``anew`` has all of the source read anew; so has another mapping. ``now`` is
    the time in microseconds. Raises `ListeningError` for what cannot be read at all.
    """
    added = Added(declared.name)
    adding = _Adding(store, key, declared, now, say or _silent, added)
    adding.start(anew)
    for file in files:
        adding.add(file)
    adding.finish()
    return added


def _silent(_: str) -> None:
    """Nobody wants to know."""


class _Adding:
    def __init__(self, store: Store, key: AuthorKey, declared: Declared, now: int, say: Say, added: Added) -> None:
        self._store, self._key, self._declared = store, key, declared
        self._now, self._say, self._added = now, say, added
        self._forgotten = forgotten_authors(store)
        self._mapping = json.loads(json.dumps(declared.document()))
        self._record = SourceRecord(declared.name, self._mapping)
        self._seen: Seen | None = None
        self._writer: Writer | None = None

    def start(self, anew: bool) -> None:
        known = read_record(self._store, self._declared.name)
        if known is not None:
            if known.mapping != self._mapping and not anew:
                self._added.messages.append("its columns or settings have changed: all of its files are read anew")
            if anew or known.mapping != self._mapping:
                remove_source(self._store, known)
            else:
                self._record = known
        settle(self._store, self._record)

    def finish(self) -> None:
        if self._writer is not None:
            self._writer.commit()
        else:
            self._record.write(self._store)

    def add(self, file: SourceFile) -> None:
        try:
            self._add(file)
        except PermissionError as error:
            raise ListeningError(f"{file.name} cannot be opened: permission denied", "see who may read it") from error
        except IsADirectoryError as error:
            raise ListeningError(f"{file.name} is a folder", "name the files in it") from error

    def _add(self, file: SourceFile) -> None:
        known = self._record.files.get(file.name) if file.path is not None else None
        if known is not None and file.path is not None:
            how = _compare(file.path, known)
            if how == "same" and known.done:
                self._added.unchanged += 1
                return
            if how == "changed":
                self._added.messages.append(f"{file.name} has changed: it is read anew, in place of what it was")
                if self._writer is not None:
                    self._writer.commit()
                    self._writer = None
                drop_file(self._store, self._record, file.name)
                self._seen = known = None
        self._added.read += 1
        now_known = copy.deepcopy(known) if known is not None else FileRecord()
        if file.path is not None:
            status = file.path.stat()
            now_known.size, now_known.changed = status.st_size, status.st_mtime_ns
            now_known.head, now_known.tail = fingerprint(file.path, status.st_size)
        elif file.name in self._record.files:  # another pipe: what it brings is counted with what came before
            now_known.counts = copy.deepcopy(self._record.files[file.name].counts)
        now_known.done, now_known.torn = False, ""
        self._read(file, now_known)

    def _read(self, file: SourceFile, known: FileRecord) -> None:
        writer = self._writer = self._writer or Writer(self._store, self._record)
        before = copy.deepcopy(known.counts)
        builder: Builder | None = None
        try:
            with ExitStack() as stack:
                shape, batches = self._open(file, known.position, stack)
                known.guessed = shape.guessed
                for guess in shape.guessed:
                    self._added.guessed.setdefault(guess, []).append(file.name)
                builder = Builder(self._declared, shape, self._key, file.name, self._now, self._forgotten)
                if file.path is None:
                    builder.aside_before = self._piped_before()
                for rows in batches:
                    self._take(rows, builder, file.name, known, writer)
        except TornFileError as torn:
            known.torn = str(torn)
            self._added.messages.append(f"{file.name}: {torn}; what stands before that was read")
        known.done = True
        writer.add(_NOTHING, [], file.name, copy.deepcopy(known))
        self._count(before, known.counts)

    def _piped_before(self) -> set[tuple[str, str]]:
        path = self._store.aside(self._declared.name)
        if not path.is_file():
            return set()
        with path.open("rb") as file:
            entries = map(json.loads, file)
            return {(entry["why"], entry["text"]) for entry in entries if entry["file"] == STDIN}

    def _take(self, rows: Rows, builder: Builder, name: str, known: FileRecord, writer: Writer) -> None:
        built = builder.build(rows)
        if built.table.num_rows:
            if self._seen is None:
                writer.commit()
                self._seen = Seen.of(self._store, self._declared.name)
            new = self._seen.add(built.table["comment"].to_pylist())
            if not new.all():
                built.table = built.table.filter(pa.array(new))
                built.counts.twice += len(new) - built.table.num_rows
        built.counts.comments = built.table.num_rows
        known.counts.add(built.counts)
        known.offset, known.row = rows.end.offset, rows.end.row
        writer.add(built.table, built.aside, name, copy.deepcopy(known))
        share = f", {min(99, 100 * known.offset // known.size)} %" if known.size and known.offset < known.size else ""
        self._say(f"reading {name}: {known.counts.comments:,} comments{share}")

    def _open(self, file: SourceFile, start: Position, stack: ExitStack) -> tuple[Shape, Iterator[Rows]]:
        """How a file is written, and its rows from where it was left."""
        if file.path is not None and is_parquet(file.path):
            shape = look_at_parquet(file.path, self._declared, file.name)
            return shape, read_parquet(file.path, start, shape)
        stream = stack.enter_context(open_stream(file.path))
        sample = stream.peek(SAMPLE)
        if file.path is None and sample.startswith(b"PAR1"):
            raise ListeningError("Parquet cannot be read from standard input", "name the file")
        shape = look_at_text(sample, len(sample) < SAMPLE, self._declared, file.name)
        if shape.empty:
            return shape, iter(())
        text: Any = decode_stream(stream, shape.encoding, 0 if shape.kind == "json" else start.offset)
        if shape.kind == "csv":
            return shape, read_csv(text, start, shape.dialect, self._declared.header)
        if shape.kind == "lines":
            return shape, read_json_lines(text, start)
        return shape, read_json(text, start, shape.inner)

    def _count(self, before: Counts, after: Counts) -> None:
        now = self._added.counts
        now.comments += after.comments - before.comments
        now.twice += after.twice - before.twice
        now.forgotten += after.forgotten - before.forgotten
        now.dropped += after.dropped - before.dropped
        now.aside += after.aside - before.aside
        now.nulled += after.nulled - before.nulled


_NOTHING: Any = COMMENTS.empty_table()


def _compare(path: Path, known: FileRecord) -> str:
    """Whether a file is the "same" as when it was read, has only "grown", or has "changed"."""
    status = path.stat()
    if status.st_size == known.size and status.st_mtime_ns == known.changed:
        return "same"
    if status.st_size < known.size or fingerprint(path, known.size) != (known.head, known.tail):
        return "changed"
    if status.st_size == known.size:
        return "same"
    if known.torn or (known.done and not _ends_line(path, known.size)):
        return "changed"
    return "grown"


def _ends_line(path: Path, end: int) -> bool:
    """Whether a file of plain text had a line end just before byte ``end``: then what follows are new lines."""
    with path.open("rb") as file:
        if file.read(4)[:2] in (b"\x1f\x8b", b"\x28\xb5", b"BZ", b"\xfd7", b"PA"):
            return False
        file.seek(max(0, end - 2))
        return b"\n" in file.read(2) if end else True


def remove_source(store: Store, record: SourceRecord) -> None:
    """Take all that was read of a source out of the store; the record first, so that nothing is left half."""
    store.record(record.name).unlink(missing_ok=True)
    for part in store.parts(record.name):
        for path in (part.mentions, part.marks, part.comments):
            path.unlink(missing_ok=True)
    store.aside(record.name).unlink(missing_ok=True)
