"""Where a person, a place, a thing, a secret or a fact stands in the scripts and in the bible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fabula.bible.model import Entry, EntryKind, Value
from fabula.change.impact.needs import Node
from fabula.rules.knowledge.utterances import secret_utterances
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter
from fabula.story.minds.judge import kept_secrets
from fabula.story.minds.topics import Topic
from fabula.story.model import Hold
from fabula.universe.model import Entity, Scene

__all__ = ["FieldNaming", "Naming", "find_fields", "find_namings", "matters_of"]

_SIGHTS = frozenset({"seen", "left", "missed"})
_OWN_NAMES = frozenset({"name", "aliases", "cues", "owner", "actor"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A place in a scene that names what is asked about, or where it is or happens. ``words`` say what is there."""

    scene: Scene
    span: Span
    words: str

    @property
    def node(self) -> Node:
        """What falls if it does."""
        return (self.scene.key, self.span.start)


@dataclass(frozen=True, slots=True)
class FieldNaming:
    """A field of an entry of the bible that names what is asked about; ``field`` is empty for a link in its prose."""

    entry: Entry
    field: str
    span: Span


def find_namings(canon: Canon, entity: Entity | None, topic: Topic | None) -> list[Naming]:
    """Every place in the scripts that a name or a fact stands for, in order of telling."""
    found: dict[tuple[int, int], Naming] = {}
    for naming in _of_entity(canon, entity) if entity is not None else _of_fact(canon, topic) if topic else ():
        found.setdefault((naming.scene.order, naming.span.start), naming)
    return [found[key] for key in sorted(found)]


def matters_of(canon: Canon, entity: Entity | None, topic: Topic | None) -> list[Matter]:
    """The matters by which a fact, or a secret, is known; none for other names."""
    if topic is not None:
        return [topic.matter]
    if entity is None or entity.kind is not EntryKind.SECRET:
        return []
    return [Matter("secret", entity.key), *(matter for matter, _ in kept_secrets(canon).get(entity.key, ()))]


def _of_entity(canon: Canon, entity: Entity) -> Iterator[Naming]:
    keys = {key for key in canon.universe.entities if body_of(canon.universe, key) == entity.key} | {entity.key}
    hanging = _hanging_events(canon, entity) if entity.kind is EntryKind.EVENT else set[str]()
    for scene in canon.universe.scenes:
        for statement in scene.statements:
            named = {name.key for name in statement.all_names()}
            if not named.isdisjoint(keys):
                yield Naming(scene, statement.span, statement.span.text.strip())
            elif not named.isdisjoint(hanging):
                other = canon.universe.name(min(named & hanging))
                yield Naming(scene, statement.span, f"{statement.span.text.strip()}; {other} hangs on {entity.name}")
    if entity.kind in {EntryKind.PERSON, EntryKind.COVER}:
        yield from _appearances(canon, entity, keys)
    elif entity.kind is EntryKind.PLACE:
        for scene in canon.universe.scenes:
            if scene.place and canon.universe.within(scene.place, entity.key):
                yield Naming(scene, scene.span, f"it is set at {canon.universe.name(scene.place)}")
    for said in secret_utterances(canon):
        if said.matter.subject == entity.key or entity.key in said.people:
            yield Naming(said.scene, said.span, f"“{said.span.text}” is said")


def _hanging_events(canon: Canon, entity: Entity) -> set[str]:
    """The events that the bible puts after or before an event, or after or before one of those."""
    found: set[str] = set()
    waiting = [entity]
    while waiting:
        for one in find_fields(canon, waiting.pop()):
            key = one.entry.key
            if one.entry.kind is EntryKind.EVENT and one.field in {"after", "before"} and key not in found:
                found.add(key)
                waiting.append(canon.universe.entities[key])
    return found - {entity.key}


def _appearances(canon: Canon, entity: Entity, keys: set[str]) -> Iterator[Naming]:
    """Where somebody speaks or is there, under this name; of a person, under any."""
    name = entity.name
    for scene in canon.universe.scenes:
        elements = scene.episode.script.elements
        speech = next((one for one in scene.speeches if not keys.isdisjoint(one.people)), None)
        if speech is not None:
            cue = scene.episode.script.span(elements[speech.element])
            yield Naming(scene, cue, f"{name} speaks")
            continue
        for presence in canon.presences.by_scene[scene.order]:
            if presence.person in keys and presence.hold >= Hold.STATED:
                yield Naming(scene, presence.span, f"{name} is there")
                break


def _of_fact(canon: Canon, topic: Topic) -> Iterator[Naming]:
    matter, log = topic.matter, canon.minds
    subject = body_of(canon.universe, matter.subject)
    attribute = f"{matter.kind}:{matter.detail}" if matter.detail else matter.kind
    for change in canon.world.changes(subject, attribute):
        if change.scene is not None and change.form != "presence":
            yield Naming(change.scene, change.span, change.span.text.strip())
    for happening, event in zip(log.happenings, log.minds.events, strict=True):
        if happening.scene is None or happening.kind in _SIGHTS:
            continue
        if any(_inner(post.matter) == matter for node in event.nodes for post in node.post):
            yield Naming(happening.scene, happening.span, happening.words)


def _inner(matter: Matter) -> Matter:
    while isinstance(matter.detail, Matter):
        matter = matter.detail
    return matter


def find_fields(canon: Canon, entity: Entity) -> list[FieldNaming]:
    """Every field of the bible that names an entry, and every link in its prose, in order of path."""
    found: list[FieldNaming] = []
    for entry in canon.universe.entries:
        if entity.entry is entry:
            continue
        for name, value in entry.fields.items():
            if name not in _OWN_NAMES and any(_names(canon, item, entity) for item in _items(value)):
                found.append(FieldNaming(entry, name, value.span))
        found += [FieldNaming(entry, "", link.span) for link in entry.links if _leads_to(link.target, entity)]
    return sorted(found, key=lambda one: one.span.key)


def _items(value: Value) -> Iterator[Value]:
    if isinstance(value.value, Mapping):
        for item in value.value.values():
            yield from _items(item)
    else:
        yield from value.items


def _names(canon: Canon, value: Value, entity: Entity) -> bool:
    text = value.text.strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    if _leads_to(text, entity):
        return True
    return any(found.keys == (entity.key,) for found in canon.universe.lexicon.find_all(text))


def _leads_to(target: str, entity: Entity) -> bool:
    """Whether a link leads to an entry: by the name of its file, with its folder or without."""
    target = target.removesuffix(".md").casefold()
    return target == entity.key.casefold() or target == entity.key.rpartition("/")[2].casefold()
