"""Whose a place of a merge is: what it says is held against the two sides, line by line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from fabula.change.merging.hunks import Hunk, find_hunks
from fabula.change.merging.lines import read_text
from fabula.change.merging.regions import Origin
from fabula.change.merging.renames import find_renames
from fabula.change.merging.snapshot import LINK, MODULE, Snapshot
from fabula.script.files import decode_source
from fabula.source import Source, Span
from fabula.universe.files import is_skipped, printable

__all__ = ["Comparison", "FileChange", "compare_snapshots", "read_story_file", "story_name", "whose"]


def story_name(path: str) -> str:
    """What a file is called where the story is read; empty if it is none that is read."""
    parts = path.split("/")
    return "" if any(map(is_skipped, parts)) else "/".join(map(printable, parts))


def read_story_file(version: Snapshot, path: str) -> Source | None:
    """A file's text, empty for one that is not text; None if the version has no such file, or only a link."""
    stamp = version.files.get(path)
    if stamp is None or stamp.kind in {LINK, MODULE}:
        return None
    name = story_name(path)
    return decode_source(version.read(path), name)[0] or Source(name, "")


@dataclass(frozen=True)
class FileChange:
    """A file of the merge that a side has otherwise: its text there and in the merge, None where it is not."""

    before: Source | None
    now: Source | None

    @cached_property
    def before_lines(self) -> list[str]:
        """The lines of the side's file."""
        return _lines(self.before)

    @cached_property
    def now_lines(self) -> list[str]:
        """The lines of the merged file."""
        return _lines(self.now)

    @cached_property
    def hunks(self) -> list[Hunk]:
        """What the merge has otherwise than the side."""
        return find_hunks(self.before_lines, self.now_lines)

    def is_new(self, span: Span) -> bool:
        """Whether what stands at a place of the merged file is not there on the side."""
        if self.before is None:
            return True
        line = span.line - 1
        at = bisect_right(self.hunks, line, key=lambda hunk: hunk.first) - 1
        if at < 0 or not self.hunks[at].first <= line < self.hunks[at].last:
            return False
        hunk = self.hunks[at]
        # On a line that was changed, the words themselves may have been there: a note to which a statement was added.
        words = " ".join(span.text.split())
        return not words or words not in " ".join(" ".join(self.before_lines[hunk.start : hunk.end]).split())


def _lines(source: Source | None) -> list[str]:
    return [] if source is None else [unit.text for unit in read_text(source.text).units]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A merge held against the side that it is to tell from: every file that is otherwise, by its name in the merge."""

    changes: dict[str, FileChange]

    def is_new(self, span: Span) -> bool:
        """Whether a place of the merge is not there on the side."""
        change = self.changes.get(span.path)
        return change is not None and change.is_new(span)


def compare_snapshots(side: Snapshot, merged: Snapshot, follow_renames: bool = True) -> Comparison:
    """What a merge has otherwise than a side. A renamed file is one file, unless renames are not followed."""
    names = {new: old for old, new in find_renames(side, merged).items()} if follow_renames else {}
    renamed = set(names.values())
    changes: dict[str, FileChange] = {}
    for path in sorted({*side.files, *merged.files}):
        old = names.get(path, path)
        if path in renamed or side.files.get(old) == merged.files.get(path) or not story_name(path):
            continue
        before, now = read_story_file(side, old), read_story_file(merged, path)
        if before is not None or now is not None:
            changes[story_name(path)] = FileChange(before, now)
    return Comparison(changes)


def whose(span: Span, against_ours: Comparison, against_theirs: Comparison) -> Origin:
    """Whose a place of the merge is: ours if it is not there with them, SAME if both have it.

    CONFLICT stands for what neither has: somebody has written it while merging.
    """
    not_ours, not_theirs = against_ours.is_new(span), against_theirs.is_new(span)
    if not_ours:
        return Origin.CONFLICT if not_theirs else Origin.THEIRS
    return Origin.OURS if not_theirs else Origin.SAME
