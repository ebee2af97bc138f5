"""The Python API: a universe, loaded, and what can be asked of it.

>>> import fabula
>>> citadel = fabula.load("examples/citadel")  # doctest: +SKIP
>>> citadel.world.at("S01E02/14").place("Mason")  # doctest: +SKIP
'places/boatyard'
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.ask import Answer, Asking
from fabula.story.minds.contents import Item, read_mind
from fabula.story.minds.holders import Spread, trace_secret
from fabula.story.minds.names import AskError, find_person
from fabula.story.minds.points import Point, end_of_story, point_at
from fabula.story.minds.points import find_scene as find_named_scene
from fabula.story.minds.topics import read_chain, read_topic
from fabula.story.model import Moment, Presence
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe
from fabula.universe.names import fold_name

__all__ = ["Loaded", "MindsAt", "MindsView", "SceneState", "UnknownName", "WorldView", "load"]


class UnknownName(LookupError):  # noqa: N818  named for what the caller did
    """A scene, person, place or thing that the universe does not have, or a name that could mean several."""


def load(path: str | os.PathLike[str]) -> Loaded:
    """Read the universe at a path: a folder, or one script.

    Raises `fabula.universe.load.UnreadableUniverse` if there is nothing that can be read. Mistakes in the texts are
    findings.
    """
    return Loaded(load_canon(Path(path)))


class Loaded:
    """A universe with all that follows from it."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon

    def __repr__(self) -> str:
        universe = self.universe
        return f"<universe {universe.settings.name or universe.root!r}: {len(universe.episodes)} episodes>"

    @property
    def universe(self) -> Universe:
        """Everything that was read, linked by name."""
        return self.canon.universe

    @property
    def timeline(self) -> Timeline:
        """When every scene happens."""
        return self.canon.timeline

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in a total order; those that are intended have their reason in ``intended``."""
        return tuple(run_rules(self.canon))

    @cached_property
    def world(self) -> WorldView:
        """The facts of the story over time."""
        return WorldView(self.canon)

    @cached_property
    def minds(self) -> MindsView:
        """Who knows and believes what over time."""
        return MindsView(self.canon)

    def scene(self, scene: str | Scene) -> Scene:
        """A scene by its key ("citadel/s01e02/14") or as scripts refer to it ("S01E02/14", "india S01E02/14").

        Without a show, the mothership is meant, else the only show that has such a scene. Raises `UnknownName`.
        """
        return find_scene(self.canon, scene)


def find_scene(canon: Canon, scene: str | Scene) -> Scene:
    """See `Loaded.scene`."""
    if isinstance(scene, Scene):
        return scene
    with _as_unknown_name():
        return find_named_scene(canon, scene)


@contextmanager
def _as_unknown_name() -> Iterator[None]:
    """What cannot be asked is an `UnknownName` for callers of the API."""
    try:
        yield
    except AskError as error:
        raise UnknownName("; ".join(part for part in (error.message, error.remedy) if part)) from error


class WorldView:
    """The facts of the story over time. Ask for a moment with `at`."""

    def __init__(self, canon: Canon) -> None:
        self._canon = canon

    def at(self, scene: str | Scene) -> SceneState:
        """How things stand in a scene: at its end, when all that it tells has happened."""
        return SceneState(self._canon, find_scene(self._canon, scene), after=True)

    def before(self, scene: str | Scene) -> SceneState:
        """How things stand just before a scene begins."""
        return SceneState(self._canon, find_scene(self._canon, scene), after=False)


@dataclass(frozen=True, slots=True)
class SceneState:
    """How things stand just before or just after a scene.

    Subjects are names, aliases or keys ("Mason", "people/mason-kane"); a name that means nothing, or several things,
    raises `UnknownName`. What nothing is known of is an empty text or None.
    """

    canon: Canon
    scene: Scene
    after: bool

    @property
    def moment(self) -> Moment:
        """The point in the replay that is asked about."""
        return self.canon.moment(self.scene, self.scene.written.end + 1 if self.after else None)

    def value(self, subject: str, attribute: str) -> str:
        """A fact as the world keeps it ("place", "alive", "member:groups/x"), or an attribute by its name ("wound")."""
        key = self.key(subject)
        known = self.canon.world.value(key, attribute, self.moment)
        return known or self.canon.world.value(key, f"is:{fold_name(attribute)}", self.moment)

    def place(self, subject: str) -> str:
        """The key of the place where somebody or something is."""
        return self.value(subject, "place")

    def alive(self, person: str) -> bool | None:
        """Whether somebody lives; None if nothing says so."""
        return {"yes": True, "no": False}.get(self.value(person, "alive"))

    def holder(self, thing: str) -> str:
        """The key of the person who has a thing; empty if nobody has."""
        return self.value(thing, "holder")

    def member(self, person: str, group: str) -> bool:
        """Whether somebody belongs to a group."""
        return self.value(person, f"member:{self.key(group)}") == "yes"

    def people(self) -> tuple[Presence, ...]:
        """Who is in the scene, how, and how well that is founded; sorted by person."""
        return tuple(self.canon.presences.by_scene[self.scene.order])

    def key(self, name: str) -> str:
        """The key of what a name means. Raises `UnknownName`."""
        entities = self.canon.universe.entities
        if name in entities:
            return name
        wanted = fold_name(name)
        exact = [key for key, one in entities.items() if wanted in _names(one.name, key, one.aliases)]
        found = exact or [
            key for key, one in entities.items() if key.startswith("people/") and wanted in fold_name(one.name).split()
        ]
        if not found:
            raise UnknownName(f"nothing in this universe is called {name!r}")
        if len(found) > 1:
            raise UnknownName(f"{name!r} could be {' or '.join(found)}")
        return found[0]


class MindsView:
    """Who knows and believes what over time. Ask for a moment with `at`, `before` or `end`."""

    def __init__(self, canon: Canon) -> None:
        self._asking = Asking(canon)

    def at(self, scene: str | Scene) -> MindsAt:
        """What minds hold at the end of a scene, when all that it tells has happened."""
        return MindsAt(self._asking, point_at(self._asking.canon, find_scene(self._asking.canon, scene)))

    def before(self, scene: str | Scene) -> MindsAt:
        """What minds hold just before a scene begins."""
        found = find_scene(self._asking.canon, scene)
        words = f"just before {found.name}"
        return MindsAt(self._asking, point_at(self._asking.canon, found, found.written.start, words))

    def end(self) -> MindsAt:
        """What minds hold at the end of the story."""
        return MindsAt(self._asking, end_of_story(self._asking.canon))


@dataclass(frozen=True, slots=True)
class MindsAt:
    """What minds hold at one moment.

    People are named by any of their names, "audience" is whoever watches. Facts are written as in canon notes ("Kyle
    is Mason", a secret's name, "Mason knows who opened the gate"), or as questions ("where Mason is", "identity of
    Kyle"). What cannot be understood raises `UnknownName` with the nearest names or forms.
    """

    asking: Asking
    point: Point

    def knows(self, person: str, fact: str) -> Answer:
        """Whether somebody knows a fact: ``answer.knows``; ``answer.words`` says it in a sentence."""
        with _as_unknown_name():
            topic = read_topic(self.asking.universe, fact).within(find_person(self.asking.universe, person))
            return self.asking.ask(topic, self.point)

    def believes(self, *people_and_fact: str) -> Answer:
        """What a chain of people holds, outermost first, the fact last: ``answer.name``, ``answer.holds``.

        >>> minds.believes("Mason", "Nadia", "identity of Kyle").name  # doctest: +SKIP
        'people/mason-kane'
        """
        *people, fact = people_and_fact or ("",)
        with _as_unknown_name():
            if not people:
                return self.asking.ask(read_chain(self.asking.universe, fact), self.point)
            topic = read_topic(self.asking.universe, fact)
            for person in reversed(people):
                topic = topic.within(find_person(self.asking.universe, person))
            return self.asking.ask(topic, self.point)

    def mind(self, person: str, everything: bool = False) -> list[Item]:
        """What is in somebody's mind; without ``everything``, what matters to the story."""
        with _as_unknown_name():
            return read_mind(self.asking, find_person(self.asking.universe, person), self.point, everything)

    def secret(self, fact: str) -> Spread:
        """Who holds a fact, since when, and through whom."""
        with _as_unknown_name():
            return trace_secret(self.asking, read_topic(self.asking.universe, fact), self.point)


def _names(name: str, key: str, aliases: Iterable[str]) -> set[str]:
    return {fold_name(name), fold_name(key.rpartition("/")[2]), *map(fold_name, aliases)}
