"""The folder of a store, and what lies where in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fabula.listening.errors import ListeningError
from fabula.listening.store.writing import write_whole

__all__ = ["ROWS_OF_A_PART", "Part", "Store", "open_store"]

ROWS_OF_A_PART: Final = 65_536
"""The most comments that one part holds."""

_MARKER: Final = "store.json"
_FORM: Final = 1
"""The version of the store's layout. It is raised when old stores can no longer be read."""


@dataclass(frozen=True, order=True, slots=True)
class Part:
    """A stretch of a source: its comments, and row by row beside them their marks; its mentions once they are made."""

    source: str
    name: str
    comments: Path
    marks: Path
    mentions: Path


@dataclass(frozen=True, slots=True)
class Store:
    """The folder in which an audience is kept. It may not be there yet: `prepare` makes it."""

    root: Path

    @property
    def labels(self) -> Path:
        """The folder of what people have labelled, a file for each of them."""
        return self.root / "labels"

    @property
    def is_there(self) -> bool:
        """Whether anything has been added yet."""
        return (self.root / _MARKER).is_file()

    def sources(self) -> list[str]:
        """The names of all sources, sorted; also of those that turned out to be empty."""
        return sorted(path.stem for path in (self.root / "sources").glob("*.json"))

    def parts(self, source: str) -> list[Part]:
        """The parts of a source, in the order in which they were read."""
        names = sorted(path.stem for path in (self.root / "comments" / source).glob("*.parquet"))
        return [self.part(source, name) for name in names]

    def part(self, source: str, name: str) -> Part:
        """One part of a source, whether it is there or not."""
        comments, marks, mentions = (
            self.root / kind / source / f"{name}.parquet" for kind in ("comments", "marks", "mentions")
        )
        return Part(source, name, comments, marks, mentions)

    def aside(self, source: str) -> Path:
        """The rows of a source that could not be read, a JSON object a line."""
        return self.root / "aside" / f"{source}.jsonl"

    def record(self, source: str) -> Path:
        """What was read of a source, how far, and with which mapping."""
        return self.root / "sources" / f"{source}.json"

    def prepare(self) -> None:
        """Make the folder if it is not there. Raises `ListeningError` if it is something else or of a newer fabula."""
        marker = self.root / _MARKER
        if marker.is_file():
            self._check_form(read_document(marker))
            return
        if self.root.is_dir() and any(path.name not in _OWN for path in self.root.iterdir()):
            raise ListeningError(f"{self.root} holds other things than an audience", "name an empty or a new folder")
        self.root.mkdir(parents=True, exist_ok=True)
        write_whole(self.root / ".gitignore", b"*\n")
        write_whole(marker, json.dumps({"form": _FORM}).encode() + b"\n")

    def _check_form(self, marker: Any) -> None:
        form = marker.get("form") if isinstance(marker, dict) else None
        if form != _FORM:
            raise ListeningError(
                f"the audience in {self.root} was written by another version of fabula",
                "delete that folder and add the sources again, or use that version",
            )


_OWN: Final = frozenset({".gitignore", "key", "lock", "labels"})
"""What may lie in a folder that is about to become a store: what an interrupted `prepare` left, and kept labels."""


def open_store(universe_root: Path, at: Path | None = None) -> Store:
    """The store of a universe: ``.fabula/listening`` in it, or the folder that ``at`` names. Nothing is made yet.

    Raises `ListeningError` if a file stands in its place.
    """
    root = (at or universe_root / ".fabula" / "listening").expanduser().absolute()
    if root.exists() and not root.is_dir():
        raise ListeningError(f"{root} is a file, not the folder of an audience", "name a folder with --store")
    return Store(root)


def read_document(path: Path) -> Any:
    """A JSON file of the store. Raises `ListeningError` if it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ListeningError(f"{path} cannot be read: it is damaged", "add the source again with --anew") from error
