"""Reading a universe folder: settings, bible, shows and their scripts."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fabula.finding import Finding
from fabula.universe.files import SETTINGS, Files
from fabula.universe.reader import UniverseReader
from fabula.universe.shelf import Shelf
from fabula.universe.tree import FolderTree, Tree
from fabula.universe.unreadable import UnreadableUniverse
from fabula.universe.versions import VersionTree, find_version

__all__ = ["UnreadableUniverse", "find_root", "open_tree", "paused_collection", "read_universe"]


def find_root(path: Path) -> tuple[Path, Path | None]:
    """The universe folder that a path belongs to, and the one file to read if it is a script outside any universe.

    The folder is the nearest one upwards with a fabula.toml, else the given folder or the script's folder. A path to
    a version belongs to the universe whose version it is.
    """
    path = path.expanduser().absolute()
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        raise UnreadableUniverse(f"{path} cannot be opened: {error.strerror}", "check its name and rights") from error
    if not is_file and not is_folder and os.path.lexists(path):
        remedy = "a link that leads to nothing, a pipe or a device cannot be read; give a folder or a script"
        raise UnreadableUniverse(f"{path} is there, but is no file or folder", remedy)
    if not is_file and not is_folder:
        raise UnreadableUniverse(
            f"there is no file or folder {path}", "give the folder of a universe, or a script; `fabula init` makes one"
        )
    version = find_version(path)
    if version is not None:
        return version[0], None
    start = path.parent if is_file else path
    for folder in (start, *start.parents):
        if _exists(folder / SETTINGS):
            return folder, None
    return start, path if is_file else None


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


@contextmanager
def paused_collection() -> Iterator[None]:
    """Stop looking for garbage cycles meanwhile.

    Reading makes millions of small records and no garbage; the collector would walk all of them again and again,
    for about a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def open_tree(place: str | os.PathLike[str] | Tree) -> Tree:
    """The tree of files that a path leads to: a universe folder or anything in it, a bare folder, or one script.

    Of a path to a version of a universe, or to anything in it, that is the universe with the version laid over it. A
    tree is given back as it is. Raises `UnreadableUniverse` if there is no such path.
    """
    if not isinstance(place, str | os.PathLike):
        return place
    root, only = find_root(Path(place))
    version = find_version(Path(place))
    return FolderTree(root, only) if version is None else VersionTree(FolderTree(root), version[1])


def read_universe(place: str | os.PathLike[str] | Tree, shelf: Shelf | None = None) -> tuple[Files, list[Finding]]:
    """Read the universe at a path or in a tree.

    Raises `UnreadableUniverse` if there is no such path or no script in it. Everything else is a finding. What is on
    the ``shelf`` is not parsed again, and what is parsed is put there.
    """
    tree = open_tree(place)
    with paused_collection():
        reader = UniverseReader(tree, shelf)
        return reader.files, reader.findings
