"""What people do on the strength of what they know, each with the events by which they came to know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Name, Relation, Statement
from fabula.change.impact.needs import Ground, Kind, Need
from fabula.rules.identity.calls import find_calls, shown_as
from fabula.rules.knowledge.utterances import secret_utterances
from fabula.rules.knowledge.ways import matters_behind, ways_to
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of, same_value
from fabula.story.minds.engine import Belief, Chain, collapse
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.judge import kept_minded, kept_secrets
from fabula.story.minds.matters import Question, identity_of, read_question
from fabula.story.minds.paths import happening_step, wipe_of
from fabula.story.minds.places import under_any_name
from fabula.universe.model import Scene

__all__ = ["KnowledgeNeed", "MemoryNeed", "SpokenNeed", "needs_of_speech", "needs_of_statement", "wiped"]

_KNOWERS = {
    "tells": "person",
    "whispers": "person",
    "learns": "source",
    "acts-on": "person",
    "reacts-to": "person",
    "forgets": "person",
}
"""Forms that only somebody who knows the fact can do, with the slot of that person."""


@dataclass(frozen=True, slots=True)
class KnowledgeNeed(Need):
    """A chain of people must hold something. ``pairs`` are the matters by which, each with the value wanted."""

    chain: Chain
    pairs: tuple[tuple[Matter, str], ...]
    positive: bool = True

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """The events from which they have it and have not forgotten it."""
        at = canon.minds.at(canon.moment(self.scene, self.span.start))
        found: dict[int, Ground] = {}
        for matter, wanted in self.pairs:
            for belief in _held(canon, self.chain, matter, at):
                if not self._fits(canon, matter, belief.value, wanted):
                    break
                if belief.event not in found:
                    found[belief.event] = ground_of(canon, belief.event, self.chain[0], belief.post.matter)
        return list(found.values())

    def _fits(self, canon: Canon, matter: Matter, value: str, wanted: str) -> bool:
        if value == UNKNOWN:
            return False
        same = not wanted or value == wanted or same_value(value, wanted)
        if not same and matter.kind == "place":
            same = canon.universe.within(value, wanted)
        return same is self.positive


@dataclass(frozen=True, slots=True)
class SpokenNeed(Need):
    """Somebody says the name or the words of a secret: they must have met with it."""

    person: str
    matters: tuple[Matter, ...]

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """Every way by which they came to it."""
        at = canon.minds.at(canon.moment(self.scene, self.span.start))
        ways = {way.event: way.post.matter for way in ways_to(canon, self.person, self.matters, at)}
        return [ground_of(canon, event, self.person, matter) for event, matter in ways.items()]


@dataclass(frozen=True, slots=True)
class MemoryNeed(Need):
    """Something was taken from somebody's memory: they get it back, or are expected not to have it.

    ``pairs`` are what was taken; none stand for everything.
    """

    person: str
    pairs: tuple[tuple[Matter, str], ...]

    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """What took it from them, the last time first."""
        log = canon.minds
        at = log.at(canon.moment(self.scene, self.span.start))
        if self.pairs:
            wipes = (wipe_of(log, self.person, matter, at) for matter, _ in self.pairs)
            last = next((wipe for wipe in wipes if wipe is not None), None)
            if last is None or last.scene is None:
                return []
            return [Ground(last.scene, last.span, last.words, last.span.start)]
        found: list[Ground] = []
        for scene in reversed(wiped(canon).get(self.person, [])):
            for statement in scene.statements:
                here = canon.moment(scene, statement.span.start) < canon.moment(self.scene, self.span.start)
                if here and statement.form == "forgets-everything" and not found:
                    found.append(Ground(scene, statement.span, statement.span.text.strip(), statement.span.start))
        return found


def wiped(canon: Canon) -> dict[str, list[Scene]]:
    """For everybody from whom everything was taken, the scenes in which it was, in story order; worked out once."""
    if "wiped" not in canon.kept:
        canon.kept["wiped"] = _wiped(canon)
    return cast("dict[str, list[Scene]]", canon.kept["wiped"])


def _wiped(canon: Canon) -> dict[str, list[Scene]]:
    found: dict[str, list[Scene]] = {}
    for scene in canon.timeline.order:
        for statement in scene.statements if canon.timeline.mode[scene.order].happened else ():
            if statement.form == "forgets-everything":
                for name in statement.names("person"):
                    found.setdefault(body_of(canon.universe, name.key), []).append(scene)
    return found


def ground_of(canon: Canon, event: int, person: str, matter: Matter) -> Ground:
    """An event of the log as a ground."""
    happening = canon.minds.happenings[event]
    step = happening_step(canon.universe, canon.minds, event, person, matter)
    words = step.message.removeprefix(f"{happening.scene.name}: ") if happening.scene is not None else step.message
    return Ground(happening.scene, step.span, words, happening.span.start)


def needs_of_statement(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    """What a note needs people to know, or to have lost."""
    form = statement.form
    if form in _KNOWERS:
        fact = statement.get("fact")
        if isinstance(fact, Fact):
            yield from _knows(canon, scene, statement, _KNOWERS[form], fact)
    elif form == "uses":
        item = statement.get("item")
        if isinstance(item, Name) and item.key.startswith(f"{EntryKind.SECRET}/"):
            yield from _knows(canon, scene, statement, "person", Fact(Relation.SECRET, item, item.span))
    elif form == "sees-through":
        yield from _sees_through(canon, scene, statement)
    elif form in {"remembers", "remembers-everything"}:
        yield from _remembers(canon, scene, statement)
    elif form == "expect":
        yield from _expects(canon, scene, statement)


def needs_of_speech(canon: Canon) -> Iterator[Need]:
    """What everybody who speaks of a secret, or calls somebody by their true name, must know."""
    people = kept_minded(canon)
    name = canon.universe.name
    for said in secret_utterances(canon):
        for person in said.people if said.counts else ():
            if person in people and body_of(canon.universe, said.matter.subject) != person:
                matters = tuple(matters_behind(canon, said.matter, person))
                yield SpokenNeed(
                    said.scene, said.span, Kind.KNOWLEDGE, f"{name(person)} says “{said.span.text}”",
                    f"{name(person)} has it from", matters, said.start, person, matters,
                )  # fmt: skip
    for call in find_calls(canon):
        cover = shown_as(canon, call.utterance.scene, call.whom)
        if cover and call.key == call.whom:
            identity = identity_of(canon.universe, cover)
            yield KnowledgeNeed(
                call.utterance.scene, call.utterance.span, Kind.IDENTITY,
                f"{name(call.speaker)} calls {name(cover)} “{call.utterance.span.text}”",
                f"{name(call.speaker)} knows who it is from", (identity,), call.utterance.start,
                (call.speaker,), ((identity, "yes"),),
            )  # fmt: skip


def _knows(canon: Canon, scene: Scene, statement: Statement, slot: str, fact: Fact) -> Iterator[KnowledgeNeed]:
    question = read_question(canon.universe, fact)
    if question is None:
        return
    for person in _people(canon, statement, slot):
        yield _knowledge(canon, scene, statement.span, (person, *question.chain), question)


def _knowledge(canon: Canon, scene: Scene, span: Span, chain: Chain, question: Question) -> KnowledgeNeed:
    people = collapse(chain)
    pairs = _pairs(canon, question)
    kind = Kind.IDENTITY if question.matter.kind == "identity" else Kind.KNOWLEDGE
    how = f"{canon.universe.name(people[0])} has it from"
    topics = tuple(matter for matter, _ in pairs)
    return KnowledgeNeed(
        scene, span, kind, span.text.strip(), how, topics, span.start, people, pairs, question.positive
    )  # fmt: skip


def _pairs(canon: Canon, question: Question) -> tuple[tuple[Matter, str], ...]:
    """By what a fact is held: a secret by its name, or as the fact that it is."""
    pairs = [(question.matter, question.wanted)]
    if question.matter.kind == "secret":
        pairs += kept_secrets(canon).get(question.matter.subject, [])
    return tuple(pairs)


def _people(canon: Canon, statement: Statement, slot: str) -> list[str]:
    minded = kept_minded(canon)
    bodies = dict.fromkeys(body_of(canon.universe, name.key) for name in statement.names(slot) if name.key)
    return [person for person in bodies if person in minded]


def _sees_through(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    cover = next((name.key for name in statement.names("cover") if name.key), "")
    if not cover:
        return
    identity = identity_of(canon.universe, cover)
    for person in _people(canon, statement, "person"):
        yield KnowledgeNeed(
            scene, statement.span, Kind.IDENTITY, statement.span.text.strip(),
            f"{canon.universe.name(person)} is taken in by it in", (identity,), statement.span.start,
            (person,), ((identity, "no"),),
        )  # fmt: skip


def _remembers(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    fact = statement.get("fact")
    question = read_question(canon.universe, fact) if isinstance(fact, Fact) else None
    pairs = _pairs(canon, question) if question is not None and not question.chain else ()
    for person in _people(canon, statement, "person"):
        yield _memory(canon, scene, statement, person, pairs)


def _memory(
    canon: Canon, scene: Scene, statement: Statement, person: str, pairs: tuple[tuple[Matter, str], ...]
) -> MemoryNeed:
    how = f"it is taken from {canon.universe.name(person)} in"
    words, span = statement.span.text.strip(), statement.span
    return MemoryNeed(scene, span, Kind.MEMORY, words, how, (("wiped", person),), span.start, person, pairs)


def _expects(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Need]:
    fact = statement.get("fact")
    question = read_question(canon.universe, fact) if isinstance(fact, Fact) else None
    if question is None or not question.chain or not set(question.chain) <= kept_minded(canon):
        return
    if question.denied < 0:
        yield _knowledge(canon, scene, statement.span, question.chain, question)
    elif len(question.chain) == 1:
        yield _memory(canon, scene, statement, question.chain[0], _pairs(canon, question))


def _held(canon: Canon, chain: Chain, matter: Matter, at: int) -> Iterator[Belief]:
    """All that a chain has taken in on a matter, what counts first; a claim about the last mind of it among them."""
    minds = canon.minds.minds
    named = under_any_name(canon.universe, minds, chain, matter, at) if matter.kind == "place" else matter
    best = minds.belief(chain, named, at)
    seen = list(minds.beliefs(chain, named, at))
    if best is not None and (not seen or seen[0] != best):
        yield best
    yield from seen
