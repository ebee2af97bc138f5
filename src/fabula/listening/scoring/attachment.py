"""Of whom a signal speaks: the targets of a clause, and which of them an expression is attached to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from fabula.listening.clauses import Clause
from fabula.listening.model import Link
from fabula.listening.scoring.lexicon import Role
from fabula.listening.scoring.signals import NEGATED, Signal

__all__ = ["Group", "Share", "attach", "group_targets", "reaches_back", "share_signal"]


class Group(NamedTuple):
    """Targets of which a clause speaks together ("Mason and Nadia"): their stretch of text, their places in links."""

    start: int
    end: int
    links: tuple[int, ...]


Share = tuple[Group, Signal, float]
"""Whom a signal speaks of, what it says of them, and with what weight."""


def group_targets(low: str, links: Sequence[Link], clauses: Sequence[Clause]) -> list[list[Group]]:
    """The targets of each clause by groups, in order; links without words are in none."""
    groups: list[list[Group]] = [[] for _ in clauses]
    order = [place for place, link in enumerate(links) if link.end > link.start]
    if len(order) > 1:
        order.sort(key=lambda place: links[place].start)
    clause, last = 0, len(clauses) - 1
    for place in order:
        _, start, end, _, _ = links[place]
        while clause < last and start >= clauses[clause].end:
            clause += 1
        here = groups[clause]
        if here:
            before = here[-1]
            if start < before.end or low[before.end : start].strip() in _JOINING:
                here[-1] = Group(before.start, max(before.end, end), (*before.links, place))
                continue
        here.append(Group(start, end, (place,)))
    return groups


def attach(low: str, role: int, start: int, end: int, groups: Sequence[Group]) -> Group | None:
    """The group that an expression speaks of, among two or more of its clause; None if it is part of a name."""
    left = right = None
    for group in groups:
        if group.end <= start:
            left = group
        elif group.start >= end:
            right = group
            break
        else:
            return None
    if left is None or right is None:
        return left or right
    after = low[end : right.start]
    if role & _OBJECT or after == " ":
        return right
    before = low[left.end : start]
    if _LEADS_ON.fullmatch(after):
        return right
    if _SAYS.search(before):
        return left
    return right if len(after) < len(before) else left


def reaches_back(low: str, clause: Clause) -> float:
    """How surely a clause that names nothing goes on about what was named before: "Mason. Just wow."

    Surely if it takes it up by a pronoun or is too short to be about anything else; hardly if it is a sentence of its
    own about something else.
    """
    if clause.end - clause.start <= _SHORT or _TAKES_UP.match(low, clause.start):
        return 0.8
    return 0.0 if clause.opens == "sentence" else 0.3


def share_signal(
    low: str, signal: Signal, groups: Sequence[Sequence[Group]], clauses: Sequence[Clause]
) -> Sequence[Share]:
    """Of whom a signal speaks, among the targets of its clause or else of a clause beside it."""
    here = groups[signal.clause]
    role, start, end = signal.role, signal.start, signal.end
    if not here:
        return _share_beside(low, signal, groups, clauses)
    if role & _DIRECTED or low.startswith(" than ", end):
        return _share_directed(low, signal, here)
    if len(here) == 1:
        (group,) = here
        return () if start < group.end and group.start < end else ((group, signal, 1.0),)
    if not signal.liking:
        return [(group, signal, 1.0) for group in here if not (start < group.end and group.start < end)]
    attached = attach(low, role, start, end, here)
    if attached is None:
        return ()
    return ((attached, signal, 1.0),)


def _share_directed(low: str, signal: Signal, here: Sequence[Group]) -> Sequence[Share]:
    """Comparisons ("Mason is better than Nadia"), preferences ("prefer Mason to Nadia"), wishes ("less Mason")."""
    start, end = signal.start, signal.end
    before = [group for group in here if group.end <= start]
    after = [group for group in here if group.start >= end]
    against = signal._replace(liking=signal.liking * NEGATED, excitement=0.0, confusion=0.0, prediction=0.0)
    if signal.role & _WISH and not (signal.role & _OPINION):
        return ((after[0], signal, 1.0),) if after and _WISHED.fullmatch(low[end : after[0].start]) else ()
    if signal.role & _PREFERENCE:
        shares = [(after[0], signal, 1.0)] if after else []
        if len(after) > 1 and _OVER.search(low[after[0].end : after[1].start]):
            shares.append((after[1], against, 1.0))
        return shares
    shares = [(before[-1], signal, 1.0)] if before else []
    if after:
        shares.append((after[0], against, 1.0))
    return shares


def _share_beside(
    low: str, signal: Signal, groups: Sequence[Sequence[Group]], clauses: Sequence[Clause]
) -> Sequence[Share]:
    """What a clause says that names nothing: of whom the clause before spoke last, or of whom the next one names."""
    clause = signal.clause
    if signal.role & _DIRECTED and not signal.role & _OPINION:
        return ()
    share = 1.0
    for back in range(clause, max(-1, clause - 3), -1):
        if groups[back]:
            return ((groups[back][-1], signal, share),)
        share *= reaches_back(low, clauses[back])
        if not share:
            break
    following = clause + 1
    if following < len(clauses) and groups[following] and not any(groups[:clause]):
        reach = reaches_back(low, clauses[clause])
        if reach:
            return ((groups[following][0], signal, reach),)
    return ()


_OPINION: Final = int(Role.OPINION)
_WISH: Final = int(Role.WISH)
_PREFERENCE: Final = int(Role.PREFERENCE)
_DIRECTED: Final = int(Role.COMPARISON | Role.PREFERENCE | Role.WISH)
_WISHED: Final = re.compile(r" ?(?:of )?(?:the |this |that |di )?")
_OVER: Final = re.compile(r"\b(?:to|over|than|a|rather than|instead of)\b")
_OBJECT: Final = int(Role.OBJECT)
_SHORT: Final = 26
_JOINING: Final = frozenset(
    ["and", "&", ",", "/", "or", "+", "e", "o", "aur", "और", "x", ", and", ", or", "and the", "n"]
)
_LEADS_ON: Final = re.compile(r"(?: \w{1,16})? (?:about|from|by|of|for|with|to|in|as|di|da|del|con|per)(?: the)? ")
_SAYS: Final = re.compile(
    r"(?:\b(?:is|are|was|were|has|have|had|be|been|being|did|does|do|looks?|looked|seems?|seemed|feels?|felt|gets?|got|gave"
    r"|gives?|makes?|made|keeps?|kept|can|could|will|would|just|acting|è|sono|era|erano|ha|hanno|hai|hain|tha|thi)\b|'s\b)"
)
_TAKES_UP: Final = re.compile(
    r"(?:[\"'(*_ ]*)(?:(?:and|but|because|cause|cuz|since|so|yet|though|although|ma|e|perché|lekin|aur) )?"
    r"(?:he|she|they|it|that|this|those|these|his|her|their|its|him|them|what|such|just|so|absolutely|simply|truly"
    r"|totally|literally|pure|best|worst|never|always|still|also|not|who|which|lui|lei|loro|che|davvero|sempre|kya"
    r"|bahut|bohot|वह|वो|क्या|बहुत)\b(?:'\w+)?"
)
