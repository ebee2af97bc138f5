"""What comes of a trial: the universe is really replayed with the change, and held against what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from fabula.change.impact.impact import Impact
from fabula.change.impact.needs import Need
from fabula.change.impact.needs_of_minds import KnowledgeNeed, MemoryNeed, SpokenNeed
from fabula.change.impact.needs_of_world import StateNeed
from fabula.change.impact.resting import Fallen
from fabula.change.impact.snapshot import Held, PromiseBeat, Stake, take_snapshot, touched_stakes
from fabula.change.impact.trial import Trial, same_place
from fabula.finding import Finding
from fabula.live.universe import LiveUniverse
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.clock import DAY
from fabula.story.interval import Interval
from fabula.story.minds.events import subjects_of
from fabula.universe.load import paused_collection

__all__ = ["MindShift", "Outcome", "TimeShift", "find_unfounded", "try_out"]

_FOUNDED = (KnowledgeNeed, SpokenNeed, MemoryNeed, StateNeed)
"""Needs that are looked for anew in what comes of a trial; times and setups are told by themselves."""
_Place = Callable[[Span], Span]


@dataclass(frozen=True, slots=True)
class MindShift:
    """Somebody, or the audience, holds something else at the end of the story, or has it from elsewhere."""

    stake: Stake
    before: Held
    after: Held


@dataclass(frozen=True, slots=True)
class TimeShift:
    """A scene whose start was known to the day has another, or none that is known so well. ``scene`` is its key."""

    scene: str
    before: Interval
    after: Interval


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is otherwise after a trial.

    ``appear`` and ``disappear`` are findings that nobody intends, ``changed`` pairs of those that say something else in
    the same place, or the same in another; all stand where their words stood before. ``unfounded`` is what people still
    do, and have nothing for it any more; ``open`` are setups and payoffs that have lost their other half.
    """

    trial: Trial
    appear: tuple[Finding, ...]
    disappear: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]
    unfounded: tuple[Fallen, ...]
    minds: tuple[MindShift, ...]
    times: tuple[TimeShift, ...]
    open: tuple[PromiseBeat, ...]


def try_out(live: LiveUniverse, trial: Trial, impact: Impact, *, take_back: bool = True) -> Outcome:
    """Replay a universe with a trial's change, and take the change back; not if nobody will ask the universe again.

    What has been read from the universe before must not be asked for its times and orders any more. Raises
    `fabula.universe.load.UnreadableUniverse` if the change leaves nothing to read.
    """
    with paused_collection():  # what is made here is kept, or goes with the trial
        return _try_out(live, trial, impact, take_back)


def _try_out(live: LiveUniverse, trial: Trial, impact: Impact, take_back: bool) -> Outcome:
    place = trial.place_before
    nodes = impact.reach.nodes | {naming.node for naming in impact.namings}
    stakes = touched_stakes(live.canon, nodes, {scene.key for scene in impact.target.scenes})
    if impact.target.entity is not None:  # of what is not there nobody knows, and who is not there knows nothing
        gone = impact.target.entity.key
        stakes = [(who, matter) for who, matter in stakes if gone != who and gone not in subjects_of(matter)]
    before = take_snapshot(live, stakes)
    held = {name: live.edits[name] for name in trial.texts if name in live.edits}
    live.edit(trial.texts)
    try:
        after = take_snapshot(live, stakes)
        unfounded = tuple(_unfounded(live.canon, impact)) if place is same_place else ()
    finally:
        if take_back and held:
            live.edit(held)
        if take_back and trial.texts.keys() - held.keys():
            live.revert(*sorted(trial.texts.keys() - held.keys()))
    appear, disappear, changed = _compare_findings(before.findings, [_put_back(f, place) for f in after.findings])
    return Outcome(
        trial,
        tuple(appear),
        tuple(disappear),
        tuple(changed),
        unfounded,
        tuple(_compare_minds(before.minds, after.minds, place)),
        tuple(_compare_times(before.starts, after.starts)),
        tuple(_compare_beats(before.beats, after.beats, place)),
    )


def _put_back(finding: Finding, place: _Place) -> Finding:
    """A finding of a rearranged script where its words stood: there the reader finds them."""
    if place is same_place:
        return finding
    return replace(
        finding,
        span=place(finding.span),
        related=tuple(replace(one, span=place(one.span)) for one in finding.related),
        evidence=tuple(replace(one, span=place(one.span)) for one in finding.evidence),
        fixes=(),
    )


def _unfounded(after: Canon, impact: Impact) -> Iterator[Fallen]:
    """What people still do where nothing else has changed, and have nothing for it any more."""

    def still(need: Need) -> Need | None:
        scene = after.universe.by_name.get(need.scene.key)
        return need.moved_to(scene, need.span) if scene is not None else None

    return find_unfounded(after, impact.reach.fallen, still)


def find_unfounded(after: Canon, fallen: Iterable[Fallen], still: Callable[[Need], Need | None]) -> Iterator[Fallen]:
    """What people still do, and have nothing for it any more. ``still`` gives a need as it stands after the change."""
    for one in fallen:
        need = still(one.tie.need) if _asks_for_something(one.tie.need) else None
        if need is not None and not need.grounds(after):
            yield one


def _asks_for_something(need: Need) -> bool:
    """Whether a need asks for something, and not only for nothing to stand against it: then a finding tells."""
    return isinstance(need, _FOUNDED) and not (isinstance(need, StateNeed) and need.lenient)


def _compare_findings(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[list[Finding], list[Finding], list[tuple[Finding, Finding]]]:
    """Findings that are new, those that are gone, and those that say something else, or stand elsewhere.

    Many rules tell a mistake where it is first made: without that scene it stands at the next.
    """
    gone: dict[tuple[str, str, int], list[Finding]] = {}
    for finding in before:
        gone.setdefault(_key(finding), []).append(finding)
    left: list[Finding] = []
    for finding in after:
        same = gone.get(_key(finding), [])
        held = next((one for one in same if one.message == finding.message), None)
        if held is None:
            left.append(finding)
        else:
            same.remove(held)
    changed: list[tuple[Finding, Finding]] = []
    new: list[Finding] = []
    for finding in left:
        same = gone.get(_key(finding), [])
        if same:
            changed.append((same.pop(0), finding))
        else:
            new.append(finding)
    elsewhere: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted((one for same in gone.values() for one in same), key=lambda finding: finding.sort_key):
        elsewhere.setdefault((finding.code, finding.message), []).append(finding)
    appear: list[Finding] = []
    for finding in sorted(new, key=lambda finding: finding.sort_key):
        same = elsewhere.get((finding.code, finding.message), [])
        if same:
            changed.append((same.pop(0), finding))
        else:
            appear.append(finding)
    disappear = sorted((one for same in elsewhere.values() for one in same), key=lambda finding: finding.sort_key)
    return appear, disappear, sorted(changed, key=lambda pair: pair[1].sort_key)


def _key(finding: Finding) -> tuple[str, str, int]:
    return finding.code, finding.span.path, finding.span.start


def _compare_minds(before: dict[Stake, Held], after: dict[Stake, Held], place: _Place) -> list[MindShift]:
    """What is held otherwise: secrets and identities first, then deaths, then the rest, in the order of the story."""
    found: list[MindShift] = []
    for stake, held in before.items():
        now = after[stake]
        now = replace(now, span=place(now.span) if now.span is not None else None)
        if held.value != now.value or held.span != now.span:
            found.append(MindShift(stake, held, now))
    return sorted(
        found, key=lambda shift: (not shift.stake[1].timeless, shift.stake[1].kind not in {"alive", "member"})
    )


def _compare_times(before: dict[str, Interval], after: dict[str, Interval]) -> Iterator[TimeShift]:
    for key, was in before.items():
        now = after.get(key)
        if now is not None and now != was and _is_known(was):
            yield TimeShift(key, was, now)


def _is_known(time: Interval) -> bool:
    """Whether something is known to the day; to a day and a bit, since night shifts across midnight."""
    return time.earliest is not None and time.latest is not None and time.latest - time.earliest <= 2 * DAY


def _compare_beats(before: Iterable[PromiseBeat], after: Iterable[PromiseBeat], place: _Place) -> Iterator[PromiseBeat]:
    met = {beat.span.key for beat in before if beat.met}
    for beat in after:
        there = place(beat.span)
        if not beat.met and there.key in met:
            yield replace(beat, span=there)
