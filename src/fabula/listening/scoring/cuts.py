"""The clauses of all comments of a sheet, as columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from fabula.listening.clauses import FINE, FIRST_LETTERS, Mark, Opens, find_breaks, first_opens
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

_FIRST: Final = np.array(
    [ord(first) << 32 | ord(second) for first, second in map(tuple, sorted(FIRST_LETTERS))], np.int64
)


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


def _marks(sheet: Sheet, hits: Hits, spoken: Flags, named: Flags) -> Iterable[Mark]:
    comment = sheet.comment_of(hits.start)
    ends = sheet.starts[comment + 1] - 1
    fine = np.isin(hits.kind, sorted(FINE))
    which = np.flatnonzero((hits.end < ends) & spoken[comment] & (named[comment] | ~fine))
    columns = (hits.kind, hits.start, hits.end, sheet.starts[comment], ends)
    return zip(*(column[which].tolist() for column in columns), strict=True)


def cut_sheet(sheet: Sheet, hits: Hits, spoken: Flags, named: Flags) -> Cuts:
    """Cuts all comments of a sheet; each has one clause at least.

    ``spoken`` tells which comments say anything; ``named``, which name something: of the others it is enough to know
    the sentences.
    """
    breaks = find_breaks(sheet.text, _marks(sheet, hits, spoken, named))
    first = sheet.starts[:-1]
    start = np.concatenate([first, np.array([place for place, _ in breaks], np.int64)])
    opens = np.zeros(len(start), np.int64)
    letters = sheet.codes[first + 1].astype(np.int64) << 32 | sheet.codes[first + 2]
    for number in np.flatnonzero(np.isin(letters, _FIRST)).tolist():
        opens[number] = _NUMBER[first_opens(sheet.text, int(first[number]))]
    opens[len(first) :] = [_NUMBER[how] for _, how in breaks]
    order = np.argsort(start, kind="stable")
    start, opens = start[order], opens[order]
    comment = sheet.comment_of(start)
    end = np.minimum(np.append(start[1:], sheet.starts[-1]), sheet.starts[comment + 1] - 1)
    return Cuts(start, end, opens, comment)
