"""Replaying minds: from the scenes in the order of happening to the log of what everybody took in.

Each scene gives, in the order of its text: what those present see (who is there, where), the names that are spoken, and
what canon notes state. Dreams and tales told give nothing. The semantics, with every corner case, is in
``docs/design/minds.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.bible.statements import Statement
from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.changes import body_of
from fabula.story.minds.audience import tell_audience
from fabula.story.minds.company import Company, company_at, minded
from fabula.story.minds.events import Grounds, Matter, MindEvent, Node, Post
from fabula.story.minds.given import given_events, secret_facts
from fabula.story.minds.log import Happening, MindLog
from fabula.story.minds.matters import heard_of, matter_of
from fabula.story.minds.mental import Mental, mental_event, posing
from fabula.story.minds.shapes import watched_event
from fabula.story.model import Change, Moment, Presence, Presences, World
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["replay_minds"]

_SPOKEN = frozenset({Kind.DIALOGUE, Kind.LYRICS})


class _Cue(NamedTuple):
    """Something in a scene that gives an event: where, in which order among equals, and what."""

    offset: int
    turn: int
    what: object


def replay_minds(universe: Universe, timeline: Timeline, presences: Presences, world: World) -> MindLog:
    """What everybody took in, scene by scene in story order."""
    return _Replay(universe, timeline, presences, world).run()


class _Replay:
    def __init__(self, universe: Universe, timeline: Timeline, presences: Presences, world: World) -> None:
        self.universe = universe
        self.timeline = timeline
        self.presences = presences
        self.log = MindLog()
        self.people = minded(universe)
        self.changes: dict[Scene, list[Change]] = {}
        for changes in world.log.values():
            for change in changes:
                if change.scene is not None and change.form != "presence":
                    self.changes.setdefault(change.scene, []).append(change)
        self.world = world
        self.secrets = secret_facts(universe)
        self.met: dict[str, set[str]] = {}

    def run(self) -> MindLog:
        for moment, span, words, event in given_events(self.universe, self.world, self.people, self.secrets):
            self._add(event, Happening(moment, span, words, "bible"))
        for rank, scene in enumerate(self.timeline.order):
            if self.timeline.mode[scene.order].happened:
                self._scene(rank, scene)
        tell_audience(self.universe, self.log)
        return self.log

    def _add(self, event: MindEvent, happening: Happening) -> None:
        self.log.minds.add(event)
        self.log.happenings.append(happening)

    def _scene(self, rank: int, scene: Scene) -> None:
        here = self.presences.by_scene[scene.order]
        posing_as = _covers_of(self.universe, scene)
        in_on_it = frozenset(
            body_of(self.universe, name.key)
            for statement in scene.statements
            if statement.form == "in-on-it"
            for name in statement.names("person")
        )
        last: Company | None = None
        for offset, _, what in sorted(self._cues(scene, here), key=lambda cue: cue[:2]):
            company = company_at(here, offset, self.people)
            moment = Moment(rank, offset)
            state = Mental(
                self.universe, self.log, self.timeline, self.world, self.secrets, scene, moment, company, in_on_it
            )
            if what is None:
                if company != last:
                    self._see(scene, moment, here, company)
                    for person, cover in sorted(posing_as.items()):
                        if person in company.seeing and (event := posing(state, person, cover)) is not None:
                            words = f"{self.universe.name(person)} is taken for {self.universe.name(cover)}"
                            self._add(event, Happening(moment, scene.span, words, "poses-as", scene))
                    last = company
            elif isinstance(what, str):
                self._hear(scene, moment, what, company)
            elif isinstance(what, Change):
                self._change(scene, moment, what, company)
            elif isinstance(what, Statement):
                for event, words in mental_event(state, what):
                    self._add(event, Happening(moment, what.span, words, what.form, scene))
                if what.form.startswith("forgets-everything"):
                    for name in what.names("person"):
                        self.met.pop(body_of(self.universe, name.key), None)

    def _cues(self, scene: Scene, here: Sequence[Presence]) -> Iterator[_Cue]:
        for start in {presence.start for presence in here}:
            yield _Cue(start, 0, None)
        elements = scene.episode.script.elements
        for mention in scene.mentions:
            yield _Cue(mention.start, 1 if elements[mention.element].kind in _SPOKEN else 2, mention.key)
        for change in self.changes.get(scene, ()):
            yield _Cue(change.moment.offset, 3, change)
        for statement in scene.statements:
            yield _Cue(statement.span.start, 4, statement)

    def _see(self, scene: Scene, moment: Moment, here: Sequence[Presence], company: Company) -> None:
        """Who is there sees who else is, and where."""
        if not company.seeing and not company.watching:
            return
        posts: list[Post] = []
        spans = {presence.person: presence.span for presence in here}
        shown_as = _covers_of(self.universe, scene)
        for person in sorted(company.seeing):
            shown = shown_as.get(person, person)
            if scene.place:
                posts.append(Post(Matter("place", shown), scene.place))
            posts.append(Post(heard_of(shown), "yes"))
        span = spans.get(min(company.seeing | company.watching), scene.span)
        event = watched_event(posts, company.seeing, company.watching)
        if scene.place and company.watching:
            own = tuple(Post(Matter("place", p), scene.place) for p in sorted(company.watching))
            first = event.nodes[0]
            event = MindEvent((Node(first.post + own, first.view), *event.nodes[1:]))
        where = f"at {self.universe.name(scene.place)}" if scene.place else "together"
        self._add(event, Happening(moment, span, f"they are {where} in {scene.name}", "seen", scene))
        for person in sorted(company.seeing):
            self.met.setdefault(person, set()).update(company.seeing)

    def _hear(self, scene: Scene, moment: Moment, key: str, company: Company) -> None:
        """A name is spoken or seen: those for whom it is new have met with it."""
        new = sorted(person for person in company.everybody if key not in self.met.setdefault(person, set()))
        if not new:
            return
        for person in new:
            self.met[person].add(key)
        event = watched_event([Post(heard_of(key), "yes")], company.seeing | company.hearing, company.hidden)
        span = Span(scene.source, moment.offset, moment.offset + 1)
        self._add(event, Happening(moment, span, f"{self.universe.name(key)} is named", "said", scene))

    def _change(self, scene: Scene, moment: Moment, change: Change, company: Company) -> None:
        """What changes in the world is seen by those who are there, and by those whom it happens to."""
        if change.attribute in {"cover", "place"}:
            return
        value = change.value or ("nobody" if change.attribute == "holder" else "no")
        private = change.attribute.startswith("feels:")
        involved = frozenset({change.subject, change.value}) & self.people
        seeing = involved & {change.subject} if private else company.seeing | involved
        watching = frozenset() if private else company.watching
        post = Post(matter_of(change.subject, change.attribute), value, Grounds.SEEN)
        event = watched_event([post], seeing, watching)
        self._add(event, Happening(moment, change.span, change.span.text, change.form, scene))


def _covers_of(universe: Universe, scene: Scene) -> dict[str, str]:
    """Who is in a scene under a cover, by the names in its cues: person to cover."""
    found: dict[str, str] = {}
    for speech in scene.speeches:
        for key in speech.people:
            entity = universe.entities.get(key)
            if entity is not None and entity.kind is EntryKind.COVER and entity.parent:
                found[body_of(universe, key)] = key
    return found
