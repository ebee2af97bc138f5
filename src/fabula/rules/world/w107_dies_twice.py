"""W107 dies-twice."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from fabula.finding import Finding, Level
from fabula.rules.blame import scene_is_wrong
from fabula.rules.contradiction import Contradiction, others, stands_at
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.clock import HOUR
from fabula.story.distance import distance
from fabula.story.model import Change
from fabula.universe.model import Nature

__all__ = ["DiesTwice"]


class DiesTwice(Rule):
    """Somebody dies who is dead already.

    ## What it checks
    Two deaths of one person with no `returns` between them, in notes or in the bible's `died`. A death that the
    bible dates and a scene shows is one death, if their times agree; so is one that two scenes show at the same
    time. Offices and classes can die many times. The finding stands at the second death and counts further ones.

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
        """One finding for each death that is followed by others, or two where each side is wrong somewhere."""
        for (who, attribute), changes in canon.world.log.items():
            entity = canon.universe.entities.get(who)
            if attribute != "alive" or entity is None or entity.nature is not Nature.PERSON:
                continue
            again: dict[tuple[Change, bool], list[Change]] = {}
            first = changes[0]
            for before, change in pairwise(changes):
                if before.value != change.value:
                    first = change
                elif change.value == "no" and not (
                    _same_death(canon, before, change) or _same_death(canon, first, change)
                ):
                    wrong = change.scene is None or scene_is_wrong(first, change.scene)
                    again.setdefault((first, wrong), []).append(change)
            for (first, _), deaths in again.items():
                yield self._twice(canon, entity.name, first, deaths)

    def _twice(self, canon: Canon, name: str, first: Change, deaths: list[Change]) -> Finding:
        again = deaths[0]
        if again.scene is None:
            message = f"{name} dies at another time by the bible than {stands_at(first)}"
            return Finding(self.code, again.span, message, "make the bible and the scene agree")
        more = others(len(deaths) - 1)
        return Contradiction(
            before=first,
            scene=again.scene,
            span=again.span,
            now=f"{name} dies{more}, but is dead already {stands_at(first)}",
            then=f"{name} dies here, and again later in {again.scene.name}{more}, which is "
            f"{again.scene.episode.status}",
            seen=f"{name} dies",
            stated=f"{name} dies" if first.scene is not None else f"the bible says that {name} is dead",
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
