"""W107 dies-twice."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from fabula.finding import Finding, Level
from fabula.rules.contradiction import Contradiction, stands_at
from fabula.rules.registry import Rule
from fabula.story.clock import HOUR
from fabula.story.distance import distance
from fabula.story.model import Canon, Change
from fabula.universe.model import Nature

__all__ = ["DiesTwice"]


class DiesTwice(Rule):
    """Somebody dies who is dead already.

    ## What it checks
    Two deaths of one person with no `returns` between them, in notes or in the bible's `died`. A death that the
    bible dates and a scene shows is one death, if their times agree; so is one that two scenes show at the same
    time. Offices and classes can die many times.

    ## Why it matters
    Two rooms have killed the same person, each in their own way. Only one of the deaths can be made.

    ## Example
        [[canon: Tommaso dies]]
        …
        [[canon: Tommaso is killed by Vera]]

    ## What to do
    Keep one of the deaths. If a later scene shows the same death again, say so with `same time as S01E02/14`.
    """

    code = "W107"
    name = "dies-twice"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each death after the first."""
        for (who, attribute), changes in canon.world.log.items():
            entity = canon.universe.entities.get(who)
            if attribute != "alive" or entity is None or entity.nature is not Nature.PERSON:
                continue
            for before, change in pairwise(changes):
                if before.value == change.value == "no" and not _same_death(canon, before, change):
                    yield self._twice(canon, entity.name, before, change)

    def _twice(self, canon: Canon, name: str, before: Change, change: Change) -> Finding:
        if change.scene is None:
            message = f"{name} dies at another time by the bible than {stands_at(before)}"
            return Finding(self.code, change.span, message, "make the bible and the scene agree")
        return Contradiction(
            before=before,
            scene=change.scene,
            span=change.span,
            now=f"{name} dies, but is dead already {stands_at(before)}",
            then=f"{name} dies here, and again later in {change.scene.name}, which is {change.scene.episode.status}",
            seen=f"{name} dies",
            stated=f"{name} dies" if before.scene is not None else f"the bible says that {name} is dead",
            help=f"keep one of the deaths, or write `{name} returns` between them",
        ).finding(canon, self.code)


def _same_death(canon: Canon, before: Change, change: Change) -> bool:
    """Whether two scenes show one death: they are one scene, or start within an hour and may overlap."""
    if before.scene is None or change.scene is None:
        return False
    if before.scene is change.scene:
        return True
    first, second = 1 + 2 * before.scene.order, 1 + 2 * change.scene.order
    apart = (distance(canon.timeline, first, second), distance(canon.timeline, second, first))
    least = canon.timeline.gap(before.scene, change.scene)[0]
    return all(most is not None and most <= HOUR for most in apart) and (least is None or least < 0)
