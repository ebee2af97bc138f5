"""What a scene refers to in other episodes: the statements that name a scene, each with what it names."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.bible.statements import Name, SceneName, Statement
from fabula.universe.model import Entity, Episode, Scene, Universe

__all__ = ["find_entity_uses", "find_scene_references"]

_SHARED_KINDS = frozenset({EntryKind.EVENT, EntryKind.THING, EntryKind.SECRET})


def find_scene_references(universe: Universe) -> Iterator[tuple[Scene, Statement, str, Episode]]:
    """Every reference to a scene or episode that exists: where it stands, in which slot, and the episode."""
    for scene in universe.scenes:
        for statement in scene.statements:
            for slot, value in statement.slots:
                if isinstance(value, SceneName):
                    episode = universe.find_episode(value, scene.episode.show.id)
                    if episode is not None:
                        yield scene, statement, slot, episode


def find_entity_uses(universe: Universe) -> Iterator[tuple[Scene, Statement, Name, Entity]]:
    """Every event, thing or secret that a statement names."""
    for scene in universe.scenes:
        for statement in scene.statements:
            for name in statement.all_names():
                entity = universe.entities.get(name.key)
                if entity is not None and entity.kind in _SHARED_KINDS:
                    yield scene, statement, name, entity
