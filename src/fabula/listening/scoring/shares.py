"""Which signal speaks of which link, and how much of it: what is simple for the whole sheet at once, the rest one by
one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fabula.listening.scoring.attachment import Span, attaches_right, is_directed, reaches_back, share_directed
from fabula.listening.scoring.cuts import CONCESSION, SENTENCE, Cuts
from fabula.listening.scoring.lexicon import Role
from fabula.listening.scoring.sheet import Flags, Places, Sheet, Values
from fabula.listening.scoring.signals import Signals
from fabula.listening.scoring.targets import Targets

__all__ = ["Shares", "share_signals"]

ASIDE: Final = 0.4
"""How much an opinion on somebody says of the episode that the comment as a whole is about."""
CONCEDED: Final = 0.6
"""What an opinion counts that is only granted: "although she was slow at first"."""
BACK: Final = 2
"""Over how many clauses that name nothing an opinion may reach back."""

_DIRECTED: Final = Role.COMPARISON | Role.PREFERENCE | Role.WISH


@dataclass(frozen=True)
class Shares:
    """Signals with what they speak of. ``link`` counts through all links; what comments say as a whole stands at the
    number of links plus the comment."""

    link: Places
    signal: Places
    liking: Values
    axes: Values


def share_signals(sheet: Sheet, signals: Signals, targets: Targets, cuts: Cuts, links: int) -> Shares:
    """Shares the signals of a sheet among its links."""
    first, count = targets.groups_in(len(cuts.start))
    here = count[signals.clause]
    directed = (signals.role & _DIRECTED) != 0
    asked = directed.copy()
    maybe = np.flatnonzero(~directed & (signals.liking != 0) & (here > 0) & sheet.has(signals.end + 1, "t"))
    asked[maybe] = [is_directed(sheet.low, end) for end in signals.end[maybe].tolist()]
    several = here > 1
    shares = [
        _share_plainly(signals, targets, first, (here == 1) & ~asked),
        _share_directed(sheet, signals, targets, first, count, asked & (here > 0)),
        _share_opinions(sheet, signals, targets, first, count, several & ~asked & (signals.liking != 0)),
        _share_among(signals, targets, first, here, several & ~asked & (signals.liking == 0)),
        _share_beside(sheet, signals, targets, cuts, first, count, (here == 0) & ~directed),
    ]
    parts = [
        _share_within(targets, _join(shares)),
        _share_widely(signals, targets, ~directed),
        _share_whole(signals, targets, cuts, here, ~directed, links),
    ]
    link, signal, liking, axes = _join(parts)
    weight = np.where(cuts.opens[signals.clause[signal]] == CONCESSION, CONCEDED, 1.0)
    return Shares(link, signal, liking * weight, axes * weight)


Columns = tuple[Places, Places, Values, Values]


def _share_plainly(signals: Signals, targets: Targets, first: Places, which: Flags) -> Columns:
    """Where a clause has one group: to that, unless the expression is part of its name."""
    signal = np.flatnonzero(which)
    group = first[signals.clause[signal]]
    apart = (signals.end[signal] <= targets.start[group]) | (targets.end[group] <= signals.start[signal])
    signal, group = signal[apart], group[apart]
    return signal, group, np.ones(len(signal)), np.ones(len(signal))


def _share_directed(
    sheet: Sheet, signals: Signals, targets: Targets, first: Places, count: Places, which: Flags
) -> Columns:
    """Comparisons, preferences and wishes, one by one."""
    rows: list[tuple[int, int, float, float]] = []
    some = np.flatnonzero(which)
    clause = signals.clause[some]
    columns = (some, first[clause], count[clause], signals.start[some], signals.end[some], signals.role[some])
    for signal, begin, number, start, end, role in zip(*(column.tolist() for column in columns), strict=True):
        here = slice(begin, begin + number)
        groups = [*map(Span, targets.start[here].tolist(), targets.end[here].tolist())]
        shared = share_directed(sheet.low, Span(start, end), role, groups)
        rows += [(signal, begin + share.group, share.liking, share.axes) for share in shared]
    return _columns(rows)


def _share_opinions(
    sheet: Sheet, signals: Signals, targets: Targets, first: Places, count: Places, which: Flags
) -> Columns:
    """Where a clause has several groups: to the one before or after the opinion, unless it is part of a name."""
    signal = np.flatnonzero(which)
    clause, start, end = signals.clause[signal], signals.start[signal], signals.end[signal]
    left, right = targets.beside(clause, start, end)
    apart = right == left + 1
    signal, clause, start, end, left, right = (x[apart] for x in (signal, clause, start, end, left, right))
    is_left, is_right = left >= first[clause], right < first[clause] + count[clause]
    group = np.where(is_right, right, left)
    both = np.flatnonzero(is_left & is_right)
    left, right, start, end = left[both], right[both], start[both], end[both]
    follows = (signals.role[signal[both]] & Role.OBJECT) != 0
    follows |= (targets.start[right] - end == 1) & sheet.has(end, " ")
    columns = (targets.end[left], start, end, targets.start[right])
    ask = np.flatnonzero(~follows)
    follows[ask] = [
        attaches_right(sheet.low, *each) for each in zip(*(column[ask].tolist() for column in columns), strict=True)
    ]
    group[both] = np.where(follows, right, left)
    return signal, group, np.ones(len(signal)), np.ones(len(signal))


def _share_among(signals: Signals, targets: Targets, first: Places, here: Places, which: Flags) -> Columns:
    """What is no opinion: to all groups of its clause, but to none of whose name it is a part."""
    some = np.flatnonzero(which)
    of, group = _expand(first[signals.clause[some]], here[some])
    signal = some[of]
    apart = (signals.end[signal] <= targets.start[group]) | (targets.end[group] <= signals.start[signal])
    signal, group = signal[apart], group[apart]
    return signal, group, np.zeros(len(signal)), np.ones(len(signal))


def _share_within(targets: Targets, shares: Columns) -> Columns:
    """To all links of a group what the group is given."""
    signal, group, liking, axes = shares
    which, member = _expand(targets.first[group], targets.first[group + 1] - targets.first[group])
    return targets.members[member], signal[which], liking[which], axes[which]


def _share_beside(
    sheet: Sheet, signals: Signals, targets: Targets, cuts: Cuts, first: Places, count: Places, which: Flags
) -> Columns:
    """Where a clause names nothing: of whom the clause before it spoke last, or of whom the next one speaks."""
    named = np.zeros(len(sheet.starts), np.bool_)
    named[cuts.comment[targets.clause]] = True
    signal = np.flatnonzero(which & named[cuts.comment[signals.clause]])
    clauses, places = np.unique(signals.clause[signal], return_inverse=True)
    reach = _reach(sheet, cuts, clauses)
    weight, group = np.zeros(len(clauses)), np.zeros(len(clauses), np.int64)
    carried = reach.copy()
    for back in range(1, BACK + 1):
        behind = np.maximum(clauses - back, 0)
        going = (carried > 0) & (clauses >= back) & (cuts.comment[behind] == cuts.comment[clauses])
        there = going & (count[behind] > 0)
        weight[there], group[there] = carried[there], (first + count - 1)[behind[there]]
        carried[~going | there] = 0.0
        on = np.flatnonzero(carried > 0)
        if back < BACK and len(on):
            carried[on] *= _reach(sheet, cuts, behind[on])
    ahead = np.minimum(clauses + 1, len(count) - 1)
    before = np.cumsum(count) - count
    opening = np.searchsorted(cuts.comment, cuts.comment[clauses])
    first_named = (
        (cuts.comment[ahead] == cuts.comment[clauses]) & (count[ahead] > 0) & (before[ahead] == before[opening])
    )
    weight[first_named], group[first_named] = reach[first_named], first[ahead[first_named]]
    weight, group = weight[places], group[places]
    some = weight > 0
    return signal[some], group[some], weight[some], weight[some]


def _reach(sheet: Sheet, cuts: Cuts, clauses: Places) -> Values:
    """How surely clauses go on about what was named beside them."""
    columns = (cuts.start[clauses], cuts.end[clauses], cuts.opens[clauses] == SENTENCE)
    found = [reaches_back(sheet.low, *each) for each in zip(*(column.tolist() for column in columns), strict=True)]
    return np.array(found, np.float64)


def _share_widely(signals: Signals, targets: Targets, which: Flags) -> Columns:
    """To relationships and scenes: all that their clause says."""
    begin, end = (np.searchsorted(signals.clause, targets.wide_clause, side) for side in ("left", "right"))
    of, signal = _expand(begin, end - begin)
    counts = which[signal]
    link, signal = targets.wide[of[counts]], signal[counts]
    return link, signal, np.ones(len(signal)), np.ones(len(signal))


def _share_whole(signals: Signals, targets: Targets, cuts: Cuts, here: Places, which: Flags, links: int) -> Columns:
    """To what the comment as a whole is about: all, but less of what is said of somebody named."""
    comment = cuts.comment[signals.clause]
    about = np.zeros(int(cuts.comment[-1]) + 1, np.bool_)
    about[targets.wordless_comment] = True
    signal = np.flatnonzero(which & about[comment])
    weight = np.where(here[signal] > 0, ASIDE, 1.0)
    return links + comment[signal], signal, weight, weight


def _expand(begin: Places, sizes: Places) -> tuple[Places, Places]:
    """Ranges that begin at places and have sizes, one after another: for each number in them, its range and itself."""
    of = np.repeat(np.arange(len(sizes)), sizes)
    return of, np.arange(len(of)) + (begin - np.cumsum(sizes) + sizes)[of]


def _join(parts: Sequence[Columns]) -> Columns:
    one, other, liking, axes = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return one, other, liking, axes


def _columns(rows: list[tuple[int, int, float, float]]) -> Columns:
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    one, other, liking, axes = zip(*rows, strict=True)
    return np.array(one, np.int64), np.array(other, np.int64), np.array(liking), np.array(axes)
