"""The world as it changes: every fact over time, replayed in the order of happening.

Three sources are merged: what the bible gives, where people are seen, and what canon notes state. Scenes take their
place in story time, so a flashback changes what came before; dreams and tales told change nothing. A retcon takes back,
from its place on, the deaths, losses and memberships that the scene it names has told; what that scene told stays in
the log as what was held until then.

The facts of a person follow from what is stated of that person alone. A thing goes where its holders go, so its facts
follow from what is stated of it and from where they are. After an edit only those are replayed that it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter, is_

from fabula.bible.statements import SceneName, Statement
from fabula.story.changes import changes_of
from fabula.story.given import given_changes
from fabula.story.model import Change, Fact, Hold, Moment, Presences, Stated, World
from fabula.story.presence import find_changed
from fabula.story.replayed import UNDONE, can_be_undone, is_told_by, replay_person, replay_thing
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["replay_world"]

_STATED = Hold.STATED  # looking up a member of an enum takes time
_THING = "things/"


def replay_world(universe: Universe, timeline: Timeline, presences: Presences, before: World | None = None) -> World:
    """Every fact over time, each change with the place that states it.

    A person's place is logged when it changes, not once a scene. A thing that somebody holds goes where they go;
    such a change carries the evidence of its holder's.

    ``before`` is the world before an edit. What the edit does not touch is not replayed, and the changes of such facts
    are the same objects as they were.
    """
    stated, gone, new = _read_scenes(universe, timeline, presences, before)
    on: tuple[object, ...] = (universe.entities,)
    if universe.once("dated lives", _has_dated_lives):
        on += (timeline.start, timeline.mode, timeline.rank)
    if before is None:
        given = given_changes(universe, timeline, _first_shown(stated.values()))
        raw = _sort_by_subject(given, stated.values())
        touched = set(raw)
    else:
        same = len(before.given_on) == len(on) and all(map(is_, before.given_on, on))
        if same and not any(map(_bears_on_bible, (*gone, *new))):
            given = before.given
        else:
            given = given_changes(universe, timeline, _first_shown(stated.values()))
        turned = timeline.rank is not before.order_on[1] and _take_new_ranks(before, stated)
        raw, touched = _sort_again(before, given, gone, new)
        if turned:
            touched |= _find_turned(raw)
    retcons = raw.get(UNDONE, [])
    log = _replay(raw, retcons, touched, before.log if before is not None else {})
    log = dict(sorted(log.items(), key=_by_first))
    return World(log, stated, timeline.order, (timeline.mode, timeline.rank), raw, given, on)


def _has_dated_lives(universe: Universe) -> bool:
    """Whether the bible says of anybody when they died or came back: only that depends on the times of scenes."""
    return any(e.value("died") is not None or e.value("returns") is not None for e in universe.entities.values())


def _by_first(fact: tuple[Fact, list[Change]]) -> tuple[Moment, Fact]:
    return fact[1][0].moment, fact[0]


# What is stated


def _read_scenes(
    universe: Universe, timeline: Timeline, presences: Presences, before: World | None
) -> tuple[dict[Scene, Stated], list[Change], list[Change]]:
    """What each scene states, in story order; and what of it was stated before and is not, and the other way round."""
    known = before.stated if before is not None else {}
    new: list[Change] = []
    gone: list[Change] = []
    if before is not None and all(map(is_, before.order_on, (timeline.mode, timeline.rank))):
        stated = dict(known)
        for rank in find_changed(before.order, timeline.order):
            gone += stated.pop(before.order[rank]).changes
            stated[timeline.order[rank]] = held = _read_scene(universe, timeline, presences, rank)
            new += held.changes
        return stated, gone, new
    stated = {}
    for rank, scene in enumerate(timeline.order):
        held_before, mode = known.get(scene), timeline.mode[scene.order]
        if held_before is not None and held_before.mode is mode:
            stated[scene] = held_before._replace(rank=rank) if held_before.rank != rank else held_before
        else:
            stated[scene] = held = _read_scene(universe, timeline, presences, rank)
            new += held.changes
    for scene, held in known.items():
        if scene not in stated or stated[scene].changes is not held.changes:
            gone += held.changes
    return stated, gone, new


def _read_scene(universe: Universe, timeline: Timeline, presences: Presences, rank: int) -> Stated:
    mode = timeline.mode[timeline.order[rank].order]
    return Stated(rank, mode, _scene_changes(universe, timeline, presences, rank))


def _take_new_ranks(before: World, stated: Mapping[Scene, Stated]) -> bool:
    """Move all changes to where their scenes now stand, and say whether some now come after what they came before."""
    ranks: dict[Scene, int] = {}
    for scene, held in before.stated.items():
        now = stated.get(scene)
        if now is not None and now.rank != held.rank:
            ranks[scene] = now.rank
            _move(held.changes, now.rank)
    for (subject, _), changes in before.log.items() if ranks else ():
        if subject.startswith(_THING) or UNDONE in before.raw:  # of others the log holds the changes themselves
            for change in changes:
                if change.scene in ranks:
                    _move((change,), ranks[change.scene])
    order = [stated[scene].rank for scene in before.order if scene in stated]
    return order != sorted(order)


def _move(changes: Iterable[Change], rank: int) -> None:
    for change in changes:
        # The change is what it was. It is one object in all lists, which are kept as they are.
        object.__setattr__(change, "moment", Moment(rank, change.moment.offset))


def _find_turned(raw: Mapping[str, list[Change]]) -> set[str]:
    """The subjects of whom something now comes before something else, in order again.

    With any of these all things, since they go where people go.
    """
    turned = {subject for subject, changes in raw.items() if any(b.moment < a.moment for a, b in pairwise(changes))}
    for subject in turned:
        raw[subject].sort(key=_by_moment)
    return turned | {subject for subject in raw if subject.startswith(_THING)}


def _scene_changes(universe: Universe, timeline: Timeline, presences: Presences, rank: int) -> list[Change]:
    """What changes in the scene of a rank, in the order of its text."""
    scene = timeline.order[rank]
    if not timeline.mode[scene.order].happened:
        return []
    changes = list(_seen(presences, scene, rank))
    for statement in scene.statements:
        moment = Moment(rank, statement.span.start)
        changes.extend(changes_of(universe, scene, statement, moment))
        if statement.form == "retcons":
            changes.extend(_takes_back(scene, statement, moment))
    changes.sort(key=_by_moment)  # stable: what one statement changes keeps its order
    return changes


def _takes_back(scene: Scene, statement: Statement, moment: Moment) -> Iterator[Change]:
    """What a retcon undoes, by the key of a scene or an episode; nothing without a reason."""
    ref = statement.get("scene")
    if isinstance(ref, SceneName) and statement.text("reason").strip():
        code = f"s{ref.season:02}e{ref.episode:02}"
        key = "/".join(part for part in (ref.show or scene.episode.show.id, code, ref.scene) if part).lower()
        yield Change(moment, key, UNDONE, "", statement.span, statement.form, scene)


def _by_moment(change: Change) -> Moment:
    return change.moment


def _seen(presences: Presences, scene: Scene, rank: int) -> Iterator[Change]:
    """Who is at the scene's place. A name in action lines alone is too weak to say so."""
    if not scene.place:
        return
    for presence in presences.by_scene[scene.order]:
        if presence.hold >= _STATED and presence.manner.in_place:
            moment = Moment(rank, presence.start)
            yield Change(moment, presence.person, "place", scene.place, presence.span, "presence", scene)


def _first_shown(stated: Iterable[Stated]) -> dict[Fact, Change]:
    """For each fact the first change that a scene states."""
    shown: dict[Fact, Change] = {}
    for held in sorted(stated, key=attrgetter("rank")):
        for change in held.changes:
            if change.form != "presence":
                shown.setdefault((change.subject, change.attribute), change)
    return shown


def _bears_on_bible(change: Change) -> bool:
    """Whether what the bible gives may depend on a change: see `fabula.story.given`."""
    return change.attribute == "alive" or change.attribute.startswith("member:")


# By subject


def _sort_by_subject(given: list[Change], stated: Iterable[Stated]) -> dict[str, list[Change]]:
    """All that is stated of each subject, in story order.

    A dated fact of the bible stands before the first scene after its date.
    """
    raw: dict[str, list[Change]] = {}
    for change in given:
        raw.setdefault(change.subject, []).append(change)
    dated = [subject for subject, changes in raw.items() if changes[-1].moment.rank >= 0]
    for held in stated:
        for change in held.changes:
            raw.setdefault(_subject(change), []).append(change)
    for subject in dated:
        raw[subject].sort(key=_by_moment)
    return raw


def _sort_again(
    before: World, given: list[Change], gone: list[Change], new: list[Change]
) -> tuple[dict[str, list[Change]], set[str]]:
    """All that is stated of each subject after an edit, and the subjects of which it is something else than before."""
    raw = dict(before.raw)
    touched = {_subject(change) for change in (*gone, *new)}
    if given is not before.given:
        touched |= {change.subject for change in set(before.given) ^ set(given)}
    out = {id(change) for change in gone}
    fresh: dict[str, list[Change]] = {}
    for change in given:
        if change.subject in touched:
            fresh.setdefault(change.subject, []).append(change)
    for subject in touched:
        own = fresh.setdefault(subject, [])
        own += (change for change in raw.get(subject, ()) if change.scene is not None and id(change) not in out)
    for change in new:
        fresh[_subject(change)].append(change)
    for subject, own in fresh.items():
        if own:
            raw[subject] = sorted(own, key=_by_moment)
        else:
            raw.pop(subject, None)
    if UNDONE in touched:
        keys = {change.subject for change in (*before.raw.get(UNDONE, ()), *raw.get(UNDONE, ()))}
        touched |= {
            subject
            for subject, changes in raw.items()
            if any(is_told_by(change, key) for change in changes if can_be_undone(change.attribute) for key in keys)
        }
    return raw, touched


def _subject(change: Change) -> str:
    """Under what a change is kept: all retcons stand together, since each may concern many."""
    return UNDONE if change.attribute == UNDONE else change.subject


# Replay


def _replay(
    raw: Mapping[str, list[Change]], retcons: Sequence[Change], touched: set[str], before: dict[Fact, list[Change]]
) -> dict[Fact, list[Change]]:
    """The log, with the facts of some subjects replayed, and of the things that these have or had."""
    fresh: dict[Fact, list[Change]] = {}
    for subject in touched:
        if not subject.startswith(_THING) and subject != UNDONE:
            _keep(fresh, before, subject, replay_person(_with_retcons(raw.get(subject, ()), retcons)))
    moved = {subject for subject in touched if fresh.get((subject, "place")) is not before.get((subject, "place"))}

    def places(person: str) -> Sequence[Change]:
        fact = (person, "place")
        return fresh.get(fact, ()) if person in touched else before.get(fact, ())

    anew = set(touched)
    for thing, changes in raw.items():
        if thing.startswith(_THING) and (thing in touched or any(c.value in moved for c in _hands(changes))):
            anew.add(thing)
            _keep(fresh, before, thing, replay_thing(thing, _with_retcons(changes, retcons), places))
    log = {fact: changes for fact, changes in before.items() if fact[0] not in anew}
    log.update(fresh)
    return log


def _with_retcons(changes: Sequence[Change], retcons: Sequence[Change]) -> Sequence[Change]:
    """All that is stated of a subject, with the retcons that take something of it back."""
    own = [r for r in retcons if any(is_told_by(c, r.subject) and can_be_undone(c.attribute) for c in changes)]
    return sorted([*changes, *own], key=_by_moment) if own else changes


def _hands(changes: Iterable[Change]) -> Iterator[Change]:
    return (change for change in changes if change.attribute == "holder")


def _keep(
    fresh: dict[Fact, list[Change]],
    before: Mapping[Fact, list[Change]],
    subject: str,
    facts: Mapping[str, list[Change]],
) -> None:
    """Add the facts of a subject to a log; those that are what they were stay the same objects."""
    for attribute, changes in facts.items():
        known = before.get((subject, attribute))
        fresh[subject, attribute] = known if known is not None and _are_same(known, changes) else changes


def _are_same(one: list[Change], other: list[Change]) -> bool:
    """Whether two lists of changes are equal, and in the same state of their files."""
    return len(one) == len(other) and all(
        a is b or (a.span.source is b.span.source and a.scene is b.scene and a == b)
        for a, b in zip(one, other, strict=True)
    )
