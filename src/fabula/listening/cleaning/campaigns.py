"""Campaigns: many accounts that say one thing within a day, and bursts of new accounts in one source."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from fabula.listening.cleaning.facts import NO_TIME

__all__ = ["Burst", "find_copied_bursts", "find_spikes"]

_HOUR: Final = 3_600_000_000
_DAY: Final = 24 * _HOUR

FEWEST: Final = 20
"""Comments of one text within a day that make a campaign …"""
ACCOUNTS: Final = 10
"""… if as many accounts have written them."""

_SPIKE: Final = 50
"""Comments in a burst, at least."""
_TIMES: Final = 5
"""How many times the usual an hour must have."""
_DEVIATIONS: Final = 6
_WINDOW: Final = 24 * 7
"""Hours to each side by which the usual is told."""
_NEW: Final = 0.8
"""The share of accounts in a burst that are heard in it and never else."""
_OFTEN: Final = 0.4
"""Where more than this share of accounts are heard only once anyway, that says nothing about a burst."""


@dataclass(slots=True)
class Burst:
    """A campaign: the numbers of its comments, and from when to when (microseconds).

    ``kind`` is "copies" (one text) or "spike" (new accounts in one source). ``usual`` is how many comments that source
    has in that time as a rule, for spikes.
    """

    kind: str
    rows: Any
    start: int
    end: int
    usual: float = 0.0


def find_copied_bursts(root: Any, time: Any, author: Any) -> list[Burst]:
    """Texts that at least twenty comments by ten accounts bring within a day. All copies of the text belong to it.

    ``root`` is what `fabula.listening.cleaning.copies.find_copies` gives. Comments without an author count as accounts
    of their own.
    """
    sizes = np.bincount(root, minlength=len(root))
    rows = np.flatnonzero(sizes[root] >= FEWEST)
    rows = rows[np.lexsort((time[rows], root[rows]))]
    found = []
    bounds = np.append(np.flatnonzero(np.diff(root[rows], prepend=-1)), len(rows))
    for at, until in pairwise(bounds.tolist()):
        members = rows[at:until]
        timed = members[time[members] != NO_TIME]
        if len(timed) < FEWEST:
            continue
        when = time[timed]
        ends = np.searchsorted(when, when + _DAY)
        counts = ends - np.arange(len(when))
        if counts.max() < FEWEST:
            continue
        best = int(counts.argmax())
        densest = timed[best : ends[best]]
        if _accounts(author[densest]) >= ACCOUNTS:
            found.append(Burst("copies", np.sort(members), int(when[0]), int(when[-1])))
    return found


def _accounts(author: Any) -> int:
    known = author[author != 0]
    return len(np.unique(known)) + len(author) - len(known)


def find_spikes(source: Any, time: Any, author: Any) -> list[Burst]:
    """Hours in which one source has far more than its usual, from accounts that are heard in no other hour.

    The usual of an hour is the median of the week before and after it; far more is five times that, and six robust
    deviations (1.4826 times the median absolute deviation, Hampel 1974) above it. An evening on which an episode airs
    looks the same, but other sources have it too, and many who write then have written before, or will: so a burst in
    several sources is none, and eight in ten of its accounts must be heard in it alone where usually at most four are.
    """
    dated = np.flatnonzero(time != NO_TIME)
    if not len(dated):
        return []
    hour = (time[dated] // _HOUR).astype(np.int64)
    first, last = _lives(author[dated], hour)
    series = {int(one): _Series(hour[source[dated] == one]) for one in np.unique(source)}
    found = []
    for one, own in series.items():
        mine = source[dated] == one
        for start, end in own.bursts():
            inside = mine & (hour >= start) & (hour <= end)
            if int(inside.sum()) < _SPIKE:
                continue
            if any(other.rises(start, end) for key, other in series.items() if key != one):
                continue
            within = (first >= start) & (last <= end)
            near = mine & ~inside & (hour >= start - 2 * _WINDOW) & (hour <= end + 2 * _WINDOW)
            usually = _new_share(author[dated], near, last - first <= end - start)
            if usually > _OFTEN or _new_share(author[dated], inside, within) < _NEW:
                continue
            rows = dated[inside]
            found.append(Burst("spike", rows, int(time[rows].min()), int(time[rows].max()), own.usual(start, end)))
    return found


def _lives(author: Any, hour: Any) -> tuple[Any, Any]:
    """For each comment, the first and the last hour in which its author is heard; of nobody's, its own."""
    _, at = np.unique(author, return_inverse=True)
    first = np.full(at.max() + 1, np.iinfo(np.int64).max)
    last = np.full(at.max() + 1, np.iinfo(np.int64).min)
    np.minimum.at(first, at, hour)
    np.maximum.at(last, at, hour)
    return np.where(author == 0, hour, first[at]), np.where(author == 0, hour, last[at])


def _new_share(author: Any, rows: Any, within: Any) -> float:
    known = rows & (author != 0)
    accounts = len(np.unique(author[known]))
    return len(np.unique(author[known & within])) / accounts if accounts else 0.0


class _Series:
    """How many comments a source has in each hour from its first to its last."""

    def __init__(self, hours: Any) -> None:
        self._first = int(hours.min()) if len(hours) else 0
        self._counts = np.bincount(hours - self._first) if len(hours) else np.zeros(1, dtype=np.int64)

    def _around(self, start: int, end: int) -> Any:
        """The counts of the week before and after a burst."""
        low, high = start - self._first, end - self._first + 1
        before = self._counts[max(0, low - _WINDOW) : max(0, low)]
        return np.concatenate([before, self._counts[max(0, high) : max(0, high + _WINDOW)]])

    def usual(self, start: int, end: int) -> float:
        """How many comments the hours of a burst have as a rule."""
        around = self._around(start, end)
        return float(np.median(around)) * (end - start + 1) if len(around) else 0.0

    def rises(self, start: int, end: int) -> bool:
        """Whether there are at least three times the usual too."""
        low, high = start - self._first, end - self._first + 1
        inside = int(self._counts[max(0, low) : max(0, high)].sum())
        return inside >= 10 and inside >= 3 * self.usual(start, end)

    def bursts(self) -> list[tuple[int, int]]:
        """Stretches of hours that rise far above the usual; two hours between them do not part them."""
        found: list[tuple[int, int]] = []
        for at in np.flatnonzero(self._counts >= _SPIKE / 4).tolist():
            hour = at + self._first
            around = self._around(hour, hour)
            if len(around) < _WINDOW:
                continue
            middle = float(np.median(around))
            spread = 1.4826 * float(np.median(np.abs(around - middle)))
            if self._counts[at] < max(_TIMES * (middle + 1), middle + _DEVIATIONS * max(spread, 1.0)):
                continue
            if found and hour - found[-1][1] <= 3:
                found[-1] = (found[-1][0], hour)
            else:
                found.append((hour, hour))
        return found
