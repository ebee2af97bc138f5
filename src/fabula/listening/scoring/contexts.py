"""What stands around a linked element: the clause that speaks of it, with its name hidden, and the comment around it.

The name is hidden so that a scorer learns how people speak of somebody, not of whom they speak well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from fabula.listening.clauses import Clause, split_clauses
from fabula.listening.model import Link
from fabula.listening.scoring.sheet import lower

__all__ = ["OTHER", "TARGET", "Context", "find_contexts"]

TARGET: Final = "xtarget"
"""The word that stands for the element."""
OTHER: Final = "xother"
"""The word that stands for every other element."""


class Context(NamedTuple):
    """Lower-case text around a link, with `TARGET` and `OTHER` for names. What is about the comment as a whole has its
    whole text as clause."""

    clause: str
    before: str  # in the clause
    after: str
    whole: str


def find_contexts(text: str, links: Sequence[Link]) -> list[Context]:
    """The context of each link of a comment."""
    low = lower(text)
    clauses = split_clauses(text) or [Clause(0, len(text), split_clauses("x")[0].opens)]
    return [_find_context(low, link, links, clauses) for link in links]


def _find_context(low: str, link: Link, links: Sequence[Link], clauses: Sequence[Clause]) -> Context:
    spans = _spans(link, links)
    whole = _hide(low, 0, len(low), spans)
    if link.end <= link.start:
        return Context(whole, "", "", whole)
    clause = max((each for each in clauses if each.start <= link.start), default=clauses[0])
    end = max(clause.end, link.end)
    before = _hide(low, clause.start, link.start, spans)
    after = _hide(low, link.end, end, spans)
    return Context(f"{before} {TARGET} {after}", before, after, whole)


def _spans(link: Link, links: Sequence[Link]) -> list[tuple[int, int, str]]:
    """The names to hide, in order, none over another: the element's own first, then of the others the longest."""
    named = [other for other in links if other.end > other.start]
    own = {(other.start, other.end) for other in named if other.element == link.element}
    others = {(other.start, other.end) for other in named} - own
    spans: list[tuple[int, int, str]] = []
    for word, places in ((TARGET, own), (OTHER, others)):
        for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
            if all(end <= first or last <= start for first, last, _ in spans):
                spans.append((start, end, word))
    return sorted(spans)


def _hide(low: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    pieces = []
    at = start
    for first, last, word in spans:
        if last <= at or first >= end:
            continue
        pieces += [low[at : max(at, first)], f" {word} "]
        at = last
    pieces.append(low[at:end])
    return "".join(pieces).strip()
