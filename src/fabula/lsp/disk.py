"""What has changed on the disk since it was looked at last: somebody else has saved, or pulled, or moved a file."""

from __future__ import annotations

from collections.abc import Hashable

from fabula.universe.files import FoundFile
from fabula.universe.tree import Tree

__all__ = ["Disk"]


class Disk:
    """The files of one universe as they were when they were looked at last.

    ``has_other_files`` says whether there were others then than the time before.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.has_other_files = False
        self._stamps: dict[str, Hashable] = {}
        self._files: dict[str, FoundFile] = {}

    def look(self) -> set[str]:
        """Look at the files, and give the names of those that have changed, come or gone."""
        found, _ = self.tree.files()
        self._files = {file.name: file for file in found}
        stamps = {file.name: self.tree.stamp(file) for file in found}
        before, self._stamps = self._stamps, stamps
        self.has_other_files = before.keys() != stamps.keys()
        nothing = object()
        return {
            name for name in before.keys() | stamps.keys() if before.get(name, nothing) != stamps.get(name, nothing)
        }

    def says(self, name: str, text: str | None) -> bool:
        """Whether a file holds a text, to the letter."""
        file = self._files.get(name)
        if file is None or text is None:
            return False
        source, _ = self.tree.read(file)
        return source is not None and source.text == text
