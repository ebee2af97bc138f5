"""The impact of what differs between two versions of a universe: what in the version before rests on it.

A scene that is cut falls as a whole. Of one that is still there only those places fall whose words are gone: a note, a
name that is said, somebody who was there, the time at which it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fabula.change.comparing.differences import Differences, How, SceneChange
from fabula.change.impact.events import events_in
from fabula.change.impact.impact import Impact, find_reach
from fabula.change.impact.naming import Naming, find_namings
from fabula.change.impact.needs import TIME, Need, Node
from fabula.change.impact.outcome import Outcome, TimeShift, find_unfounded
from fabula.change.impact.snapshot import PromiseBeat
from fabula.change.impact.targets import Target
from fabula.change.impact.trial import Trial
from fabula.universe.model import Scene

__all__ = ["find_difference_impact"]


def find_difference_impact(found: Differences, before: str, after: str) -> tuple[Impact, Outcome]:
    """What rests on what differs, and what comes of it. ``before`` and ``after`` are what the versions are called."""
    cut = [change.before for change in found.scenes if change.before is not None and change.after is None]
    nodes = [node for change in found.scenes for node in _changed_places(found, change)]
    namings: list[Naming] = []
    for entry in found.entries:
        entity = found.before.universe.entities.get(entry.before.key) if entry.before is not None else None
        if entity is not None and entry.after is None:
            namings += find_namings(found.before, entity, None)
    done = Counter(str(change.how[0]) for change in found.scenes)
    number, parts = len(found.scenes), ", ".join(f"{number} {how}" for how, number in done.items())
    told = f"{number} scene{'s' if number != 1 else ''}" + (f" ({parts})" if parts else "")
    target = Target("difference", f"{before} and {after}: {told}", tuple(cut))
    changed = {one.before.key for one in found.scenes if one.before is not None and set(one.how) - {How.RETIMED}}
    impact = find_reach(found.before, target, nodes, namings, changed)
    return impact, _outcome(found, impact, after)


def _changed_places(found: Differences, change: SceneChange) -> Iterator[Node]:
    """The places of a scene of before that are no longer as they were; none of one that is cut."""
    old, new = change.before, change.after
    if old is None or new is None:
        return
    kept = Counter(statement.span.text.strip() for statement in new.statements)
    for statement in old.statements:
        words = statement.span.text.strip()
        kept[words] -= 1
        if kept[words] < 0:
            yield old.key, statement.span.start
    before, after = found.before.minds.happenings, found.after.minds.happenings
    said = {after[number].words for number in events_in(found.after, new) if after[number].kind == "said"}
    for number in events_in(found.before, old):
        one = before[number]
        if (one.kind == "said" and one.words not in said) or (one.kind == "seen" and change.went):
            yield old.key, one.span.start
    if How.RETIMED in change.how and set(change.how) - {How.RETIMED}:
        yield old.key, TIME


def _outcome(found: Differences, impact: Impact, after: str) -> Outcome:
    def still(need: Need) -> Need | None:
        return _in_after(found, need)

    reported = [change for change in found.findings if change.finding.intended is None]
    moved = [one for one in found.scenes if one.how == (How.RETIMED,) and one.before is not None]
    return Outcome(
        Trial(f"as it is in {after}", {}, ("who knows what, and all else that differs, is told by `fabula diff`",)),
        tuple(change.finding for change in reported if change.new),
        tuple(change.finding for change in reported if not change.new),
        (),
        tuple(find_unfounded(found.after, impact.reach.fallen, still)),
        (),
        tuple(TimeShift(one.before.key, one.was, one.now) for one in moved if one.before and one.was and one.now),
        tuple(
            PromiseBeat(one.name, one.setup, one.beat.scene.name, one.beat.span, met=False)
            for one in found.promises
            if not one.paid
        ),
    )


def _in_after(found: Differences, need: Need) -> Need | None:
    """A need of before as it stands in after; None if its scene or its words are gone."""
    scene: Scene | None = found.pairs.after_of.get(need.scene)
    if scene is None:
        return None
    words = need.span.text.strip()
    statement = next((one for one in scene.statements if one.span.text.strip() == words), None)
    return need.moved_to(scene, statement.span) if statement is not None else None
