"""Lists of which the order is kept and each thing stands once: statements of a note, aliases of a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fabula.change.merging.regions import Origin, find_regions

__all__ = ["Item", "MergedItems", "merge_items"]


class Item(NamedTuple):
    """One thing of a merged list, and who put it there."""

    key: str
    origin: Origin


class MergedItems(NamedTuple):
    """A merged list. ``host`` is the side (OURS or THEIRS) whose order it follows."""

    items: list[Item]
    host: Origin


def merge_items(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> MergedItems | None:
    """What both sides leave, and what either adds, in the order that it was given.

    None where only a person can say: both sides have put something else in place of the same thing, one side has
    changed what the other took out, or each has made an order of its own.
    """
    base, ours, theirs = (list(dict.fromkeys(items)) for items in (base, ours, theirs))
    if _is_disputed(base, ours, theirs):
        return None
    host = _host(base, ours, theirs)
    if host is None:
        return None
    lead, other = (ours, theirs) if host is Origin.OURS else (theirs, ours)
    old, led, followed = set(base), set(lead), set(other)
    merged = [key for key in lead if key not in old or key in followed]
    at = 0  # where the next addition of the other side goes: behind what stands before it there
    for key in other:
        if key in led:
            at = max(at, merged.index(key) + 1) if key in merged else at
        elif key not in old:
            while at < len(merged) and merged[at] not in followed and merged[at] not in old:
                at += 1  # both have added something here: the one that is followed goes first
            merged.insert(at, key)
            at += 1
    mine, yours = set(ours), set(theirs)
    return MergedItems([Item(key, _origin(key, old, mine, yours)) for key in merged], host)


def _origin(key: str, base: set[str], ours: set[str], theirs: set[str]) -> Origin:
    if key in base:
        return Origin.SAME
    if key in ours:
        return Origin.BOTH if key in theirs else Origin.OURS
    return Origin.THEIRS


def _is_disputed(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether at some place both sides have taken out the same thing and put different things there."""
    old, mine, yours = set(base), set(ours), set(theirs)
    for region in find_regions(base, ours, theirs):
        if region.origin is not Origin.CONFLICT:
            continue
        gone = [key for key in base[slice(*region.base)] if key not in mine and key not in yours]
        added = [key for key in ours[slice(*region.ours)] if key not in old]
        if gone and added != [key for key in theirs[slice(*region.theirs)] if key not in old]:
            return True
    return False


def _host(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Origin | None:
    """The side whose order is followed: the one that has changed it; None if both have, each in its own way."""
    common = set(base) & set(ours) & set(theirs)
    before, mine, yours = ([key for key in items if key in common] for items in (base, ours, theirs))
    if mine == yours or yours == before:
        return Origin.OURS
    return Origin.THEIRS if mine == before else None
