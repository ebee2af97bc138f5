"""What minds hold before the story starts: what the bible gives, and to whom.

Everybody knows what concerns themselves; the members of a group know of one another; whoever an entry names as
``holders`` (of a secret) or ``knows`` (of a cover) is in on it, and so is whoever poses. What is said to be a secret is
known to nobody else. What the bible dates (a death) is so from that date, and known to nobody but them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fabula.bible.canon import read_fact_text
from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact
from fabula.source import Span
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter, MindEvent, Post
from fabula.story.minds.matters import heard_of, identity_of, matter_of, read_question
from fabula.story.minds.shapes import open_event
from fabula.story.model import Change, Moment, World
from fabula.universe.model import Entity, Universe

__all__ = ["dated_changes", "given_event", "given_events", "is_secret_name", "secret_facts", "those_named"]

GIVEN = Moment(-1, 0)


def given_events(
    universe: Universe, world: World, people: frozenset[str], secrets: Mapping[str, list[tuple[Matter, str]]]
) -> Iterator[tuple[Moment, Span, str, MindEvent]]:
    """The events before the first scene: (moment, place in the bible, words, event). ``secrets`` as `secret_facts`."""
    hidden = {matter for facts in secrets.values() for matter, _ in facts}
    members: dict[str, set[str]] = {}
    for (subject, attribute), changes in world.log.items():
        if attribute.startswith("member:") and changes[0].form == "bible" and changes[0].value == "yes":
            members.setdefault(attribute.partition(":")[2], set()).add(subject)
    for (subject, attribute), changes in world.log.items():
        if attribute == "place":
            continue
        for change in changes:
            if change.form != "bible" or change.moment.rank >= 0:
                break
            event = given_event(universe, change, people)
            if attribute.startswith("member:") and matter_of(subject, attribute) not in hidden:
                know = members.get(attribute.partition(":")[2], set()) & people
                event = open_event(event.nodes[0].post, know | set(event.nodes[0].view))
            yield GIVEN, change.span, f"the bible: {change.span.text.strip()}", event
    for entity in universe.entities.values():
        if entity.kind is EntryKind.COVER and entity.parent:
            yield _cover(universe, entity, people)
        elif entity.kind is EntryKind.SECRET and entity.entry is not None:
            yield _secret(universe, entity, people, secrets.get(entity.key, []))
        elif is_secret_name(entity):
            know = those_named(universe, entity, "known-to") | members.get(entity.key, set()) | {entity.key}
            event = open_event([Post(heard_of(entity.key), "yes")], know & people)
            yield GIVEN, entity.span, f"{entity.name} is known to few", event


def dated_changes(world: World) -> list[Change]:
    """What the bible gives with a date, in story order."""
    found = [
        change
        for (_, attribute), changes in world.log.items()
        if attribute != "place"
        for change in changes
        if change.form == "bible" and change.moment.rank >= 0
    ]
    return sorted(found, key=lambda change: change.moment)


def given_event(universe: Universe, change: Change, people: frozenset[str]) -> MindEvent:
    """A fact of the bible, which those know whom it is about; of a feeling only whoever has it."""
    matter = matter_of(change.subject, change.attribute)
    involved = {change.subject}
    if not matter.kind.startswith("feels:"):
        involved |= {body_of(universe, change.value), body_of(universe, str(matter.detail))}
    value = change.value or ("nobody" if change.attribute == "holder" else "no")
    return open_event([Post(matter, value)], involved & people)


def is_secret_name(entity: Entity) -> bool:
    """Whether the bible says that even the name of somebody or something is a secret (``secret: yes``)."""
    value = entity.value("secret")
    return value is not None and value.text.strip().lower() in {"yes", "true"}


def secret_facts(universe: Universe) -> dict[str, list[tuple[Matter, str]]]:
    """For each secret that is stated as a fact, the matter that it is about with the value that makes it so."""
    found: dict[str, list[tuple[Matter, str]]] = {}
    for entity in universe.entities.values():
        value = entity.value("fact") if entity.kind is EntryKind.SECRET else None
        if value is None or not value.text:
            continue
        stated = read_fact_text(value.text, value.span.source, value.span.start, universe.lexicon)
        fact = stated.get("fact") if stated is not None else None
        question = read_question(universe, fact) if isinstance(fact, Fact) else None
        if question is not None and not question.chain and question.positive:
            found[entity.key] = [(question.matter, question.wanted)]
    return found


def those_named(universe: Universe, entity: Entity, field: str) -> set[str]:
    """The people whom a field of an entry names."""
    value = entity.value(field)
    if value is None:
        return set()
    named = (universe.named(item.text, EntryKind.PERSON, EntryKind.COVER) for item in value.items)
    return {body_of(universe, key) for key in named if key}


def _cover(universe: Universe, cover: Entity, people: frozenset[str]) -> tuple[Moment, Span, str, MindEvent]:
    person = body_of(universe, cover.key)
    know = (those_named(universe, cover, "knows") | {person}) & people
    words = f"the bible: {cover.name} is {universe.name(person)}"
    posts = [Post(identity_of(universe, cover.key), "yes"), Post(heard_of(cover.key), "yes")]
    return GIVEN, cover.span, words, open_event(posts, know)


def _secret(
    universe: Universe, secret: Entity, people: frozenset[str], facts: list[tuple[Matter, str]]
) -> tuple[Moment, Span, str, MindEvent]:
    posts = [Post(Matter("secret", secret.key), "yes"), *(Post(matter, wanted) for matter, wanted in facts)]
    event = open_event(posts, those_named(universe, secret, "holders") & people)
    return GIVEN, secret.span, f"the bible: {secret.name}", event
