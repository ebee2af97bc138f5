"""Campaigns as data, for people and programs to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np

from fabula.listening.cleaning.campaigns import Burst
from fabula.listening.cleaning.facts import NO_TIME

__all__ = ["describe_campaigns"]


def describe_campaigns(
    bursts: list[Burst],
    rank: Any,
    time: Any,
    author: Any,
    source: Any,
    names: list[str],
    column: Callable[[str, Any], dict[int, str]],
) -> list[dict[str, Any]]:
    """Every campaign as data, in the order of time; the bursts are brought into that order too.

    A campaign is called after its earliest comment. New authors are those who are heard in the store for the first
    time while it lasts. ``column`` gives values of comments by their numbers.
    """
    if not bursts:
        return []
    earliest = [int(burst.rows[rank[burst.rows].argmin()]) for burst in bursts]
    ids, texts = (column(name, np.unique(np.array(earliest))) for name in ("comment", "text"))
    order = sorted(range(len(bursts)), key=lambda at: (bursts[at].start, ids[earliest[at]]))
    bursts[:] = [bursts[at] for at in order]
    first = _first_heard(np.unique(np.concatenate([author[burst.rows] for burst in bursts])), author, time)
    found = []
    for burst, one in zip(bursts, (earliest[at] for at in order), strict=True):
        accounts = author[burst.rows]
        known = np.unique(accounts[accounts != 0])
        found.append(
            {
                "campaign": f"{burst.kind}/{ids[one]}",
                "kind": burst.kind,
                "sources": sorted({names[number] for number in np.unique(source[burst.rows])}),
                "comments": len(burst.rows),
                "authors": len(known) + int((accounts == 0).sum()),
                "new_authors": sum(burst.start <= first.get(account, -1) <= burst.end for account in known.tolist()),
                "start": _iso(burst.start),
                "end": _iso(burst.end),
                "usual": round(burst.usual, 1) if burst.kind == "spike" else None,
                "example": ids[one],
                "text": texts[one],
            }
        )
    return found


def _first_heard(wanted: Any, author: Any, time: Any) -> dict[int, int]:
    """When each of these authors is first heard in the store."""
    timed = np.flatnonzero((time != NO_TIME) & (author != 0) & np.isin(author, wanted))
    order = timed[np.lexsort((time[timed], author[timed]))]
    new = np.ones(len(order), dtype=bool)
    new[1:] = author[order][1:] != author[order][:-1]
    return dict(zip(author[order][new].tolist(), time[order][new].tolist(), strict=True))


def _iso(time: int) -> str:
    return datetime.fromtimestamp(time // 1_000_000, UTC).isoformat().replace("+00:00", "Z")
