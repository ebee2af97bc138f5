"""What responses and groups are, as slow and plain as can be: the model that the SQL texts are held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any

AXES = ("liking", "excitement", "confusion", "prediction")
OWN = ("episode", "source", "language", "author", "time", "marked")
Row = Mapping[str, Any]


def half_away(number: Fraction) -> int:
    whole = floor(abs(number) + Fraction(1, 2))
    return -whole if number < 0 else whole


def respond(mentions: Iterable[Row]) -> list[dict[str, Any]]:
    """One response for each comment and element."""
    grouped = defaultdict(list)
    for row in mentions:
        grouped[row["comment"], row["element"]].append(row)
    return [_respond(comment, element, rows) for (comment, element), rows in grouped.items()]


def _respond(comment: str, element: str, rows: Sequence[Row]) -> dict[str, Any]:
    probability = max(row["probability"] for row in rows)
    scored = [row for row in rows if row["liking"] is not None]
    sure = sum(row["probability"] for row in scored)
    liking = Fraction(sum(row["probability"] * row["liking"] for row in scored), sure) if sure else None
    return {
        "comment": comment,
        "element": element,
        **{name: rows[0][name] for name in OWN},
        "weight": half_away(Fraction(rows[0]["weight"] * probability, 1000)),
        "mentions": len(rows),
        "probability": probability,
        "liking": half_away(liking) if liking is not None else None,
        **{axis: max((row[axis] for row in rows if row[axis] is not None), default=None) for axis in AXES[1:]},
    }


def gather(
    responses: Iterable[Row], key: Callable[[Row], tuple[Any, ...]], axis: str, campaigns: bool
) -> dict[Any, dict[str, int]]:
    """The sums of responses that have the same key."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in responses:
        if row["weight"] > 0 and (campaigns or not row["marked"]):
            groups[key(row)].append(row)
    return {key: _add(rows, axis) for key, rows in groups.items()}


def _add(rows: Sequence[Row], axis: str) -> dict[str, int]:
    authors = defaultdict(list)
    for row in rows:
        authors[row["author"] or row["comment"]].append(row)
    scored = [row for row in rows if row[axis] is not None]
    read = {author: own for author, all_own in authors.items() if (own := [r for r in all_own if r[axis] is not None])}
    w = {author: sum(row["weight"] for row in own) for author, own in read.items()}
    s = {author: sum(row["weight"] * row[axis] for row in own) for author, own in read.items()}
    return {
        "comments": len(rows),
        "authors": len(authors),
        "marked": sum(row["marked"] for row in rows),
        "scored": len(scored),
        "scored_authors": len(read),
        "scored_squared": sum(row["weight"] ** 2 for row in scored),
        "w": sum(w.values()),
        "s": sum(s.values()),
        "w2": sum(one**2 for one in w.values()),
        "ss": sum(one**2 for one in s.values()),
        "sw": sum(s[author] * w[author] for author in read),
    }
