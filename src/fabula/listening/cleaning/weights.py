"""How much each comment counts, and why less than in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from fabula.listening.cleaning.campaigns import Burst
from fabula.listening.cleaning.facts import NO_TIME
from fabula.listening.tables import THOUSAND

__all__ = ["A_DAY", "REASONS", "Weights", "weigh"]

REASONS: Final = ("copy", "campaign", "flood", "spam")
"""The reasons, in the order in which they are written; each is a bit of ``Weights.why``."""
_COPY, _CAMPAIGN, _FLOOD, _SPAM = 1, 2, 4, 8

A_DAY: Final = 50
"""How many comments of one author count on one day."""
_DAY: Final = 86_400_000_000


@dataclass(slots=True)
class Weights:
    """Of each comment its weight in thousandths, and its reasons as bits."""

    weight: Any
    why: Any


def weigh(root: Any, rank: Any, bursts: list[Burst], facts: Callable[[str], Any]) -> Weights:
    """The lowest weight that any of its reasons gives a comment.

    - copy: the n comments of a text count as one together, each 1/n; what is left in thousandths goes to the earliest.
    - campaign: of one text, as copies. Of a spike of n comments, each the usual over n: together they are the usual.
    - flood: of an author's comments of one day, those after the fiftieth count as nothing.
    - spam counts as nothing.
    """
    count = len(root)
    found = Weights(np.full(count, THOUSAND, dtype=np.int16), np.zeros(count, dtype=np.uint8))
    sizes = np.bincount(root, minlength=count)
    many = np.flatnonzero(sizes[root] > 1)
    share = THOUSAND // sizes[root[many]]
    first = root[many] == many
    share[first] = THOUSAND - share[first] * (sizes[many[first]] - 1)
    _lower(found, many, share, _COPY)
    for burst in bursts:
        if burst.kind == "spike":
            each = min(THOUSAND, int(THOUSAND * burst.usual / len(burst.rows)))
            _lower(found, burst.rows, np.full(len(burst.rows), each), _CAMPAIGN)
        else:
            found.why[burst.rows] |= _CAMPAIGN
    beyond = _beyond(facts("author"), facts("time"), rank)
    _lower(found, beyond, np.zeros(len(beyond), dtype=np.int64), _FLOOD)
    spam = np.flatnonzero(facts("spam"))
    _lower(found, spam, np.zeros(len(spam), dtype=np.int64), _SPAM)
    return found


def _lower(found: Weights, rows: Any, weight: Any, reason: int) -> None:
    found.weight[rows] = np.minimum(found.weight[rows], weight).astype(np.int16)
    found.why[rows] |= reason


def _beyond(author: Any, time: Any, rank: Any) -> Any:
    """What comes after the fiftieth of an author on one day; comments without a time are of one day."""
    rows = np.flatnonzero(author != 0)
    day = np.where(time[rows] == NO_TIME, -1, time[rows] // _DAY)
    order = np.lexsort((rank[rows], day, author[rows]))
    rows, day = rows[order], day[order]
    if not len(rows):
        return rows
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (author[rows][1:] != author[rows][:-1]) | (day[1:] != day[:-1])
    starts = np.flatnonzero(new)
    place = np.arange(len(rows)) - starts[np.cumsum(new) - 1]
    return rows[place >= A_DAY]
