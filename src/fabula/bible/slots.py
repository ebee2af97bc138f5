"""What the slots of statement forms can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["FEELINGS", "SLOT_TYPES", "SlotType"]


@dataclass(frozen=True, slots=True)
class SlotType:
    """What a slot holds: ``label`` names it in help texts, ``kinds`` are the kinds of entries that it names.

    ``many`` is "list" for a list of names in one statement, and "each" where a list means one statement for each name.
    """

    label: str
    doc: str
    kinds: frozenset[str] = frozenset()
    many: str = ""


def _kinds(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BEINGS: Final = _kinds("people covers groups")
_ALL: Final = _kinds("people covers groups places things secrets storylines events")

SLOT_TYPES: Final[dict[str, SlotType]] = {
    "person": SlotType("PERSON", "somebody, by any of their names or covers", _kinds("people covers")),
    "beings": SlotType("PEOPLE", "one name or several: `Nadia, Bernard and the guard`", _BEINGS, "list"),
    "being": SlotType("PERSON", "somebody, by any of their names or covers", _BEINGS, "each"),
    "each": SlotType("PERSON", "somebody, by any of their names or covers", _kinds("people covers"), "each"),
    "cover": SlotType("COVER", "an identity that somebody poses as", _kinds("covers people")),
    "group": SlotType("GROUP", "a group", _kinds("groups")),
    "place": SlotType("PLACE", "a place", _kinds("places")),
    "thing": SlotType("THING", "a thing", _kinds("things")),
    "item": SlotType("THING-OR-SECRET", "a thing or a secret", _kinds("things secrets")),
    "subject": SlotType("NAME", "anybody or anything that has a name", _kinds("people covers things groups places")),
    "each-subject": SlotType(
        "NAME", "anybody or anything that has a name", _kinds("people covers things groups"), "each"
    ),
    "secret": SlotType("SECRET", "a secret, by its name", _kinds("secrets")),
    "storyline": SlotType("STORYLINE", "a storyline, by name or letter", _kinds("storylines")),
    "event": SlotType("EVENT", "an event of the bible", _kinds("events")),
    "anchor": SlotType("EVENT-OR-SCENE", "an event of the bible, or a scene", _kinds("events")),
    "point": SlotType("TIME", "a date, a scene or an event", _kinds("events")),
    "any": SlotType("NAME", "anybody or anything that has a name", _ALL),
    "when": SlotType("DATE", "a date of any precision, a clock time, or both"),
    "duration": SlotType("DURATION", "a length of time: `8 years`, `a few days`, `half an hour`"),
    "length": SlotType("DURATION", "a length of time: `8 years`, `a few days`, `half an hour`"),
    "scene": SlotType("SCENE", "a scene or episode: `S01E02/14`, `india S01E02/14`, `S02E01`"),
    "show": SlotType("SHOW", "a show, by its name or its folder"),
    "number": SlotType("NUMBER", "a number in digits or words"),
    "part": SlotType("PART-OF-DAY", "`day`, `morning`, `afternoon`, `evening` or `night`"),
    "feeling": SlotType("FEELS", "`loves`, `hates`, `trusts`, `distrusts`, `fears` and the like"),
    "attribute": SlotType("ATTRIBUTE", "what is said of somebody: `wound`, `hair`"),
    "role": SlotType("ROLE", "what somebody is to somebody: `brother`, `boss`"),
    "value": SlotType("VALUE", "any words"),
    "reason": SlotType("REASON", "any words"),
    "code": SlotType("CODE", "the code of a finding"),
    "fact": SlotType("FACT", "something that can be so: see Facts"),
}

FEELINGS: Final[dict[str, str]] = {
    "love": "loves",
    "hate": "hates",
    "trust": "trusts",
    "distrust": "distrusts",
    "fear": "fears",
    "like": "likes",
    "dislike": "dislikes",
    "respect": "respects",
    "despise": "despises",
    "resent": "resents",
    "envy": "envies",
    "admire": "admires",
    "suspect": "suspects",
}
"""Verbs of feeling with the form that stands in facts. "Suspects" feels only where it is a person who is suspected."""
