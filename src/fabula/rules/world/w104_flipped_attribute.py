"""W104 flipped-attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Finding, Level
from fabula.rules.blame import scene_is_wrong
from fabula.rules.contradiction import Contradiction, others, stands_at
from fabula.rules.registry import Rule
from fabula.rules.retcons import find_retcons
from fabula.story.canon import Canon
from fabula.story.changes import same_value
from fabula.story.model import Change

__all__ = ["FlippedAttribute"]


class FlippedAttribute(Rule):
    """A stated attribute is something else later, and nothing has changed it.

    ## What it checks
    `Mason's wound is left shoulder` says how things are. When a later note says `Mason's wound is right shoulder`,
    one of the two is wrong, unless a note between them says that it changed (`Mason's hair becomes grey`). Attributes
    in the bible (`attributes:`) count as stated from the start. Case, accents and a leading article make no
    difference. The finding stands at the first note that differs and counts the later ones.

    ## Why it matters
    A wound that changes sides, a scar that goes away, eyes of two colours: make-up and viewers notice, and reshoots
    cost more than a look at the script.

    ## Example
        [[canon: Mason's wound is left shoulder]]
        …
        [[canon: Mason's wound is right shoulder]]

    ## What to do
    Correct the note that is wrong. If it really changed, write `becomes` where it does. If the room changes a
    released fact, write `[[canon: retcons S01E02/14: REASON]]` in the scene that does so.
    """

    code = "W104"
    name = "flipped-attribute"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each statement that others contradict."""
        retcons = find_retcons(canon.universe)
        for (subject, attribute), changes in canon.world.log.items():
            if attribute.startswith("is:") and len(changes) > 1:
                for before, flipped in _flips(changes, retcons):
                    yield self._finding(canon, subject, attribute.removeprefix("is:"), before, flipped)

    def _finding(self, canon: Canon, subject: str, attribute: str, before: Change, flipped: list[Change]) -> Finding:
        first = flipped[0]
        assert first.scene is not None
        what = f"{canon.universe.name(subject)}'s {attribute}"
        more = others(len({c.scene.order for c in flipped if c.scene is not None}) - 1)
        return Contradiction(
            before=before,
            scene=first.scene,
            span=first.span,
            now=f"{what} is {first.value} here{more}, but is {before.value} {stands_at(before)}",
            then=f"{what} is {before.value} here, but {first.value} later in {first.scene.name}{more}, which is "
            f"{first.scene.episode.status}",
            seen=f"{what} is {first.value}",
            stated=f"{what} is {before.value}",
            help=f"correct the note that is wrong, or write `{what} becomes …` where it changes",
        ).finding(canon, self.code)


def _flips(changes: list[Change], retcons: dict[tuple[str, str], str]) -> Iterator[tuple[Change, list[Change]]]:
    """Each accepted statement with those that contradict it.

    What is contradicted stays accepted when the other one is wrong, so that one slip is one finding.
    """
    accepted = changes[0]
    flipped: dict[tuple[Change, bool], list[Change]] = {}
    for change in changes[1:]:
        scene = change.scene
        if scene is None or not change.asserted or same_value(change.value, accepted.value):
            accepted = change if not same_value(change.value, accepted.value) else accepted
            continue
        if accepted.scene is not None and (scene.key, accepted.scene.key) in retcons:
            yield accepted, [change]
            accepted = change
            continue
        wrong = scene_is_wrong(accepted, scene)
        flipped.setdefault((accepted, wrong), []).append(change)
        if not wrong:
            accepted = change
    yield from ((before, found) for (before, _), found in flipped.items())
