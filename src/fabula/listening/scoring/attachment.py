"""Of whom an expression speaks, where that is a question: among several targets of its clause, or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from fabula.listening.scoring.lexicon import Role
from fabula.listening.scoring.signals import NEGATED

__all__ = ["Share", "Span", "reaches_back", "share_signal"]


class Span(NamedTuple):
    """A group of targets, or an expression: where it starts and ends."""

    start: int
    end: int


class Share(NamedTuple):
    """Which group a signal speaks of, and with what weight its liking and its other axes count for it."""

    group: int
    liking: float
    axes: float


def share_signal(low: str, signal: Span, role: int, opinion: bool, groups: Sequence[Span]) -> Sequence[Share]:
    """Of which groups of its clause a signal speaks; ``opinion`` is whether it has a liking. Groups are in order."""
    if role & _DIRECTED or (opinion and low.startswith(" than ", signal.end)):
        return _share_directed(low, signal, role, groups)
    if opinion:
        group = _attach(low, signal, role, groups)
        return () if group is None else (Share(group, 1.0, 1.0),)
    return [Share(place, 0.0, 1.0) for place, group in enumerate(groups) if not _overlap(signal, group)]


def reaches_back(low: str, start: int, end: int, sentence: bool) -> float:
    """How surely a clause that names nothing goes on about what was named before: "Mason. Just wow."

    Surely if it takes it up by a pronoun or is too short to be about anything else; hardly if it is about something
    else, and not at all if it is a sentence of its own as well.
    """
    if end - start <= _SHORT or _TAKES_UP.match(low, start):
        return 0.8
    return 0.0 if sentence else 0.3


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _attach(low: str, signal: Span, role: int, groups: Sequence[Span]) -> int | None:
    """The group that an opinion is on; None if it is part of a name."""
    left = right = None
    for place, group in enumerate(groups):
        if group.end <= signal.start:
            left = place
        elif group.start >= signal.end:
            right = place
            break
        else:
            return None
    if left is None or right is None:
        return right if left is None else left
    after = low[signal.end : groups[right].start]
    if role & _OBJECT or after == " ":
        return right
    before = low[groups[left].end : signal.start]
    if _LEADS_ON.fullmatch(after):
        return right
    if _SAYS.search(before):
        return left
    return right if len(after) < len(before) else left


def _share_directed(low: str, signal: Span, role: int, groups: Sequence[Span]) -> Sequence[Share]:
    """Comparisons ("Mason is better than Nadia"), preferences ("prefer Mason to Nadia"), wishes ("less Mason")."""
    before = [place for place, group in enumerate(groups) if group.end <= signal.start]
    after = [place for place, group in enumerate(groups) if group.start >= signal.end]
    if role & _WISH:
        wished = after and _WISHED.fullmatch(low[signal.end : groups[after[0]].start])
        return (Share(after[0], 1.0, 1.0),) if wished else ()
    if role & _PREFERENCE:
        shares = [Share(after[0], 1.0, 1.0)] if after else []
        if len(after) > 1 and _OVER.search(low[groups[after[0]].end : groups[after[1]].start]):
            shares.append(Share(after[1], NEGATED, 0.0))
        return shares
    shares = [Share(before[-1], 1.0, 1.0)] if before else []
    if after:
        shares.append(Share(after[0], NEGATED, 0.0))
    return shares


_WISH: Final = int(Role.WISH)
_PREFERENCE: Final = int(Role.PREFERENCE)
_DIRECTED: Final = int(Role.COMPARISON | Role.PREFERENCE | Role.WISH)
_OBJECT: Final = int(Role.OBJECT)
_SHORT: Final = 26
_WISHED: Final = re.compile(r" ?(?:of )?(?:the |this |that |di )?")
_OVER: Final = re.compile(r"\b(?:to|over|than|a|rather than|instead of)\b")
_LEADS_ON: Final = re.compile(r"(?: \w{1,16})? (?:about|from|by|of|for|with|to|in|as|di|da|del|con|per)(?: the)? ")
_SAYS: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|being|did|does|do|looks?|looked|seems?|seemed|feels?|felt|gets?|got|gave"
    r"|gives?|makes?|made|keeps?|kept|can|could|will|would|just|acting|è|sono|era|erano|ha|hanno|hai|hain|tha|thi)\b"
    r"|'s\b"
)
_TAKES_UP: Final = re.compile(
    r"[ \"'(*_]{0,4}(?:(?:and|but|because|cause|cuz|since|so|yet|though|although|ma|e|perché|lekin|aur) )?"
    r"(?:he|she|they|it|that|this|those|these|his|her|their|its|him|them|what|such|just|so|absolutely|simply|truly"
    r"|totally|literally|pure|best|worst|never|always|still|also|not|who|which|lui|lei|loro|che|davvero|sempre|kya"
    r"|bahut|bohot|वह|वो|क्या|बहुत)\b(?:'\w+)?"
)
