"""Canon statements for universes made by hand: each stands on a line of the script, so that it has a place in time."""

from __future__ import annotations

from fabula.bible.model import Entry, EntryKind, Value
from fabula.bible.statements import Name, Slot, Statement
from fabula.source import Source, Span
from fabula.story.model import Mode, World
from fabula.story.presence import find_presences
from fabula.story.world import replay_world
from fabula.universe.model import Entity, Universe

from .playbook import entity, told_in_order, universe

CAST = (
    entity("people/mason"),
    entity("people/nadia"),
    entity("covers/kyle", parent="people/mason"),
    entity("groups/citadel"),
    entity("things/case"),
    entity("places/flat"),
    entity("places/oslo"),
    entity("places/rome"),
)


def story(text: str, *entities: Entity) -> Universe:
    """A universe of one episode. A line ``* FORM slot=name slot=name`` is a statement; values in quotes are words."""
    world = universe((*CAST, *entities), text)
    for scene in world.scenes:
        for element in scene.elements():
            if element.text.startswith("* "):
                span = Span(scene.source, element.start, element.end)
                form, *slots = element.text[2:].split()
                pairs = (slot.partition("=") for slot in slots)
                scene.statements.append(Statement(form, tuple((k, fill(v, span)) for k, _, v in pairs), span))
    return world


def fill(value: str, span: Span) -> Slot:
    if value.startswith('"'):
        return value.strip('"').replace("_", " ")
    return Name(value, span, (value,))


def replay(world: Universe, modes: dict[int, Mode] | None = None) -> World:
    timeline = told_in_order(world, modes)
    return replay_world(world, timeline, find_presences(world, timeline))


def values(world: World, subject: str, attribute: str) -> list[str]:
    """The values of one fact, in story order."""
    return [change.value for change in world.changes(subject, attribute)]


def entry(key: str, **fields: Value | str) -> Entity:
    """An entity with a bible entry."""
    source = Source(f"bible/{key}.md", "")
    made = {n: v if isinstance(v, Value) else Value(v, source.whole) for n, v in fields.items()}
    found = entity(key)
    found.entry = Entry(key, EntryKind(key.partition("/")[0]), found.name, source, made)
    return found


__all__ = ["entry", "replay", "story", "values"]
