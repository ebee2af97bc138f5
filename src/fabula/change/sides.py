"""The two versions that somebody means: revisions of git, folders, versions in a universe, the working tree.

Written as for ``git diff``: nothing (the last commit and the working tree), one thing, two things, ``A..B``, ``A...B``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fabula.change.git import GitError, GitTree, Repository
from fabula.finding import Finding
from fabula.source import Source
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.files import SETTINGS, FoundFile
from fabula.universe.load import UnreadableUniverse, find_root, open_tree
from fabula.universe.shelf import Shelf
from fabula.universe.tree import Tree
from fabula.universe.versions import VersionTree, find_version, list_versions

__all__ = ["Side", "SidesError", "find_sides", "load_sides"]

_RANGE: Final = re.compile(r"(?P<old>.*?)(?P<dots>\.{2,3})(?P<new>.*)")
_HEAD: Final = "HEAD"


class SidesError(Exception):
    """What was named cannot be compared. ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions: its files, and how it is called. ``commit`` is empty for what is not in git."""

    tree: Tree
    words: str
    commit: str = ""

    @property
    def prefix(self) -> str:
        """What stands in front of its paths: from here to the folder, or as git writes it, ``1234567:folder/``."""
        tree = self.tree
        while isinstance(tree, VersionTree | _OneFile):
            tree = tree.base
        if isinstance(tree, GitTree):
            return f"{tree.commit[:7]}:{tree.repository.prefix}"
        try:
            path = Path(os.path.relpath(tree.root)).as_posix()
        except ValueError:  # another drive of Windows
            path = tree.root.as_posix()
        return "" if path == "." else path.rstrip("/") + "/"


def find_sides(words: Sequence[str], place: Path | None = None) -> tuple[Side, Side]:
    """The two versions that up to two words mean, before and after.

    ``place`` is the universe, or anything in it, of which revisions are meant; by default the current folder, or what
    is named if that is in no universe. Raises `SidesError`, `GitError`, `UnreadableUniverse`.
    """
    return _Finder(words, place).find()


def load_sides(before: Side, after: Side, say: Callable[[str], None] | None = None) -> tuple[Canon, Canon]:
    """Both versions, read; what they share is parsed once.

    Raises `UnreadableUniverse` if one of them is none, and says which.
    """
    shelf = Shelf()
    found: list[Canon] = []
    for side in (before, after):
        try:
            found.append(load_canon(side.tree, say, shelf))
        except UnreadableUniverse as error:
            raise UnreadableUniverse(f"{side.words}: {error.message}", error.remedy) from error
    return found[0], found[1]


class _Finder:
    def __init__(self, words: Sequence[str], place: Path | None) -> None:
        self.words = list(words)
        self.given = place is not None
        self.place = place if place is not None else self._here()

    def _here(self) -> Path:
        """The current folder if it is in a universe, else the first path that is named, else the current folder."""
        root, _ = find_root(Path())
        paths = [Path(word) for word in self.words if _is_path(word)]
        if not paths or (root / SETTINGS).is_file() or any((root / name).is_dir() for name in ("shows", "bible")):
            return Path()
        version = find_version(paths[0])
        return paths[0] if version is None else version[0]

    def find(self) -> tuple[Side, Side]:
        match self.words:
            case []:
                return self._revision(_HEAD), self._working()
            case [word]:
                return self._one(word)
            case [old, new]:
                return self._side(old), self._side(new)
            case _:
                raise SidesError("more than two versions are named", "name one or two: `fabula diff A B`")

    def _one(self, word: str) -> tuple[Side, Side]:
        match = None if _is_path(word) else _RANGE.fullmatch(word)
        if match is not None:
            old, new = match["old"] or _HEAD, match["new"] or _HEAD
            if match["dots"] == "...":
                base = self._repository().merge_base(old, new)
                return self._revision(base, f"where {new} left {old}"), self._revision(new)
            return self._revision(old), self._revision(new)
        if not _is_path(word):
            return self._side(word), self._working()
        self._refuse_both(word)
        path = Path(word)
        version = find_version(path)
        if version is not None and not (self.given and find_version(self.place) == version):
            return self._folder(version[0]), self._folder(path)
        if find_root(path) == find_root(self.place):
            self.place = path
            return self._revision(_HEAD), self._working()
        return self._folder(path), self._working()

    def _side(self, word: str) -> Side:
        if _is_path(word):
            self._refuse_both(word)
            return self._folder(Path(word))
        try:
            return self._revision(word)
        except GitError as error:
            if "/" in word or "." in word or not self._in_git():
                message = f"there is no file or folder {word}, and no revision of that name"
                raise GitError(message, error.remedy) from error
            raise

    def _refuse_both(self, word: str) -> None:
        """A word that is both a path and a revision says nothing, unless it is written as a path."""
        if word.startswith((".", "/", "~")) or word.endswith("/") or not self._in_git():
            return
        try:
            self._repository().resolve(word)
        except GitError:
            return
        raise SidesError(
            f"{word} is a path and a revision", f"write ./{word} for the path, or {word}^0 for the revision"
        )

    def _in_git(self) -> bool:
        try:
            self._repository()
        except GitError:
            return False
        return True

    def _repository(self) -> Repository:
        return Repository.find(find_root(self.place)[0])

    def _revision(self, name: str, words: str = "") -> Side:
        repository = self._repository()
        tree = repository.tree(name)
        _, only = find_root(self.place)
        called = f"{words or name} ({tree.commit[:7]})"
        version = find_version(self.place)
        if version is not None:
            return Side(_version(tree, version[1], called), f"version {version[1]} in {called}", tree.commit)
        if only is not None:
            return Side(_OneFile(tree, only, called), f"{only.name} in {called}", tree.commit)
        return Side(tree, called, tree.commit)

    def _working(self) -> Side:
        side = self._folder(self.place)
        return Side(side.tree, "the working tree" if not find_version(self.place) else f"{side.words}, as it is now")

    def _folder(self, path: Path) -> Side:
        tree = open_tree(path)
        version = find_version(path)
        return Side(tree, f"version {version[1]}" if version is not None else _shown(path))


def _is_path(word: str) -> bool:
    try:
        return Path(word).expanduser().exists()
    except (OSError, ValueError):
        return False


def _shown(path: Path) -> str:
    """A path as it is told: from here, if that is shorter."""
    try:
        near = os.path.relpath(path.expanduser())
    except ValueError:
        near = str(path)
    shown = Path(min(near, str(path), key=len)).as_posix()
    return "this folder" if shown == "." else shown


def _version(tree: Tree, name: str, where: str) -> VersionTree:
    """A version as it was in a revision."""
    names = list_versions(file.name for file in tree.files()[0])
    if name.lower() not in (known.lower() for known in names):
        known = f"the versions there are {', '.join(names)}" if names else "there were no versions yet"
        raise SidesError(f"there is no version {name} in {where}", known)
    return VersionTree(tree, name)


class _OneFile:
    """One file of a tree, for a script outside any universe: a `fabula.universe.tree.Tree`."""

    def __init__(self, base: Tree, path: Path, where: str) -> None:
        self.base = base
        self.root = base.root
        self.only = FoundFile(path, path.name)
        self.found = [file for file in base.files()[0] if file.name == path.name]
        if not self.found:
            raise SidesError(f"{path.name} is not there in {where}", "name a later revision")

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """See `Tree.files`."""
        return self.found, []

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """See `Tree.read`."""
        return self.base.read(file)

    def head(self, file: FoundFile, size: int) -> bytes:
        """See `Tree.head`."""
        return self.base.head(file, size)

    def stamp(self, file: FoundFile) -> Hashable:
        """See `Tree.stamp`."""
        return self.base.stamp(file)
