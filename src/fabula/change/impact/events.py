"""What minds take in from one scene: its events in the log, and whether there can be anything of weight among them.

Replaying all minds takes a while: a universe in which nothing hangs on who knows what is better off without.
"""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.story.canon import Canon
from fabula.story.changes import changes_of
from fabula.story.minds.mental import MENTAL_FORMS
from fabula.story.minds.poses import cover_people
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["events_in", "may_teach"]

_TEACHING = MENTAL_FORMS | {"retcons"}


def events_in(canon: Canon, scene: Scene) -> list[int]:
    """The numbers of the events of a scene in the log of minds; what the bible dates in between is not among them."""
    log, rank = canon.minds, canon.timeline.rank[scene.order]
    numbers = range(log.at(Moment(rank, -1)), log.at(Moment(rank + 1, -1)))
    return [number for number in numbers if log.happenings[number].scene is scene]


def may_teach(canon: Canon, scenes: Iterable[Scene]) -> list[Scene]:
    """Those scenes from which anybody can learn more than names, and who is where. No mind is asked for that."""
    universe = canon.universe
    secrets = any(entity.kind is EntryKind.SECRET for entity in universe.entities.values())
    if secrets or cover_people(universe) or next(iter(universe.stated("poses-as")), None) is not None:
        return list(scenes)  # a word or a face may tell
    return [scene for scene in scenes if _teaches(canon, scene)]


def _teaches(canon: Canon, scene: Scene) -> bool:
    for statement in scene.statements:
        moment = Moment(canon.timeline.rank[scene.order], statement.span.start)
        changes = changes_of(canon.universe, scene, statement, moment)
        if statement.form in _TEACHING or any(change.attribute != "place" for change in changes):
            return True
    # Whoever was said to be dead and stands there lives.
    return any((one.person, "alive") in canon.world.log for one in canon.presences.by_scene[scene.order])
