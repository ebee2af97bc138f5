"""T106 script-day."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level
from fabula.rules.registry import Rule
from fabula.rules.time.conflicts import conflicts_of, related_to
from fabula.story.canon import Canon

__all__ = ["ScriptDay"]


class ScriptDay(Rule):
    """The script day of a scene does not go with its date.

    ## What it checks
    Scenes of one script day (Final Draft's Script Day, or the note `story day 3`) start within 24 hours of each
    other, and a lower day comes before a higher one. Days are counted for each episode, or for a season if the
    numbers go on from episode to episode. Scenes of one day that are dated on different days are *certain*; days
    whose order does not go with the dates are *likely*.

    ## Why it matters
    Costume, make-up and continuity work by script days. A wrong number puts a clean shirt on a wounded man.

    ## Example
        INT. KITCHEN - DAY
        [[canon: story day 2; at 2014-06-03]]

        INT. CAR - NIGHT
        [[canon: story day 2; at 2014-06-05]]

    ## What to do
    Correct the day or the date.
    """

    code = "T106"
    name = "script-day"
    level = Level.WARNING
    reads = frozenset({"scripts", "timeline"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each set of dates and script days that cannot all hold."""
        for conflict in conflicts_of(canon, self.code):
            day = next(c for c in reversed(conflict.constraints) if c.kind == "script day")
            others = [c for c in conflict.constraints if c is not day]
            sure = day.most is not None and all(c.kind != "length" and not c.assumed for c in others)
            related = tuple(r for r in related_to(conflict, day) if r.message != day.reason)
            stated = [r.message for r in related if not r.message.startswith("it is told after")]
            message = f"{day.reason}, but {' and '.join(stated[:3]) or 'that goes against the order of telling'}"
            certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
            yield Finding(self.code, day.span, message, "correct the script day or the date", certainty, related)
