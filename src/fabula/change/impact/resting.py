"""What rests on a scene, directly and through other scenes.

Every scene *needs* things (`fabula.change.impact.needs`) and *gives* things: news, states of the world, a time to
measure from, a setup. Needs are kept under what would meet them, so what rests on one scene is found by asking for what
it gives; which event really meets a need is worked out for those alone, and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from fabula.bible.statements import SceneName
from fabula.change.impact import needs_of_minds, needs_of_world
from fabula.change.impact.events import events_in
from fabula.change.impact.needs import LEAF, Ground, Need, Node, Tie
from fabula.change.impact.needs_of_craft import needs_of_promises, needs_of_references, scenes_named
from fabula.change.impact.needs_of_minds import needs_of_speech
from fabula.change.impact.needs_of_time import needs_of_time
from fabula.change.impact.needs_of_world import needs_of_lives
from fabula.story.canon import Canon
from fabula.story.changes import changes_of
from fabula.story.minds.events import Matter
from fabula.story.model import Moment
from fabula.story.replayed import can_be_undone
from fabula.universe.load import paused_collection
from fabula.universe.model import Scene

__all__ = ["Fallen", "Reach", "Ties", "all_needs", "count_resting", "reach_from", "ties_of"]


class Ties:
    """The needs of all scenes of a canon, and the ties by which they are met."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self._needs: dict[Hashable, list[Need]] = {}
        self._met: dict[Need, tuple[Ground, ...]] = {}
        self._on: dict[str, tuple[Tie, ...]] = {}
        with paused_collection():
            for need in all_needs(canon):
                for topic in need.topics:
                    self._needs.setdefault(topic, []).append(need)
        # Where nothing hangs on who knows what, no mind need be replayed.
        self._of_minds = any(_is_of_minds(topic) for topic in self._needs)

    @property
    def known(self) -> Collection[str]:
        """The keys of the scenes of which it has been worked out what rests on them."""
        return self._on.keys()

    def grounds(self, need: Need) -> tuple[Ground, ...]:
        """All that meets a need; worked out once."""
        found = self._met.get(need)
        if found is None:
            found = self._met[need] = tuple(need.grounds(self.canon))
        return found

    def on(self, scene: Scene) -> tuple[Tie, ...]:
        """Every tie by which something rests on this scene, in it or in another, in order of telling."""
        found = self._on.get(scene.key)
        if found is None:
            ties = {tie.sort_key: tie for tie in self._find(scene)}
            found = self._on[scene.key] = tuple(ties[key] for key in sorted(ties))
        return found

    def _find(self, scene: Scene) -> Iterator[Tie]:
        asked: set[Need] = set()
        for topic in _given_by(self.canon, scene, self._of_minds):
            for need in self._needs.get(topic, ()):
                if need in asked:
                    continue
                asked.add(need)
                grounds = self.grounds(need)
                for ground in grounds:
                    if ground.scene is scene:
                        yield Tie(need, ground, tuple(other for other in grounds if other is not ground))


def ties_of(canon: Canon) -> Ties:
    """The ties of a canon, gathered once."""
    if "ties" not in canon.kept:
        canon.kept["ties"] = Ties(canon)
    return cast("Ties", canon.kept["ties"])


def all_needs(canon: Canon) -> Iterator[Need]:
    """What every scene needs, whether it is met or not."""
    happened = canon.timeline.mode
    for scene in canon.universe.scenes:
        if scene.statements and happened[scene.order].happened:
            for statement in scene.statements:
                yield from needs_of_minds.needs_of_statement(canon, scene, statement)
                yield from needs_of_world.needs_of_statement(canon, scene, statement)
    yield from needs_of_speech(canon)
    yield from needs_of_lives(canon)
    yield from needs_of_time(canon)
    yield from needs_of_promises(canon)
    yield from needs_of_references(canon)


def _is_of_minds(topic: Hashable) -> bool:
    return isinstance(topic, Matter) or (isinstance(topic, tuple) and topic[0] == "wiped")


def _given_by(canon: Canon, scene: Scene, of_minds: bool) -> dict[Hashable, None]:
    """What a scene can be the ground of; ``of_minds`` too, where somebody asks for that."""
    found: dict[Hashable, None] = {("scene", scene.key): None, ("time", scene.key): None}
    for number in events_in(canon, scene) if of_minds else ():
        for node in canon.minds.minds.events[number].nodes:
            for post in node.post:
                matter: Matter | str = post.matter
                while isinstance(matter, Matter):
                    found[matter] = None
                    matter = matter.detail
            found.update(dict.fromkeys(("wiped", change.person) for change in node.memory))
    for subject, attribute in _changed_by(canon, scene):
        found["world", subject, attribute] = None
        if attribute == "holder":  # to take what was lost is to find it
            found["world", subject, "gone"] = None
    for statement in scene.statements:
        name = statement.get("scene")
        if statement.form == "retcons" and isinstance(name, SceneName):  # since here all is as it was before that
            for told in scenes_named(canon.universe, scene, name):
                facts = (fact for fact in _changed_by(canon, told) if can_be_undone(fact[1]))
                found.update(dict.fromkeys(("world", *fact) for fact in facts))
    for presence in canon.presences.by_scene[scene.order]:
        found["world", presence.person, "place"] = None
    return found


def _changed_by(canon: Canon, scene: Scene) -> Iterator[tuple[str, str]]:
    """The facts of which the notes of a scene say something, each with its attribute."""
    rank = canon.timeline.rank[scene.order]
    for statement in scene.statements:
        for change in changes_of(canon.universe, scene, statement, Moment(rank, statement.span.start)):
            yield change.subject, change.attribute


@dataclass(frozen=True, slots=True)
class Fallen:
    """Something that no longer holds, with the tie by which it fell.

    ``before`` is what fell first and took it along, None where it rested on what was taken away itself.
    """

    tie: Tie
    before: Fallen | None = None

    @property
    def scene(self) -> Scene:
        """Where it is."""
        return self.tie.need.scene

    @property
    def path(self) -> tuple[Tie, ...]:
        """The ties that lead here from what was taken away."""
        ties: list[Tie] = []
        one: Fallen | None = self
        while one is not None:
            ties.append(one.tie)
            one = one.before
        return tuple(reversed(ties))


@dataclass(frozen=True, slots=True)
class Reach:
    """All that falls if something is taken away, in the order in which it is reached, the nearest first.

    ``spared`` would hold all the same: something else that stands meets the need too.
    """

    fallen: tuple[Fallen, ...]
    spared: tuple[Tie, ...]

    @property
    def scenes(self) -> list[Scene]:
        """Every scene in which something falls, in order of telling."""
        found = {one.scene.order: one.scene for one in self.fallen}
        return [found[order] for order in sorted(found)]

    @property
    def nodes(self) -> set[Node]:
        """Every place at which something falls."""
        return {one.tie.need.node for one in self.fallen}


def reach_from(canon: Canon, scenes: Iterable[Scene], nodes: Iterable[Node] = ()) -> Reach:
    """All that rests on some scenes as a whole, or on single places in scenes, directly and through others."""
    return _Walk(canon, scenes, nodes).run()


class _Walk:
    """One walk from what is taken away to all that falls with it. Everything falls once, so circles end."""

    def __init__(self, canon: Canon, scenes: Iterable[Scene], nodes: Iterable[Node]) -> None:
        self.ties = ties_of(canon)
        self.gone = {scene.key: scene for scene in scenes}
        self.scenes = canon.universe.by_name
        self.start = {(key, at): None for key, at in nodes if key in self.scenes and key not in self.gone}
        self.fallen: dict[Node, Fallen | None] = dict(self.start)
        self.found: dict[Need, Fallen] = {}
        self.waiting: dict[Need, Tie] = {}

    def run(self) -> Reach:
        news: list[Node] = list(self.start)
        for scene in self.gone.values():
            for tie in self.ties.on(scene):
                self._take(tie, None, news)
        while news:
            nodes, news = news, []
            for node in nodes:
                for tie in self._on(node):
                    self._take(tie, self.fallen[node], news)
        spared = sorted(self.waiting.values(), key=lambda tie: tie.sort_key)
        return Reach(tuple(self.found.values()), tuple(spared))

    def _on(self, node: Node) -> list[Tie]:
        key, offset = node
        if offset == LEAF:
            return []
        return [tie for tie in self.ties.on(self.scenes[key]) if tie.ground.offset == offset]

    def _take(self, tie: Tie, before: Fallen | None, news: list[Node]) -> None:
        need = tie.need
        if need.scene.key in self.gone or need in self.found or need.node in self.start:
            return
        if not all(self._has_fallen(other) for other in tie.others):
            self.waiting.setdefault(need, tie)
            return
        self.waiting.pop(need, None)
        fallen = self.found[need] = Fallen(tie, before)
        if need.node not in self.fallen:
            self.fallen[need.node] = fallen
            news.append(need.node)

    def _has_fallen(self, ground: Ground) -> bool:
        if ground.scene is None:
            return False
        return ground.scene.key in self.gone or ground.node in self.fallen


def count_resting(canon: Canon, scene: Scene) -> tuple[int, int]:
    """How many scenes rest on a scene, directly and through others, and in how many shows they are."""
    scenes = reach_from(canon, [scene]).scenes
    return len(scenes), len({one.episode.show.id for one in scenes})
