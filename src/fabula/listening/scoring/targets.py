"""What the comments of a sheet speak of: linked elements, in groups of which a clause speaks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from fabula.listening.model import Link
from fabula.listening.scoring.cuts import Cuts
from fabula.listening.scoring.sheet import Flags, Places, Sheet

__all__ = ["Located", "Targets", "find_targets", "locate_links"]


@dataclass(frozen=True)
class Targets:
    """Groups in the order of the sheet ("Mason and Nadia" is one), and the links that are in none.

    Links are numbered through all comments. ``members`` holds the links of all groups, one group after the other;
    those of a group begin at its place in ``first``, which has one place more than there are groups.
    """

    start: Places
    end: Places
    clause: Places
    first: Places
    members: Places
    wide: Places  # links of relationships and scenes: what a whole clause speaks of
    wide_clause: Places
    wordless: Places  # links without words: what the comment as a whole is about
    wordless_comment: Places

    def beside(self, clause: Places, start: Places, end: Places) -> tuple[Places, Places]:
        """The last group before stretches of clauses, and the first after them, whatever clauses those are of.

        They are neighbours unless one group overlaps the stretch.
        """
        far = int(max(self.end.max(initial=0), end.max(initial=0))) + 1  # farther than any place
        before = np.searchsorted(self.clause * far + self.end, clause * far + start, "right") - 1
        return before, np.searchsorted(self.clause * far + self.start, clause * far + end, "left")

    def groups_in(self, clauses: int) -> tuple[Places, Places]:
        """For each clause, its first group and how many it has."""
        every = np.arange(clauses)
        first = np.searchsorted(self.clause, every, "left")
        return first, np.searchsorted(self.clause, every, "right") - first


@dataclass(frozen=True)
class Located:
    """Links by column, numbered through all comments: where each is in the sheet, and in which comment."""

    start: Places
    end: Places
    comment: Places
    wide: Flags
    worded: Flags


def locate_links(sheet: Sheet, links: Sequence[Sequence[Link]], comments: Sequence[int]) -> Located:
    """Places in a sheet for the links of some of its comments; there is one at least."""
    elements, starts, ends, _, _ = zip(*chain.from_iterable(links), strict=True)
    comment = np.repeat(np.array(comments, np.int64), list(map(len, links)))
    start, end = np.array(starts, np.int64), np.array(ends, np.int64)
    of_clauses = {element for element in set(elements) if element.startswith(_WIDE)}
    wide = np.fromiter(map(of_clauses.__contains__, elements), np.bool_, len(elements))
    begins = sheet.starts[comment]
    return Located(begins + start, begins + end, comment, wide, start < end)


def find_targets(sheet: Sheet, links: Located, cuts: Cuts) -> Targets:
    """The targets among the links of a sheet."""
    named = np.flatnonzero(links.worded & ~links.wide)
    named = named[np.argsort(links.start[named], kind="stable")]
    start, end = links.start[named], links.end[named]
    clause = cuts.clause_of(start)
    opens, reach = _group(sheet, start, end, clause)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(named)) - 1
    wide, wordless = np.flatnonzero(links.worded & links.wide), np.flatnonzero(~links.worded)
    return Targets(
        start=start[first],
        end=reach[last] if len(first) else reach,
        clause=clause[first],
        first=np.append(first, len(named)),
        members=named,
        wide=wide,
        wide_clause=cuts.clause_of(links.start[wide]),
        wordless=wordless,
        wordless_comment=links.comment[wordless],
    )


def _group(sheet: Sheet, start: Places, end: Places, clause: Places) -> tuple[Flags, Places]:
    """Whether each target opens a group, and how far its group reaches up to there."""
    opens = np.ones(len(start), np.bool_)
    reach = end.copy()
    for place in (np.flatnonzero(clause[1:] == clause[:-1]) + 1).tolist():
        before, after = int(reach[place - 1]), int(start[place])
        if after < before or (after - before <= _FAR and sheet.low[before:after].strip() in _JOINING):
            opens[place] = False
            reach[place] = max(before, int(end[place]))
    return opens, reach


_WIDE: Final = ("pairs/", "scenes/")
_FAR: Final = 10
_JOINING: Final = frozenset(["", *"and & , / or + e o aur और x n".split(), ", and", ", or", "and the", "as well as"])
