"""The last check of a universe, kept so that it need not be made again while no file has changed.

It is kept in the user's folder for caches, never in the universe: ``FABULA_CACHE`` names another folder, and empty
keeps nothing. A check that is recalled is the one that was made: it holds only while every file of the universe has the
name, size and time that it had, and fabula and Python are the same to the file.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

import fabula
from fabula.report.checked import Checked
from fabula.source import Source
from fabula.universe.files import FoundFile
from fabula.universe.tree import FolderTree

__all__ = ["cache_folder", "keep_check", "recall_check", "take_stamps"]

TICK = 2_000_000_000
"""Nanoseconds within which a file may be saved twice and look the same."""

WORTH_KEEPING = 1.0
"""Seconds that a check has to take: recalling a shorter one would save nothing that anybody notices."""

Stamps = tuple[tuple[str, object], ...]


def cache_folder() -> Path | None:
    """Where checks are kept, None for nowhere."""
    named = os.environ.get("FABULA_CACHE")
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with suppress(RuntimeError):  # somebody without a home
        return Path(base or "~/.cache").expanduser() / "fabula"
    return None


def take_stamps(tree: FolderTree) -> Stamps | None:
    """What tells one state of a universe from another; None if a file is so new that it cannot be told.

    To be taken before the files are read.
    """
    newest = time.time_ns() - TICK
    stamps: list[tuple[str, object]] = []
    for file in tree.files()[0]:
        stamp = tree.stamp(file)
        if not isinstance(stamp, tuple) or stamp[0] > newest:
            return None
        stamps.append((file.name, stamp))
    return tuple(stamps)


def recall_check(root: Path, asked: Sequence[str], stamps: Stamps | None) -> Checked | None:
    """The check that was made when all files were as they are; None if there is none.

    ``asked`` is what the check was asked to do, in words.
    """
    path = _path(root, asked)
    if path is None or stamps is None:
        return None
    try:
        with path.open("rb") as file:
            tree = FolderTree(root)
            if _Reader(file, tree).load() == (_program(), stamps):
                checked = _Reader(file, tree).load()
                return checked if isinstance(checked, Checked) else None
    except Exception:  # noqa: BLE001  a cache that cannot be read is none: it was cut short, or another program's
        return None
    return None


def keep_check(root: Path, asked: Sequence[str], stamps: Stamps | None, checked: Checked, seconds: float) -> None:
    """Keep a check for `recall_check`, in one step. Where it cannot be kept, it is not."""
    path = _path(root, asked)
    if path is None or stamps is None or seconds < WORTH_KEEPING:
        return
    file = io.BytesIO()
    pickle.dump((_program(), stamps), file, protocol=5)
    _Writer(file, protocol=5).dump(checked)
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as target:
            name = target.name
            target.write(file.getvalue())
        Path(name).replace(path)
    except OSError:
        if name:
            with suppress(OSError):
                Path(name).unlink()


def _path(root: Path, asked: Sequence[str]) -> Path | None:
    folder = cache_folder()
    key = "\0".join((os.path.realpath(root), *asked))
    return folder and folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.check"


def _program() -> tuple[str, ...]:
    """What tells one fabula from another, and what it runs on."""
    folder = Path(fabula.__file__).parent
    files = sorted(folder.rglob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        found = file.stat()
        digest.update(f"{file.relative_to(folder)} {found.st_mtime_ns} {found.st_size}\n".encode())
    return fabula.__version__, sys.version, digest.hexdigest()


class _Writer(pickle.Pickler):
    """Writes a check without the texts of its files: they are where they were."""

    def persistent_id(self, thing: object) -> object:
        return thing.path if isinstance(thing, Source) else None

    def reducer_override(self, thing: object) -> Any:
        # As Python would have it, members of enums are got by `getattr`, which a cache must not be able to ask for.
        return (type(thing), (thing.value,)) if isinstance(thing, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Reads a check. Nothing but fabula's own records is made, whatever the file says."""

    def __init__(self, file: Any, tree: FolderTree) -> None:
        super().__init__(file)
        self._tree = tree
        self._sources: dict[str, Source] = {}

    def persistent_load(self, path: Any) -> Source:
        source = self._sources.get(path)
        if source is None:
            read, _ = self._tree.read(FoundFile(self._tree.root / path, path))
            source = self._sources[path] = read if read is not None else Source(path, "")
        return source

    def find_class(self, module: str, name: str) -> Any:
        if module in {"fabula.finding", "fabula.source", "fabula.report.checked"}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a check")
