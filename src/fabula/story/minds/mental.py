"""Canon statements of the mind family as events: learning, telling, lying, forgetting, posing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from fabula.bible.statements import Name, Statement
from fabula.story.minds.events import Grounds, Matter, MemoryChange, MindEvent, Node, Post, mark_of
from fabula.story.minds.occasion import Mental, evidence_time
from fabula.story.minds.poses import own_pose, pose_events
from fabula.story.minds.shapes import open_event, party_event, whisper_mark
from fabula.story.minds.spoken import glimpse, say, whisper

__all__ = ["MENTAL_FORMS", "Mental", "mental_event"]


def mental_event(state: Mental, statement: Statement) -> Iterator[tuple[MindEvent, str]]:
    """The events that a statement of the mind family is, each with its words; none for other statements."""
    make = _FORMS.get(statement.form)
    if make is not None:
        words = statement.span.text.strip()
        made: list[MindEvent] = []
        for event in make(state, statement):
            made.append(event)
            yield event, words
        for event in own_pose(state, made):
            yield event, words


def _learns(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    source = state.body(statement, "source")
    for learner in state.bodies(statement, "person"):
        if source and source != learner:
            yield from say(state, source, learner, state.posts(statement, Grounds.TOLD))
        else:
            yield from _finds_out(state, [learner], state.posts(statement, Grounds.SEEN))


def _tells(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    speaker, hearer = state.body(statement, "person"), state.body(statement, "hearer")
    if hearer:
        posts = state.posts(statement, Grounds.TOLD)
        yield from say(state, speaker, hearer, posts, lie=statement.form == "lies")


def _whispers(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    speaker, hearer = state.body(statement, "person"), state.body(statement, "hearer")
    yield from whisper(state, speaker, hearer, state.posts(statement, Grounds.TOLD))


def _reads(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    """Something written is read: a telling by nobody, which the others see and do not understand."""
    posts = state.posts(statement, Grounds.TOLD)
    for reader in state.bodies(statement, "person"):
        if not posts:
            return
        if reader not in state.company.seeing:
            yield open_event(posts, [reader])
        else:
            others = state.company.seeing - {reader}
            yield _seen_reading(posts, reader, others)
            yield from glimpse(state, reader, posts)
        yield from _named(state, [reader], posts)


def _seen_reading(posts: list[Post], reader: str, others: frozenset[str]) -> MindEvent:
    """The reader takes it in, and sees that the others see only this much: that the reader does."""
    marks = tuple(Post(whisper_mark(reader, post.matter), "yes") for post in posts)
    outside = dict.fromkeys(sorted(others), 1)
    return MindEvent((Node(tuple(posts), {reader: 0, **outside}), Node(marks, {reader: 1, **outside})))


def _reveals(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    """What is shown to the audience alone: it is so, and nobody in the story learns of it."""
    posts = state.posts(statement, Grounds.SEEN)
    if posts:
        yield open_event(posts, ())


def _forgets_everything(state: Mental, statement: Statement, *, gives: bool = False) -> Iterator[MindEvent]:
    now = len(state.log.happenings)
    since = state.number(statement.get("since")) if statement.get("since") is not None else 0
    until = state.number(statement.get("until")) if statement.get("until") is not None else now
    about = statement.get("about")
    if since is None or until is None or (isinstance(about, Name) and not about.key):
        return  # a name that leads nowhere is a finding of linking, and takes nothing away
    subjects = frozenset({about.key}) if isinstance(about, Name) else None
    people = state.bodies(statement, "person")
    changes = tuple(
        MemoryChange(person, gives, since, until, subjects and subjects | _whereabouts(state, person, subjects, gives))
        for person in people
    )
    if changes:
        # Whose memory is taken does not see it being taken; whose comes back knows that it does.
        yield _remembered(state, changes, frozenset() if gives else frozenset(people))
        for person in people:
            state.met.forget(person)


def _whereabouts(state: Mental, person: str, subjects: frozenset[str], gives: bool) -> frozenset[str]:
    """The marks of what is about somebody by its value: that it is they who have the thing, or there that it is."""
    minds, found = state.log.minds, set[str]()
    for matter in minds.matters():
        if matter.kind in {"holder", "place"}:
            held = minds.lost(person, matter) if gives else minds.belief((person,), matter)
            if held is not None and held.value in subjects:
                found.add(mark_of(matter))
    return frozenset(found)


def _remembered(state: Mental, changes: tuple[MemoryChange, ...], unaware: frozenset[str]) -> MindEvent:
    company = state.company
    public = company.public | (frozenset(change.person for change in changes) - company.hidden)
    event = party_event((), public, company.supposed(public), company.bands)
    return MindEvent(
        tuple(
            Node(node.post, {who: to for who, to in node.view.items() if who not in unaware}, changes)
            for node in event.nodes
        )
    )


def _remembers_everything(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    yield from _forgets_everything(state, statement, gives=True)


def _forgets(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    """One fact is gone, and nobody sees it go."""
    marks = frozenset(mark_of(post.matter) for post in state.posts(statement, Grounds.SEEN))
    now = len(state.log.happenings)
    people = state.bodies(statement, "person")
    if marks and people:
        yield MindEvent((Node((), {}, tuple(MemoryChange(person, False, 0, now, marks) for person in people)),))


def _remembers(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    """One fact is back, as old as it was. What was never lost comes up as if it had been known all along."""
    posts = state.posts(statement, Grounds.SEEN)
    now = len(state.log.happenings)
    for person in state.bodies(statement, "person") if posts else ():
        back: list[Post] = []
        for post in posts:
            lost = state.log.minds.lost(person, post.matter)
            if lost is not None and lost.value == post.value:
                back.append(post._replace(about=evidence_time(lost)))
            else:
                back.append(post)
        marks = frozenset(mark_of(post.matter) for post in posts)
        yield MindEvent((Node(tuple(back), {person: 0}, (MemoryChange(person, True, 0, now, marks),)),))
        yield from _named(state, [person], posts)


def _poses(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    person, shown = state.body(statement, "person"), statement.names("cover")
    if person in state.company.public and len(shown) == 1 and shown[0].key:
        yield from pose_events(state, person, shown[0].key)


def _sees_through(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    shown = statement.names("cover")
    if len(shown) == 1 and shown[0].key:
        posts = [Post(identity, "yes") for identity in state.identities(shown[0].key)]
        yield from _finds_out(state, state.bodies(statement, "person"), posts)


def _suspects(state: Mental, statement: Statement) -> Iterator[MindEvent]:
    for person in state.bodies(statement, "person"):
        posts = [
            Post(Matter("suspects", person, post.matter), post.value)
            for post in state.posts(statement, Grounds.INFERRED)
        ]
        yield from _finds_out(state, [person], posts)


def _finds_out(state: Mental, people: Iterable[str], posts: list[Post]) -> Iterator[MindEvent]:
    """Something is learnt, and nobody else sees it."""
    for person in people if posts else ():
        yield open_event(posts, [person])
        yield from _named(state, [person], posts)


def _named(state: Mental, people: list[str], posts: list[Post]) -> Iterator[MindEvent]:
    names = state.new_names(posts, people)
    if names:
        yield open_event(names, people)


_FORMS: Final[dict[str, Callable[[Mental, Statement], Iterator[MindEvent]]]] = {
    "learns": _learns,
    "tells": _tells,
    "lies": _tells,
    "whispers": _whispers,
    "reads": _reads,
    "reveals": _reveals,
    "forgets-everything": _forgets_everything,
    "forgets": _forgets,
    "remembers-everything": _remembers_everything,
    "remembers": _remembers,
    "poses-as": _poses,
    "sees-through": _sees_through,
    "suspects": _suspects,
}

MENTAL_FORMS: Final = frozenset(_FORMS)
"""The forms of statements that `mental_event` makes events of."""
