"""The clauses of all comments of a sheet, as columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

import numpy as np

from fabula.listening.clauses import FIRST_LETTERS, Opens, find_breaks, first_opens, opens_after_and, opens_after_comma
from fabula.listening.marks import AND, COMMA, DOT, EMOJI, END, FINE, SHORT
from fabula.listening.marks import PAUSE as PAUSE_MARK
from fabula.listening.scoring.expressions import Hits
from fabula.listening.scoring.sheet import Flags, Places, Sheet

__all__ = ["CONCESSION", "CONTRAST", "PAUSE", "SENTENCE", "Cuts", "cut_sheet"]

SENTENCE, CONTRAST, CONCESSION, PAUSE = range(4)
_NUMBER: Final = {
    Opens.SENTENCE: SENTENCE,
    Opens.CONTRAST: CONTRAST,
    Opens.CONCESSION: CONCESSION,
    Opens.PAUSE: PAUSE,
}


@dataclass(frozen=True)
class Cuts:
    """Clauses in the order of the sheet: where each starts and ends, how it opens, and the comment that it is of."""

    start: Places
    end: Places
    opens: Places
    comment: Places

    def clause_of(self, places: Places) -> Places:
        """Which clause each place is in."""
        return np.searchsorted(self.start, places, "right") - 1


@dataclass(frozen=True)
class _Marks:
    """Places where comments may be cut, with the places where their comments start and end."""

    kind: Places
    start: Places
    end: Places
    begins: Places
    ends: Places

    @staticmethod
    def of(sheet: Sheet, hits: Hits, spoken: Flags, named: Flags) -> _Marks:
        """Those that matter."""
        comment = sheet.comment_of(hits.start)
        ends = sheet.starts[comment + 1] - 1
        matter = (hits.end < ends) & spoken[comment] & (named[comment] | ~_IS_FINE[hits.kind])
        return _Marks(hits.kind, hits.start, hits.end, sheet.starts[comment], ends).take(matter)

    def take(self, which: Flags) -> _Marks:
        """Some of them."""
        columns = (self.kind, self.start, self.end, self.begins, self.ends)
        return _Marks(*(column[which] for column in columns))

    def stand_alone(self) -> Flags:
        """Whether each is so far from the marks around it that no mark changes what another one does.

        An emoji asks for the words since the last cut, so none does in a comment with emoji.
        """
        alone = self.start - self.begins > _NEAR
        near = self.start[1:] - self.end[:-1] <= _NEAR + 1
        alone[1:][near] = False
        alone[:-1][near] = False
        if (self.kind == EMOJI).any():
            alone &= ~np.isin(self.begins, self.begins[self.kind == EMOJI])
        return alone


def cut_sheet(sheet: Sheet, hits: Hits, spoken: Flags, named: Flags) -> Cuts:
    """Cuts all comments of a sheet; each has one clause at least.

    ``spoken`` tells which comments say anything; ``named``, which name something: of the others it is enough to know
    the sentences.
    """
    first = sheet.starts[:-1]
    start, opens = _find_breaks(sheet, _Marks.of(sheet, hits, spoken, named))
    start = np.concatenate([first, start])
    opens = np.concatenate([_first_opens(sheet, first), opens])
    order = np.argsort(start, kind="stable")
    start, opens = start[order], opens[order]
    comment = sheet.comment_of(start)
    end = np.minimum(np.append(start[1:], sheet.starts[-1]), sheet.starts[comment + 1] - 1)
    return Cuts(start, end, opens, comment)


def _find_breaks(sheet: Sheet, marks: _Marks) -> tuple[Places, Places]:
    """Where clauses start and how they open, but for the first of each comment.

    What most marks do is plain where they stand alone; the rest is left to `fabula.listening.clauses.find_breaks`.
    """
    kind, alone = marks.kind, marks.stand_alone()
    blank = sheet.has(marks.end, " ")
    plain = alone & _IS_PLAIN[kind] & (blank | (kind != END))
    dot = np.flatnonzero(alone & (kind == DOT) & blank)
    before = sheet.original[marks.start[dot] - 1]
    plain[dot] = (ord("a") <= before) & (before <= ord("z"))
    rest = marks.take(~plain)
    columns = (rest.kind, rest.start, rest.end, rest.begins, rest.ends)
    breaks = find_breaks(sheet.text, zip(*(column.tolist() for column in columns), strict=True))
    comma, conjunction = marks.take(plain & (kind == COMMA) & blank), marks.take(plain & (kind == AND))
    stop = marks.take(plain & (kind != COMMA) & (kind != AND))
    comma_opens = _matching(opens_after_comma, sheet.text, comma.end)
    conjunction_opens = _matching(opens_after_and, sheet.text, conjunction.end - 1)
    pauses = np.concatenate([comma.end[comma_opens], conjunction.start[conjunction_opens] + 1])
    starts = (stop.end, pauses, np.array([place for place, _ in breaks], np.int64))
    opens = (
        np.where(stop.kind == PAUSE_MARK, PAUSE, SENTENCE),
        np.full(len(pauses), PAUSE),
        np.array([_NUMBER[how] for _, how in breaks], np.int64),
    )
    return np.concatenate(starts), np.concatenate(opens)


def _matching(match: Callable[[str, int], Any], text: str, places: Places) -> Flags:
    return np.array([*map(match, repeat(text), places.tolist())], np.bool_)


def _first_opens(sheet: Sheet, first: Places) -> Places:
    """How comments open."""
    opens = np.zeros(len(first), np.int64)
    letters = np.zeros(len(first), np.int64)
    for place in range(1, 4):
        letters = letters << _BITS | sheet.codes[np.minimum(first + place, len(sheet.codes) - 1)]
    found = np.searchsorted(_FIRST[:-1], letters)
    for number in np.flatnonzero(_FIRST[found] == letters).tolist():
        opens[number] = _NUMBER[first_opens(sheet.text, int(first[number]))]
    return opens


_NEAR: Final = 2
"""So many characters between two marks, and the second may belong to the first."""
_BITS: Final = 21
"""Of a character."""
_FIRST: Final = np.array(
    sorted((ord(a) << _BITS | ord(b)) << _BITS | ord(c) for a, b, c in map(tuple, FIRST_LETTERS)), np.int64
)
_IS_FINE: Final = np.array([kind in FINE for kind in range(SHORT + 1)], np.bool_)
_IS_PLAIN: Final = np.array([kind in {END, COMMA, AND, PAUSE_MARK} for kind in range(SHORT + 1)], np.bool_)
