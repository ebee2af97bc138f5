"""The world as it changes: every fact over time, replayed in the order of happening.

Three sources are merged into one log: what the bible gives, where people are seen, and what canon notes state.
Scenes take their place in story time, so a flashback changes what came before; dreams and tales told change nothing.
A retcon takes back, from its place on, the deaths, losses and memberships that the scene it names has told; what that
scene told stays in the log as what was held until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import is_not

from fabula.bible.statements import SceneName, Statement
from fabula.story.changes import changes_of
from fabula.story.given import given_changes
from fabula.story.model import Change, Hold, Moment, Presences, Stated, World
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["replay_world"]

_STATED = Hold.STATED  # looking up a member of an enum takes time
_UNDONE = "undone"
"""The attribute of a change that takes back what a scene or an episode told; its subject is their key."""


def replay_world(universe: Universe, timeline: Timeline, presences: Presences, before: World | None = None) -> World:
    """Every fact over time, each change with the place that states it.

    A person's place is logged when it changes, not once a scene. A thing that somebody holds goes where they go;
    such a change carries the evidence of its holder's.

    ``before`` is the world before an edit. Only what the edit touches is then replayed, and the changes of all other
    facts are the same objects as they were.
    """
    stated = before.stated if before is not None else {}
    scenes: dict[Scene, Stated] = {}
    touched: list[Change] = []
    for rank, scene in enumerate(timeline.order):
        held, mode = stated.get(scene), timeline.mode[scene.order]
        if held is None or held.rank != rank or held.mode is not mode:
            held = Stated(rank, mode, _scene_changes(universe, timeline, presences, rank))
            touched += held.changes
        scenes[scene] = held
    if before is not None:
        touched += (c for scene, held in stated.items() if scenes.get(scene) is not held for c in held.changes)
    by_rank = [held.changes for held in scenes.values()]
    on = (universe.entities, timeline.start, timeline.mode)
    if before is None or any(map(is_not, before.given_on, on)) or any(_bears_on_bible(change) for change in touched):
        given = given_changes(universe, timeline, _first_shown(by_rank))
    else:
        given = before.given
    if before is None:
        log = _replay(given, by_rank)
    else:
        subjects = {change.subject for change in touched} | _differing(before.given, given)
        log = _replay_some(before.log, subjects, given, by_rank)
    return World(dict(sorted(log.items(), key=_by_first)), scenes, given, on)


def _by_first(fact: tuple[tuple[str, str], list[Change]]) -> tuple[Moment, tuple[str, str]]:
    return fact[1][0].moment, fact[0]


def _first_shown(by_rank: list[list[Change]]) -> dict[tuple[str, str], Change]:
    """For each fact the first change that a scene states."""
    shown: dict[tuple[str, str], Change] = {}
    for changes in by_rank:
        for change in changes:
            if change.form != "presence":
                shown.setdefault((change.subject, change.attribute), change)
    return shown


def _bears_on_bible(change: Change) -> bool:
    """Whether what the bible gives may depend on a change: see `fabula.story.given`."""
    return change.attribute == "alive" or change.attribute.startswith("member:")


def _differing(before: list[Change], after: list[Change]) -> set[str]:
    """The subjects of which the bible gives something else than before."""
    if before is after:
        return set()
    old, new = set(before), set(after)
    return {change.subject for change in old ^ new}


def _replay(given: list[Change], by_rank: list[list[Change]]) -> dict[tuple[str, str], list[Change]]:
    replay = _Replay()
    for change in _merge(given, by_rank):
        replay.apply(change)
    return replay.log


def _replay_some(
    before: dict[tuple[str, str], list[Change]], subjects: set[str], given: list[Change], by_rank: list[list[Change]]
) -> dict[tuple[str, str], list[Change]]:
    """The log with the facts of some subjects replayed, and of the things that go where these people go."""
    if not subjects:
        return before
    holders: dict[str, set[str]] = {}
    for changes in (given, *by_rank):
        for change in changes:
            if change.attribute == "holder":
                holders.setdefault(change.subject, set()).add(change.value)
    anew = subjects | {thing for thing, people in holders.items() if people & subjects}
    needed = anew.union(*(holders.get(thing, ()) for thing in anew))
    some = ([change for change in changes if change.subject in needed] for changes in by_rank)
    fresh = _replay([change for change in given if change.subject in needed], list(some))
    log = {fact: changes for fact, changes in before.items() if fact[0] not in anew}
    for fact, changes in fresh.items():
        if fact[0] in anew:
            known = before.get(fact)
            log[fact] = known if known is not None and _are_same(known, changes) else changes
    return log


def _are_same(one: list[Change], other: list[Change]) -> bool:
    """Whether two lists of changes are equal, and in the same state of their files."""
    return len(one) == len(other) and all(
        a is b or (a == b and a.span.source is b.span.source and a.scene is b.scene)
        for a, b in zip(one, other, strict=True)
    )


def _merge(given: list[Change], by_rank: list[list[Change]]) -> Iterator[Change]:
    """All changes in story order. A dated fact of the bible stands before the first scene after its date."""
    at = 0
    for rank, changes in enumerate(by_rank):
        if at < len(given) and given[at].moment.rank <= rank:
            here = []
            while at < len(given) and given[at].moment.rank <= rank:
                here.append(given[at])
                at += 1
            yield from sorted([*here, *changes], key=_by_moment)
        else:
            yield from changes
    yield from given[at:]


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
        yield Change(moment, key, _UNDONE, "", statement.span, statement.form, scene)


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


def _is_told_by(change: Change, key: str) -> bool:
    """Whether a scene, or a scene of an episode, with this key says so."""
    scene = change.scene
    return scene is not None and key in {scene.key, scene.episode.key} and change.form != "retcons"


class _Replay:
    """The log so far, with who holds what at this point."""

    def __init__(self) -> None:
        self.log: dict[tuple[str, str], list[Change]] = {}
        self.held: dict[str, dict[str, None]] = {}  # by person; an ordered set, so that the log has one order

    def apply(self, change: Change) -> None:
        """Add a change with what follows from it."""
        match change.attribute:
            case "place":
                self._move(change)
            case "holder":
                self._hand_over(change)
            case "undone":
                self._take_back(change)
            case _:
                self._add(change)

    def _add(self, change: Change) -> None:
        self.log.setdefault((change.subject, change.attribute), []).append(change)

    def _value(self, subject: str, attribute: str) -> str:
        changes = self.log.get((subject, attribute))
        return changes[-1].value if changes else ""

    def _take_back(self, retcon: Change) -> None:
        """What the undone scene said last of a life, a loss or a membership is as it was before that scene."""
        for (subject, attribute), changes in list(self.log.items()):
            if not (attribute in {"alive", "gone"} or attribute.startswith("member:")):
                continue
            at = len(changes)
            while at and _is_told_by(changes[at - 1], retcon.subject):
                at -= 1
            if at < len(changes):
                told = changes[-1].value
                if at:
                    before = changes[at - 1].value
                else:
                    before = "" if attribute == "gone" else "no" if told == "yes" else "yes"
                if before != told:
                    self._add(replace(retcon, subject=subject, attribute=attribute, value=before))

    def _move(self, change: Change) -> None:
        if change.form == "presence" and self._value(change.subject, "place") == change.value:
            return
        self._add(change)
        for thing in self.held.get(change.subject, ()):
            self._carry(thing, change)

    def _hand_over(self, change: Change) -> None:
        thing, old, new = change.subject, self._value(change.subject, "holder"), change.value
        if change.form == "uses" and old:
            return  # using what another holds is borrowing it
        self._add(change)
        if change.form == "takes-thing" and self._value(thing, "gone") == "lost":
            self._add(replace(change, attribute="gone", value=""))  # to take what was lost is to find it
        if old != new:
            self.held.get(old, {}).pop(thing, None)
            if new:
                self.held.setdefault(new, {})[thing] = None
        where = self.log.get((new, "place")) if new else None
        if where:
            self._carry(
                thing, Change(change.moment, new, "place", where[-1].value, change.span, change.form, change.scene)
            )

    def _carry(self, thing: str, move: Change) -> None:
        if self._value(thing, "place") != move.value:
            self._add(Change(move.moment, thing, "place", move.value, move.span, move.form, move.scene))
