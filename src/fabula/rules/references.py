"""What a scene refers to in other episodes: the statements that name a scene, each with what it names."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.bible.statements import Name, SceneName, Statement
from fabula.universe.model import Entity, Episode, Scene, Universe

__all__ = ["find_entity_uses", "find_scene_references", "find_uses_of", "named_scenes"]

_SHARED_KINDS = frozenset({EntryKind.EVENT, EntryKind.THING, EntryKind.SECRET})


def find_scene_references(universe: Universe) -> Iterator[tuple[Scene, Statement, str, Episode]]:
    """Every reference to a scene or episode that exists: where it stands, in which slot, and the episode."""
    for scene, statement, slot, reference in named_scenes(universe):
        episode = universe.find_episode(reference, scene.episode.show.id)
        if episode is not None:
            yield scene, statement, slot, episode


def named_scenes(universe: Universe) -> Iterator[tuple[Scene, Statement, str, SceneName]]:
    """Every reference to a scene or episode, whether there is one or not, in the order of telling."""
    for episode in universe.episodes:
        yield from episode.once("named scenes", _named_scenes)


def _named_scenes(episode: Episode) -> list[tuple[Scene, Statement, str, SceneName]]:
    return [
        (scene, statement, slot, value)
        for scene in episode.scenes
        for statement in scene.statements
        for slot, value in statement.slots
        if isinstance(value, SceneName)
    ]


def find_entity_uses(universe: Universe) -> Iterator[tuple[Scene, Statement, Name, Entity]]:
    """Every event, thing or secret that a statement names."""
    for episode in universe.episodes:
        yield from episode.once("named entities", lambda episode: list(find_uses_of(universe, episode)))


def find_uses_of(universe: Universe, episode: Episode) -> Iterator[tuple[Scene, Statement, Name, Entity]]:
    """Every event, thing or secret that a statement of an episode names."""
    for scene in episode.scenes:
        for statement in scene.statements:
            for name in statement.all_names():
                entity = universe.entities.get(name.key)
                if entity is not None and entity.kind in _SHARED_KINDS:
                    yield scene, statement, name, entity
