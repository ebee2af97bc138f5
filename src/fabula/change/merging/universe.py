"""A merge of two versions of a universe, texts and story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fabula.change.merging.clashes import Clash
from fabula.change.merging.pieces import PLAIN, Markers
from fabula.change.merging.places import ClashPlace, find_places
from fabula.change.merging.snapshot import Snapshot
from fabula.change.merging.story import StoryMerge, find_story_clashes
from fabula.change.merging.trees import MergedTree, merge_trees

__all__ = ["Merge", "merge_universes"]


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes of merging theirs into ours.

    ``clashes`` are those of the texts, and ``places`` where in their files they are. ``changed`` are the numbers of
    files that only we, only they, and both have changed. ``tree`` is None where somebody else did the merging.
    """

    base: Snapshot
    ours: Snapshot
    theirs: Snapshot
    story: StoryMerge
    clashes: tuple[Clash, ...] = ()
    places: Mapping[str, list[ClashPlace]] | None = None
    changed: tuple[int, int, int] = (0, 0, 0)
    tree: MergedTree | None = None


def merge_universes(
    base: Snapshot,
    ours: Snapshot,
    theirs: Snapshot,
    say: Callable[[str], None] = lambda _stage: None,
    markers: Markers = PLAIN,
) -> Merge:
    """Merge two versions that were one once. Nothing is written.

    Where a person has to decide between two texts, the story is told with ours. Raises `OSError` if a file cannot be
    read.
    """
    say("merging the texts")
    tree = merge_trees(base, ours, theirs, markers)
    story = find_story_clashes(base, ours, theirs, tree.with_ours(), say)
    places = {clash.path: find_places(tree, clash.path) for clash in tree.clashes}
    mine, yours = (_changed(base, side, names) for side, names in zip((ours, theirs), tree.renamed, strict=True))
    changed = len(mine - yours), len(yours - mine), len(mine & yours)
    return Merge(base, ours, theirs, story, tuple(tree.clashes), places, changed, tree)


def _changed(base: Snapshot, side: Snapshot, names: Mapping[str, str]) -> set[str]:
    """The files that a side has otherwise; one that it has renamed counts once."""
    paths = {*base.files, *side.files} - set(names.values())
    return {path for path in paths if base.files.get(path) != side.files.get(path)}
