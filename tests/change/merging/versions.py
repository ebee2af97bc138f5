"""Versions of small universes, held in memory."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fabula.change.merging.snapshot import FILE, Snapshot, Stamp, name_of
from fabula.finding import Finding
from fabula.script.files import decode_source
from fabula.source import Source
from fabula.universe.files import FoundFile, natural_key

Files = Mapping[str, str | bytes]


@dataclass
class MemoryTree:
    """A folder that is nowhere: a `fabula.universe.tree.Tree`."""

    texts: dict[str, bytes]
    root: Path = Path("/nowhere/harbour")
    only: FoundFile | None = None
    reads: list[str] = field(default_factory=list)

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        return [FoundFile(self.root / name, name) for name in sorted(self.texts, key=natural_key)], []

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        return decode_source(self.texts[file.name], file.name)

    def head(self, file: FoundFile, size: int) -> bytes:
        return self.texts[file.name][:size]

    def stamp(self, file: FoundFile) -> Hashable:
        return self.texts[file.name]


def snapshot(label: str, files: Files, kinds: Mapping[str, str] = {}) -> Snapshot:
    """A version of a universe with these files; ``kinds`` are those that are no plain files."""
    texts = {path: text.encode("utf-8") if isinstance(text, str) else text for path, text in sorted(files.items())}
    stamps = {path: Stamp(kinds.get(path, FILE), name_of(data)) for path, data in texts.items()}
    return Snapshot(label, MemoryTree(texts), stamps, texts.__getitem__)
