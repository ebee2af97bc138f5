"""Definitions: from a name in a script or an entry to where it is told what it is."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.bible.statements import SceneName
from fabula.lsp.names.in_bible import BibleNames
from fabula.lsp.names.in_scripts import ScriptNames
from fabula.lsp.names.naming import Role
from fabula.lsp.names.pointing import Pointed, find_pointed
from fabula.lsp.names.spots import episode_of, scene_at
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Entity, Universe
from fabula.universe.names import fold_name

__all__ = ["Definition", "declaration_of", "find_definitions", "place_of_scene"]


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a name leads. ``origin`` is the name that was pointed at, ``target`` what is shown at the other end."""

    origin: Span
    target: Span


def find_definitions(canon: Canon, path: str, offset: int) -> tuple[Definition, ...]:
    """Where the name at an offset of a file leads: its entry, the first place that names it, or a scene.

    Several for a cue of several people and for a name that could be several; none where no name stands.
    """
    universe = canon.universe
    pointed = find_pointed(universe, path, offset)
    if pointed is None:
        return ()
    if pointed.ref is not None:
        place = place_of_scene(universe, pointed.ref, show_of(universe, pointed))
        return (Definition(pointed.span, place),) if place is not None else ()
    if pointed.heading and pointed.scene is not None and pointed.scene.place:
        place = declaration_of(universe, pointed.scene.place)
        return (Definition(pointed.span, place),) if place is not None else ()
    found: dict[Span, None] = {}
    for key in pointed.keys:
        place = None
        if pointed.naming is not None and pointed.naming.role is Role.SAYING:
            place = _phrase_of(universe, key, pointed.span.text)
        place = place or declaration_of(universe, key)
        if place is not None:
            found[place] = None
    return tuple(Definition(pointed.span, place) for place in found)


def declaration_of(universe: Universe, key: str) -> Span | None:
    """Where an entity is declared: the name in its entry, or the first place that names it."""
    entity = universe.entities.get(key)
    if entity is None:
        return None
    if entity.entry is not None:
        return BibleNames(universe).declaration(entity.entry)
    return _first_naming(universe, entity) or entity.span


def _first_naming(universe: Universe, entity: Entity) -> Span | None:
    """The name itself, where the first place that names somebody is a whole cue or heading."""
    episode = episode_of(universe, entity.span.path)
    scene = scene_at(episode, entity.span.start) if episode is not None else None
    if scene is None:
        return None
    named = (one for one in ScriptNames(universe).in_scene(scene, entity.key) if one.start >= entity.span.start)
    first = next(named, None)
    return scene.source.span(first.start, first.end) if first is not None else None


def _phrase_of(universe: Universe, key: str, said: str) -> Span | None:
    """Where the entry of a secret has a phrase that was said."""
    value = universe.entities[key].value("says")
    items = value.items if value is not None else ()
    return next((item.span for item in items if fold_name(item.text) == fold_name(said)), None)


def place_of_scene(universe: Universe, ref: SceneName, show: str) -> Span | None:
    """The heading of the scene that a reference in a show means; of a whole episode, the start of its script."""
    if ref.scene:
        scene = universe.find_scene(ref, show)
        return scene.span if scene is not None else None
    episode = universe.find_episode(ref, show)
    return episode.script.source.whole if episode is not None else None


def show_of(universe: Universe, pointed: Pointed) -> str:
    """The show in which something stands: that of its script, or the owner of its entry."""
    if pointed.scene is not None:
        return pointed.scene.episode.show.id
    entity = universe.entities.get(pointed.entry.key) if pointed.entry is not None else None
    return entity.owner if entity is not None else ""
