"""The answer to what rests on a scene, an episode, a fact or a name: in every show, the hardest to change first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fabula.bible.model import EntryKind
from fabula.change.impact.audience import Ahead, Learnt, find_ahead, find_learnt
from fabula.change.impact.naming import FieldNaming, Naming, find_fields, find_namings
from fabula.change.impact.needs import TIME, Kind, Node, Tie
from fabula.change.impact.needs_of_time import dated_scenes
from fabula.change.impact.resting import Fallen, Reach, reach_from
from fabula.change.impact.targets import Target
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.load import paused_collection
from fabula.universe.model import Scene, Status

__all__ = ["Impact", "Resting", "Untouched", "find_impact", "find_reach"]

_OF_MANY = frozenset({Kind.REFERENCE})
"""Kinds of ties that name a whole episode: that it has other scenes is no news."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A scene that rests on what is asked about.

    ``namings`` are the places in it that name it, ``fallen`` those that rest on it or on what rests on it, the nearest
    first.
    """

    scene: Scene
    namings: tuple[Naming, ...]
    fallen: tuple[Fallen, ...]

    @property
    def status(self) -> Status:
        """How far along its episode is."""
        return self.scene.episode.status

    @property
    def is_direct(self) -> bool:
        """Whether it rests on it by itself, and not only through other scenes."""
        return bool(self.namings) or any(len(one.path) == 1 for one in self.fallen)


@dataclass(frozen=True, slots=True)
class Untouched:
    """What has nothing to do with it: the ids of whole shows, and how many episodes and scenes of how many in all."""

    shows: tuple[str, ...]
    episodes: int
    all_episodes: int
    scenes: int
    all_scenes: int


@dataclass(frozen=True, slots=True)
class Impact:
    """All that rests on a target.

    ``resting`` is ordered by how hard it is to change, then by telling. ``fields`` and ``events`` are places of the
    bible that name it. ``spared`` are ties on it that something else would meet as well, in scenes that do not rest on
    it. ``learnt`` and ``ahead`` are the audience's part; of names and facts nothing is said there.
    """

    target: Target
    resting: tuple[Resting, ...]
    fields: tuple[FieldNaming, ...]
    events: tuple[Span, ...]
    spared: tuple[Tie, ...]
    learnt: tuple[Learnt, ...]
    ahead: tuple[Ahead, ...]
    untouched: Untouched
    reach: Reach
    namings: tuple[Naming, ...]

    @property
    def shows(self) -> list[str]:
        """The ids of the shows that have something resting on it, in order of telling."""
        scenes = sorted((one.scene for one in self.resting), key=lambda scene: scene.order)
        return list(dict.fromkeys(scene.episode.show.id for scene in scenes))


def find_impact(canon: Canon, target: Target) -> Impact:
    """All that rests on a target, directly and through others."""
    with paused_collection():
        namings = find_namings(canon, target.entity, target.topic)
        nodes = [naming.node for naming in namings]
        if target.entity is not None and target.entity.kind is EntryKind.EVENT:
            dated = dated_scenes(canon)  # of the others the time goes, and with it that of what is measured from them
            nodes += [(naming.scene.key, TIME) for naming in namings if naming.scene.key not in dated]
        return _find_impact(canon, target, namings, nodes)


def find_reach(
    canon: Canon, target: Target, nodes: Iterable[Node], namings: Iterable[Naming], changed: Iterable[str]
) -> Impact:
    """All that rests on some places; ``namings`` do so by themselves, and ``changed`` scenes are touched anyway."""
    with paused_collection():
        named = list(namings)
        return _find_impact(canon, target, named, [*nodes, *(naming.node for naming in named)], changed)


def _find_impact(
    canon: Canon, target: Target, namings: list[Naming], nodes: list[Node], changed: Iterable[str] = ()
) -> Impact:
    reach = reach_from(canon, target.scenes, nodes)
    resting = _by_scene(namings, reach)
    touched = {one.scene.order for one in resting} | {scene.order for scene in target.scenes}
    touched |= {canon.universe.by_name[key].order for key in changed}
    learnt = find_learnt(canon, target.scenes)
    ahead = [
        Ahead(one.person, one.matter, scenes)
        for one in find_ahead(canon, learnt)
        if (scenes := tuple(scene for scene in one.scenes if scene not in target.scenes))
    ]
    told = {one.again.order for one in learnt if one.again is not None}
    about = touched | told | {scene.order for one in ahead for scene in one.scenes}
    return Impact(
        target,
        tuple(resting),
        tuple(find_fields(canon, target.entity)) if target.entity is not None else (),
        tuple(_events(canon, target.scenes)),
        tuple(tie for tie in reach.spared if tie.need.scene.order not in touched and tie.need.kind not in _OF_MANY),
        tuple(learnt),
        tuple(ahead),
        _untouched(canon, about),
        reach,
        tuple(namings),
    )


def _by_scene(namings: Iterable[Naming], reach: Reach) -> list[Resting]:
    named: dict[int, list[Naming]] = {}
    fallen: dict[int, list[Fallen]] = {}
    scenes: dict[int, Scene] = {}
    for naming in namings:
        named.setdefault(naming.scene.order, []).append(naming)
        scenes[naming.scene.order] = naming.scene
    for one in reach.fallen:
        fallen.setdefault(one.scene.order, []).append(one)
        scenes[one.scene.order] = one.scene
    found = [Resting(scenes[k], tuple(named.get(k, ())), _in_order(fallen.get(k, ()))) for k in sorted(scenes)]
    return sorted(found, key=lambda one: (-one.status, one.scene.order))


def _in_order(fallen: Sequence[Fallen]) -> tuple[Fallen, ...]:
    return tuple(sorted(fallen, key=lambda one: (len(one.path), one.tie.sort_key)))


def _events(canon: Canon, scenes: Sequence[Scene]) -> list[Span]:
    """Where the bible puts events after or before one of the scenes."""
    nodes = {node for scene in scenes for node in (1 + 2 * scene.order, 2 + 2 * scene.order)}
    spans = {c.span for c in canon.timeline.constraints if c.order < 0 and (c.source in nodes or c.target in nodes)}
    return sorted(spans)


def _untouched(canon: Canon, touched: set[int]) -> Untouched:
    universe = canon.universe
    scenes = [scene for scene in universe.scenes if scene.order in touched]
    shows = {scene.episode.show.id for scene in scenes}
    episodes = {scene.episode.key for scene in scenes}
    return Untouched(
        tuple(id_ for id_ in universe.shows if id_ not in shows),
        sum(episode.key not in episodes for episode in universe.episodes),
        len(universe.episodes),
        len(universe.scenes) - len(scenes),
        len(universe.scenes),
    )
