"""Replaying minds: from the scenes in the order of happening to the log of what everybody took in.

Each scene gives, in the order of its text: what those present see (who is there, where), the names that are spoken, and
what canon notes state. Dreams and tales told give nothing. The semantics, with every corner case, is in
``docs/design/minds.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.bible.statements import Statement
from fabula.script.model import Kind
from fabula.source import Span
from fabula.story.changes import body_of
from fabula.story.minds.audience import tell_audience
from fabula.story.minds.company import Company, companies_of, minded
from fabula.story.minds.events import UNKNOWN, MindEvent, Post
from fabula.story.minds.given import dated_changes, given_event, given_events, is_secret_name, secret_facts
from fabula.story.minds.log import Happening, MindLog
from fabula.story.minds.matters import matter_of
from fabula.story.minds.mental import MENTAL_FORMS, Mental, mental_event
from fabula.story.minds.met import Met
from fabula.story.minds.poses import cover_people, covers_in, covers_of, pose_events, sight_under_cover
from fabula.story.minds.sayings import Saying, find_sayings
from fabula.story.minds.shapes import open_event, party_event
from fabula.story.minds.sights import Sights
from fabula.story.model import Change, Moment, Presences, World
from fabula.story.timeline import Timeline
from fabula.universe.load import paused_collection
from fabula.universe.model import Scene, Universe

__all__ = ["Replay", "covers_in", "replay_minds"]

_SPOKEN = frozenset({Kind.DIALOGUE, Kind.LYRICS})


class _Cue(NamedTuple):
    """Something in a scene that gives an event: where, in which order among equals, and what."""

    offset: int
    turn: int
    what: object


def replay_minds(universe: Universe, timeline: Timeline, presences: Presences, world: World) -> MindLog:
    """What everybody took in, scene by scene in story order."""
    with paused_collection():  # the log is kept as a whole
        replay = Replay(universe, timeline, presences, world)
        replay.live()
        return replay.log


class Replay:
    """A replay of minds: what it reads, what it has come to, and what scenes to come are read against."""

    def __init__(self, universe: Universe, timeline: Timeline, presences: Presences, world: World) -> None:
        self.universe = universe
        self.timeline = timeline
        self.presences = presences
        self.log = MindLog(teller=lambda log: tell_audience(universe, log))
        self.people = minded(universe)
        self.changes: dict[Scene, list[Change]] = {}
        for changes in world.log.values():
            for change in changes:
                # Where people are seen, sights tell; where things are carried, these changes.
                if change.scene is not None and (change.form != "presence" or change.subject.startswith("things/")):
                    self.changes.setdefault(change.scene, []).append(change)
        self.world = world
        self.secrets = secret_facts(universe)
        self.sayings = find_sayings(universe)
        self.covers = cover_people(universe)
        self.met = Met()
        self.sights = Sights(universe, world, self.log, self.met)
        self.posing: dict[str, str] = {}
        self.given = list(given_events(universe, world, self.people, self.secrets))
        self.dated = dated_changes(world)
        self.hidden_places = frozenset(
            entity.key
            for entity in universe.entities.values()
            if entity.kind is EntryKind.PLACE and is_secret_name(entity)
        )

    def live(self, first: int = 0, pause: Callable[[int], None] | None = None) -> None:
        """Live through the scenes from one rank on, by default all; what came before has to be in place.

        ``pause`` is called before each scene, with its rank.
        """
        for moment, span, words, event in self.given if first == 0 else ():
            self._add(event, Happening(moment, span, words, "bible"))
        dated = (change for change in self.dated if change.moment.rank >= first)
        due = next(dated, None)
        for rank in range(first, len(self.timeline.order)):
            if pause is not None:
                pause(rank)
            scene = self.timeline.order[rank]
            while due is not None and due.moment.rank <= rank:
                self._given(due)
                due = next(dated, None)
            if self.timeline.mode[scene.order].happened:
                self._scene(rank, scene)
        while due is not None:
            self._given(due)
            due = next(dated, None)

    def _add(self, event: MindEvent, happening: Happening) -> None:
        self.log.minds.add(event)
        self.log.happenings.append(happening)

    def _given(self, change: Change) -> None:
        last = self.log.happenings[-1].moment if self.log.happenings else change.moment
        moment = max(last, Moment(change.moment.rank, -1))
        words = f"the bible: {change.span.text.strip()}"
        self._add(given_event(self.universe, change, self.people), Happening(moment, change.span, words, "bible"))

    def _scene(self, rank: int, scene: Scene) -> None:
        here = self.presences.by_scene[scene.order]
        stays = companies_of(scene, here, self.people) if here else []
        shown = covers_of(self.universe, scene, self.covers, self.posing) if self.covers or self.posing else {}
        if shown:
            self.log.shown[scene] = shown
        if shown or self.posing:
            self._keep_posing(scene, shown)
        in_on_it = self._in_on_it(scene) if scene.statements else frozenset[str]()
        company = Company()
        for offset, _, what in self._cues(scene, stays):
            moment = Moment(rank, offset)
            if isinstance(what, Company):
                last, company = company, what
                self._leave(scene, moment, last, company, shown)
                if not (company.everybody <= last.everybody and company.seeing <= last.seeing):
                    self._meet(scene, moment, company, shown, in_on_it)
            elif isinstance(what, str):
                self._hear(scene, moment, what, company)
            elif isinstance(what, Saying):
                event = self._party([Post(what.matter, "yes")], company, company.public)
                span, words = Span(scene.source, what.start, what.end), f"“{what.phrase}” is said"
                self._add(event, Happening(moment, span, words, "said", scene))
            elif isinstance(what, Change):
                self._change(scene, moment, what, company)
            elif isinstance(what, Statement):
                state = self._occasion(scene, moment, company, in_on_it, shown)
                for event, words in mental_event(state, what):
                    self.sights.placed(event)
                    self._add(event, Happening(moment, what.span, words, what.form, scene))

    def _cues(self, scene: Scene, stays: list[tuple[int, Company]]) -> list[_Cue]:
        """All that gives events in a scene, in the order of its text."""
        cues = [_Cue(offset, 0, company) for offset, company in stays]
        if scene.mentions and stays:
            everybody = stays[0][1].everybody
            if len(stays) > 1:
                everybody = everybody.union(*(company.everybody for _, company in stays))
            cues += self._names(scene, everybody)
        if scene in self.sayings:
            cues += (_Cue(saying.start, 1, saying) for saying in self.sayings[scene])
        if scene in self.changes:
            cues += (_Cue(change.moment.offset, 3, change) for change in self.changes[scene])
        if scene.statements:
            cues += (_Cue(s.span.start, 4, s) for s in scene.statements if s.form in MENTAL_FORMS)
        if len(cues) > 1:
            cues.sort(key=_place)
        return cues

    def _occasion(
        self, scene: Scene, moment: Moment, company: Company, in_on_it: frozenset[str], shown: Mapping[str, str]
    ) -> Mental:
        return Mental(
            self.universe, self.log, self.timeline, self.world, self.secrets, scene, moment, company, self.people,
            in_on_it, self.met, shown,
        )  # fmt: skip

    def _in_on_it(self, scene: Scene) -> frozenset[str]:
        found = (s.names("person") for s in scene.statements if s.form == "in-on-it")
        return frozenset(body_of(self.universe, name.key) for names in found for name in names)

    def _keep_posing(self, scene: Scene, shown: Mapping[str, str]) -> None:
        """Who poses by a note goes on with it; a cue under their own name ends it."""
        for statement in scene.statements:
            if statement.form == "poses-as":
                self.posing.update((person, name) for person, name in shown.items())
        for person in [person for person in self.posing if person not in shown]:
            if any(person in speech.people for speech in scene.speeches):
                del self.posing[person]

    def _names(self, scene: Scene, everybody: frozenset[str]) -> Iterator[_Cue]:
        """Where a name is spoken or seen that somebody who takes part has not met with."""
        elements = scene.episode.script.elements
        known, numbering = self.met.shared(everybody), self.met.numbering
        for mention in scene.mentions:
            if not known & numbering.bit(mention.key):
                yield _Cue(mention.start, 1 if elements[mention.element].kind in _SPOKEN else 2, mention.key)

    def _leave(self, scene: Scene, moment: Moment, last: Company, company: Company, shown: Mapping[str, str]) -> None:
        """Somebody has gone, in the sight of those who stay. Who goes under a cover leaves no trace."""
        if not last.seeing or last.seeing <= company.everybody:
            return
        gone = last.seeing - company.everybody - {slip.person for slip in company.slips} - frozenset(shown)
        event = self.sights.departure(gone, company)
        if event is not None:
            names = ", ".join(self.universe.name(person) for person in sorted(gone))
            verb = "leaves" if len(gone) == 1 else "leave"
            self._add(event, Happening(moment, scene.span, f"{names} {verb}", "left", scene))

    def _meet(
        self, scene: Scene, moment: Moment, company: Company, shown: Mapping[str, str], in_on_it: frozenset[str]
    ) -> None:
        """Somebody has come: those who are there see who else is, and where, and who is not."""
        place = scene.place
        where = f"at {self.universe.name(place)}" if place else "together"
        span = self._span(scene, company)
        here = {person: name for person, name in shown.items() if person in company.public} if shown else {}
        if here:
            state = self._occasion(scene, moment, company, in_on_it, shown)
            sight = self._meet_covers(state, here)
        else:
            sight = self.sights.company(company, place, moment)
            if place:
                self.sights.place(company, place)
        if sight is not None:
            self._add(sight, Happening(moment, span, f"they are {where} in {scene.name}", "seen", scene))
        if place:
            for event in self.sights.missed(company, place, moment, here.values()):
                who = self.universe.name(event.nodes[1].post[0].matter.subject)
                self._add(event, Happening(moment, span, f"{who} is not {where}", "missed", scene))
        if place in self.hidden_places:
            self._hear(scene, moment, place, company)

    def _meet_covers(self, state: Mental, here: Mapping[str, str]) -> MindEvent | None:
        """People are taken for those whose names they use; gives what each sees by that."""
        for person in sorted(here):
            for event in pose_events(state, person, here[person]):
                words = f"{self.universe.name(person)} is taken for {self.universe.name(here[person])}"
                self._add(event, Happening(state.moment, state.scene.span, words, "poses-as", state.scene))
        sight = sight_under_cover(state, here, state.scene.place)
        if sight is not None:
            self.sights.placed(sight)
            faces = {here.get(person, person) for person in state.company.seeing}
            self.met.meet(state.company.everybody, self.met.numbering.bits(faces))
        return sight

    def _span(self, scene: Scene, company: Company) -> Span:
        people = company.seeing or company.everybody
        for presence in self.presences.by_scene[scene.order]:  # sorted by person
            if presence.person in people:
                return presence.span
        return scene.span

    def _party(self, posts: list[Post], company: Company, public: frozenset[str]) -> MindEvent:
        """What a public takes in, and those hidden who hear it."""
        if not company.bands and not company.slips:
            return open_event(posts, public)
        return party_event(posts, public, company.supposed(public), company.bands)

    def _hear(self, scene: Scene, moment: Moment, key: str, company: Company) -> None:
        """A name is spoken or seen: those for whom it is new have met with it."""
        if not self.met.hear(company.everybody, key):
            return
        event = self._party([self.sights.heard(key)], company, company.public)
        span = Span(scene.source, moment.offset, moment.offset + 1)
        self._add(event, Happening(moment, span, f"{self.universe.name(key)} is named", "said", scene))

    def _change(self, scene: Scene, moment: Moment, change: Change, company: Company) -> None:
        """What changes in the world is seen by those who are there, and by those whom it happens to."""
        if change.attribute == "cover":
            return
        matter = matter_of(change.subject, change.attribute)
        if change.attribute == "place":
            self._move(scene, moment, change, company)
            return
        value = change.value or ("nobody" if change.attribute == "holder" else "no")
        if matter.kind.startswith("feels:"):
            event = open_event([Post(matter, value)], {change.subject} & self.people)
        else:
            keys = dict.fromkeys((change.subject, str(matter.detail), change.value))
            involved = frozenset(body_of(self.universe, key) for key in keys) & self.people
            posts = [Post(matter, value)]
            if change.attribute == "holder" and scene.place:
                posts.append(self.sights.at(change.subject, scene.place))
            seen = involved | company.everybody
            names = [key for key in keys if key in self.universe.entities]
            posts += [self.sights.heard(key) for key in names if self.met.hear(seen, key)]
            bands = company.watchers()
            if bands or company.slips:
                public = (company.seeing | involved) - company.watching
                event = party_event(posts, public, company.supposed(public), bands)
            else:
                event = open_event(posts, company.seeing | involved)
            self.sights.placed(event)
        self._add(event, Happening(moment, change.span, change.span.text, change.form, scene))

    def _move(self, scene: Scene, moment: Moment, change: Change, company: Company) -> None:
        """Who goes somewhere knows where they are; what is carried, whoever carries it knows where it is."""
        holder = self.world.value(change.subject, "holder", moment) if change.subject.startswith("things/") else ""
        know = {change.subject, holder} & self.people
        if change.form in {"takes-thing", "has", "gives", "drops", "found"} and change.value == scene.place:
            know |= company.seeing
        event = open_event([Post(matter_of(change.subject, "place"), change.value or UNKNOWN)], know)
        self.sights.placed(event)
        self._add(event, Happening(moment, change.span, change.span.text, change.form, scene))


def _place(cue: _Cue) -> tuple[int, int]:
    return cue[:2]
