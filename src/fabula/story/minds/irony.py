"""Dramatic irony, reveals and surprise: where the audience and the people on screen hold different things.

All of it depends on the watch order: who sees the flashback first knows what the others will be surprised by.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import cast

from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.audience import told_in
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE, Told
from fabula.story.minds.matters import heard_of
from fabula.story.minds.stakes import Stakes, holds, stakes_of
from fabula.universe.model import Scene

__all__ = ["Irony", "Reveal", "episode_irony", "find_reveals", "scene_irony", "told_to"]


@dataclass(frozen=True, slots=True)
class Irony:
    """The audience and somebody present differ on a matter at the end of a scene.

    ``audience`` and ``held`` are the two values, empty for nothing held; ``true`` is what is so. ``since`` is where the
    audience has its value from, ``from_`` where the person has theirs; None for nothing. ``near`` says whether somebody
    or something that it is about is there or spoken of; ``still`` that it stood so in an earlier episode already
    (`episode_irony` alone looks).
    """

    person: str
    matter: Matter
    audience: str
    held: str
    true: str
    since: Span | None
    from_: Span | None
    near: bool = True
    still: bool = False

    @property
    def audience_ahead(self) -> bool:
        """Whether it is the audience that is right: dramatic irony. Else the person has it over the audience."""
        return self.audience == self.true if self.true else bool(self.audience)

    @property
    def wrong(self) -> bool:
        """Whether one of the two holds something false, and not just nothing."""
        return bool(self.audience and self.held)


@dataclass(frozen=True, slots=True)
class Reveal:
    """The scene in which the audience's value of a matter becomes true.

    ``before`` is what it held until then, empty for nothing. ``event`` is the number of the event in the telling.
    """

    scene: Scene
    matter: Matter
    value: str
    before: str
    event: int
    span: Span

    @property
    def surprise(self) -> bool:
        """Whether the audience held something false until then."""
        return bool(self.before)


def told_to(canon: Canon, order: Sequence[Scene] = ()) -> Told:
    """What the audience is told in a watch order, by default in the order of telling. The last order is kept."""
    if not order:
        return canon.minds.audience
    key = tuple(scene.order for scene in order)
    kept = canon.kept.get("told in order")
    if kept is None or cast("tuple[tuple[int, ...], Told]", kept)[0] != key:
        kept = canon.kept["told in order"] = (key, told_in(canon.universe, canon.minds, order))
    return cast("tuple[tuple[int, ...], Told]", kept)[1]


def scene_irony(
    canon: Canon, scene: Scene, order: Sequence[Scene] = (), only: Collection[Matter] | None = None
) -> list[Irony]:
    """On what the audience and those present (the hidden as well) differ at the end of a scene.

    Not to know something counts where it matters: a secret, an identity, a death, and only if it is in the room, since
    it is about somebody there or somebody there holds it. To be wrong counts for all but where people are. Sorted by
    person, then by first mention. Nothing for a scene that the watch order leaves out, or in which nothing happens.
    ``only`` some matters are looked at, if they are given.
    """
    told = told_to(canon, order)
    if scene not in told.watched or not canon.timeline.mode[scene.order].happened:
        return []
    stakes, log = stakes_of(canon), canon.minds
    end = scene.written.end + 1
    at = log.at(canon.moment(scene, end))
    seen = _told_at(told, told.watched[scene], end)
    people = [*stakes.present(scene), *stakes.hidden(scene)]
    found: list[tuple[str, int, Irony]] = []
    here = frozenset(people)
    spoken_of = {body_of(canon.universe, mention.key) for mention in scene.mentions}
    near = here | spoken_of | {mention.key for mention in scene.mentions}
    covered: dict[str, set[Matter]] = {}
    for number, matter in enumerate((*stakes.deep, *stakes.states(people)) if only is None else only):
        deep = matter in stakes.deep
        aud = _held(told.minds.belief((AUDIENCE,), matter, seen))
        held = {person: _held(log.minds.belief((person,), matter, at)) for person in people}
        if aud is None and not any(held.values()):
            continue
        in_room = bool(deep and (stakes.deep[matter] & here or any(held.values())))
        for person in people:
            his = held[person]
            mine, theirs = aud.value if aud else "", his.value if his else ""
            if mine == theirs or (not (mine and theirs) and not in_room):
                continue
            if not stakes.counts(his) or not (his or stakes.met(person, matter, at)):
                continue
            if not (aud or _has_met(told, matter, seen)):
                continue
            if stakes.covered(matter, covered.setdefault(person, set())):
                continue
            covered[person].add(matter)
            irony = Irony(
                person,
                matter,
                mine,
                theirs,
                stakes.truth(matter, at),
                log.happenings[told.events[aud.event]].span if aud else None,
                log.happenings[his.event].span if his else None,
                not stakes.concerned(matter).isdisjoint(near),
            )
            found.append((person, number, irony))
    return [irony for _, _, irony in sorted(found, key=lambda item: item[:2])]


def episode_irony(canon: Canon, scenes: Sequence[Scene], order: Sequence[Scene] = ()) -> list[list[Irony]]:
    """The irony of each scene of an episode, told where it matters.

    That is where somebody or something that it is about is there or spoken of, and where it is new. What goes on
    elsewhere all the while is told once, in the first scene of the person, and is marked as `still` so if an episode
    that was watched before left them like that.
    """
    told = told_to(canon, order)
    before: dict[tuple[str, Matter], tuple[str, str]] = {}
    found: list[list[Irony]] = []
    for scene in scenes:
        found.append([])
        for irony in scene_irony(canon, scene, order):
            key, values = (irony.person, irony.matter), (irony.audience, irony.held)
            if irony.near:
                found[-1].append(irony)
            elif before.get(key) != values:
                still = key not in before and _stood_so(canon, told, scenes, irony)
                found[-1].append(replace(irony, still=still))
            before[key] = values
    return found


def _stood_so(canon: Canon, told: Told, scenes: Sequence[Scene], irony: Irony) -> bool:
    """Whether audience and person held the same when an earlier episode last showed the person."""
    first = min((told.watched[scene] for scene in scenes if scene in told.watched), default=0)
    last: Scene | None = None
    for scene, place in told.watched.items():
        if place < first and (last is None or place > told.watched[last]):
            here = canon.presences.by_scene[scene.order]
            last = scene if any(presence.person == irony.person for presence in here) else last
    if last is None:
        return False
    end = last.written.end + 1
    his = _held(canon.minds.minds.belief((irony.person,), irony.matter, canon.minds.at(canon.moment(last, end))))
    aud = _held(told.minds.belief((AUDIENCE,), irony.matter, _told_at(told, told.watched[last], end)))
    return (aud.value if aud else "", his.value if his else "") == (irony.audience, irony.held)


def find_reveals(canon: Canon, order: Sequence[Scene] = ()) -> list[Reveal]:
    """Every reveal in a watch order, in that order.

    Of deep matters it is a reveal when the audience comes to hold what is true, whatever it held before; of others
    only when it held something false that was false already before the scene's own news.
    """
    told, stakes, log = told_to(canon, order), stakes_of(canon), canon.minds
    found: list[Reveal] = []
    states = {m for matters in stakes.by_subject.values() for m in matters if m.kind != "place"}
    for number, event in enumerate(told.minds.events):
        story = told.events[number]
        happening = log.happenings[story]
        for matter in dict.fromkeys(post.matter for post in event.nodes[0].post):
            deep = matter in stakes.deep
            if happening.scene is None or not (deep or matter in states):
                continue
            before = told.minds.value((AUDIENCE,), matter, number) or ""
            if not deep and (not holds(before) or log.value((), matter, story) == before):
                continue
            value = told.minds.value((AUDIENCE,), matter, number + 1) or ""
            true = stakes.truth(matter, story + 1)
            if (
                holds(value)
                and value == true
                and before != value
                and not _retold(stakes, found, matter, happening.scene)
            ):
                found.append(Reveal(happening.scene, matter, value, before, number, happening.span))
    return found


def _retold(stakes: Stakes, found: list[Reveal], matter: Matter, scene: Scene) -> bool:
    """Whether a fact has just been revealed as the secret that it is."""
    secret = stakes.facts.get(matter)
    if secret is None or not found or found[-1].scene is not scene:
        return False
    return found[-1].matter == Matter("secret", secret)


def _held(belief: Belief | None) -> Belief | None:
    return belief if belief is not None and holds(belief.value) else None


def _has_met(told: Told, matter: Matter, at: int) -> bool:
    """Whether a matter can be anything to the audience: a cover that it has not met is nothing."""
    return matter.kind != "identity" or told.minds.value((AUDIENCE,), heard_of(matter.subject), at) == "yes"


def _told_at(told: Told, place: int, offset: int) -> int:
    return bisect_left(told.moments, (place, offset))
