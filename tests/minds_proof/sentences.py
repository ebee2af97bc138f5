"""The sentences that makers of belief stories write, and their questions: one small record each.

The grammar covers the whole stock of such sentences, not only those of one file. What it does not know is an error:
a sentence that is skipped in silence would make every answer after it a matter of luck.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


class UnreadSentenceError(ValueError):
    """A sentence, or a question, that the grammar does not know."""


@dataclass(frozen=True)
class Enters:
    """People come into a room, or are said to be in it."""

    people: tuple[str, ...]
    room: str


@dataclass(frozen=True)
class Leaves:
    """People go out of a room."""

    people: tuple[str, ...]
    room: str


@dataclass(frozen=True)
class Lies:
    """A thing lies somewhere: in a container, or a container in a room."""

    thing: str
    place: str


@dataclass(frozen=True)
class Moves:
    """Somebody puts a thing somewhere. ``room`` is where the container stands, if it is said; ``left`` a container
    that stays behind."""

    person: str
    thing: str
    place: str
    room: str = ""
    left: str = ""


@dataclass(frozen=True)
class Idle:
    """Nothing that matters: likes and dislikes, a minute of waiting, a lost watch, a passing cat."""

    person: str


@dataclass(frozen=True)
class LooksIn:
    """Somebody looks into a container."""

    person: str
    container: str


@dataclass(frozen=True)
class Says:
    """Somebody says where a thing is (it may be a lie), to one hearer or, with none, to all who are there."""

    speaker: str
    hearer: str
    thing: str
    place: str


@dataclass(frozen=True)
class SaysWhere:
    """Somebody truly tells somebody where a thing is."""

    speaker: str
    hearer: str
    thing: str


@dataclass(frozen=True)
class SpeaksOf:
    """Somebody tells of a topic, to one hearer or, with none, to all who are there."""

    speaker: str
    hearer: str
    topic: str


@dataclass(frozen=True)
class Changes:
    """Somebody brings a thing into a state."""

    person: str
    thing: str
    state: str


@dataclass(frozen=True)
class Aside:
    """While the sentence before happens, some watch it in secret and some miss it, unnoticed."""

    watching: tuple[str, ...]
    missing: tuple[str, ...]


Sentence = Enters | Leaves | Lies | Moves | Idle | LooksIn | Says | SaysWhere | SpeaksOf | Changes | Aside


@dataclass(frozen=True)
class Question:
    """Where a chain of people takes a thing to be; with ``first``, where it was in the beginning."""

    chain: tuple[str, ...]
    thing: str
    first: bool = False


_NAME: Final = r"[A-Z][\w'-]*"
_LIST: Final = rf"{_NAME}(?:, {_NAME})*(?:,? and {_NAME})?"
_THING: Final = r"[\w'-]+"
_CLAIM: Final = rf"(?:the )?(?P<thing>{_THING}) (?:is|are) in the (?P<place>{_THING})(?: now)?"
_TAIL: Final = (
    rf"(?:, which is also located in the (?P<room>{_THING})"
    rf"|, leaving the (?P<left>{_THING}) in its original location)?"
)
_WATCHING: Final = rf"(?P<watching>{_LIST}) witnessed this action in secret \(and only this action\)"
_MISSING: Final = (
    rf"(?P<missing>{_LIST}) got distracted and did not realize what happened, without anyone noticing the brief lack "
    r"of attention, and going back to paying attention immediately after the action was finished"
)

Fields = dict[str, str]


def people_of(text: str) -> tuple[str, ...]:
    """The names of an enumeration: "Ann, Bob and Cid"."""
    return tuple(re.findall(_NAME, text))


_FORMS: Final[tuple[tuple[str, Callable[[Fields], Sentence]], ...]] = (
    (
        rf"(?P<people>{_LIST}) (?:entered|came into|is in|are in) the (?P<place>{_THING})",
        lambda f: Enters(people_of(f["people"]), f["place"]),
    ),
    (
        rf"(?P<people>{_LIST}) (?:exited|left|went out of) the (?P<place>{_THING})",
        lambda f: Leaves(people_of(f["people"]), f["place"]),
    ),
    (rf"The (?P<thing>{_THING}) (?:is|are) in the (?P<place>{_THING})", lambda f: Lies(f["thing"], f["place"])),
    (
        rf"(?P<who>{_NAME}) moved the (?P<thing>{_THING}) to the (?P<place>{_THING}){_TAIL}",
        lambda f: Moves(f["who"], f["thing"], f["place"], f["room"], f["left"]),
    ),
    (rf"(?P<who>{_NAME}) (?:likes|loves|hates|dislikes) the {_THING}", lambda f: Idle(f["who"])),
    (rf"(?P<who>{_NAME}) (?:saw an?|lost (?:his|her|their)) {_THING}", lambda f: Idle(f["who"])),
    (
        rf"(?P<who>{_NAME}) made no movements and stayed in the {_THING} for \d+ minutes?",
        lambda f: Idle(f["who"]),
    ),
    (rf"(?P<who>{_NAME}) looked in the (?P<place>{_THING})", lambda f: LooksIn(f["who"], f["place"])),
    (
        rf"(?P<who>{_NAME}) (?:(?:publicly )?(?:claimed|said)|told out loud) that {_CLAIM}",
        lambda f: Says(f["who"], "", f["thing"], f["place"]),
    ),
    (
        rf"(?P<who>{_NAME}) (?:privately told|told privately to|told) (?P<hearer>{_NAME}) that {_CLAIM}",
        lambda f: Says(f["who"], f["hearer"], f["thing"], f["place"]),
    ),
    (
        rf"(?P<who>{_NAME}) told (?P<hearer>{_NAME}) where the (?P<thing>{_THING}) (?:is|are)",
        lambda f: SaysWhere(f["who"], f["hearer"], f["thing"]),
    ),
    (rf"(?P<who>{_NAME}) told out loud about the (?P<topic>.+)", lambda f: SpeaksOf(f["who"], "", f["topic"])),
    (
        rf"(?P<who>{_NAME}) told privately to (?P<hearer>{_NAME}) about the (?P<topic>.+)",
        lambda f: SpeaksOf(f["who"], f["hearer"], f["topic"]),
    ),
    (
        rf"(?P<who>{_NAME}) did: the (?P<thing>{_THING}) (?P<state>.+)",
        lambda f: Changes(f["who"], f["thing"], f["state"]),
    ),
    (
        rf"While this action was happening, (?:{_WATCHING})?(?:; also, )?(?:{_MISSING})?",
        lambda f: Aside(people_of(f["watching"]), people_of(f["missing"])),
    ),
)
_COMPILED: Final = tuple((re.compile(form), build) for form, build in _FORMS)


def read_sentence(text: str) -> Sentence:
    """One sentence, without the number that may stand before it."""
    plain = re.sub(r"^\d+ ", "", text.strip()).removesuffix(".")
    for form, build in _COMPILED:
        if found := form.fullmatch(plain):
            return build({name: value or "" for name, value in found.groupdict().items()})
    raise UnreadSentenceError(text)


_REALLY: Final = re.compile(rf"Where (?:is|are) the (?P<thing>{_THING})(?: really)?")
_BEGINNING: Final = re.compile(rf"Where (?:was|were) the (?P<thing>{_THING}) at the beginning")
_WILL: Final = re.compile(rf"Where will (?P<who>{_NAME}) (?:look|search) for the (?P<thing>{_THING})")
_THINKS: Final = re.compile(
    rf"Where does (?P<first>{_NAME}) (?:really )?think (?:that )?(?P<others>(?:{_NAME} thinks (?:that )?)*)"
    rf"(?:(?P<last>{_NAME}) (?:searches|will search|looks|will look) for the (?P<sought>{_THING})"
    rf"|the (?P<thing>{_THING}) (?:is|are))"
)


def read_question(text: str) -> Question:
    """A question about where something is, to any depth of minds."""
    plain = re.sub(r"^\d+ ", "", text.strip()).removesuffix("?")
    if found := _REALLY.fullmatch(plain):
        return Question((), found["thing"])
    if found := _BEGINNING.fullmatch(plain):
        return Question((), found["thing"], first=True)
    if found := _WILL.fullmatch(plain):
        return Question((found["who"],), found["thing"])
    if found := _THINKS.fullmatch(plain):
        last = (found["last"],) if found["last"] else ()
        return Question((found["first"], *people_of(found["others"]), *last), found["thing"] or found["sought"])
    raise UnreadSentenceError(text)
