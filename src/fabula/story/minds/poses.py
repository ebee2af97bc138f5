"""Covers, doubles and disguises: who is taken for whom, by whom, and who only pretends not to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fabula.bible.model import EntryKind
from fabula.script.model import Kind
from fabula.story.changes import body_of
from fabula.story.minds.events import Grounds, Matter, MindEvent, Node, Post
from fabula.story.minds.matters import heard_of, identity_between
from fabula.story.minds.occasion import Mental
from fabula.story.minds.paths import has_seen
from fabula.story.minds.shapes import Hearing, open_event, telling
from fabula.story.model import Moment
from fabula.universe.model import Scene, Universe

__all__ = ["cover_people", "covers_in", "covers_of", "own_pose", "pose_events", "sight_under_cover"]

_SPOKEN = frozenset({Kind.DIALOGUE, Kind.LYRICS, Kind.PARENTHETICAL})


def covers_of(universe: Universe, scene: Scene, covers: Mapping[str, str], posing: Mapping[str, str]) -> dict[str, str]:
    """Under which other name people are in a scene: by its cues, a note, or the only name that is written there.

    ``covers`` has for each cover its person, ``posing`` who has gone on posing as whom from earlier scenes: that holds
    until they have a cue under their own name.
    """
    found: dict[str, str] = {}
    own: set[str] = set()
    for speech in scene.speeches:
        for key in speech.people:
            if key in covers:
                found[covers[key]] = key
            else:
                own.add(key)
    elements = scene.episode.script.elements
    named = [mention.key for mention in scene.mentions if elements[mention.element].kind not in _SPOKEN]
    for key in named:
        if key in covers and covers[key] not in own and covers[key] not in named:
            found.setdefault(covers[key], key)
    for person, shown in posing.items():
        if person not in own:
            found.setdefault(person, shown)
    for statement in scene.statements:
        if statement.form == "poses-as":
            for poser in statement.names("person"):
                for cover in statement.names("cover"):
                    if poser.key and cover.key:
                        found[body_of(universe, poser.key)] = cover.key
    return {person: shown for person, shown in found.items() if person != shown}


def covers_in(universe: Universe, scene: Scene) -> dict[str, str]:
    """Under which other name people are in a scene, by what is written in it alone. Gives the name for each person."""
    return covers_of(universe, scene, cover_people(universe), {})


def pose_events(state: Mental, person: str, shown: str) -> Iterator[MindEvent]:
    """Somebody is taken for somebody else by those present who have no idea.

    Nothing where nobody is taken in who was not before. Who has seen them as themselves, and has not forgotten it,
    knows the face. Who is in on it knows from now on. The poser's picture of the others is the poser's own: who only
    pretends not to know is taken to be fooled. Whoever has forgotten that they are somebody else does not pose: they
    live that life, and all take them to.
    """
    identity, value = identity_between(state.universe, shown, person), state.log.value
    others = state.company.everybody - {person}
    if body_of(state.universe, shown) != person and value((), identity) != "yes":
        yield open_event([Post(identity, "yes"), Post(heard_of(shown), "yes")], {person} | (others & state.in_on_it))
    told = {who for who in others & state.in_on_it if value((person, who), identity) != "yes"}
    start = state.log.at(Moment(state.moment.rank, state.scene.written.start))
    known = {
        who
        for who in others & state.company.seeing
        if value((who,), identity) == "" and has_seen(state.log, who, person, start)
    }
    if told:
        yield open_event([Post(identity, "yes")], told | {person})
    for who in sorted(known - told):
        event = open_event([Post(identity, "yes")], {who})
        yield event
        yield from own_pose(state, [event])
    knowers = frozenset(who for who in others if value((who,), identity) == "yes") | told | known
    fooled = others - knowers
    if not any(value((who,), identity) == "" for who in fooled):
        return
    post = Post(identity, "no", Grounds.INFERRED)
    hidden = state.company.hidden
    if value((person,), identity) != "yes":
        sincere = dict.fromkeys(sorted(fooled | {person}), 1)
        yield MindEvent((Node((), dict.fromkeys(sorted(fooled), 1)), Node((post,), sincere)))
        return
    plays_along = frozenset(who for who in knowers if value((person, who), identity) == "yes") | (
        knowers & state.in_on_it
    )
    hearing = Hearing(
        trusting=fooled - hidden,
        knowing=(knowers & plays_along) - hidden,
        silent=knowers - plays_along - hidden,
        doubting=knowers & hidden,
        hidden=hidden,
        grounds=Grounds.INFERRED,
    )
    yield telling(person, [post], hearing)


def own_pose(state: Mental, events: Iterable[MindEvent]) -> Iterator[MindEvent]:
    """Who has just come to know who is behind a cover takes it that the one behind it knows as well.

    Not where that one has forgotten it themselves, nor against what somebody was told or saw of their mind.
    """
    found: dict[Matter, set[str]] = {}
    for event in events:
        for node in event.nodes:
            for post in node.post:
                if post.matter.kind == "identity" and post.value == "yes":
                    found.setdefault(post.matter, set()).update(node.view)
    for identity, viewers in found.items():
        poser, value = str(identity.detail), state.log.value
        if poser not in state.people or value((poser,), identity) != "yes":
            continue
        post = Post(identity, "yes", Grounds.INFERRED)
        for who in sorted(viewers - {poser}):
            thought = state.log.minds.belief((who, poser), identity)
            if value((who,), identity) == "yes" and (
                thought is None or (thought.value != "yes" and thought.post.grounds <= Grounds.INFERRED)
            ):
                yield MindEvent((Node((), {who: 1}), Node((), {who: 1, poser: 2}), Node((post,), {poser: 2})))


def sight_under_cover(state: Mental, shown: Mapping[str, str], place: str) -> MindEvent | None:
    """What a company sees that has people under covers in it: who does not know whom it is sees the cover only.

    Everybody has a node of their own; what they take another to see is what they take the other to know. The event's
    tag is the node of one who knows of no cover, which is what the audience goes by.
    """
    company = state.company
    seen = sorted(company.seeing)
    viewers = sorted(company.seeing | company.watching)
    posed = [person for person in seen if person in shown]
    identities = {person: identity_between(state.universe, shown[person], person) for person in posed}

    def posts(sees_through: frozenset[str], own: frozenset[str] = frozenset()) -> tuple[Post, ...]:
        found: list[Post] = []
        for person in (*seen, *sorted(own)):
            names = [person]
            if person in identities:
                real = body_of(state.universe, shown[person]) == person
                names = [person, shown[person]] if real else [person]
                names = names if person in sees_through else [shown[person]]
            for name in names:
                found += [Post(Matter("place", name), place)] if place else []
                found.append(Post(heard_of(name), "yes"))
        return tuple(found)

    def through(*chain: str) -> frozenset[str]:
        """Whom the last of a chain sees through. One always knows where one is oneself."""
        return frozenset(
            person
            for person, identity in identities.items()
            if person == chain[-1] or state.log.value(chain, identity) == "yes"
        )

    if not viewers:
        return None
    plain: dict[frozenset[str], int] = {}

    def plain_node(sees_through: frozenset[str]) -> int:
        return plain.setdefault(sees_through, len(viewers) + 1 + len(plain))

    views: list[dict[str, int]] = []
    for viewer in viewers:
        mates = next((band for band in company.bands if viewer in band), frozenset()) | {viewer}
        view: dict[str, int] = {}
        for number, other in enumerate(viewers, 1):
            if other in mates:
                view[other] = number
            elif other in company.seeing:
                view[other] = plain_node(through(viewer, other))
        views.append(view)
    audience = plain_node(frozenset())
    nodes = [Node(posts(frozenset(posed), company.watching), {who: number for number, who in enumerate(viewers, 1)})]
    nodes += [
        Node(posts(through(who), frozenset((who,)) - company.seeing), view)
        for who, view in zip(viewers, views, strict=True)
    ]
    nodes += [Node(posts(group), dict.fromkeys(seen, number)) for group, number in plain.items()]
    if company.watching:
        nodes.append(Node(posts(frozenset(), company.watching)))
        audience = len(nodes) - 1
    return MindEvent(tuple(nodes), audience)


def cover_people(universe: Universe) -> dict[str, str]:
    """For each cover its person."""
    found: dict[str, str] = {}
    for key, entity in universe.entities.items():
        if entity.kind is EntryKind.COVER and entity.parent:
            found[key] = body_of(universe, key)
    return found
