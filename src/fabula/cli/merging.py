"""What ``fabula merge`` merges: three versions that were named, or the merge that git is at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fabula.change.git import GitError, Repository
from fabula.change.merging.clashes import Clash, ClashKind
from fabula.change.merging.folder import write_folder
from fabula.change.merging.pieces import Markers, Style
from fabula.change.merging.snapshot import take_snapshot
from fabula.change.merging.story import StoryMerge, find_story_clashes
from fabula.change.merging.underway import find_merge
from fabula.change.merging.universe import Merge, merge_universes
from fabula.change.sides import Side, SidesError, find_sides
from fabula.cli.errors import Unreadable, WrongUse
from fabula.cli.progress import Progress
from fabula.report.words import count
from fabula.universe.load import UnreadableUniverse, find_root
from fabula.universe.tree import FolderTree

__all__ = ["look_at_merge", "merge_versions"]


def merge_versions(words: list[str], universe: Path | None, style: Style, output: Path | None) -> Merge:
    """Merge one to three versions (THEIRS; OURS THEIRS; BASE OURS THEIRS), and write the merge into a new folder."""
    if output is not None and output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise WrongUse(f"{output} is there already, and nothing is written over", "name a new folder with --output")
    with _answering(), Progress() as say:
        sides, names = _find_versions(words, universe)
        base, ours, theirs = (take_snapshot(side.tree, name) for side, name in zip(sides, names, strict=True))
        merge = merge_universes(base, ours, theirs, say, Markers(style, 7, names[1], names[0], names[2]))
        if output is not None and merge.tree is not None:
            say("writing")
            write_folder(merge.tree, output)
    return merge


def _find_versions(words: list[str], universe: Path | None) -> tuple[list[Side], list[str]]:
    """Base, ours and theirs, and what each is called."""
    *before, theirs = words
    ours = before.pop() if before else "HEAD"
    base = before.pop() if before else Repository.find(find_root(universe or Path())[0]).merge_base(ours, theirs)
    first, second = find_sides([base, ours], universe)
    _, third = find_sides([ours, theirs], universe)
    return [first, second, third], [base if len(words) == 3 else base[:7], ours, theirs]


def look_at_merge(revision: str, universe: Path | None) -> Merge | None:
    """The merge that git is at, or that a revision (by default the last commit) is; None if there is none."""
    with _answering(), Progress() as say:
        root = find_root(universe or Path())[0]
        repository = Repository.find(root)
        merge = find_merge(repository, revision)
        if merge is None:
            return None
        base, ours, theirs = (
            take_snapshot(repository.tree(commit), name)
            for commit, name in zip((merge.base, merge.ours, merge.theirs), ("base", *merge.names), strict=True)
        )
        if merge.undecided:
            story = StoryMerge(missing=f"{count(len(merge.undecided), 'file')} still to be settled")
        else:
            tree = repository.tree(merge.merged) if merge.merged else FolderTree(root)
            story = find_story_clashes(base, ours, theirs, take_snapshot(tree, "the merge"), say)
        clashes = tuple(Clash(ClashKind.UNDECIDED, path, path, path) for path in merge.undecided)
        return Merge(base, ours, theirs, story, clashes)


@contextmanager
def _answering() -> Iterator[None]:
    """What is wrong with the versions that were named ends the command, each with its remedy."""
    try:
        yield
    except (GitError, SidesError) as error:
        raise WrongUse(error.message, error.remedy) from error
    except UnreadableUniverse as error:
        raise Unreadable(error.message, error.remedy) from error
