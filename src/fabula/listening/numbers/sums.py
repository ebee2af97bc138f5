"""The sums of groups: all that a mean and its clustered variance need of the comments behind it.

With ``v`` the value of a response on an axis, ``w`` its weight, and of each author ``S`` the sum of ``w v`` and ``W``
the sum of ``w``: a group has the sums over authors of S, W, S², S·W and W². All are whole numbers, in
thousandths of value and of weight, as `fabula.listening.engine` adds them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

__all__ = ["THOUSAND", "Sums", "add_sums", "bounds_of", "read_sums"]

THOUSAND: Final = 1000
"""What one is in the sums."""


def bounds_of(axis: str) -> tuple[float, float]:
    """The ends of an axis: liking goes from -1 to 1, the others from 0 to 1."""
    return (-1.0, 1.0) if axis == "liking" else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Sums:
    """One group on one axis. ``scored_squared`` is the sum of ``w²`` over responses; the rest as above."""

    comments: int  # that speak of it, scored or not
    authors: int
    scored: int
    scored_authors: int
    scored_squared: int
    w: int
    w2: int
    s: int
    ss: int
    sw: int
    bounds: tuple[float, float] = field(default=(-1.0, 1.0), kw_only=True)


def read_sums(columns: Mapping[str, Sequence[Any]], axis: str) -> list[Sums]:
    """The groups of ``groups.sql`` on an axis, in their order. ``columns`` are its whole numbers, of any type."""
    bounds = bounds_of(axis)
    names = [one.name for one in fields(Sums) if one.name != "bounds"]
    rows = zip(*([int(number) for number in columns[name]] for name in names), strict=True)
    return [Sums(*row, bounds=bounds) for row in rows]


def add_sums(parts: Iterable[Sums]) -> Sums:
    """Groups together whose authors are others: of several sources or languages, not of several episodes.

    Somebody who writes in two groups is one voice, and S² of both together is not the sum of S² in each. So what shares
    authors is grouped by the engine, and added here only if it does not.
    """
    all_of = list(parts)
    if not all_of:
        return Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    names = [one.name for one in fields(Sums) if one.name != "bounds"]
    return Sums(*(sum(getattr(one, name) for one in all_of) for name in names), bounds=all_of[0].bounds)
