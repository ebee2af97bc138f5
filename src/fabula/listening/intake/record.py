"""What is remembered of a source: its files, how far each was read, and what became of its rows."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from fabula.listening.intake.rows import Position
from fabula.listening.store.place import Store, read_document
from fabula.listening.store.writing import write_whole

__all__ = ["Counts", "FileRecord", "SourceRecord", "fingerprint", "read_record"]

_SAMPLE: Final = 1 << 16


@dataclass
class Counts:
    """What became of rows. Each is a count by reason in words; ``comments`` are those that were kept."""

    comments: int = 0
    twice: int = 0
    forgotten: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    nulled: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Count what another has counted."""
        self.comments += other.comments
        self.twice += other.twice
        self.forgotten += other.forgotten
        self.dropped += other.dropped
        self.aside += other.aside
        self.nulled += other.nulled

    @property
    def rows(self) -> int:
        """All that was read."""
        return self.comments + self.twice + self.forgotten + self.dropped.total() + self.aside.total()


@dataclass
class FileRecord:
    """How far a file was read. ``head`` and ``tail`` are prints of it, to see whether it has only grown."""

    size: int = 0
    changed: int = 0
    head: str = ""
    tail: str = ""
    offset: int = 0
    row: int = 1
    done: bool = False
    torn: str = ""
    guessed: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def position(self) -> Position:
        """Where reading goes on."""
        return Position(self.offset, self.row)


@dataclass
class SourceRecord:
    """What ``sources/NAME.json`` holds. Writing it is what makes an addition count."""

    name: str
    mapping: dict[str, Any]
    parts: int = 0
    last_rows: int = 0
    aside_bytes: int = 0
    files: dict[str, FileRecord] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    streams: int = 0

    @property
    def counts(self) -> Counts:
        """What became of the rows of all files."""
        total = Counts()
        for file in self.files.values():
            total.add(file.counts)
        return total

    def write(self, store: Store) -> None:
        """Write it in one step."""
        document = {**vars(self), "files": {name: _document(file) for name, file in self.files.items()}}
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(store.record(self.name), text.encode("utf-8", "surrogatepass") + b"\n")


def _document(file: FileRecord) -> dict[str, Any]:
    return {**vars(file), "counts": vars(file.counts)}


def read_record(store: Store, name: str) -> SourceRecord | None:
    """What is remembered of a source; None if there is none of that name."""
    path = store.record(name)
    if not path.is_file():
        return None
    document = read_document(path)
    files = {}
    for file, known in document.pop("files").items():
        counts = known.pop("counts")
        for reasons in ("dropped", "aside", "nulled"):
            counts[reasons] = Counter(counts[reasons])
        files[file] = FileRecord(**known, counts=Counts(**counts))
    document["languages"] = tuple(document["languages"])
    return SourceRecord(**document, files=files)


def fingerprint(path: Path, end: int) -> tuple[str, str]:
    """Prints of a file's first 64 kB, and of the last 64 kB before byte ``end``."""
    with path.open("rb") as file:
        head = file.read(min(_SAMPLE, end))
        file.seek(max(0, end - _SAMPLE), os.SEEK_SET)
        tail = file.read(min(_SAMPLE, end))
    return blake2b(head, digest_size=8).hexdigest(), blake2b(tail, digest_size=8).hexdigest()
