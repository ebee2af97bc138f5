"""Where a loose end can go on: the other shows, with what ties it to each.

Shows are ordered by the ties themselves, in the order of `Tie`: whether it is theirs, whether they tell it already, how
many of its people they have, who there has to do with it, how many of its places they use, whether they are fed, and
whether an episode that happens later can still change. There is no other weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from fabula.change.hardness import stage_words
from fabula.change.rehoming.cast import people_in, scenes_of
from fabula.change.rehoming.ends import LooseEnd, What
from fabula.rules.references import find_entity_uses
from fabula.rules.storylines import find_storylines
from fabula.story.canon import Canon
from fabula.story.minds.ask import Asking
from fabula.story.minds.events import Matter
from fabula.story.minds.points import end_of_story
from fabula.universe.model import Episode, Scene, Show, Status

__all__ = ["Home", "Homes", "Reason", "Tie"]


class Tie(StrEnum):
    """What ties a loose end to another show; the stronger comes first."""

    OWNED = "it belongs to the show"
    TOLD = "told there already"
    PEOPLE = "its people are there"
    KNOWN = "somebody there has to do with it"
    PLACES = "its places are there"
    FED = "its viewers know the show"
    ROOM = "there is room"


@dataclass(frozen=True, slots=True)
class Reason:
    """One tie in words, with the scene that shows it if there is one. ``count`` is how many there are of its kind."""

    tie: Tie
    words: str
    scene: Scene | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Home:
    """A show in which a loose end can go on, with the reasons. ``but`` is what speaks against it, empty if nothing."""

    show: Show
    reasons: tuple[Reason, ...]
    but: str = ""

    @property
    def rank(self) -> tuple[int, ...]:
        """How many ties there are of each kind, negative, so that the better home sorts first."""
        return tuple(-sum(reason.count for reason in self.reasons if reason.tie is tie) for tie in Tie)


class Homes:
    """Finds homes for what a show leaves open."""

    def __init__(self, canon: Canon, show: Show) -> None:
        self.canon = canon
        self.show = show
        told = dict.fromkeys(episode.show.id for episode in canon.universe.episodes)
        shows = [canon.universe.shows[one] for one in dict.fromkeys((*told, *canon.universe.shows))]
        self.others = [other for other in shows if other is not show and not other.cancelled]
        self.scenes = {
            other.id: [scene for episode in other.episodes for scene in episode.scenes] for other in self.others
        }

    def find(self, end: LooseEnd) -> tuple[Home, ...]:
        """The shows in which it can go on, the one with most ties first. None of them if nothing ties it to any."""
        homes = [home for other in self.others if (home := self._home(end, other)) is not None]
        return tuple(sorted(homes, key=lambda home: home.rank))  # stable: among equals the order of telling

    def _home(self, end: LooseEnd, other: Show) -> Home | None:
        entity = self.canon.universe.entities.get(end.key)
        ties = [
            *self._told(end, other),
            *self._people(end, other),
            *self._known(end, other),
            *self._places(end, other),
        ]
        if entity is not None and entity.declared and entity.owner == other.id:
            ties.insert(0, Reason(Tie.OWNED, f"the entry of {entity.name} belongs to it"))
        if other.id in self.show.feeds:
            ties.append(Reason(Tie.FED, f"{self.show.name} feeds it"))
        if not ties:
            return None
        room = self._room(end, other)
        if room is None:
            return Home(other, tuple(ties), "all its episodes are locked or further: it would take a new one")
        return Home(other, (*ties, room))

    def _told(self, end: LooseEnd, other: Show) -> Iterator[Reason]:
        if end.what is What.STORYLINE:
            scene = self._storylines.get((end.key, other.id)) if end.key else None
            if scene is not None:
                yield Reason(Tie.TOLD, f"the storyline is told there, last in {scene.name}", scene)
        elif end.what in {What.SETUP, What.THING, What.SECRET} and end.key:
            scene = self._uses.get((end.key, other.id))
            if scene is not None:
                yield Reason(Tie.TOLD, f"notes speak of it there, last in {scene.name}", scene)

    def _people(self, end: LooseEnd, other: Show) -> Iterator[Reason]:
        for person in end.people:
            scenes = scenes_of(self.canon, person, other)
            if scenes:
                name, last = self.canon.universe.name(person), scenes[-1]
                times = f" ({len(scenes)} scenes)" if len(scenes) > 1 else ""
                yield Reason(Tie.PEOPLE, f"{name} is there, last in {last.name}{times}", last)

    def _known(self, end: LooseEnd, other: Show) -> Iterator[Reason]:
        """People of the other show who are no carriers, and know or suspect the secret, or have had the thing."""
        if end.what is What.SECRET:
            people = [p for p in people_in(self.canon, self.scenes[other.id]) if p not in end.people]
            matter, end_ = Matter("secret", end.key), end_of_story(self.canon)
            for person in people:
                if self._asking.value((person,), matter, end_):
                    yield Reason(Tie.KNOWN, f"{self.canon.universe.name(person)} knows it there")
                elif self._asking.suspicion(person, matter, end_):
                    yield Reason(Tie.KNOWN, f"{self.canon.universe.name(person)} suspects it there")
        elif end.what in {What.THING, What.SETUP} and end.key:
            had: dict[str, Scene] = {}
            for change in self.canon.world.changes(end.key, "holder"):
                if change.scene is not None and change.scene.episode.show is other and change.value:
                    had[change.value] = change.scene
            for person, scene in had.items():
                if person not in end.people:
                    yield Reason(Tie.KNOWN, f"{self.canon.universe.name(person)} had it in {scene.name}", scene)

    def _places(self, end: LooseEnd, other: Show) -> Iterator[Reason]:
        places = {scene.place for scene in end.scenes if scene.place}
        found: dict[str, Scene] = {}
        for scene in self.scenes[other.id] if places else ():
            if scene.place in places:
                found[scene.place] = scene
        for place in sorted(found):
            name = self.canon.universe.place_name(place)
            yield Reason(Tie.PLACES, f"scenes are set at {name} there, last {found[place].name}", found[place])

    def _room(self, end: LooseEnd, other: Show) -> Reason | None:
        """An episode that can still change, rather one that happens after what is left open; None if there is none."""
        rank = self.canon.timeline.rank
        free = [episode for episode in other.episodes if episode.status < Status.LOCKED]
        after = -1 if end.scene is None else rank[end.scene.order]
        later = [e for e in free if any(rank[scene.order] > after for scene in e.scenes)]
        if not free:
            return None
        if end.scene is None:
            return Reason(Tie.ROOM, f"{_stage(free[0])}: it can still change")
        if not later:
            return Reason(Tie.ROOM, f"{_stage(free[-1])}: it can still change, but happens before", count=0)
        more = f" (and {len(later) - 1} more)" if len(later) > 1 else ""
        return Reason(Tie.ROOM, f"{_stage(later[0])}{more}: it can still change, and happens later", later[0].scenes[0])

    @cached_property
    def _asking(self) -> Asking:
        return Asking(self.canon)

    @cached_property
    def _storylines(self) -> dict[tuple[str, str], Scene]:
        """The last scene of each storyline of the bible in each show."""
        return {
            (storyline.entity.key, scene.episode.show.id): scene
            for storyline in find_storylines(self.canon.universe)
            if storyline.entity is not None
            for scene, _ in storyline.scenes
        }

    @cached_property
    def _uses(self) -> dict[tuple[str, str], Scene]:
        """The last scene of each show in which a note names a thing or a secret."""
        return {
            (entity.key, scene.episode.show.id): scene for scene, _, _, entity in find_entity_uses(self.canon.universe)
        }


def _stage(episode: Episode) -> str:
    return f"{episode.code} is {stage_words(episode.status)}"
