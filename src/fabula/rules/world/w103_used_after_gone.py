"""W103 used-after-gone."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.acts import act_words, find_acts, is_unique
from fabula.rules.blame import scene_is_wrong
from fabula.rules.contradiction import Contradiction, others, stands_at
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import Act
from fabula.story.model import Change
from fabula.universe.model import Scene

__all__ = ["UsedAfterGone"]


class UsedAfterGone(Rule):
    """A thing is used after it was destroyed or lost.

    ## What it checks
    After `the ledger is destroyed`, nobody can take, have, use, give or drop it. After `the ledger is lost` nobody
    can either, until it is found (`the ledger is found`, `Nadia finds the ledger`) or somebody takes it, which
    counts as finding it. The finding stands at the first use and counts the later ones. Things with `unique: no` in
    the bible are not checked: there is another one.

    ## Why it matters
    A prop that comes back after it burned takes the audience out of the story, and makes the fire pointless.

    ## Example
        INT. BOAT - NIGHT
        The ledger burns. [[canon: the ledger is destroyed]]

        INT. HOTEL - DAY
        [[canon: Bernard uses the ledger]]

    ## What to do
    Use the thing before it is gone, let somebody find it, or say that it is another one (`unique: no`).
    """

    code = "W103"
    name = "used-after-gone"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each loss, or two where each side is wrong somewhere."""
        uses: dict[tuple[Change, bool], list[tuple[Scene, Act, Span]]] = {}
        gone_things = {subject for subject, attribute in canon.world.log if attribute == "gone"}
        for scene, moment, act, span in find_acts(canon) if gone_things else ():
            if act.thing not in gone_things:
                continue
            gone = canon.world.last(act.thing, "gone", moment)
            if gone is None or not gone.value or not is_unique(canon.universe, act.thing):
                continue
            if gone.value == "lost" and act.verb in {"takes", "finds"}:
                continue
            uses.setdefault((gone, scene_is_wrong(gone, scene)), []).append((scene, act, span))
        for (gone, _), found in uses.items():
            scene, act, span = found[0]
            thing, does = canon.universe.name(act.thing), act_words(canon.universe, act)
            more = others(len({s.order for s, _, _ in found}) - 1)
            yield Contradiction(
                before=gone,
                scene=scene,
                span=span,
                now=f"{does}{more}, but it is {gone.value} {stands_at(gone)}",
                then=f"{thing} is {gone.value} here, but {does} later in {scene.name}{more}, which is "
                f"{scene.episode.status}",
                seen=does,
                stated=f"{thing} is {gone.value}",
                help=f"use {thing} before it is {gone.value}, or write `{thing} is found` where somebody finds it",
            ).finding(canon, self.code)
