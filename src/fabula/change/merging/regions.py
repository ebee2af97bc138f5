"""Three versions of a text side by side: what one side has changed, what both have, and where the two get in each
other's way.

The rules are git's: changes of the two sides that overlap or touch are a conflict, unless they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from fabula.change.merging.hunks import Hunk, find_hunks

__all__ = ["Apart", "Origin", "Region", "Stretch", "find_regions", "join", "refine", "trim"]

FEW_LINES: Final = 3
"""So few lines between two conflicts are easier to read as a part of one."""


class Origin(Enum):
    """Whose a part of a merged text is."""

    SAME = "same"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    """Both sides have made the same change."""
    CONFLICT = "conflict"


Stretch = tuple[int, int]
"""The first line of a stretch, and the one after its last."""


class Region(NamedTuple):
    """A stretch of the three versions that belongs together: lines of each, from start up to, not including, end."""

    origin: Origin
    base: Stretch
    ours: Stretch
    theirs: Stretch


Apart = Callable[[Hunk, Hunk], bool]
"""Whether two changes that touch may stand beside each other: first the one of our side, then the one of theirs."""

_Change = tuple[Hunk, bool]
"""A change with whether it is theirs."""


def find_regions(
    base: Sequence[Hashable],
    ours: Sequence[Hashable],
    theirs: Sequence[Hashable],
    apart: Apart = lambda _ours, _theirs: False,
) -> list[Region]:
    """The three versions cut into regions, in order and without a gap.

    ``apart`` may allow two changes to stand beside each other though they touch; git never does.
    """
    changes = sorted(
        [*((hunk, False) for hunk in find_hunks(base, ours)), *((hunk, True) for hunk in find_hunks(base, theirs))],
        key=lambda change: (change[0].start, change[0].end, change[1]),
    )
    regions: list[Region] = []
    at = (0, 0, 0)
    for cluster in _cluster(changes, apart):
        start, end = cluster[0][0].start, max(hunk.end for hunk, _ in cluster)
        before = start - at[0]
        if before:
            regions.append(Region(Origin.SAME, (at[0], start), (at[1], at[1] + before), (at[2], at[2] + before)))
        starts = (start, at[1] + before, at[2] + before)
        ends = (end, *(first + end - start + _growth(cluster, side) for side, first in enumerate(starts[1:])))
        found = Region(Origin.CONFLICT, *zip(starts, ends, strict=True))
        regions.append(found._replace(origin=_origin(found, cluster, ours, theirs)))
        at = (ends[0], ends[1], ends[2])
    if at[0] < len(base):
        regions.append(Region(Origin.SAME, (at[0], len(base)), (at[1], len(ours)), (at[2], len(theirs))))
    return regions


def _growth(cluster: Sequence[_Change], side: int) -> int:
    """How many lines the changes of one side in a cluster add."""
    return sum((h.last - h.first) - (h.end - h.start) for h, is_theirs in cluster if is_theirs == bool(side))


def _origin(found: Region, cluster: Sequence[_Change], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> Origin:
    sides = {is_theirs for _, is_theirs in cluster}
    if sides == {False}:
        return Origin.OURS
    if sides == {True}:
        return Origin.THEIRS
    same = ours[slice(*found.ours)] == theirs[slice(*found.theirs)]
    return Origin.BOTH if same else Origin.CONFLICT


def _cluster(changes: Sequence[_Change], apart: Apart) -> Iterator[list[_Change]]:
    """The changes in groups: those of one group overlap or touch, and may not stand apart."""
    cluster: list[_Change] = []
    end = -1
    for change in changes:
        hunk = change[0]
        if cluster and (hunk.start > end or (hunk.start == end and _stand_apart(cluster, change, end, apart))):
            yield cluster
            cluster = []
            end = -1
        cluster.append(change)
        end = max(end, hunk.end)
    if cluster:
        yield cluster


def _stand_apart(cluster: Sequence[_Change], change: _Change, end: int, apart: Apart) -> bool:
    """Whether a change that begins where the cluster ends may stand beside those that it touches."""
    hunk, is_theirs = change
    for before, was_theirs in cluster:
        if before.end != end or was_theirs == is_theirs:
            continue
        if before.start == before.end == hunk.start == hunk.end:
            return False  # both put something in at the same place: nothing says what comes first
        if not (apart(before, hunk) if is_theirs else apart(hunk, before)):
            return False
    return True


def refine(region: Region, ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[Region]:
    """A conflict cut into smaller ones: what both sides have in common is decided. Only the first keeps the base."""
    (first, _), (their_first, _) = region.ours, region.theirs
    nothing = region.base
    parts: list[Region] = []
    at, their_at = first, their_first
    for hunk in find_hunks(ours[slice(*region.ours)], theirs[slice(*region.theirs)]):
        start, their_start = first + hunk.start, their_first + hunk.first
        if at < start:
            parts.append(Region(Origin.BOTH, (nothing[0], nothing[0]), (at, start), (their_at, their_start)))
        at, their_at = first + hunk.end, their_first + hunk.last
        parts.append(Region(Origin.CONFLICT, nothing, (start, at), (their_start, their_at)))
        nothing = (nothing[1], nothing[1])
    if at < region.ours[1]:
        parts.append(Region(Origin.BOTH, nothing, (at, region.ours[1]), (their_at, region.theirs[1])))
    return parts


def join(parts: Sequence[Region], ours: Sequence[Hashable], is_word: Callable[[Hashable], bool]) -> list[Region]:
    """Conflicts with little between them made one, as git does: few lines, or none that holds a word."""
    joined: list[Region] = []
    last = -1  # the last conflict, if nothing has been decided for one side since
    for found in parts:
        part = found
        if part.origin is Origin.CONFLICT:
            if last >= 0:
                before = joined[last]
                between = ours[before.ours[1] : part.ours[0]]
                if len(between) <= FEW_LINES or not any(map(is_word, between)):
                    del joined[last:]
                    starts, ends = (before.base, before.ours, before.theirs), (part.base, part.ours, part.theirs)
                    part = Region(Origin.CONFLICT, *((s[0], e[1]) for s, e in zip(starts, ends, strict=True)))
            last = len(joined)
        elif part.origin in {Origin.OURS, Origin.THEIRS}:
            last = -1
        joined.append(part)
    return joined


def trim(region: Region, ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[Region]:
    """A conflict without the lines that both sides begin or end with; they stand beside it, decided."""
    (start, end), (first, last) = region.ours, region.theirs
    shared = min(end - start, last - first)
    head = 0
    while head < shared and ours[start + head] == theirs[first + head]:
        head += 1
    tail = 0
    while tail < shared - head and ours[end - 1 - tail] == theirs[last - 1 - tail]:
        tail += 1
    nothing, all_base = (region.base[0], region.base[0]), region.base
    parts = [
        Region(Origin.BOTH, nothing, (start, start + head), (first, first + head)),
        Region(Origin.CONFLICT, all_base, (start + head, end - tail), (first + head, last - tail)),
        Region(Origin.BOTH, (all_base[1], all_base[1]), (end - tail, end), (last - tail, last)),
    ]
    return [part for part in parts if part.origin is Origin.CONFLICT or part.ours[0] < part.ours[1]]
