"""The saves of writers: which files of a universe have just been written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from fabula.universe.files import is_skipped

__all__ = ["Save", "follow_saves", "is_read"]

Save = tuple[Path, str]
"""A root with the name of a file in it; the name is empty if the root itself came, went or was exchanged."""

_READ = frozenset({".fountain", ".spmd", ".fdx", ".tei", ".xml", ".md", ".toml", ".baseline"})
_STEP = 50
"""Milliseconds without a further save after which a burst of them is over."""
_DEBOUNCE = 1000
"""The longest burst, in milliseconds, that is waited for."""
_TURN = 250
"""Milliseconds between two looks at whether the folders are still there."""


def is_read(name: str) -> bool:
    """Whether a universe may say something else after a file of this name was written; folders have no suffix."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  a name and no path
    return not any(is_skipped(part) for part in name.split("/")) and (not suffix or suffix in _READ)


def follow_saves(roots: Sequence[Path], only: frozenset[Path] = frozenset()) -> Iterator[frozenset[Save]]:
    """What has been saved below some folders, burst by burst; the first is empty and says that the watch is on.

    A folder that goes away is waited for. ``only`` are the files that count, if it is not the whole folders.
    """
    yielded = False
    while True:
        there = {root: _identity(root) for root in roots}
        alive = [root for root in roots if there[root] is not None]
        for changes in _changes(alive, recursive=not only):
            exchanged = {root for root in roots if _identity(root) != there[root]}
            paths = {Path(path) for _, path in changes}
            saves = frozenset(
                save for path in paths for root in roots if (save := _save(root, path)) and (not only or path in only)
            ) | {(root, "") for root in exchanged}
            if saves or not yielded:
                yielded = True
                yield saves
            if exchanged:
                break
        # While nobody watched, anything may have been written: what comes next is to be looked at as a whole.
        yielded = False


def _save(root: Path, path: Path) -> Save | None:
    if not path.is_relative_to(root):
        return None
    name = path.relative_to(root).as_posix()
    return (root, name) if is_read(name) else None


def _identity(root: Path) -> tuple[int, int] | None:
    """What is the same as long as a folder is the same; None if it is not there."""
    try:
        found = root.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _changes(roots: Sequence[Path], recursive: bool) -> Iterator[set[tuple[Change, str]]]:
    """The changes below some folders, and an empty set now and then."""
    if not roots:
        while True:
            time.sleep(_TURN / 1000)
            yield set()
    yield from watch(
        *roots,
        watch_filter=None,
        step=_STEP,
        debounce=_DEBOUNCE,
        rust_timeout=_TURN,
        yield_on_timeout=True,
        recursive=recursive,
        ignore_permission_denied=True,
    )
