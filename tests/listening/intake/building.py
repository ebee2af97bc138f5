"""Adding files in tests: a store, a source, what is in it afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from fabula.listening.intake.add import Added, add_source
from fabula.listening.intake.declared import declare
from fabula.listening.intake.files import find_source_files
from fabula.listening.store import Store, open_store
from fabula.listening.store.key import AuthorKey

NOW = 1_700_000_000_000_000
"""In tests it is always November 2023."""
KEY = AuthorKey(bytes(range(32)))


@dataclass
class Room:
    """A folder with files and a store in it."""

    root: Path
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_store(self.root)
        self.store.prepare()

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def add(self, files: str | list[str], name: str = "src", anew: bool = False, **settings: Any) -> Added:
        named = {key.replace("_", "-"): value for key, value in settings.items()}
        declared = declare(name, {"files": files, **named})
        return add_source(
            self.store, KEY, declared, find_source_files(declared.files, self.root, self.root), NOW, None, anew
        )

    def rows(self, name: str = "src") -> list[dict[str, Any]]:
        return [row for part in self.store.parts(name) for row in pq.read_table(part.comments).to_pylist()]

    def texts(self, name: str = "src") -> list[str]:
        return [row["text"] for row in self.rows(name)]

    def aside(self, name: str = "src") -> list[Mapping[str, Any]]:
        path = self.store.aside(name)
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
