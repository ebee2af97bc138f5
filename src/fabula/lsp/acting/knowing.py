"""How somebody came to know what they use or say: noted here, or given in the bible from the start."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fabula.bible.model import EntryKind
from fabula.bible.statements import Relation
from fabula.finding import Finding
from fabula.lsp.acting.fields import add_to_list
from fabula.lsp.acting.notes import can_take_notes, note_before, note_on_top
from fabula.lsp.acting.offer import Action, ActionKind
from fabula.rules.knowledge.acts import KnowingAct, find_acts_of_knowing
from fabula.rules.knowledge.said import How, Spoken, find_spoken
from fabula.rules.knowledge.ways import takes_in
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import read_question
from fabula.story.minds.paths import speaker_of
from fabula.universe.model import Entity

__all__ = ["offer_knowledge"]

_ACTS = frozenset({"K101", "K103", "K105", "K106"})
_SAID = frozenset({"K102", "K103"})
_TOLD = frozenset({"learns", "tells", "whispers", "reads"})


def offer_knowledge(canon: Canon, finding: Finding) -> Iterator[Action]:
    """A note that somebody learns, or remembers, what they then use or say; or that they have known it all along."""
    if finding.code not in _ACTS | _SAID or "minds" not in canon.kept:
        return
    if finding.code in _ACTS:
        act = next(
            (one for one in find_acts_of_knowing(canon) if one.span == finding.span and _fits(one, finding)), None
        )
        if act is not None:
            yield from _of_act(canon, finding, act)
            return
    if finding.code in _SAID:
        said = next((one for one in find_spoken(canon) if one.utterance.span == finding.span), None)
        if said is not None:
            yield from _of_words(canon, finding, said)


def _fits(act: KnowingAct, finding: Finding) -> bool:
    """Whether an act is the one that a finding is about: a statement of two people makes two of them."""
    return act.words in finding.message


def _of_act(canon: Canon, finding: Finding, act: KnowingAct) -> Iterator[Action]:
    name = canon.universe.name(act.person)
    if not canon.universe.lexicon.exact(name) or not can_take_notes(act.scene):
        return
    verb = "remembers" if act.wiped is not None else "learns"
    that = "" if act.fact.relation is Relation.SECRET else "that "
    question = read_question(canon.universe, act.fact)
    if question is None or _learns_later(canon, act.person, act.at, [question.matter], act.fact.span.text):
        return
    statement = f"{name} {verb} {that}{act.fact.span.text}"
    edit = note_before(act.scene, act.span.start, statement)
    yield Action(f"Note here: {statement}", ActionKind.FIX, (edit,), settles=(finding,))
    secret = canon.universe.entities.get(act.fact.subject.key)
    if secret is not None and act.wiped is None and act.fact.relation is Relation.SECRET:
        yield from _from_the_start(canon, finding, act.person, secret)


def _of_words(canon: Canon, finding: Finding, said: Spoken) -> Iterator[Action]:
    universe = canon.universe
    scene, name = said.utterance.scene, universe.name(said.person)
    subject = universe.entities.get(said.utterance.matter.subject)
    if subject is None or not universe.lexicon.exact(name) or not can_take_notes(scene):
        return
    if said.how is How.INFERRED and said.where is not None and said.where.scene is not None:
        there = said.where.scene
        if can_take_notes(there):
            title = f"Note that {name} is in {there.name}: with {name}"
            yield Action(title, ActionKind.FIX, (note_on_top(there, f"with {name}"),), settles=(finding,))
        return
    if _learns_later(canon, said.person, said.at, said.matters):
        return
    verb = "remembers" if said.how is How.FORGOTTEN else "learns"
    fact = _fact_about(canon, said.person, subject)
    if fact:
        edit = note_before(scene, said.utterance.start, f"{name} {verb} {fact}")
        yield Action(f"Note here: {name} {verb} {fact}", ActionKind.FIX, (edit,), settles=(finding,))
    if said.how is not How.FORGOTTEN:
        yield from _from_the_start(canon, finding, said.person, subject)


def _learns_later(canon: Canon, person: str, at: int, matters: Collection[Matter], words: str = "") -> bool:
    """Whether a note further on tells somebody: after one here it would be told again there.

    What others know is found by the ``words`` of the fact: it is no matter of its own.
    """
    log = canon.minds
    for number in range(at, len(log.happenings)):
        happening = log.happenings[number]
        if happening.kind not in _TOLD:
            continue
        said = bool(words) and words in happening.words
        there = any(person in node.view for node in log.minds.events[number].nodes)
        if takes_in(canon, person, number, matters) or (
            said and there and speaker_of(canon.universe, log, number) != person
        ):
            return True
    return False


def _fact_about(canon: Canon, person: str, subject: Entity) -> str:
    """A fact by which somebody meets with a secret name; for a group that somebody belongs to it."""
    if subject.kind is EntryKind.SECRET:
        return subject.name
    if subject.kind is EntryKind.GROUP:
        attribute = f"member:{subject.key}"
        for key, name in sorted(canon.world.log):
            changes = canon.world.changes(key, name)
            if name == attribute and key != person and changes and changes[0].value == "yes":
                return f"that {canon.universe.name(key)} belongs to {subject.name}"
    return ""


def _from_the_start(canon: Canon, finding: Finding, person: str, subject: Entity) -> Iterator[Action]:
    """Name somebody in the entry as one who knows it when the story starts."""
    field = "holders" if subject.kind is EntryKind.SECRET else "known-to"
    edit = add_to_list(subject.entry, field, canon.universe.name(person)) if subject.entry is not None else None
    if edit is not None:
        title = f"Let {canon.universe.name(person)} know {subject.name} from the start ({field})"
        yield Action(title, ActionKind.FIX, (edit,), settles=(finding,))
