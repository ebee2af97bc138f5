"""Which rule speaks of a contradiction in time: each is reported once, under one code."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.dates import DAY
from fabula.finding import Certainty, Related
from fabula.story.canon import Canon
from fabula.story.timeline import Conflict, Constraint

__all__ = ["certainty_of", "conflicts_of", "related_to", "say_length"]

_LOOSE = frozenset({"heading", "length"})
"""Kinds of constraints that are meant loosely: the words of headings, and the length that scenes are taken to have."""


def code_of(conflict: Conflict) -> str:
    """The code under which a contradiction is reported; empty for defaults that give way without a word.

    A script day in it is T106; a default order that had to give way is T102; an amount on a title card or in a heading
    is T103; the rest is T101. That LATER means the same day is a default that is not worth a finding.
    """
    kinds = {constraint.kind for constraint in conflict.constraints}
    if "script day" in kinds:
        return "T106"
    if conflict.dropped.assumed:
        return "" if conflict.dropped.kind == "heading" else "T102"
    return "T103" if "card" in kinds else "T101"


def conflicts_of(canon: Canon, code: str) -> Iterator[Conflict]:
    """The contradictions in time that one rule speaks of.

    An order of telling that fails only for what another contradiction names already has the same cause: it is left
    to that one.
    """
    named: dict[int, list[frozenset[int]]] = {}
    if code == "T102":
        for conflict in canon.timeline.conflicts:
            if code_of(conflict) not in {"", "T102"}:
                members = _stated(conflict)
                for member in members:
                    named.setdefault(member, []).append(members)
    for conflict in canon.timeline.conflicts:
        if code_of(conflict) == code:
            members = _stated(conflict)
            if not any(members <= other for member in members for other in named.get(member, ())):
                yield conflict


def _stated(conflict: Conflict) -> frozenset[int]:
    """Who is who in a contradiction, without the defaults in it."""
    return frozenset(id(c) for c in conflict.constraints if not c.assumed or c.kind == "script day")


def certainty_of(conflict: Conflict) -> Certainty:
    """CERTAIN if all of it is stated, LIKELY if it rests on a default or on the word of a heading."""
    loose = any(constraint.kind in _LOOSE or constraint.assumed for constraint in conflict.constraints)
    return Certainty.LIKELY if loose else Certainty.CERTAIN


def related_to(conflict: Conflict, but: Constraint) -> tuple[Related, ...]:
    """The other members of a contradiction, each at its line with what it says; lengths of scenes go without saying."""
    others = [c for c in conflict.constraints if c is not but and c.kind != "length"]
    return tuple(dict.fromkeys(Related(c.span, c.reason) for c in others))


def say_length(minutes: int) -> str:
    """A length of time in words, in its largest unit: "6 years", "3 days", "40 minutes"."""
    for unit, size in (("year", 365.2425 * DAY), ("month", 30.4 * DAY), ("day", DAY), ("hour", 60), ("minute", 1)):
        count = round(minutes / size, 1 if unit == "year" else None)
        if minutes >= size * 0.95:
            return f"{count:g} {unit}{'' if count == 1 else 's'}"
    return "no time"
