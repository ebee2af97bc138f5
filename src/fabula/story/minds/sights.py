"""What people see by being somewhere: who else is there, who is not there any more, and what they had expected to find.

A sight is one event for a company. News that everybody has is left out, so that a scene costs what is new in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.story.minds.company import Company
from fabula.story.minds.events import UNKNOWN, Matter, MindEvent, Node, Post
from fabula.story.minds.log import MindLog
from fabula.story.minds.matters import heard_of
from fabula.story.minds.met import Met
from fabula.story.minds.shapes import party_event
from fabula.story.model import Moment, World
from fabula.story.travel import AREAS
from fabula.universe.model import Universe

__all__ = ["Remembered", "Sights", "find_rooms"]

_TOWNS = AREAS | {"city", "town", "village", "borough", "quarter", "street", "road", "forest", "mountains"}


def find_rooms(universe: Universe) -> frozenset[str]:
    """The places that can be looked over: who is not seen there is not there.

    A place that holds others is no such place, nor is a town, an area, or what has a time zone of its own.
    """
    holding = {entity.parent for entity in universe.entities.values() if entity.kind is EntryKind.PLACE}
    rooms = []
    for key, entity in universe.entities.items():
        if entity.kind is EntryKind.PLACE and key not in holding and entity.value("timezone") is None:
            kind = entity.value("kind")
            if kind is None or kind.text.strip().lower() not in _TOWNS:
                rooms.append(key)
    return frozenset(rooms)


class Remembered(NamedTuple):
    """What everybody has last seen where: see `Sights`."""

    at: dict[str, dict[str, int]]
    where: dict[str, dict[str, str]]
    unsure: dict[str, int]
    wiped: set[str]


def _copy(memory: Remembered) -> Remembered:
    at = {place: dict(people) for place, people in memory.at.items()}
    where = {person: dict(seen) for person, seen in memory.where.items()}
    return Remembered(at, where, dict(memory.unsure), set(memory.wiped))


class Sights:
    """Makes the events of seeing, with what everybody has last seen where."""

    def __init__(self, universe: Universe, world: World, log: MindLog, met: Met) -> None:
        self.world = world
        self.log = log
        self.met = met
        self.rooms = find_rooms(universe)
        self.dead = {subject for subject, attribute in world.log if attribute == "alive"}
        self._places: dict[str, dict[str, Post]] = {}
        self._whereabouts: dict[str, Matter] = {}
        self._heard: dict[str, Post] = {}
        # For each room, whom and what somebody last knew to be there; for each of them, where they last knew them.
        # What somebody was told, or may have lost, is only worth asking for: what is believed, the log says.
        self._at: dict[str, dict[str, int]] = {}
        self._where: dict[str, dict[str, str]] = {}
        self._unsure: dict[str, int] = {}
        self._wiped: set[str] = set()

    def memory(self) -> Remembered:
        """What everybody has last seen where, to be taken up again later."""
        return _copy(Remembered(self._at, self._where, self._unsure, self._wiped))

    def take_up(self, remembered: Remembered) -> None:
        """Go on from what `memory` has given."""
        self._at, self._where, self._unsure, self._wiped = _copy(remembered)

    def heard(self, name: str) -> Post:
        """That a name is met with."""
        post = self._heard.get(name)
        if post is None:
            post = self._heard[name] = Post(heard_of(name), "yes")
        return post

    def at(self, name: str, place: str) -> Post:
        """That somebody is at a place."""
        posts = self._places.get(place)
        if posts is None:
            posts = self._places[place] = {}
        post = posts.get(name)
        if post is None:
            matter = self._whereabouts.get(name)
            if matter is None:
                matter = self._whereabouts[name] = Matter("place", name)
            post = posts[name] = Post(matter, place)
        return post

    def company(self, company: Company, place: str, moment: Moment) -> MindEvent | None:
        """Who is there sees who else is, and where; None if there is nothing new in it."""
        seeing = sorted(company.seeing)
        posts: list[Post] = []
        for person in seeing:
            if place:
                posts.append(self.at(person, place))
            if self.dead and person in self.dead and self.world.value(person, "alive", moment) != "no":
                posts += self._alive(person)
        numbering = self.met.numbering
        faces = numbering.bits(seeing)
        new = self.met.meet(company.everybody, faces)
        if new or not place:
            posts += [self.heard(name) for name in seeing if not place or new & numbering.bit(name)]
        own = {person: self.at(person, place) for person in company.watching} if place else {}
        if not posts and not own:
            return None
        if not company.bands and not company.slips:
            return MindEvent((Node(tuple(posts), dict.fromkeys(seeing, 0)),))
        supposed = company.supposed(company.seeing)
        return party_event(posts, company.seeing, supposed, company.watchers(), own)

    def _alive(self, person: str) -> list[Post]:
        """Whoever was said to be dead and stands there lives."""
        matter = Matter("alive", person)
        return [Post(matter, "yes")] if self.log.minds.belief((), matter) is not None else []

    def placed(self, event: MindEvent) -> None:
        """Keep in mind who may have learnt of whom that they are where, and who has lost what they knew of that."""
        for node in event.nodes:
            self._wiped.update(change.person for change in node.memory)
            for post in node.post:
                if post.matter.kind == "place":
                    self._keep(node.view, post.matter.subject, post.value)

    def place(self, company: Company, place: str) -> None:
        """Keep in mind that all who see one another here have seen one another here."""
        seeing = company.seeing
        rooms = self._at.setdefault(place, {}) if place in self.rooms else None
        faces = self.met.numbering.bits(seeing)
        there = dict.fromkeys(seeing, place)
        for person in seeing | company.watching if company.watching else seeing:
            where = self._where.get(person)
            if where is None:
                where = self._where[person] = {}
            where.update(there)
            if rooms is not None:
                rooms[person] = rooms.get(person, 0) | faces

    def _keep(self, people: Iterable[str], subject: str, place: str) -> None:
        rooms = self._at.setdefault(place, {}) if place in self.rooms else None
        bit = self.met.numbering.bit(subject)
        for person in people:
            self._where.setdefault(person, {})[subject] = place
            self._unsure[person] = self._unsure.get(person, 0) | bit
            if rooms is not None:
                rooms[person] = rooms.get(person, 0) | bit

    def missed(self, company: Company, place: str, moment: Moment, shown: Collection[str] = ()) -> Iterator[MindEvent]:
        """What those who come somewhere had thought to find there and do not: where it is they do not know any more.

        ``shown`` are the names under which people are there. Nothing is learnt of where it really is; so the event
        really sets nothing.
        """
        rooms = self._at.get(place)
        if rooms is None:
            return
        seeing = company.seeing
        numbering = self.met.numbering
        faces = numbering.bits(seeing)
        believers: dict[str, list[str]] = {}
        for person in seeing:
            gone = rooms.get(person, 0) & ~faces
            if not gone:
                continue
            rooms[person] ^= gone  # they are looked for once
            where = self._where[person]
            for subject in numbering.names(gone):
                if where.get(subject) != place or subject in shown or self._is_here(subject, company, place, moment):
                    continue
                sure = person not in self._wiped and not self._unsure.get(person, 0) & numbering.bit(subject)
                if sure or self.log.value((person,), Matter("place", subject)) == place:
                    believers.setdefault(subject, []).append(person)
                    del where[subject]
        for subject in sorted(believers):
            view = dict.fromkeys(sorted(believers[subject]), 1)
            post = Post(Matter("place", subject), UNKNOWN)
            yield MindEvent((Node((), view), Node((post,), view)))

    def _is_here(self, subject: str, company: Company, place: str, moment: Moment) -> bool:
        """Whether something that is not a person in view is there all the same, or is taken to be."""
        if subject in {slip.person for slip in company.slips}:
            return True
        return subject.startswith("things/") and self.world.value(subject, "place", moment) == place

    def departure(self, gone: frozenset[str], company: Company) -> MindEvent | None:
        """Those who stay see others go: where they are now nobody here knows."""
        stayers = company.seeing | company.watching
        if not gone or not stayers:
            return None
        for stayer in stayers:
            for person in gone:
                self._where.get(stayer, {}).pop(person, None)
        posts = [Post(Matter("place", person), UNKNOWN) for person in sorted(gone)]
        return party_event(posts, company.seeing, company.supposed(company.seeing), company.watchers())
