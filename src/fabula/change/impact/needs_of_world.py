"""What people do that the state of the world must allow: they have the key, they belong to the house, they live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Statement
from fabula.change.impact.needs import LEAF, Ground, Kind, Need
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import attribute_name, body_of, read_act, same_value
from fabula.story.minds.matters import read_question
from fabula.story.model import Change, Hold
from fabula.universe.model import Scene

__all__ = ["StateNeed", "needs_of_lives", "needs_of_statement"]

_WORLD: Final = frozenset({"place", "alive", "member", "holder", "gone", "is", "feels", "kin"})
_SAY_SO: Final = frozenset({"tells", "whispers", "learns", "reads", "reveals", "expect", "acts-on", "reacts-to"})
"""Forms that state a fact of the world as one that is so."""
ANY: Final = "*"
"""Any value: the fact must have been set before."""


@dataclass(frozen=True, slots=True)
class StateNeed(Need):
    """A fact of the world must have a value. ``forms`` are the statements that can be its ground; none means any."""

    subject: str
    attribute: str
    wanted: str
    forms: frozenset[str] = frozenset()

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """The changes that make it so, each of which would do without those after it."""
        moment = canon.moment(self.scene, self.span.start)
        found: list[Ground] = []
        for change in reversed(canon.world.changes(self.subject, self.attribute)):
            if change.moment >= moment:
                continue
            if not self._fits(canon, change.value):
                break
            if not self.forms or change.form in self.forms:
                found.append(ground_of(change))
            if self.wanted == ANY:
                break
        return found

    def _fits(self, canon: Canon, value: str) -> bool:
        if self.wanted == ANY:
            return value != ""
        if value == self.wanted or same_value(value, self.wanted):
            return True
        return self.attribute == "place" and bool(value) and canon.universe.within(value, self.wanted)


def ground_of(change: Change) -> Ground:
    """A change of the world as a ground."""
    return Ground(change.scene, change.span, _words(change), change.span.start)


def _words(change: Change) -> str:
    if change.form == "presence" and change.scene is not None:
        return "they are seen there"
    return change.span.text.strip()


def needs_of_statement(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """What a note needs to be so in the world."""
    yield from _acts_with_things(canon, scene, statement)
    name = canon.universe.name
    match statement.form:
        case "acts-for" | "leaves":
            group = next((one.key for one in statement.names("group") if one.key), "")
            for one in statement.names("person") if group else ():
                if one.key:
                    how = f"{name(one.key)} belongs to {name(group)} since"
                    yield _need(scene, statement.span, Kind.STATE, how, one.key, f"member:{group}", "yes")
        case "returns":
            for one in statement.names("person"):
                if one.key:
                    yield _need(scene, statement.span, Kind.STATE, f"{name(one.key)} dies in", one.key, "alive", "no")
        case "attribute" | "becomes":
            yield from _attribute(canon, scene, statement)
        case "departs" | "arrives":
            yield from _journey(canon, scene, statement)
        case _:
            pass
    if statement.form in _SAY_SO:
        yield from _said_to_be_so(canon, scene, statement)


def _need(scene: Scene, span: Span, kind: Kind, how: str, subject: str, attribute: str, wanted: str) -> StateNeed:
    topics = (("world", subject, attribute),)
    return StateNeed(scene, span, kind, span.text.strip(), how, topics, span.start, subject, attribute, wanted)


def _acts_with_things(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """Whoever does something with a thing has it, or nobody has; or else it is taken from whoever has it.

    Whichever it is, something has made it so. What is found was lost, and what is used after it was lost was found.
    """
    act = read_act(canon.universe, statement)
    if act is None:
        return
    span, thing = statement.span, canon.universe.name(act.thing)
    for holder in dict.fromkeys((act.other if act.verb == "takes" else act.person, act.person, "")):
        who = f"{canon.universe.name(holder)} has {thing}" if holder else f"nobody has {thing}"
        yield _need(scene, span, Kind.THING, f"{who} since", act.thing, "holder", holder)
    if act.verb in {"finds", "takes"}:
        yield _need(scene, span, Kind.THING, f"{thing} is lost in", act.thing, "gone", "lost")
    if act.verb != "finds":
        yield _need(scene, span, Kind.THING, f"{thing} is there again since", act.thing, "gone", "")


def _attribute(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    subject = next((one.key for one in statement.names("subject") if one.key), "")
    attribute = attribute_name(statement.text("attribute"))
    wanted = statement.text("value") if statement.form == "attribute" else ANY
    if subject:
        how = f"{canon.universe.name(subject)}'s {statement.text('attribute')} is told in"
        yield _need(scene, statement.span, Kind.STATE, how, subject, attribute, wanted)


def _journey(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """Who arrives had set out for the place; who leaves one had arrived there."""
    place = next((one.key for one in statement.names("place") if one.key), "")
    arrives = statement.form == "arrives"
    forms = frozenset({"goes-to"}) if arrives else frozenset({"goes-to", "arrives", "is-at"})
    for one in statement.names("person") if place else ():
        body = body_of(canon.universe, one.key)
        if body:
            does = "sets out for" if arrives else "comes to"
            how = f"{canon.universe.name(one.key)} {does} {canon.universe.name(place)} in"
            span, topics = statement.span, (("world", body, "place"),)
            yield StateNeed(
                scene, span, Kind.STATE, span.text.strip(), how, topics, span.start, body, "place", place, forms
            )


def _said_to_be_so(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """A fact of the world that is told, learnt or expected as one that is so rests on what makes it so."""
    fact = statement.get("fact")
    while isinstance(fact, Fact) and fact.inner is not None:
        fact = fact.inner
    question = read_question(canon.universe, fact) if isinstance(fact, Fact) else None
    if question is None or question.chain or isinstance(question.matter.detail, tuple):
        return
    matter = question.matter
    if matter.kind.partition(":")[0] not in _WORLD:
        return
    attribute = f"{matter.kind}:{matter.detail}" if matter.detail else matter.kind
    wanted = question.wanted
    if not question.positive:
        if wanted not in {"yes", "no"}:
            return  # not there, not theirs: no one place makes it so
        wanted = "no" if wanted == "yes" else "yes"
    subject = body_of(canon.universe, matter.subject)
    kind = Kind.THING if subject.startswith(f"{EntryKind.THING}/") else Kind.STATE
    yield _need(scene, statement.span, kind, "it is so since", subject, attribute, wanted)


def needs_of_lives(canon: Canon) -> Iterator[Need]:
    """Who has come back from the dead is there in later scenes because they came back."""
    name, rank = canon.universe.name, canon.timeline.rank
    for (person, attribute), changes in canon.world.log.items():
        returns = [change for change in changes if change.value == "yes"] if attribute == "alive" else []
        if not returns or not any(change.value == "no" for change in changes):
            continue
        seen: set[int] = set()
        for presence in canon.presences.by_person.get(person, ()):
            scene = presence.scene
            late = rank[scene.order] >= min(change.moment.rank for change in returns)
            if late and presence.hold >= Hold.STATED and scene.order not in seen:
                seen.add(scene.order)
                words, how = f"{name(person)} is there", f"{name(person)} is alive again since"
                topics = (("world", person, "alive"),)
                yield StateNeed(scene, presence.span, Kind.STATE, words, how, topics, LEAF, person, "alive", "yes")
