"""Canon statements of the mind family as events: learning, telling, lying, forgetting, posing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from fabula.bible.statements import Fact, Name, SceneName, Statement, When
from fabula.story.changes import body_of
from fabula.story.minds.company import Company
from fabula.story.minds.events import UNKNOWN, Grounds, Matter, MemoryChange, MindEvent, Node, Post
from fabula.story.minds.log import MindLog
from fabula.story.minds.matters import heard_of, identity_of, read_question
from fabula.story.minds.shapes import Hearing, open_event, telling
from fabula.story.model import Moment, World
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["Mental", "mental_event", "posing"]

SecretFacts = dict[str, list[tuple[Matter, str]]]


@dataclass(frozen=True, slots=True)
class Mental:
    """What a statement is read against: the log so far, the scene, and who is party to the moment."""

    universe: Universe
    log: MindLog
    timeline: Timeline
    world: World
    secrets: SecretFacts
    scene: Scene
    moment: Moment
    company: Company
    in_on_it: frozenset[str] = frozenset()

    def body(self, statement: Statement, slot: str) -> str:
        """The person whom a slot names, whatever name it uses; empty if it names nobody known."""
        names = statement.names(slot)
        return body_of(self.universe, names[0].key) if len(names) == 1 and names[0].key else ""

    def bodies(self, statement: Statement, slot: str) -> list[str]:
        """The people whom a slot names."""
        return [body_of(self.universe, name.key) for name in statement.names(slot) if name.key]

    def posts(self, statement: Statement, grounds: Grounds) -> list[Post]:
        """What a statement's fact sets, with the secret that it is, or the fact that a secret is."""
        fact = statement.get("fact")
        question = read_question(self.universe, fact) if isinstance(fact, Fact) else None
        if question is None:
            return []
        value = question.wanted
        if question.denied >= 0:
            value = UNKNOWN
        elif not question.positive:
            value = "no" if value == "yes" else f"not {value}"
        pairs = [(question.matter, value)]
        if value == question.wanted:
            pairs += self.secrets.get(question.matter.subject, []) if question.matter.kind == "secret" else []
            pairs += [
                (Matter("secret", secret), "yes")
                for secret, facts in self.secrets.items()
                if (question.matter, value) in facts
            ]
        return [Post(_nested(matter, question.chain), set_to, grounds) for matter, set_to in pairs]

    def number(self, point: object) -> int | None:
        """The number of the first event at or after a point in time that a note names."""
        if isinstance(point, SceneName):
            scene = self.universe.find_scene(point, self.scene.episode.show.id)
            if scene is None:
                return None
            return self.log.at(Moment(self.timeline.rank[scene.order], scene.written.start))
        minute: int | None = None
        if isinstance(point, When):
            minute = point.first
        elif isinstance(point, Name) and point.key in self.timeline.events:
            minute = self.timeline.events[point.key].earliest
        if minute is None:
            return None
        for number, happening in enumerate(self.log.happenings):
            begins = self.timeline.start[happening.scene.order].earliest if happening.scene is not None else None
            if begins is not None and begins >= minute:
                return number
        return len(self.log.happenings)


def mental_event(state: Mental, statement: Statement) -> Iterator[tuple[MindEvent, str]]:
    """The events that a statement of the mind family is, each with its words; none for other statements."""
    make = _FORMS.get(statement.form)
    if make is not None:
        for event in make(state, statement):
            yield event, statement.span.text.strip()


def posing(state: Mental, person: str, cover: str) -> MindEvent | None:
    """Somebody is taken for the cover by those present who have no idea; None where all know or hold it already."""
    identity = identity_of(state.universe, cover)
    others = state.company.everybody - {person}
    fooled = frozenset(who for who in others - state.in_on_it if state.log.value((who,), identity) != "yes")
    if not any(state.log.value((who,), identity) == "" for who in fooled):
        return None
    hearing = Hearing(
        trusting=fooled - state.company.hidden,
        knowing=others - fooled - state.company.hidden,
        hidden=fooled & state.company.hidden,
        grounds=Grounds.SEEN,
    )
    return telling(person, [Post(identity, "no")], hearing)


def _nested(matter: Matter, chain: tuple[str, ...]) -> Matter:
    for person in reversed(chain):
        matter = Matter("mind", person, matter)
    return matter


def _learns(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    source = state.body(statement, "source")
    for learner in state.bodies(statement, "person"):
        if source and source != learner:
            yield from _said(state, source, learner, state.posts(statement, Grounds.TOLD))
        else:
            posts = state.posts(statement, Grounds.SEEN)
            if posts:
                yield open_event([*posts, *_names(posts)], [learner])


def _tells(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    speaker, hearer = state.body(statement, "person"), state.body(statement, "hearer")
    if speaker and hearer:
        yield from _said(state, speaker, hearer, state.posts(statement, Grounds.TOLD))


def _said(state: Mental, speaker: str, hearer: str, posts: list[Post]) -> Iterator[MindEvent]:
    """Something is told. Whoever is there hears it; if the hearer is not, it reached them alone."""
    if not posts:
        return
    company = state.company
    together = hearer in company.everybody
    hearers = (company.seeing | company.hearing | {hearer} if together else frozenset({hearer})) - {speaker}
    doubting = frozenset(who for who in hearers | company.hidden if _doubts(state, who, speaker))
    aware = frozenset(
        who for who in doubting if state.log.value((speaker,), Matter("feels:distrusts", who, speaker)) == "yes"
    )
    hearing = Hearing(
        trusting=hearers - doubting - state.in_on_it,
        doubting=doubting,
        knowing=hearers & state.in_on_it,
        fooled=hearers - aware - state.in_on_it,
        hidden=company.hidden - {speaker, hearer} if together else frozenset(),
    )
    yield telling(speaker, posts, hearing)
    names = _names(posts)
    if names:
        yield open_event(names, hearers | hearing.hidden)


def _doubts(state: Mental, hearer: str, speaker: str) -> bool:
    return state.world.value(hearer, f"feels:distrusts:{speaker}", state.moment) == "yes"


def _names(posts: list[Post]) -> list[Post]:
    """Whoever learns of something has met with its name, and with that of whatever it is about."""
    keys: dict[str, None] = {}
    for post in posts:
        current: Matter | str = post.matter
        while isinstance(current, Matter):
            keys[current.subject] = None
            current = current.detail
        keys[current] = None
    return [Post(heard_of(key), "yes") for key in keys if "/" in key]


def _forgets_everything(state: Mental, statement: Statement, *, gives: bool = False) -> Iterator[MindEvent]:
    since, until = state.number(statement.get("since")), state.number(statement.get("until"))
    about = statement.get("about")
    subjects = frozenset({about.key}) if isinstance(about, Name) and about.key else None
    now = len(state.log.happenings)
    changes = tuple(
        MemoryChange(person, gives, since or 0, now if until is None else until, subjects)
        for person in state.bodies(statement, "person")
    )
    if changes:
        lost = frozenset(change.person for change in changes)
        yield MindEvent((Node((), dict.fromkeys(sorted(state.company.everybody - lost), 0), changes),))


def _remembers_everything(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    yield from _forgets_everything(state, statement, gives=True)


def _forgets(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    posts = [post._replace(value=UNKNOWN) for post in state.posts(statement, Grounds.SEEN)]
    if posts:
        yield open_event(posts, state.bodies(statement, "person"))


def _remembers(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    posts = state.posts(statement, Grounds.SEEN)
    if posts:
        yield open_event([*posts, *_names(posts)], state.bodies(statement, "person"))


def _poses(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    person, cover = state.body(statement, "person"), statement.names("cover")
    if person and len(cover) == 1 and cover[0].key:
        event = posing(state, person, cover[0].key)
        if event is not None:
            yield event


def _sees_through(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    cover = statement.names("cover")
    if len(cover) == 1 and cover[0].key:
        posts = [Post(identity_of(state.universe, cover[0].key), "yes")]
        yield open_event([*posts, *_names(posts)], state.bodies(statement, "person"))


def _suspects(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    for person in state.bodies(statement, "person"):
        posts = [
            Post(Matter("suspects", person, post.matter), post.value)
            for post in state.posts(statement, Grounds.INFERRED)
        ]
        if posts:
            yield open_event([*posts, *_names(posts)], [person])


_FORMS: Final[dict[str, Callable[[Mental, Statement], Iterator[MindEvent]]]] = {
    "learns": _learns,
    "tells": _tells,
    "lies": _tells,
    "forgets-everything": _forgets_everything,
    "forgets": _forgets,
    "remembers-everything": _remembers_everything,
    "remembers": _remembers,
    "poses-as": _poses,
    "sees-through": _sees_through,
    "suspects": _suspects,
}
