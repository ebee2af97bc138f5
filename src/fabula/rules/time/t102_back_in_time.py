"""T102 back-in-time."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.blame import blame
from fabula.rules.registry import Rule
from fabula.rules.time.conflicts import conflicts_of, related_to
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.story.timeline import Conflict, Interval
from fabula.universe.model import Scene

__all__ = ["BackInTime"]


class BackInTime(Rule):
    """A scene happens before the scene told before it, and nothing says flashback.

    ## What it checks
    Scenes of an episode, and episodes of a show, are taken to happen in the order in which they are told. Flashbacks,
    flash-forwards, dreams and tales are not; neither are scenes that say themselves that they go back (`2 days
    earlier`, `same time as S01E02/14`, MEANWHILE). The finding stands where the dates leave no room for that order,
    in the scene with the lower status, else in the one told later. It also speaks of a flashback that is dated
    after the scene it interrupts. It is always *likely*: a story may jump without a word.

    ## Why it matters
    It is mostly a slip of the pen in a date, or scenes that changed places in a rewrite. And where the jump is meant,
    the audience needs to be told as well.

    ## Example
        INT. KITCHEN - DAY
        [[canon: at 2014-06-03]]

        INT. CAR - DAY
        [[canon: at 2014-06-01]]

    ## What to do
    Correct the date, or mark the scene: `(FLASHBACK)` in the heading, or the note `flashback`.
    """

    code = "T102"
    name = "back-in-time"
    level = Level.WARNING
    reads = frozenset({"scripts", "timeline"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each place where the order of telling had to give way."""
        clocks = Clocks(canon.universe)
        for conflict in conflicts_of(canon, self.code):
            yield self._finding(canon, clocks, conflict)

    def _finding(self, canon: Canon, clocks: Clocks, conflict: Conflict) -> Finding:
        dropped = conflict.dropped
        first, second = _dated_ends(canon, conflict)
        teller = canon.universe.scenes[dropped.order]
        if dropped.kind == "order":
            wrong, _ = blame(first, second)
            early = _say(canon, clocks, conflict, second)
            late = _say(canon, clocks, conflict, first)
            if wrong is second:
                message = f"{second.name} is {early}, before {first.name} ({late}), and nothing says flashback"
            else:
                message = f"{first.name} is {late}, after {second.name} ({early}), which is told later"
        else:
            wrong = teller
            other = second if first is teller else first
            word = "flashback" if dropped.kind == "flashback" else "flash-forward"
            after = "after" if word == "flashback" else "before"
            message = (
                f"{teller.name} is a {word}, but it is {_say(canon, clocks, conflict, teller)}, {after} {other.name} "
                f"({_say(canon, clocks, conflict, other)})"
            )
        span = _date_span(conflict, wrong)
        related = tuple(r for r in related_to(conflict, dropped) if r.span != span)
        kept = tuple(r for r in related if not r.message.startswith("it is told after"))
        if not kept:
            kept = (Related((second if wrong is first else first).span, "the other scene"),)
        help_ = "correct the date, or say that the scene goes back: `(FLASHBACK)` in its heading or a note `flashback`"
        return Finding(self.code, span, message, help_, Certainty.LIKELY, kept)


def _dated_ends(canon: Canon, conflict: Conflict) -> tuple[Scene, Scene]:
    """The two scenes whose order is at stake: those that are dated, else the two between which it was assumed."""
    scenes = canon.universe.scenes
    dropped = conflict.dropped
    first, second = scenes[(dropped.source - 1) // 2], scenes[(dropped.target - 1) // 2]
    dates = [c for c in conflict.constraints if c.source == 0 and 0 < c.target <= 2 * len(scenes)]
    if len(dates) == 2:
        late, early = sorted(dates, key=lambda c: (-(c.least or 0), c.order))
        first, second = scenes[(late.target - 1) // 2], scenes[(early.target - 1) // 2]
    return first, second


def _date_span(conflict: Conflict, scene: Scene) -> Span:
    """Where a scene states the time that takes part in the contradiction, else its heading."""
    stated = [c.span for c in conflict.constraints if c.order == scene.order and not c.assumed]
    return stated[0] if stated else scene.span


def _say(canon: Canon, clocks: Clocks, conflict: Conflict, scene: Scene) -> str:
    """The date of a scene as it is stated in the contradiction, else as it follows."""
    for constraint in conflict.constraints:
        if constraint.source == 0 and constraint.target == 1 + 2 * scene.order:
            return clocks.words(Interval(constraint.least, constraint.most), scene.place)
    return clocks.words(canon.timeline.start[scene.order], scene.place)
