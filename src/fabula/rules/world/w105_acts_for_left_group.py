"""W105 acts-for-left-group."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.blame import scene_is_wrong
from fabula.rules.contradiction import Contradiction, others, stands_at
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.model import Change, Moment
from fabula.universe.model import Scene

__all__ = ["ActsForLeftGroup"]


class ActsForLeftGroup(Rule):
    """Somebody acts for a group that they have left.

    ## What it checks
    After `Farah leaves Manticore`, a note `Farah acts for Manticore` contradicts it, unless she has joined again. A
    cover may belong to a group that the person under it has left: `Kyle acts for Manticore` is judged by what Kyle
    has joined, and Mason may act for a group while he poses as somebody who belongs to it. Of somebody whose
    membership nothing is known, nothing is said. The finding stands at the first such note and counts the later ones.

    ## Why it matters
    In a story about loyalty, who stands for whom is the plot.

    ## Example
        [[canon: Farah leaves Manticore]]
        …
        [[canon: Farah acts for Manticore]]

    ## What to do
    Let them join again (`Farah joins Manticore`), let them pose as somebody who belongs (`Farah poses as Ines`), or
    correct the note.
    """

    code = "W105"
    name = "acts-for-left-group"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each leaving that somebody does not keep to."""
        acts: dict[tuple[Change, bool], list[tuple[Scene, Span]]] = {}
        for scene, statement in canon.stated("acts-for"):
            who, group = statement.name("person").key, statement.name("group").key
            left = _left(canon, who, group, canon.moment(scene, statement.span.start))
            if left is not None:
                acts.setdefault((left, scene_is_wrong(left, scene)), []).append((scene, statement.span))
        for (left, _), found in acts.items():
            scene, span = found[0]
            name = canon.universe.name(left.subject)
            group = canon.universe.name(left.attribute.removeprefix("member:"))
            more = others(len({s.order for s, _ in found}) - 1)
            yield Contradiction(
                before=left,
                scene=scene,
                span=span,
                now=f"{name} acts for {group}{more}, but has left it {stands_at(left)}",
                then=f"{name} leaves {group} here, but acts for it later in {scene.name}{more}, which is "
                f"{scene.episode.status}",
                seen=f"{name} acts for {group}",
                stated=f"{name} leaves {group}",
                help=f"write `{name} joins {group}` where they do, let them pose as somebody who belongs to it, or "
                "correct the note",
            ).finding(canon, self.code)


def _left(canon: Canon, who: str, group: str, moment: Moment) -> Change | None:
    """What says that somebody has left a group and does not belong to it under a cover either, or None."""
    world = canon.world
    attribute = f"member:{group}"
    body = body_of(canon.universe, who)
    own = world.last(who, attribute, moment) or world.last(body, attribute, moment)
    if own is None or own.value != "no":
        return None
    cover = world.value(body, "cover", moment)
    return None if cover and world.value(cover, attribute, moment) == "yes" else own
