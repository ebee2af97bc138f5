"""The live universe: a universe with its findings, brought up to date after every edit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.source import Source
from fabula.story.canon import Canon
from fabula.story.presence import find_presences
from fabula.story.resolve import solve_again
from fabula.story.retime import move_timeline
from fabula.story.solve import solve_times
from fabula.story.world import replay_world
from fabula.universe.link import Linker
from fabula.universe.load import open_tree, paused_collection
from fabula.universe.reader import UniverseReader
from fabula.universe.shelf import Shelf
from fabula.universe.tree import EditedTree, Tree
from fabula.universe.versions import universe_files

__all__ = ["LiveUniverse"]


class LiveUniverse:
    """A universe and its findings, kept up to date.

    ``canon`` and ``findings`` are those of the files as they are, with the edits on top: to the letter what a full
    check of the same texts gives. After an edit there are new ones, which share what has not changed with the old; the
    old canon is then not to be read any more, since scenes in it may have moved. Raises
    `fabula.universe.load.UnreadableUniverse` as a full check does; then nothing changes.
    """

    def __init__(self, place: str | os.PathLike[str] | Tree) -> None:
        self.tree = open_tree(place)
        self.edits: dict[str, str | Source | None] = {}
        self._shelf = Shelf()
        self._stages = _read_all(self.tree, self._shelf)
        self._whole = True
        """Whether all stages are of one state of the files, so that a part of it can be worked out again."""

    @property
    def canon(self) -> Canon:
        """The universe with all that follows from it."""
        return self._stages.canon

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in a total order."""
        return self._stages.findings

    def edit(self, texts: Mapping[str, str | Source | None]) -> None:
        """Put texts in place of files, by name (relative to the root, with slashes); None takes a file away.

        A source is read as it is: so a script can be read without some of its parts (`fabula.script.omission`).
        Edits stay until they are replaced, or dropped with `revert`.
        """
        self._change({**self.edits, **texts}, texts)

    def revert(self, *names: str) -> None:
        """Take files from the tree below again: an editor has closed them, or saved them."""
        self._change({name: text for name, text in self.edits.items() if name not in names}, names)

    def refresh(self) -> None:
        """Look at the files again: some may have changed, come or gone."""
        tree = self._tree(self.edits)
        changed = None if not self._whole else _changed_files(tree, self._shelf, self._stages.reader.files.names)
        if changed is None:
            self._stages = _read_all(tree, self._shelf)
            self._whole = True
        elif changed:
            self._change(self.edits, changed)

    def _tree(self, edits: Mapping[str, str | Source | None]) -> Tree:
        return EditedTree(self.tree, edits) if edits else self.tree

    def _change(self, edits: dict[str, str | Source | None], names: Iterable[str]) -> None:
        tree, names = self._tree(edits), sorted(set(names))
        comes_or_goes = any(texts.get(name, "") is None for texts in (self.edits, edits) for name in names)
        stages = None
        if self._whole and not comes_or_goes:
            self._whole = False
            stages = _read_again(self._stages, tree, names)
        self._stages = stages or _read_all(tree, self._shelf)
        self._whole = True
        self.edits = edits


def _changed_files(tree: Tree, shelf: Shelf, names: Sequence[str]) -> list[str] | None:
    """The files that may say something else than when they were put on the shelf; None if files came or went."""
    files, _ = universe_files(tree)
    if [file.name for file in files] != list(names):
        return None
    return [file.name for file in files if shelf.is_stale(tree, file)]


@dataclass(frozen=True, slots=True)
class _Stages:
    """What each stage keeps for the next edit, and what came of all of them."""

    reader: UniverseReader
    linker: Linker
    canon: Canon
    findings: tuple[Finding, ...]


def _read_all(tree: Tree, shelf: Shelf) -> _Stages:
    """Every stage anew; only texts that are the same are not parsed again."""
    with paused_collection():
        reader = UniverseReader(tree, shelf)
        linker = Linker(reader.files)
        universe = linker.universe
        timeline = solve_times(universe)
        presences = find_presences(universe, timeline)
        world = replay_world(universe, timeline, presences)
        canon = Canon(universe, timeline, presences, world, (*reader.findings, *linker.findings), live=True)
        return _Stages(reader, linker, canon, tuple(run_rules(canon)))


def _read_again(before: _Stages, tree: Tree, names: list[str]) -> _Stages | None:
    """Every stage as far as it is touched by what some files say now; None if that is all of them."""
    with paused_collection():
        reader, linker, old = before.reader, before.linker, before.canon
        changed = reader.reread(tree, names)
        pairs = linker.relink(changed) if changed else changed
        if pairs is None:
            return None
        if not pairs:
            return before
        universe = linker.universe
        timeline = (
            move_timeline(old.timeline, pairs)
            or solve_again(universe, old.timeline, pairs, linker.splices)
            or solve_times(universe)
        )
        presences = find_presences(universe, timeline, old.presences)
        world = replay_world(universe, timeline, presences, old.world)
        read = (*reader.findings, *linker.findings)
        canon = Canon(
            universe, timeline, presences, world, read, timings=old.timings, remembered=old.remembered, live=True,
            lived=old.lived,
        )  # fmt: skip
        return _Stages(reader, linker, canon, tuple(run_rules(canon)))
