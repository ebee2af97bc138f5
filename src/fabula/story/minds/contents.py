"""What is in somebody's mind: known, wrongly believed, forgotten, suspected, not known; and two minds compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fabula.story.minds.ask import Asking
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE, Stand
from fabula.story.minds.points import Point
from fabula.story.minds.trails import Link

__all__ = ["Comparison", "Item", "Subject", "compare_minds", "read_matters", "read_mind"]


class Subject(StrEnum):
    """What an item of a mind is about, in the order in which it is listed."""

    SECRETS = "secrets"
    IDENTITIES = "identities"
    DEATHS = "deaths"
    MEMBERSHIPS = "memberships"
    RELATIONSHIPS = "relationships"
    THINGS = "things"
    PLACES = "places"
    MARKS = "what people and things are like"
    MINDS = "what others know"
    NAMES = "names"


_SUBJECTS = {
    "secret": Subject.SECRETS,
    "identity": Subject.IDENTITIES,
    "alive": Subject.DEATHS,
    "member": Subject.MEMBERSHIPS,
    "feels": Subject.RELATIONSHIPS,
    "kin": Subject.RELATIONSHIPS,
    "holder": Subject.THINGS,
    "gone": Subject.THINGS,
    "place": Subject.PLACES,
    "heard": Subject.NAMES,
}
_MARKS = frozenset({"claim", "knows-whether", "suspects", "mind"})
_ORDER = list(Subject)
_MINOR = frozenset({Subject.PLACES, Subject.MARKS, Subject.NAMES, Subject.THINGS})
"""Subjects that fill every mind, and are listed only where somebody is wrong, or when all is asked for."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a mind, or missing from it.

    ``other`` is the person whose mind it is about, where it is about a mind. ``value`` is what is held (or was, where
    it is forgotten), ``really`` what is so. ``link`` is the event it rests on.
    """

    subject: Subject
    stand: Stand
    matter: Matter
    value: str
    really: str
    other: str = ""
    link: Link | None = None
    words: str = ""

    @property
    def key(self) -> tuple[int, str, str, str]:
        """A total order: by subject, then by what it is about."""
        return _ORDER.index(self.subject), self.other, self.matter.kind, f"{self.matter.subject} {self.matter.detail}"


def read_mind(asking: Asking, person: str, point: Point, everything: bool = False) -> list[Item]:
    """What is in somebody's mind at a moment, sorted. Without ``everything`` only what matters to the story.

    That is: secrets, identities, deaths, what is suspected, what they are wrong about, what they have forgotten, and
    what they hold about others' minds on secrets and identities.
    """
    found = list(_own(asking, person, point, everything))
    if person != AUDIENCE:
        found += _suspicions(asking, person, point)
        found += _others(asking, person, point, everything)
    return sorted(found, key=lambda item: item.key)


def read_matters(asking: Asking, person: str, point: Point, matters: Iterable[Matter]) -> list[Item]:
    """What of some matters is in somebody's mind, or missing from it, sorted: where a whole mind is too much."""
    return sorted(_own(asking, person, point, False, matters), key=lambda item: item.key)


def _own(
    asking: Asking, person: str, point: Point, everything: bool, only: Iterable[Matter] | None = None
) -> Iterator[Item]:
    covered = {matter for facts in asking.phrases.facts.values() for matter, _ in facts}
    minds = asking.log.telling if person == AUDIENCE else asking.log.minds
    matters = (*asking.log.minds.matters(), *minds.matters()) if only is None else only
    for matter in dict.fromkeys(matters):
        if matter.kind in _MARKS or matter in covered:
            continue
        subject = _SUBJECTS.get(matter.kind.partition(":")[0], Subject.MARKS)
        stand = asking.stand((person,), matter, point)
        if not everything and not _matters(asking, person, matter, subject, stand, point):
            continue
        value, really = asking.value((person,), matter, point), asking.truth(matter, point)
        if stand is Stand.UNAWARE and not _worth_missing(matter, really, everything):
            continue
        if asking.suspicion(person, matter, point):
            continue
        at = point.told if person == AUDIENCE else point.number
        if stand is Stand.FORGOTTEN:
            lost = asking.trails.loss(person, matter, at)[0]
            value, at = (lost.value, lost.event + 1) if lost is not None else ("", at)
        links = asking.trails.trace((person,), matter, at) if value else []
        words = _words(asking, person, matter, stand, value, really)
        yield Item(subject, stand, matter, value, really, link=links[-1] if links else None, words=words)


def _matters(asking: Asking, person: str, matter: Matter, subject: Subject, stand: Stand, point: Point) -> bool:
    if subject is Subject.SECRETS:
        return True
    if stand is Stand.WRONG:
        # Everybody is wrong about where people are whom they saw last week. Who was told so was misled.
        links = asking.trails.trace((person,), matter, point.number) if subject in _MINOR else []
        return subject not in _MINOR or bool(links and links[-1].source)
    if subject is Subject.IDENTITIES:
        # Who has met neither the face nor the name misses nothing.
        names = (matter.subject, str(matter.detail))
        return stand is not Stand.UNAWARE or any(_has_met(asking, person, name, point) for name in names)
    if subject is Subject.DEATHS:
        return asking.truth(matter, point) == "no" and (
            stand is not Stand.UNAWARE or _has_met(asking, person, matter.subject, point)
        )
    return stand is Stand.FORGOTTEN and subject not in _MINOR


def _has_met(asking: Asking, person: str, name: str, point: Point) -> bool:
    return bool(asking.value((person,), Matter("heard", name), point))


def _worth_missing(matter: Matter, really: str, everything: bool) -> bool:
    """Whether it is worth a line that somebody does not know something: only what is so can be missed."""
    if matter.kind == "alive":
        return really == "no"
    return matter.kind in {"secret", "identity"} or (everything and matter.kind == "member" and really == "yes")


def _words(asking: Asking, person: str, matter: Matter, stand: Stand, value: str, really: str) -> str:
    """An item without its person and verb: "that Kyle is Mason", "“the mole”"."""
    phrases = asking.phrases
    if matter.kind == "heard":
        return phrases.name(matter.subject)
    if matter.kind == "secret":
        return phrases.secret(matter.subject)
    if stand is Stand.UNAWARE:
        return phrases.asked(matter) if not really else f"that {phrases.so(matter, really)}"
    return f"that {phrases.so(matter, value)}"


def _suspicions(asking: Asking, person: str, point: Point) -> Iterator[Item]:
    covered = {matter for facts in asking.phrases.facts.values() for matter, _ in facts}
    for matter in asking.log.minds.matters():
        if matter.kind != "suspects" or matter.subject != person or not isinstance(matter.detail, Matter):
            continue
        if matter.detail in covered:
            continue
        inner = matter.detail
        value = asking.suspicion(person, inner, point)
        if value:
            subject = _SUBJECTS.get(inner.kind.partition(":")[0], Subject.MARKS)
            links = asking.trails.trace((person,), matter, point.number)
            words = _words(asking, person, inner, Stand.SUSPECTS, value, "")
            yield Item(
                subject, Stand.SUSPECTS, inner, value, asking.truth(inner, point),
                link=links[-1] if links else None, words=words,
            )  # fmt: skip


def _others(asking: Asking, person: str, point: Point, everything: bool) -> Iterator[Item]:
    """What somebody holds about what others hold, on secrets and identities (with ``everything``, on all)."""
    covered = {matter for facts in asking.phrases.facts.values() for matter, _ in facts}
    for matter in list(asking.log.minds.matters()):
        if matter.kind in _MARKS | {"heard", "place"} or matter in covered:
            continue
        if not everything and not asking.phrases.is_secretive(matter):
            continue
        for other in asking.people:
            if asking.is_dead(other, point):
                continue
            if other == person or (matter.kind == "identity" and other == matter.detail):
                continue  # whoever poses knows what they do, and those they fool see nobody posing
            value, really = asking.value((person, other), matter, point), asking.value((other,), matter, point)
            if value:
                stand = asking.stand((person, other), matter, point)
            elif really and asking.value((person,), matter, point) and _has_met(asking, person, other, point):
                # It is only a gap in a mind if they could wonder: they know the matter, and the other.
                stand = Stand.UNAWARE
                if not everything and asking.stand((other,), matter, point) is Stand.WRONG:
                    continue
            else:
                continue
            links = asking.trails.trace((person, other), matter, point.number) if value else []
            told = asking.verbs((person, other), matter, value or really, point)[1]
            words = f"that {asking.phrases.holds(other, matter, value or really, told)}"
            link = links[-1] if links else None
            yield Item(Subject.MINDS, stand, matter, value, really, other, link, words)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two minds at a moment. ``first_over`` is what the first knows and the second does not; ``aware`` lists of these
    those that the second knows the first to hold. ``both`` know the rest; ``wrong`` is what each holds wrongly about
    the other's mind."""

    first: str
    second: str
    point: Point
    first_over: tuple[tuple[Item, Stand], ...]
    second_over: tuple[tuple[Item, Stand], ...]
    both: tuple[Item, ...]
    first_wrong: tuple[Item, ...]
    second_wrong: tuple[Item, ...]


def compare_minds(asking: Asking, first: str, second: str, point: Point, everything: bool = False) -> Comparison:
    """What each of two people has over the other."""
    minds = {person: read_mind(asking, person, point, everything) for person in (first, second)}
    known = {
        person: {i.matter: i for i in items if i.stand is Stand.KNOWS and not i.other}
        for person, items in minds.items()
    }

    # What is an everyday thing to the one who knows it matters where the other was misled about it.
    for one, other in ((first, second), (second, first)):
        misled = [
            i.matter for i in minds[other] if i.stand is Stand.WRONG and not i.other and i.matter not in known[one]
        ]
        known[one] |= {i.matter: i for i in _own(asking, one, point, True, misled) if i.stand is Stand.KNOWS}

    def over(one: str, other: str) -> tuple[tuple[Item, Stand], ...]:
        stands = ((item, asking.stand((other,), item.matter, point)) for item in known[one].values())
        return tuple((item, stand) for item, stand in stands if stand is not Stand.KNOWS)

    def wrong(one: str, other: str) -> tuple[Item, ...]:
        return tuple(i for i in minds[one] if i.other == other and i.stand in {Stand.WRONG, Stand.UNAWARE})

    both = tuple(item for matter, item in known[first].items() if matter in known[second])
    return Comparison(
        first, second, point, over(first, second), over(second, first), both, wrong(first, second),
        wrong(second, first),
    )  # fmt: skip
