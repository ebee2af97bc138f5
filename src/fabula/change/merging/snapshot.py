"""All files of a version of a universe, those that tell no story as well: what a merge has to bring together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fabula.change.git import GitTree
from fabula.script.files import LARGEST
from fabula.universe.tree import FolderTree, Tree
from fabula.universe.versions import VersionTree, in_versions

__all__ = ["LINK", "MODULE", "Snapshot", "Stamp", "name_of", "take_snapshot"]

FILE: Final = "100644"
PROGRAM: Final = "100755"
LINK: Final = "120000"
MODULE: Final = "160000"
"""Kinds of files as git writes them; a module is another repository inside this one, and is not read."""
_GIT: Final = ".git"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file is: its kind, and a name made of what it says. Files with equal stamps are the same."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version: its files by their path in the universe's folder, and how to read one.

    ``tree`` is the same version as the story is read from it. ``label`` is what people call it.
    """

    label: str
    tree: Tree
    files: Mapping[str, Stamp]
    read: Callable[[str], bytes]
    """What a file says; of a link, where it leads. Raises `OSError` if it cannot be read."""


def take_snapshot(tree: Tree, label: str) -> Snapshot:
    """The files of a tree. Raises `OSError` if a folder or file cannot be read, `GitError` if git fails."""
    if isinstance(tree, GitTree):
        return _of_commit(tree, label)
    if isinstance(tree, FolderTree) and tree.only is None:
        return _of_folder(tree, label)
    return _of_version(tree, label) if isinstance(tree, VersionTree) else _of_tree(tree, label)


def _of_commit(tree: GitTree, label: str) -> Snapshot:
    blobs = dict(tree.repository.blobs(tree.commit))

    def read(path: str) -> bytes:
        data = tree.repository.read_object(blobs[path].name)
        if data is None:
            raise OSError(f"{path}: git does not have this file: it is a module, or the clone is a partial one")
        return data

    return Snapshot(label, tree, {path: Stamp(blob.mode, blob.name) for path, blob in sorted(blobs.items())}, read)


def _of_folder(tree: FolderTree, label: str) -> Snapshot:
    def read(path: str) -> bytes:
        file = tree.root / path
        return os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()

    files = {}
    for path in sorted(_walk(tree.root, "")):
        file = tree.root / path
        kind = LINK if file.is_symlink() else PROGRAM if os.name == "posix" and os.access(file, os.X_OK) else FILE
        files[path] = Stamp(kind, name_of(read(path)))
    return Snapshot(label, tree, files, read)


def _walk(folder: Path, before: str) -> Iterator[str]:
    """The files below a folder; links to folders are files of their own."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == _GIT:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{before}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():
                yield before + entry.name


def _of_version(tree: VersionTree, label: str) -> Snapshot:
    """A version in a universe: what it does not speak of is as it is in the universe."""
    told, below = _of_tree(tree, label), take_snapshot(tree.base, label)
    seen = {file.name for file in tree.base.files()[0] if not in_versions(file.name)}
    files = {path: stamp for path, stamp in below.files.items() if path not in seen} | dict(told.files)
    return Snapshot(
        label, tree, dict(sorted(files.items())), lambda path: (told if path in told.files else below).read(path)
    )


def _of_tree(tree: Tree, label: str) -> Snapshot:
    """What is no folder and no commit: a version in a universe, one script."""
    found = {file.name: file for file in tree.files()[0]}

    def read(path: str) -> bytes:
        return tree.head(found[path], LARGEST)

    return Snapshot(label, tree, {path: Stamp(FILE, name_of(read(path))) for path in sorted(found)}, read)


def name_of(data: bytes) -> str:
    """The name that git gives to what a file says."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
