"""Claims: what a scene tells, states, expects or takes for granted to be so.

Only what is bound to be true counts: what somebody learns is so, what somebody says or believes may be a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast

from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Relation, Statement
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import changes_of, read_act, same_value
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import matter_of, read_question
from fabula.story.minds.phrases import NOBODY, Phrases
from fabula.story.model import Moment
from fabula.universe.model import Scene, Universe

__all__ = ["TELLING", "Claim", "Means", "agrees_with", "attribute_of", "claims_of", "claims_on", "fact_words"]


class Means(StrEnum):
    """How a scene claims that something is so."""

    CAUSES = "makes it so"
    STATES = "states it"
    REVEALS = "reveals it"
    LEARNS = "lets it be learnt"
    EXPECTS = "expects it"
    NEEDS = "takes it for granted"
    SAYS = "says what only those can say who know it"
    ACTS = "lets them act"


TELLING: Final = frozenset({Means.CAUSES, Means.STATES, Means.REVEALS})
"""The means by which a scene tells that something is so; who learns it there may have learnt it elsewhere."""

_LEARNING: Final = frozenset({"learns", "reveals", "remembers", "reacts-to"})
"""Forms of which the fact is so, whatever the people are like."""
_FACTS: Final = (*sorted(_LEARNING), "expect")
_YES_OR_NO: Final = frozenset({"alive", "member", "secret", "identity", "feels", "kin"})
_NEEDS: Final[dict[str, tuple[str, str]]] = {
    "returns": ("alive", "no"),
    "dies": ("alive", "yes"),
    "killed": ("alive", "yes"),
    "joins": ("member", "no"),
    "leaves": ("member", "yes"),
    "acts-for": ("member", "yes"),
}
"""What must be so before a form can be, of the same person and group."""
_THINGS: Final = ("has", "takes-thing", "uses", "gives", "drops", "loses")
_CLAIMING: Final = (*_FACTS, *_NEEDS, *_THINGS)
"""Forms that claim something which they do not cause."""


_NOTHING: Final = {"holder": NOBODY, "gone": "no"}
"""What the world logs as an empty value, in the words of minds."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a scene claims: that a matter has a value, or with ``so`` False that it has not."""

    scene: Scene
    matter: Matter
    value: str
    means: Means
    span: Span
    so: bool = True


def claims_of(universe: Universe, scene: Scene) -> Iterator[Claim]:
    """Every claim that the notes of a scene make, in the order of its text."""
    for statement in scene.statements:
        yield from _needs(universe, scene, statement)
        yield from _facts(universe, scene, statement)
        gone = statement.form in {"destroyed", "lost", "loses"}
        for change in changes_of(universe, scene, statement, Moment(0, 0)):
            if change.attribute == "cover" or (gone and change.attribute == "holder"):
                continue  # what is lost is in nobody's hands: that follows, and is not told
            means = Means.STATES if change.asserted else Means.CAUSES
            yield Claim(scene, matter_of(change.subject, change.attribute), change.value, means, statement.span)


def claims_on(canon: Canon, matter: Matter) -> Iterator[Claim]:
    """Every claim that notes make on one matter without making it so, in no particular order."""
    for change in canon.world.changes(matter.subject, attribute_of(matter)):
        if change.scene is not None and change.asserted and change.form != "presence":
            yield Claim(change.scene, matter, change.value, Means.STATES, change.span)
    for scene, statement in _naming(canon).get(matter.subject, ()):
        found = (*_needs(canon.universe, scene, statement), *_facts(canon.universe, scene, statement))
        yield from (claim for claim in found if claim.matter == matter)


def _naming(canon: Canon) -> dict[str, list[tuple[Scene, Statement]]]:
    """The statements that may claim something by the entries that they name, gathered once."""
    if __name__ not in canon.kept:
        naming: dict[str, list[tuple[Scene, Statement]]] = {}
        for scene, statement in canon.universe.stated(*_CLAIMING):
            for key in {name.key for name in statement.all_names()}:
                naming.setdefault(key, []).append((scene, statement))
        canon.kept[__name__] = naming
    return cast("dict[str, list[tuple[Scene, Statement]]]", canon.kept[__name__])


def _needs(universe: Universe, scene: Scene, statement: Statement) -> Iterator[Claim]:
    """What a statement takes for granted: who gives a thing has it, who comes back was dead."""

    def needs(matter: Matter, value: str, means: Means = Means.NEEDS) -> Claim:
        return Claim(scene, matter, value, means, statement.span)

    if statement.form in _NEEDS:
        kind, value = _NEEDS[statement.form]
        groups = [name.key for name in statement.names("group")]
        for name in statement.names("person"):
            if name.key and (kind == "alive" or all(groups)):
                yield needs(Matter(kind, name.key, groups[0] if kind == "member" else ""), value)
    act = read_act(universe, statement)
    if act is not None:
        if act.verb in {"gives", "drops", "loses"}:
            yield needs(Matter("holder", act.thing), act.person)
        elif act.verb == "takes" and act.other:
            yield needs(Matter("holder", act.thing), act.other)
        elif act.verb == "uses":  # perhaps they have borrowed it
            yield needs(Matter("holder", act.thing), act.person, Means.ACTS)
        if act.verb not in {"finds", "loses"}:
            yield needs(Matter("gone", act.thing), "")
    for name in statement.names("item") if statement.form == "uses" else ():
        if name.key.startswith(f"{EntryKind.SECRET}/"):
            yield needs(Matter("secret", name.key), "yes")


def _facts(universe: Universe, scene: Scene, statement: Statement) -> Iterator[Claim]:
    """The fact that is expected, learnt or revealed. What is believed, or not known, need not be so."""
    fact = statement.get("fact") if statement.form in _FACTS else None
    while isinstance(fact, Fact) and fact.inner is not None:
        fact = fact.inner if fact.relation is Relation.KNOWS and fact.positive else None
    question = read_question(universe, fact) if isinstance(fact, Fact) else None
    if question is None:
        return
    matter, value, so = question.matter, question.wanted, question.positive
    if matter.kind.partition(":")[0] in _YES_OR_NO and not so:
        value, so = "no", True
    means = {"expect": Means.EXPECTS, "reveals": Means.REVEALS}.get(statement.form, Means.LEARNS)
    yield Claim(scene, matter, value, means, statement.span, so)


def agrees_with(universe: Universe, claim: Claim, value: str) -> bool | None:
    """Whether a claim goes with a value of its matter; None where it leaves that open (in the house, in the study)."""
    if claim.matter.kind == "place" and claim.value and value:
        same: bool | None = universe.within(value, claim.value)
        if not same and universe.within(claim.value, value):
            same = None
    else:
        same = same_value(claim.value, value)
    return same if claim.so or same is None else not same


def attribute_of(matter: Matter) -> str:
    """The name under which the world logs a matter."""
    return f"{matter.kind}:{matter.detail}" if matter.detail else matter.kind


def fact_words(phrases: Phrases, claim: Claim) -> str:
    """What is claimed, as a clause: "Mason is dead", "nobody has the case"."""
    words = phrases.so(claim.matter, claim.value or _NOTHING.get(claim.matter.kind, ""))
    return words if claim.so else f"it is not so that {words}"
