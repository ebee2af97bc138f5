"""The forms of canon notes as completion walks them: every way in which a pattern can go on, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.forms import FEELINGS, FORMS
from fabula.bible.slots import SLOT_TYPES

__all__ = ["Gap", "Item", "Way", "Words", "fact_ways", "note_ways", "show_rest", "snippet_of"]

_PIECE: Final = re.compile(
    r"\{(?P<name>[\w-]+)(?::(?P<type>[\w-]+))?\}|(?P<open>\[)|(?P<close>\])|\((?P<either>[^)]*)\)"
    r"|(?P<glued>:|'s)|(?P<word>[^\s{}\[\]():']+)|\s+"
)
_CHOICES: Final = {
    "feeling": tuple(dict.fromkeys(FEELINGS.values())),
    "part": ("day", "morning", "afternoon", "evening", "night"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which one must stand. ``glued`` ones follow without a blank (``'s``, ``:``)."""

    choices: tuple[str, ...]
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot of a type of `SLOT_TYPES`."""

    type: str


Item = Words | Gap


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a form: its items in order, what it means, and whether it is worth to be offered.

    The shortest way and the longest are; those between are understood where they have been begun.
    """

    items: tuple[Item, ...]
    doc: str
    offered: bool


@cache
def note_ways() -> tuple[Way, ...]:
    """Every way to say a statement of a canon note."""
    return tuple(
        Way(items, form.doc, offered)
        for form in FORMS
        for pattern in form.patterns
        for items, offered in _spread(pattern)
    )


@cache
def fact_ways() -> tuple[Way, ...]:
    """Every way to state a fact but for the name of a secret."""
    minds = (
        "{person} knows [that] {fact}",
        "{person} (does not know) [that] {fact}",
        "{person} believes [that] {fact}",
    )
    ways = [
        Way(items, form.doc, offered)
        for form in FACT_FORMS
        for pattern in (*form.patterns, *form.negative)
        for items, offered in _spread(pattern)
    ]
    ways += [
        Way(items, "what somebody has in mind", offered) for pattern in minds for items, offered in _spread(pattern)
    ]
    return tuple(ways)


def _spread(pattern: str) -> list[tuple[tuple[Item, ...], bool]]:
    """A pattern with each optional stretch left out and put in, and whether that is all of them or none."""
    lines: list[list[Item]] = [[]]
    optional: list[Item] | None = None
    for found in _PIECE.finditer(pattern):
        item: Item | None = None
        if found["open"]:
            optional = []
            continue
        if found["close"]:
            lines += [[*line, *(optional or ())] for line in lines]
            optional = None
            continue
        if found["name"]:
            kind = found["type"] or found["name"]
            item = Words(_CHOICES[kind]) if kind in _CHOICES else Gap(kind)
        elif found["glued"]:
            item = Words((found["glued"],), glued=True)
        elif found["either"] or found["word"]:
            item = Words(tuple((found["either"] or found["word"]).split("|")))
        if item is None:
            continue
        if optional is not None:
            optional.append(item)
        else:
            for line in lines:
                line.append(item)
    return [(tuple(line), index in {0, len(lines) - 1}) for index, line in enumerate(lines)]


def show_rest(items: Sequence[Item], first: str = "") -> str:
    """Items for readers: "takes THING from PERSON". ``first`` is the word that is meant of the first item."""
    return _join(items, first, lambda _, label: label)


def snippet_of(items: Sequence[Item], first: str = "") -> str:
    """Items with places to be filled in: "takes ${1:THING} from ${2:PERSON}"."""
    return _join(items, first, lambda number, label: f"${{{number}:{label}}}")


def _join(items: Sequence[Item], first: str, write: Callable[[int, str], str]) -> str:
    text, number = "", 0
    for index, item in enumerate(items):
        if isinstance(item, Gap):
            number += 1
            said, glued = write(number, SLOT_TYPES[item.type].label), False
        else:
            said, glued = (first if first and not index else item.choices[0]), item.glued
        text += said if glued or not text else f" {said}"
    return text
