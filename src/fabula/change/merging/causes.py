"""Which change of a side a contradiction needs, where none of its places shows it: a scene that was cut, say.

The changes of that side are made in the other side's version, more and fewer of them, until it is known with which one
the contradiction comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fabula.change.merging.hunks import Hunk
from fabula.change.merging.states import Look, States, Texts
from fabula.change.merging.trace import Comparison, FileChange
from fabula.change.recognise import Sighting
from fabula.source import Source
from fabula.universe.load import UnreadableUniverse

__all__ = ["MOST_TRIALS", "Change", "Trials", "changes_of"]

MOST_TRIALS: Final = 60
"""How often the universe is worked out anew for this in one merge."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a side: a stretch of a file, or a file that comes or goes (then there is no ``hunk``)."""

    name: str
    file: FileChange
    hunk: Hunk | None = None


def changes_of(comparison: Comparison) -> list[Change]:
    """What a merge has otherwise than a version, change by change."""
    found: list[Change] = []
    for name, file in comparison.changes.items():
        if file.before is None or file.now is None:
            found.append(Change(name, file))
        else:
            found += (Change(name, file, hunk) for hunk in file.hunks)
    return found


class Trials:
    """Trials on one side: its changes, made in the version that has none of them.

    ``start`` is that version, as it differs from the opened state.
    """

    def __init__(self, states: States, start: Texts, changes: Sequence[Change]) -> None:
        self.states = states
        self.start = start
        self.changes = list(changes)
        self.left = MOST_TRIALS
        self._kept: dict[frozenset[int], Look | None] = {}

    def find_causes(self, one: Sighting, places: int) -> list[Change] | None:
        """The changes without which a finding is not there, at so many places; None if that takes too long to say."""
        needed: list[int] = []
        while True:
            found = self._first_enough(one, places, needed)
            if found is None:
                return None
            if found < 0:
                return [self.changes[at] for at in sorted(needed)]
            needed.append(found)

    def _first_enough(self, one: Sighting, places: int, needed: Sequence[int]) -> int | None:
        """The change that completes what a finding needs, beside those that are known; -1 if those are enough."""
        few, enough = -1, min(needed, default=len(self.changes)) - 1
        there = self._has(one, places, needed, few)
        if there is None or there:
            return None if there is None else -1
        while enough - few > 1:
            middle = (few + enough) // 2
            there = self._has(one, places, needed, middle)
            if there is None:
                return None
            few, enough = (few, middle) if there else (middle, enough)
        return enough if enough >= 0 else -1

    def _has(self, one: Sighting, places: int, needed: Sequence[int], last: int) -> bool | None:
        """Whether the finding is there with some changes, and all up to one; None if that cannot be tried any more."""
        made = frozenset((*range(last + 1), *needed))
        if made not in self._kept:
            if not self.left:
                return None
            self.left -= 1
            try:
                self._kept[made] = self.states.look({**self.start, **self._texts(made)})
            except UnreadableUniverse:
                self._kept[made] = None
        look = self._kept[made]
        return look is not None and look.holds(one, places)

    def _texts(self, made: frozenset[int]) -> Texts:
        """The files with some of the changes made in them."""
        by_name: dict[str, list[Change]] = {}
        for at in sorted(made):
            by_name.setdefault(self.changes[at].name, []).append(self.changes[at])
        return {name: _apply(name, changes) for name, changes in by_name.items()}


def _apply(name: str, changes: Sequence[Change]) -> Source | None:
    file = changes[0].file
    if file.before is None or file.now is None:
        return file.now
    lines: list[str] = []
    at = 0
    for hunk in (change.hunk for change in changes):
        if hunk is not None:
            lines += file.before_lines[at : hunk.start] + file.now_lines[hunk.first : hunk.last]
            at = hunk.end
    lines += file.before_lines[at:]
    return Source(name, "".join(f"{line}\n" for line in lines))
