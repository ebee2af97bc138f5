"""The Python API: a universe, loaded, and what can be asked of it.

>>> import fabula
>>> citadel = fabula.load("examples/citadel")  # doctest: +SKIP
>>> citadel.world.at("S01E02/14").place("Mason")  # doctest: +SKIP
'places/boatyard'
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.model import Canon, Moment, Presence
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe
from fabula.universe.names import fold_name

__all__ = ["Loaded", "SceneState", "UnknownName", "WorldView", "load"]

_REFERENCE = re.compile(r"(?:(?P<show>\S+)\s+)?(?P<code>s\d+e\d+)\s*/\s*(?P<scene>\S+)", re.IGNORECASE)


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

    def scene(self, scene: str | Scene) -> Scene:
        """A scene by its key ("citadel/s01e02/14") or as scripts refer to it ("S01E02/14", "india S01E02/14").

        Without a show, the mothership is meant, else the only show that has such a scene. Raises `UnknownName`.
        """
        return find_scene(self.canon, scene)


def find_scene(canon: Canon, scene: str | Scene) -> Scene:
    """See `Loaded.scene`."""
    if isinstance(scene, Scene):
        return scene
    universe = canon.universe
    if scene.lower() in universe.by_name:
        return universe.by_name[scene.lower()]
    match = _REFERENCE.fullmatch(scene.strip())
    if match is None:
        raise UnknownName(f"there is no scene {scene!r}; name it like S01E02/14 or citadel/s01e02/14")
    show, rest = match["show"], f"{match['code']}/{match['scene']}".lower()
    shows = (
        [show.lower()] if show else sorted(universe.shows, key=lambda id_: (not universe.shows[id_].mothership, id_))
    )
    found = [universe.by_name[f"{one}/{rest}"] for one in shows if f"{one}/{rest}" in universe.by_name]
    if not found:
        raise UnknownName(f"there is no scene {scene!r}")
    if len(found) > 1 and not found[0].episode.show.mothership:
        raise UnknownName(f"{scene!r} could be {' or '.join(one.name for one in found)}")
    return found[0]


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


def _names(name: str, key: str, aliases: Iterable[str]) -> set[str]:
    return {fold_name(name), fold_name(key.rpartition("/")[2]), *map(fold_name, aliases)}
