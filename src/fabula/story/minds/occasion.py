"""The occasion on which a canon statement about minds is read: what has happened so far, where, and who is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fabula.bible.statements import Fact, Name, Relation, SceneName, Statement, When
from fabula.story.changes import body_of
from fabula.story.minds.company import Company
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import UNKNOWN, Grounds, Matter, Post
from fabula.story.minds.log import MindLog
from fabula.story.minds.matters import heard_of, identity_between, read_question
from fabula.story.minds.met import Met
from fabula.story.model import Moment, World
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["Mental", "SecretFacts", "evidence_time", "named_time", "names_in"]

SecretFacts = Mapping[str, list[tuple[Matter, str]]]


@dataclass(frozen=True, slots=True)
class Mental:
    """What a statement is read against: the log so far, the scene, and who is party to the moment.

    ``met`` has for each person the names that they have met with; ``posing`` under which other name people are here.
    """

    universe: Universe
    log: MindLog
    timeline: Timeline
    world: World
    secrets: SecretFacts
    scene: Scene
    moment: Moment
    company: Company
    people: frozenset[str]
    in_on_it: frozenset[str] = frozenset()
    met: Met = field(default_factory=Met)
    posing: Mapping[str, str] = field(default_factory=dict)

    def body(self, statement: Statement, slot: str) -> str:
        """The person whom a slot names, whatever name it uses; empty if it names nobody known."""
        names = statement.names(slot)
        return body_of(self.universe, names[0].key) if len(names) == 1 and names[0].key else ""

    def bodies(self, statement: Statement, slot: str) -> list[str]:
        """The people whom a slot names who have a mind of their own."""
        found = (body_of(self.universe, name.key) for name in statement.names(slot) if name.key)
        return [key for key in found if key in self.people]

    def identities(self, shown: str) -> list[Matter]:
        """The identities that a name may hide: that of whose cover it is, and of whoever poses as them here."""
        people = {body_of(self.universe, shown), *(who for who, name in self.posing.items() if name == shown)}
        return [identity_between(self.universe, shown, person) for person in sorted(people - {shown})]

    def posts(self, statement: Statement, grounds: Grounds) -> list[Post]:
        """What a statement's fact sets, with the secret that it is, or the fact that a secret is.

        "She knows that Kyle is Mason" says that Kyle is Mason, denied or not. "She knows the mole" gives no secret
        away: it says that she knows it, not what it is.
        """
        fact = statement.get("fact")
        found: dict[Matter, Post] = {}
        for stated in _with_presupposed(fact) if isinstance(fact, Fact) else ():
            for matter, value in self._pairs(stated):
                found.setdefault(matter, Post(matter, value, grounds))
        return list(found.values())

    def _pairs(self, fact: Fact) -> Iterator[tuple[Matter, str]]:
        question = read_question(self.universe, fact)
        if question is None:
            return
        value = question.wanted
        if question.denied >= 0:
            value = UNKNOWN
        elif not question.positive:
            value = "no" if value == "yes" else f"not {value}"
        yield _nested(question.matter, question.chain), value
        if value == question.wanted and question.matter.kind == "secret":
            for matter, set_to in self.secrets.get(question.matter.subject, ()):
                yield _nested(matter, question.chain), set_to
        if value == question.wanted:
            for secret, facts in self.secrets.items():
                if (question.matter, value) in facts:
                    yield _nested(Matter("secret", secret), question.chain), "yes"

    def new_names(self, posts: Iterable[Post], people: Collection[str]) -> list[Post]:
        """What people newly hear of when they learn of something: its name, and those of what it is about.

        They are marked as met.
        """
        return [Post(heard_of(key), "yes") for key in names_in(posts) if self.met.hear(people, key)]

    def as_of(self, speaker: str, hearers: Iterable[str], post: Post) -> Post:
        """What is told, with the event that it speaks of.

        Honest news is as old as what the speaker has it from. Of themselves people speak of now. A lie, or what the
        speaker does not hold, is as fresh as it has to be to be believed, and no fresher. Who only knows that
        something is not where they looked takes any news of another place.
        """
        if post.matter.timeless or post.matter.subject == speaker:
            return post
        own = self.log.minds.belief((speaker,), post.matter)
        found = (self.log.minds.belief((hearer,), post.matter) for hearer in sorted(hearers))
        held = [belief for belief in found if belief is not None]
        if own is not None and own.value == post.value:
            missed = (belief.event for belief in held if self._looked_elsewhere(belief, post))
            return post._replace(about=max((evidence_time(own), *missed)))
        return post._replace(about=max(map(evidence_time, held), default=0))

    def _looked_elsewhere(self, belief: Belief, post: Post) -> bool:
        """Whether somebody only knows that something is not at a place, and is told of another."""
        scene = self.log.happenings[belief.event].scene
        return belief.value == UNKNOWN and scene is not None and scene.place != post.value

    def number(self, point: object) -> int | None:
        """The number of the first event at or after a point in time that a note names; None if it names none."""
        named = named_time(self.universe, self.timeline, self.scene, point)
        if named is None:
            return None
        if isinstance(named, Moment):
            return self.log.at(named)
        for number, happening in enumerate(self.log.happenings):
            begins = self.timeline.start[happening.scene.order].earliest if happening.scene is not None else None
            if begins is not None and begins >= named:
                return number
        return len(self.log.happenings)


def named_time(universe: Universe, timeline: Timeline, scene: Scene, point: object) -> Moment | int | None:
    """What a point in time is that a note of a scene names: the moment at which another scene begins, or a minute.

    None if it names none.
    """
    if isinstance(point, SceneName):
        show = scene.episode.show.id
        one = universe.find_scene(point, show)
        episode = universe.find_episode(point, show) if one is None and not point.scene else None
        scenes = [one] if one is not None else episode.scenes if episode is not None else []
        return min((Moment(timeline.rank[named.order], named.written.start) for named in scenes), default=None)
    if isinstance(point, When):
        return point.first
    if isinstance(point, Name) and point.key in timeline.events:
        return timeline.events[point.key].earliest
    return None


def evidence_time(belief: Belief) -> int:
    """The number of the event that a belief speaks of: for old news that is not the one in which it was heard."""
    return belief.event if belief.post.about < 0 else min(belief.post.about, belief.event)


def names_in(posts: Iterable[Post]) -> list[str]:
    """The keys of all that is spoken of in posts, minds within minds as well."""
    keys: dict[str, None] = {}
    for post in posts:
        current: Matter | str = post.matter
        while isinstance(current, Matter):
            keys[current.subject] = None
            current = current.detail
        keys[current] = None
    return [key for key in keys if "/" in key]


def _nested(matter: Matter, chain: tuple[str, ...]) -> Matter:
    for person in reversed(chain):
        matter = Matter("mind", person, matter)
    return matter


def _with_presupposed(fact: Fact) -> Iterator[Fact]:
    """A fact, and what it presupposes: who knows that something is so, or does not, knows of something that is so."""
    yield fact
    innermost = fact
    while innermost.inner is not None:
        innermost = innermost.inner
    while fact.inner is not None and fact.relation is Relation.KNOWS and innermost.relation is not Relation.SECRET:
        fact = fact.inner
        yield fact
