"""Leaving something out on trial: a scene, an episode, an entry of the bible, a person, a fact.

A scene is read as if it were not there, and all others keep their places and their numbers. An episode is no episode
any more. A person is left out with their part: their speeches, their entrances and the notes that name them. Of another
entry the file is gone, and the notes that name it lead to nothing. A fact is left out with every note by which it comes
to be so or anybody comes to believe it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.model import EntryKind
from fabula.change.impact.targets import Target
from fabula.change.impact.trial import Trial, join_stretches
from fabula.change.impact.without_fact import leave_out_fact
from fabula.change.impact.without_person import leave_out_person
from fabula.script.omission import Omission, OmittingSource
from fabula.source import Source
from fabula.story.canon import Canon
from fabula.story.minds.names import AskError
from fabula.universe.model import Entity, Episode, Scene, Status

__all__ = ["leave_out"]


def leave_out(canon: Canon, target: Target) -> Trial:
    """A universe without a target. Raises `AskError` for what cannot be left out."""
    if target.episodes:
        return _without_episodes(canon, target)
    if target.scenes:
        return _without_scenes(target)
    if target.topic is not None:
        return leave_out_fact(canon, target.topic)
    assert target.entity is not None
    if target.entity.kind is EntryKind.PERSON:
        return leave_out_person(canon, target.entity)
    return _without_entry(target.entity)


def _without_episodes(canon: Canon, target: Target) -> Trial:
    if len(target.episodes) == len(canon.universe.episodes):
        raise AskError(f"{target.words} is all there is: without it nothing is left", "leave out a scene of it")
    texts = {one.script.source.path: OmittingSource(one.script.source, Omission(whole=True)) for one in target.episodes}
    return Trial(f"without {target.words}", texts, tuple(_settled(target.episodes)))


def _without_scenes(target: Target) -> Trial:
    texts: dict[str, str | Source | None] = {}
    for episode in dict.fromkeys(scene.episode for scene in target.scenes):
        scenes = [scene for scene in target.scenes if scene.episode is episode]
        stretches = join_stretches((scene.written.start, scene.written.end) for scene in scenes)
        texts[episode.script.source.path] = OmittingSource(episode.script.source, Omission(stretches))
    remarks = list(_settled(dict.fromkeys(scene.episode for scene in target.scenes)))
    if any(_is_renumbered(scene) for scene in target.scenes):
        remarks.append("scenes without a printed number go by their place; here they keep the numbers they have now")
    return Trial(f"without {target.words}", texts, tuple(remarks))


def _is_renumbered(scene: Scene) -> bool:
    """Whether later scenes of the episode would be called otherwise if this one were really cut."""
    index = scene.episode.scenes.index(scene)
    return any(not later.written.number for later in scene.episode.scenes[index + 1 :])


def _settled(episodes: Iterable[Episode]) -> Iterator[str]:
    """That what is released or shot is not so easily left out."""
    for episode in episodes:
        name = f"{episode.show.id} {episode.code}"
        if episode.status is Status.RELEASED:
            yield f"{name} is released: it cannot be taken back, only retconned (`retcons {episode.code}/…: REASON`)"
        elif episode.status is Status.SHOT:
            yield f"{name} is shot already"


def _without_entry(entity: Entity) -> Trial:
    if entity.entry is None:
        remedy = "leave out the scenes in which it is, or give it an entry"
        raise AskError(f"{entity.name} has no entry in the bible that could be left out", remedy)
    return Trial(f"without {entity.name}", {entity.entry.source.path: None}, (f"{entity.entry.source.path} is gone",))
