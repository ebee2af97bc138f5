"""Opening a universe, told while it goes on: how much of it is read, and whether somebody has called it off."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from fabula.finding import Finding
from fabula.source import Source
from fabula.universe.files import FoundFile
from fabula.universe.tree import Tree

__all__ = ["CalledOffError", "ToldTree"]


class CalledOffError(Exception):
    """Somebody does not want to wait for a universe to be opened."""


class ToldTree:
    """A tree of files that tells how much of it has been read.

    ``tell`` is given the number of files read and the number of all. It may raise `CalledOffError`.
    """

    def __init__(self, base: Tree, tell: Callable[[int, int], None]) -> None:
        self.base = base
        self.tell = tell
        self._read = 0
        self._all = 1

    @property
    def root(self) -> Path:
        """The root of the tree below."""
        return self.base.root

    @property
    def only(self) -> FoundFile | None:
        """The one file of the tree below, if it has only one."""
        return self.base.only

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """See `Tree.files`."""
        found = self.base.files()
        self._all = max(1, len(found[0]))
        return found

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """See `Tree.read`."""
        self._read += 1
        self.tell(min(self._read, self._all), self._all)
        return self.base.read(file)

    def head(self, file: FoundFile, size: int) -> bytes:
        """See `Tree.head`."""
        return self.base.head(file, size)

    def stamp(self, file: FoundFile) -> Hashable:
        """See `Tree.stamp`."""
        return self.base.stamp(file)
