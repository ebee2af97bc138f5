"""Events as minds take them: functional event models.

An event has nodes. Node 0 is what really happened; the others are what somebody takes to have happened. A node
*posts* the values that it sets, says for each person which node they take to be the event (``view``; whoever is not
in it thinks that nothing happened), and which stretches of whose past it takes away or gives back (``memory``).

Source: functional event models are the deterministic case of the event models of dynamic epistemic logic (Baltag,
Moss, Solecki 1998), in which each person has exactly one view of each event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final, NamedTuple

__all__ = [
    "NOTHING",
    "UNKNOWN",
    "Grounds",
    "Matter",
    "MemoryChange",
    "MindEvent",
    "Node",
    "Post",
    "mark_of",
    "subjects_of",
]

UNKNOWN: Final = "?"
"""The value of a matter that somebody knows they do not know, or that an event has made unknown again."""


class Matter(NamedTuple):
    """Something that has a value and that minds can hold a value for: where Mason is, whether a secret is so.

    ``detail`` is a second entity or an attribute. A matter of the kind "mind" is what ``subject`` holds on the inner
    matter ``detail``: it is posted by claims about minds ("Orlick tells Nadia that Mason knows").
    """

    kind: str
    subject: str
    detail: str | Matter = ""

    @property
    def timeless(self) -> bool:
        """Whether its value never changes in the world, so that better grounds beat later news."""
        return self.kind in {"secret", "identity"}


class Grounds(IntEnum):
    """What a value rests on; for timeless matters the better grounds win."""

    RUMOUR = 0
    INFERRED = 1
    TOLD = 2
    SEEN = 3


class Post(NamedTuple):
    """A value that an event sets. ``about`` is the number of the event it speaks of (old news), -1 for now."""

    matter: Matter
    value: str
    grounds: Grounds = Grounds.SEEN
    about: int = -1


@dataclass(frozen=True, slots=True)
class MemoryChange:
    """A stretch of somebody's past that is taken away (``gives`` False) or given back.

    It covers the events numbered ``since`` up to, not including, ``until``; with ``about``, of these only what
    concerns these subjects.
    """

    person: str
    gives: bool
    since: int
    until: int
    about: frozenset[str] | None = None


_NOBODY: Final[Mapping[str, int]] = MappingProxyType({})


class Node(NamedTuple):
    """One way in which an event is taken."""

    post: tuple[Post, ...] = ()
    view: Mapping[str, int] = _NOBODY
    memory: tuple[MemoryChange, ...] = ()


NOTHING: Final = Node()
"""Nothing happened."""


class MindEvent(NamedTuple):
    """One event: its nodes, and a tag by which its maker finds its place in the text again."""

    nodes: tuple[Node, ...]
    tag: int = -1

    def walk(self, chain: tuple[str, ...]) -> int:
        """The node reached from node 0 by the views of a chain of people, -1 where somebody sees nothing."""
        node = 0
        for person in chain:
            node = self.nodes[node].view.get(person, -1)
            if node < 0:
                break
        return node


def mark_of(matter: Matter) -> str:
    """By what a memory change names one matter alone, where it does not take all that is about somebody."""
    detail = mark_of(matter.detail) if isinstance(matter.detail, Matter) else matter.detail
    return f"={matter.kind}|{matter.subject}|{detail}"


def subjects_of(matter: Matter) -> frozenset[str]:
    """Everything that a matter concerns, inner matters as well: what "everything about X" covers; and its own mark."""
    found = {mark_of(matter)}
    current: Matter | str = matter
    while isinstance(current, Matter):
        found.add(current.subject)
        current = current.detail
    if current:
        found.add(current)
    return frozenset(found)
