"""What people do that the state of the world must allow: they have the key, they belong to the house, they live."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Statement
from fabula.change.impact.needs import LEAF, Ground, Kind, Need
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import attribute_name, body_of, read_act, same_value
from fabula.story.minds.matters import read_question
from fabula.story.model import Change, Hold, Moment
from fabula.universe.model import Scene

__all__ = ["StateNeed", "needs_of_lives", "needs_of_statement"]

_WORLD: Final = frozenset({"place", "alive", "member", "holder", "gone", "is", "feels", "kin"})
_SAY_SO: Final = frozenset({"tells", "whispers", "learns", "reads", "reveals", "expect", "acts-on", "reacts-to"})
"""Forms that state a fact of the world as one that is so."""
ANY: Final = ("*",)
"""Any value: the fact must have been set before."""


@dataclass(frozen=True, slots=True)
class StateNeed(Need):
    """A fact of the world must have one of some values.

    ``forms`` are the statements that can be its ground; none means any. With ``lenient`` it is enough if nothing says
    otherwise: the need is one only where something in an earlier scene would stand against it.
    """

    subject: str
    attribute: str
    wanted: tuple[str, ...]
    forms: frozenset[str] = frozenset()
    lenient: bool = False

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """The changes that make it so, each of which would do without those after it."""
        moment = canon.moment(self.scene, self.span.start)
        changes = canon.world.changes(self.subject, self.attribute)
        found: list[Ground] = []
        for index in range(bisect_left(changes, moment, key=_moment) - 1, -1, -1):
            change = changes[index]
            if not self._fits(canon, change.value):
                if self.lenient and found and found[-1].scene is change.scene:
                    continue  # taken and put down again in one scene: it goes with the scene
                return found
            if not self.forms or change.form in self.forms:
                found.append(ground_of(change))
            if self.wanted == ANY:
                return found
        return [] if self.lenient else found

    def _fits(self, canon: Canon, value: str) -> bool:
        if self.wanted == ANY:
            return value != ""
        if value in self.wanted or any(same_value(value, wanted) for wanted in self.wanted if wanted):
            return True
        return self.attribute == "place" and bool(value) and canon.universe.within(value, self.wanted[0])


def _moment(change: Change) -> Moment:
    return change.moment


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
                    yield _need(scene, statement.span, Kind.STATE, how, (one.key, f"member:{group}"), "yes")
        case "returns":
            for one in statement.names("person"):
                if one.key:
                    how, fact = f"{name(one.key)} dies in", (one.key, "alive")
                    # Without the death they are alive all the same: nothing falls with the return.
                    yield replace(_need(scene, statement.span, Kind.STATE, how, fact, "no"), offset=LEAF)
        case "attribute" | "becomes":
            yield from _attribute(canon, scene, statement)
        case "departs" | "arrives":
            yield from _journey(canon, scene, statement)
        case _:
            pass
    if statement.form in _SAY_SO:
        yield from _said_to_be_so(canon, scene, statement)


def _need(
    scene: Scene,
    span: Span,
    kind: Kind,
    how: str,
    fact: tuple[str, str],
    *wanted: str,
    lenient: bool = False,
) -> StateNeed:
    words, topics = span.text.strip(), (("world", *fact),)
    return StateNeed(scene, span, kind, words, how, topics, span.start, *fact, wanted, lenient=lenient)


def _acts_with_things(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """Whoever uses, gives or drops a thing has it, and whom it is taken from; what is found was lost.

    And for all of it the thing must be in no other hands, and not be lost for good.
    """
    act = read_act(canon.universe, statement)
    if act is None:
        return
    span, thing, name = statement.span, act.thing, canon.universe.name
    holder = {"uses": act.person, "gives": act.person, "drops": act.person, "loses": act.person}.get(act.verb, "")
    holder = holder or (act.other if act.verb == "takes" else "")
    if holder:
        yield _need(scene, span, Kind.THING, f"{name(holder)} has {name(thing)} since", (thing, "holder"), holder)
    if act.verb in {"finds", "takes"}:
        yield _need(scene, span, Kind.THING, f"{name(thing)} is lost in", (thing, "gone"), "lost")
    free = tuple(dict.fromkeys((act.other if act.verb == "takes" else act.person, act.person, "")))
    how = f"{name(thing)} is in no other hands since"
    yield _need(scene, span, Kind.THING, how, (thing, "holder"), *free, lenient=True)
    if act.verb != "finds":
        how = f"{name(thing)} is there again since"
        yield _need(scene, span, Kind.THING, how, (thing, "gone"), "", lenient=True)


def _attribute(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """What becomes otherwise was so before; what is said to be so must not be otherwise."""
    subject = next((one.key for one in statement.names("subject") if one.key), "")
    if not subject:
        return
    fact = (subject, attribute_name(statement.text("attribute")))
    how = f"{canon.universe.name(subject)}'s {statement.text('attribute')} is told in"
    if statement.form == "becomes":
        yield _need(scene, statement.span, Kind.STATE, how, fact, *ANY)
    else:
        yield _need(scene, statement.span, Kind.STATE, how, fact, statement.text("value"), lenient=True)


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
                scene, span, Kind.STATE, span.text.strip(), how, topics, span.start, body, "place", (place,), forms
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
    yield _need(scene, statement.span, kind, "it is so since", (subject, attribute), wanted)


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
                yield StateNeed(scene, presence.span, Kind.STATE, words, how, topics, LEAF, person, "alive", ("yes",))
