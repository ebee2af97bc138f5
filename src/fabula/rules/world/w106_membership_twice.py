"""W106 membership-twice."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from fabula.finding import Certainty, Finding, Level
from fabula.rules.contradiction import Contradiction, stands_at
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.model import Change

__all__ = ["MembershipTwice"]


class MembershipTwice(Rule):
    """Somebody joins a group that they belong to, or leaves one that they do not.

    ## What it checks
    Two notes `Mason joins Citadel` with no leaving between them, or two notes `Mason leaves Citadel` with no joining.
    Groups in the bible (`groups:`) count as joined before the story, unless a scene shows the joining. Somebody
    whose groups the bible lists, and who leaves another one that no scene has them join, is reported as *likely*.

    ## Why it matters
    One of the two scenes does not know of the other; often they come from different rooms.

    ## Example
        [[canon: Mason leaves Citadel]]
        …
        [[canon: Mason leaves Citadel]]

    ## What to do
    Take one of the notes out, or write what happened between them.
    """

    code = "W106"
    name = "membership-twice"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each joining or leaving that changes nothing."""
        for (who, attribute), changes in canon.world.log.items():
            if not attribute.startswith("member:"):
                continue
            group = canon.universe.name(attribute.removeprefix("member:"))
            first = changes[0]
            if first.value == "no" and first.scene is not None and _groups_are_listed(canon, who):
                name = canon.universe.name(who)
                message = f"{name} leaves {group}, which {name} does not belong to by the bible"
                help_ = f"add {group} to the groups of {name}, or write `{name} joins {group}` where that happens"
                yield Finding(self.code, first.span, message, help_, Certainty.LIKELY)
            for before, change in pairwise(changes):
                if before.value == change.value and change.scene is not None and change.form in {"joins", "leaves"}:
                    yield self._twice(canon, group, before, change)

    def _twice(self, canon: Canon, group: str, before: Change, change: Change) -> Finding:
        assert change.scene is not None
        name = canon.universe.name(change.subject)
        does, state = ("joins", "belongs to it") if change.value == "yes" else ("leaves", "has left it")
        said = (
            f"{name} {does} {group}" if before.scene is not None else f"the bible says that {name} belongs to {group}"
        )
        return Contradiction(
            before=before,
            scene=change.scene,
            span=change.span,
            now=f"{name} {does} {group}, but already {state} {stands_at(before)}",
            then=f"{name} {does} {group} here, and again later in {change.scene.name}, which is "
            f"{change.scene.episode.status}",
            seen=f"{name} {does} {group}",
            stated=said,
            help="take one of the two out, or write what happened between them",
        ).finding(canon, self.code)


def _groups_are_listed(canon: Canon, who: str) -> bool:
    entity = canon.universe.entities.get(who)
    return entity is not None and entity.value("groups") is not None
