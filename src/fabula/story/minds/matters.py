"""From facts and changes to matters: what minds hold values for.

A change of the world ("alive" of Mason becomes "no") is a matter with a value. A canon FACT is a chain of people (from
"Nadia believes that Mason knows …"), a matter, and the value that makes it so.
"""

from __future__ import annotations

from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Relation
from fabula.story.changes import attribute_name, body_of, relation_name
from fabula.story.minds.events import Matter
from fabula.universe.model import Universe

__all__ = ["Question", "heard_of", "identity_between", "identity_of", "matter_of", "read_question"]


class Question(NamedTuple):
    """A fact as minds are asked for it.

    ``chain`` are the people of "Nadia believes that Mason knows …", outermost first; ``wanted`` is the value that makes
    the innermost fact so; ``positive`` is False where the fact is stated with "not"; ``knows`` says whether the
    innermost verb was "knows", which asks for the truth as well. ``denied`` is the place in the chain (from 0) at which
    the fact says "does not know" or "does not believe", -1 if nowhere.
    """

    chain: tuple[str, ...]
    matter: Matter
    wanted: str
    positive: bool = True
    knows: bool = False
    denied: int = -1


def matter_of(subject: str, attribute: str) -> Matter:
    """The matter of a fact of the world log: ``("people/x", "member:groups/y")`` and the like."""
    kind, divider, detail = attribute.rpartition(":")
    if divider and "/" in detail:
        return Matter(kind, subject, detail)
    return Matter(attribute, subject)


def identity_of(universe: Universe, cover: str) -> Matter:
    """Whether a cover is the person who poses as it."""
    return identity_between(universe, cover, body_of(universe, cover))


def identity_between(universe: Universe, one: str, other: str) -> Matter:
    """Whether two names are one person: "Mason is Kyle" and "Kyle is Mason" are one matter, the cover first."""
    kinds = [entity.kind if (entity := universe.entities.get(key)) is not None else None for key in (one, other)]
    covers = [kind is EntryKind.COVER for kind in kinds]
    if (covers[1] and not covers[0]) or (covers[0] == covers[1] and other < one):
        one, other = other, one
    return Matter("identity", one, other)


def heard_of(key: str) -> Matter:
    """Whether somebody has ever met with a name: heard it, or seen whom it belongs to."""
    return Matter("heard", key)


def read_question(universe: Universe, fact: Fact) -> Question | None:
    """What to ask of minds to judge a fact; None if it names something that is not known."""
    chain: list[str] = []
    knows, denied = False, -1
    while fact.inner is not None:
        if not fact.subject.key:
            return None
        if not fact.positive:
            denied = len(chain)
        chain.append(body_of(universe, fact.subject.key))
        knows = fact.relation is Relation.KNOWS
        fact = fact.inner
    plain = _plain(universe, fact)
    if plain is None:
        return None
    return Question(tuple(chain), *plain, positive=fact.positive, knows=knows, denied=denied)


def _plain(universe: Universe, fact: Fact) -> tuple[Matter, str] | None:
    subject, other = fact.subject.key, fact.object.key if fact.object is not None else ""
    if not subject or (fact.object is not None and not other):
        return None
    match fact.relation:
        case Relation.SECRET:
            return Matter("secret", subject), "yes"
        case Relation.IS:
            return identity_between(universe, subject, other), "yes"
        case Relation.ATTRIBUTE:
            return matter_of(subject, attribute_name(fact.attribute)), fact.value
        case Relation.AT:
            return Matter("place", subject), other
        case Relation.ALIVE:
            return Matter("alive", subject), "yes"
        case Relation.MEMBER:
            return Matter("member", subject, other), "yes"
        case Relation.HAS:
            return Matter("holder", other), body_of(universe, subject)
        case Relation.FEELS | Relation.KIN:
            return matter_of(subject, relation_name(fact.attribute, other)), "yes"
        case _:
            return None
