"""Of whom an expression speaks, where that is a question: among several targets of its clause, or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from fabula.listening.scoring.lexicon import Role
from fabula.listening.scoring.signals import NEGATED

__all__ = ["Share", "Span", "attaches_right", "is_directed", "reaches_back", "share_directed"]


class Span(NamedTuple):
    """A group of targets, or an expression: where it starts and ends."""

    start: int
    end: int


class Share(NamedTuple):
    """Which group a signal speaks of, and with what weight its liking and its other axes count for it."""

    group: int
    liking: float
    axes: float


def is_directed(low: str, end: int) -> bool:
    """Whether an opinion that ends there compares what stands before it with what stands after it."""
    return low.startswith(" than ", end)


def attaches_right(low: str, left: int, start: int, end: int, right: int) -> bool:
    """Whether an opinion is on the group after it, and not on the one before it.

    The one ends at ``left`` and the other starts at ``right``; the opinion stands between them.
    """
    is_nearer = right - end < start - left
    if right - end <= _FAR and _LEADS_ON.fullmatch(low[end:right]):
        return True
    return is_nearer and not _SAYS.search(low[left:start])


def share_directed(low: str, signal: Span, role: int, groups: Sequence[Span]) -> Sequence[Share]:
    """Of which groups of its clause a signal speaks that says more of what stands after it than of what stands before.

    Comparisons ("Mason is better than Nadia"), preferences ("prefer Mason to Nadia"), wishes ("less Mason"). Groups
    are in order.
    """
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


def reaches_back(low: str, start: int, end: int, sentence: bool) -> float:
    """How surely a clause that names nothing goes on about what was named before: "Mason. Just wow."

    Surely if it takes it up by a pronoun or is too short to be about anything else; hardly if it is about something
    else, and not at all if it is a sentence of its own as well.
    """
    if end - start <= _SHORT or _TAKES_UP.match(low, start):
        return 0.8
    return 0.0 if sentence else 0.3


_WISH: Final = int(Role.WISH)
_PREFERENCE: Final = int(Role.PREFERENCE)
_SHORT: Final = 26
_WISHED: Final = re.compile(r" ?(?:of )?(?:the |this |that |di )?")
_OVER: Final = re.compile(r"\b(?:to|over|than|a|rather than|instead of)\b")
_FAR: Final = 28
"""What leads on is no longer than that."""
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
