"""Files that have another name now: a show that was renamed, an episode that became the second of its season.

As in git, a file is another one renamed if at least half of what either says is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from fabula.change.merging.snapshot import FILE, PROGRAM, Snapshot

__all__ = ["find_renames"]

ALIKE: Final = 0.5
MOST: Final = 200_000
"""Pairs of files that are compared at most; beyond that only files that say just the same are found again."""


def find_renames(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """For every file of one version that has another name in another version, that name."""
    gone = [path for path in before.files if path not in after.files and _is_file(before, path)]
    come = [path for path in after.files if path not in before.files and _is_file(after, path)]
    renames = _same(before, after, gone, come)
    taken = set(renames.values())
    gone = [path for path in gone if path not in renames]
    come = [path for path in come if path not in taken]
    if gone and come and len(gone) * len(come) <= MOST:
        renames |= _alike(_Lines(before.read), _Lines(after.read), gone, come)
    return renames


def _is_file(version: Snapshot, path: str) -> bool:
    return version.files[path].kind in {FILE, PROGRAM}


def _same(before: Snapshot, after: Snapshot, gone: list[str], come: list[str]) -> dict[str, str]:
    """Files that say just the same. Of several, that with the same last name is taken, and else the first."""
    places: dict[str, list[str]] = {}
    for path in come:
        places.setdefault(after.files[path].name, []).append(path)
    renames: dict[str, str] = {}
    for by_name in (True, False):
        for path in gone:
            found = places.get(before.files[path].name, []) if path not in renames else []
            fit = [new for new in found if not by_name or PurePosixPath(new).name == PurePosixPath(path).name]
            if fit:
                renames[path] = fit[0]
                found.remove(fit[0])
    return renames


def _alike(before: _Lines, after: _Lines, gone: list[str], come: list[str]) -> dict[str, str]:
    """Files of which enough is the same, the most alike first."""
    scores: list[tuple[float, bool, str, str]] = []
    for old in gone:
        for new in come:
            if PurePosixPath(old).suffix.lower() != PurePosixPath(new).suffix.lower():
                continue
            score = _likeness(before[old], after[new])
            if score >= ALIKE:
                scores.append((-score, PurePosixPath(old).name != PurePosixPath(new).name, old, new))
    renames: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, old, new in sorted(scores):
        if old not in renames and new not in taken:
            renames[old] = new
            taken.add(new)
    return renames


class _Lines:
    """The lines of files, counted; each file is read once."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._kept: dict[str, tuple[int, Mapping[bytes, int]]] = {}

    def __getitem__(self, path: str) -> tuple[int, Mapping[bytes, int]]:
        if path not in self._kept:
            data = self._read(path)
            self._kept[path] = len(data), Counter(data.splitlines(keepends=True))
        return self._kept[path]


def _likeness(one: tuple[int, Mapping[bytes, int]], other: tuple[int, Mapping[bytes, int]]) -> float:
    """How much of the longer of two files stands in the shorter as well, of 1."""
    (size, lines), (other_size, others) = one, other
    longer, shorter = max(size, other_size), min(size, other_size)
    if not shorter or shorter < ALIKE * longer:
        return 0.0
    common = sum(len(line) * min(number, others[line]) for line, number in lines.items() if line in others)
    return common / longer
