"""Authors who are forgotten: their hashes are remembered, so that adding a file again does not bring them back."""

from __future__ import annotations

import json

from fabula.listening.store.place import Store, read_document
from fabula.listening.store.writing import write_whole

__all__ = ["forgotten_authors", "remember_forgotten"]


def forgotten_authors(store: Store) -> frozenset[str]:
    """The hashes of all who are forgotten."""
    path = store.root / "forgotten.json"
    return frozenset(read_document(path)["authors"]) if path.is_file() else frozenset()


def remember_forgotten(store: Store, author: str) -> None:
    """Add one to them, given by hash."""
    authors = sorted(forgotten_authors(store) | {author})
    write_whole(store.root / "forgotten.json", json.dumps({"authors": authors}, indent=1).encode() + b"\n")
