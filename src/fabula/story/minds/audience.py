"""The audience as one more mind: it sees what is on screen, in the order of telling.

It views every event as it is, with three exceptions. What is told to somebody is believed as a trusting hearer
believes it, unless the audience already holds otherwise. Somebody under a cover is taken for the cover until the
audience has seen the same face under another name. And old news does not overwrite: what a flashback shows of a state
(where somebody is) counts only if nothing later is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from fabula.bible.model import EntryKind
from fabula.story.changes import body_of
from fabula.story.minds.events import Matter, MindEvent, Node, Post
from fabula.story.minds.log import AUDIENCE, MindLog
from fabula.story.minds.matters import identity_of
from fabula.story.model import Moment
from fabula.universe.model import Scene, Universe

__all__ = ["tell_audience"]

_TOLD = frozenset({"tells", "lies", "learns", "poses-as"})


def tell_audience(universe: Universe, log: MindLog, order: Sequence[Scene] = ()) -> None:
    """Replay the log for the audience, scene by scene in a watch order (by default the order of telling).

    Fills ``log.telling``, ``told``, ``told_moments`` and ``watched``; a log that was told before is told anew.
    """
    places = {scene: place for place, scene in enumerate(order or universe.scenes)}
    screen = sorted(
        (places[happening.scene], happening.moment.offset, number)
        for number, happening in enumerate(log.happenings)
        if happening.scene is not None and happening.scene in places
    )
    log.telling, log.told, log.told_moments = type(log.telling)(), [], []
    log.watched = places
    viewer = _Viewer(universe, log)
    for place, offset, number in screen:
        posts = viewer.take(number)
        if posts:
            log.telling.add(MindEvent((Node(tuple(posts), {AUDIENCE: 0}),)))
            log.told.append(number)
            log.told_moments.append((place, offset))


class _Viewer:
    """What the audience has seen so far of faces and of states."""

    def __init__(self, universe: Universe, log: MindLog) -> None:
        self.universe = universe
        self.log = log
        self.faces: dict[str, set[str]] = {}
        self.latest: dict[Matter, Moment] = {}

    def take(self, number: int) -> list[Post]:
        """What an event of the story sets in the audience's mind."""
        event, happening = self.log.minds.events[number], self.log.happenings[number]
        node = self._node(event) if happening.kind in _TOLD else event.nodes[0]
        posts: list[Post] = []
        for post in node.post:
            if post.matter.kind == "heard":
                posts += self._face(post.matter.subject, happening.kind)
            if not post.matter.timeless and post.matter.kind != "heard":
                if happening.moment < self.latest.get(post.matter, happening.moment):
                    continue
                self.latest[post.matter] = happening.moment
            posts.append(post._replace(about=-1))
        return posts

    def _node(self, event: MindEvent) -> Node:
        """The node that the audience takes something said to be: sincere, unless it holds otherwise."""
        sincere = next((node for node in event.nodes if any(p.matter.kind not in _MARKS for p in node.post)), None)
        if sincere is None:
            return event.nodes[0]
        for post in sincere.post:
            held = self.log.telling.value((AUDIENCE,), post.matter)
            if held is not None and held != post.value and post.matter.kind not in _MARKS:
                return event.nodes[0]
            if post.matter.kind == "identity" and post.value == "no":
                person = str(post.matter.detail)
                if person in self.faces.get(person, ()):
                    return event.nodes[0]
        return sincere

    def _face(self, name: str, kind: str) -> list[Post]:
        """A name is seen on a face, or only spoken; a face seen under two names gives a cover away."""
        entity = self.universe.entities.get(name)
        if kind != "seen" or entity is None or entity.kind not in {EntryKind.PERSON, EntryKind.COVER}:
            return []
        person = body_of(self.universe, name)
        names = self.faces.setdefault(person, set())
        if name in names:
            return []
        names.add(name)
        covers = sorted(key for key in names if key != person)
        return [Post(identity_of(self.universe, cover), "yes") for cover in covers] if person in names else []


_MARKS = frozenset({"claim", "knows-whether", "heard"})
