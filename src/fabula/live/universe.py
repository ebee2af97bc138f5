"""The live universe: a universe with its findings, brought up to date after every edit."""

from __future__ import annotations

import os
from collections.abc import Mapping

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.load import open_tree
from fabula.universe.tree import EditedTree, Tree

__all__ = ["LiveUniverse"]


class LiveUniverse:
    """A universe and its findings, kept up to date.

    ``canon`` and ``findings`` are those of the files as they are, with the edits on top. They are what a full check of
    the same texts gives. Raises `fabula.universe.load.UnreadableUniverse` as that does; then nothing changes.
    """

    def __init__(self, place: str | os.PathLike[str] | Tree) -> None:
        self.tree = open_tree(place)
        self.edits: dict[str, str | None] = {}
        self.canon: Canon
        self.findings: tuple[Finding, ...]
        self._work_out()

    def edit(self, texts: Mapping[str, str | None]) -> None:
        """Put texts in place of files, by name (relative to the root, with slashes); None takes a file away.

        Edits stay until they are replaced, or dropped with `revert`.
        """
        before = self.edits
        self.edits = {**before, **texts}
        try:
            self._work_out()
        except Exception:
            self.edits = before
            raise

    def revert(self, *names: str) -> None:
        """Take files from the tree below again: an editor has closed them, or saved them."""
        before = self.edits
        self.edits = {name: text for name, text in before.items() if name not in names}
        try:
            self._work_out()
        except Exception:
            self.edits = before
            raise

    def refresh(self) -> None:
        """Look at the files again: some may have changed, come or gone."""
        self._work_out()

    def _work_out(self) -> None:
        canon = load_canon(EditedTree(self.tree, self.edits) if self.edits else self.tree)
        self.canon, self.findings = canon, tuple(run_rules(canon))
