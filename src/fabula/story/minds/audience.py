"""The audience as one more mind: it sees what is on screen, in the order of telling.

It views every event as it is, with three exceptions. What is told to somebody is believed as a trusting hearer
believes it, unless the audience already holds otherwise. Somebody under a cover is taken for the cover until the
audience has seen the same face under another name. And old news does not overwrite: what a flashback shows of a state
(where somebody is) counts only if nothing later is known.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from fabula.bible.model import EntryKind
from fabula.story.changes import body_of
from fabula.story.minds.events import UNKNOWN, Matter, MindEvent, Node, Post
from fabula.story.minds.log import AUDIENCE, MindLog, Told
from fabula.story.minds.matters import identity_of
from fabula.story.model import Moment
from fabula.universe.load import paused_collection
from fabula.universe.model import Scene, Universe

__all__ = ["tell_audience", "told_in"]


def tell_audience(universe: Universe, log: MindLog, order: Sequence[Scene] = ()) -> None:
    """Replay the log for the audience, scene by scene in a watch order (by default the order of telling).

    Fills ``log.audience``; a log that was told before is told anew.
    """
    log.audience = told_in(universe, log, order)


def told_in(universe: Universe, log: MindLog, order: Sequence[Scene] = (), only: Container[int] | None = None) -> Told:
    """What the audience has been told, in a watch order. Scenes that are not in it are not seen.

    With ``only``, other events of the story are passed over: where only some matters are asked for.
    """
    places = {scene: place for place, scene in enumerate(order or universe.scenes)}
    told = Told(watched=places)
    viewer = _Viewer(universe, log)
    with paused_collection():
        screen = [
            (places[happening.scene], happening.moment.offset, number)
            for number, happening in enumerate(log.happenings)
            if happening.scene is not None and happening.scene in places and (only is None or number in only)
        ]
        screen.sort()
        for place, offset, number in screen:
            posts = viewer.take(number)
            if posts:
                told.minds.add(MindEvent((Node(tuple(posts), _VIEW),)))
                told.events.append(number)
                told.moments.append((place, offset))
    return told


_VIEW = {AUDIENCE: 0}
_TOLD = frozenset({"tells", "lies", "learns", "whispers", "poses-as"})
_SIGHTS = frozenset({"seen", "left", "missed"})


class _Viewer:
    """What the audience has seen so far of faces and of states, and what it holds."""

    def __init__(self, universe: Universe, log: MindLog) -> None:
        self.log = log
        self.held: dict[Matter, Post] = {}
        """By matter, what counts now. One mind that forgets nothing needs no more of the engine while it is told."""
        self.people = {
            key: body_of(universe, key)
            for key, entity in universe.entities.items()
            if entity.kind in {EntryKind.PERSON, EntryKind.COVER}
        }
        self.universe = universe
        self.faces: dict[str, set[str]] = {}
        self.latest: dict[Matter, Moment] = {}
        self.met: set[Matter] = set()

    def take(self, number: int) -> list[Post]:
        """What an event of the story sets in the audience's mind."""
        event, happening = self.log.minds.events[number], self.log.happenings[number]
        kind, moment = happening.kind, happening.moment
        if kind in _TOLD:
            node = self._node(event, kind)
        elif kind == "seen" and event.tag >= 0:
            node = self._sight(event)
        else:
            node = event.nodes[0]
        posts: list[Post] = []
        for post in node.post:
            matter = post.matter
            if kind == "seen" and (matter.kind == "place" or matter.kind == "heard"):
                posts += self._face(matter.subject)
            if matter.kind == "heard":
                if matter not in self.met:
                    self.met.add(matter)
                    posts.append(post)
                continue
            if post.value == UNKNOWN and kind not in _TOLD:
                continue  # the audience forgets nothing, and sees where people go when they leave the room
            if not matter.timeless:
                of = moment if post.about < 0 else self.log.happenings[post.about].moment
                if of < self.latest.get(matter, of):
                    continue
                self.latest[matter] = of
            posts.append(post if post.about < 0 else post._replace(about=-1))
        for post in posts:
            held = self.held.get(post.matter)
            if held is None or not post.matter.timeless or post.grounds >= held.grounds:
                self.held[post.matter] = post
        return posts

    def _sight(self, event: MindEvent) -> Node:
        """People under covers are seen as these, unless the audience knows them all."""
        for post in event.nodes[event.tag].post:
            name = post.matter.subject
            person = self.people.get(name, name)
            known = person in self.faces.get(person, ())
            if person != name and not known and self._held(identity_of(self.universe, name)) != "yes":
                return event.nodes[event.tag]
            if post not in event.nodes[0].post:
                return event.nodes[event.tag]  # a double: the audience sees the face that is shown
        return event.nodes[0]

    def _node(self, event: MindEvent, kind: str) -> Node:
        """The node that the audience takes something said to be: sincere, unless it holds otherwise."""
        sincere = next((node for node in event.nodes if any(p.matter.kind not in _MARKS for p in node.post)), None)
        if sincere is None:
            return event.nodes[0]
        for post in sincere.post:
            if post.matter.kind in _MARKS:
                continue
            held = self._held(post.matter)
            if held is not None and held != post.value and (post.matter.timeless or kind == "lies"):
                return event.nodes[0]
            if post.matter.kind == "identity" and post.value == "no":
                person = str(post.matter.detail)
                if person in self.faces.get(person, ()):
                    return event.nodes[0]
        return sincere

    def _held(self, matter: Matter) -> str | None:
        held = self.held.get(matter)
        return None if held is None else held.value

    def _face(self, name: str) -> list[Post]:
        """A name is seen on a face; a face seen under two names gives a cover away."""
        person = self.people.get(name)
        if person is None:
            return []
        names = self.faces.setdefault(person, set())
        if name in names:
            return []
        names.add(name)
        covers = sorted(key for key in names if key != person)
        return [Post(identity_of(self.universe, cover), "yes") for cover in covers] if person in names else []


_MARKS = frozenset({"claim", "knows-whether", "heard"})
