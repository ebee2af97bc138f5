"""One thing that can be written at a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

__all__ = ["Offer", "OfferKind", "fits"]


class OfferKind(Enum):
    """What is offered."""

    PERSON = auto()
    PLACE = auto()
    NAME = auto()
    """Anything else that has a name: a thing, a secret, a group."""
    SCENE = auto()
    FORM = auto()
    """A statement of a canon note, or the rest of one."""
    WORD = auto()
    """A word of the trade: a transition, a time of day, a status."""
    FIELD = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered: ``text`` takes the place of what stands from ``start`` up to the cursor.

    ``snippet`` is the same with places to be filled in (``${1:PLACE}``), for editors that can; empty if there are none.
    ``filter`` is what a client should compare with what has been typed, ``label`` if empty.
    """

    label: str
    text: str
    start: int
    kind: OfferKind
    detail: str = ""
    snippet: str = ""
    filter: str = ""
    again: bool = False
    """Whether completion should go on at once: what is offered is a beginning."""


def fits(name: str, typed: str) -> bool:
    """Whether a name can be what somebody begins to type: it, or one of its words, begins so. Case does not matter."""
    if not typed:
        return True
    low, wanted = name.casefold(), typed.casefold()
    return low.startswith(wanted) or f" {wanted}" in low or f"-{wanted}" in low or f"({wanted}" in low
