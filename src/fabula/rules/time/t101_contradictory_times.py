"""T101 contradictory-times."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.registry import Rule
from fabula.rules.time.conflicts import certainty_of, conflicts_of, related_to
from fabula.story.canon import Canon

__all__ = ["ContradictoryTimes"]


class ContradictoryTimes(Rule):
    """Stated times cannot all be true.

    ## What it checks
    Dates, lengths ("takes 20 minutes") and relations ("2 days after S01E02/14", CONTINUOUS in a heading) are put
    together. Where some of them cannot all hold, the finding names the smallest set: take any one away, and the
    rest is possible. It stands at the one in the text that is least settled (lowest status, told last); the others
    are related places. It is *likely*, not certain, if the set rests on a heading's CONTINUOUS, LATER or NEXT DAY,
    or on a scene ending within a day.

    ## Why it matters
    Sooner or later somebody ages, travels or heals by one of these times and not by the other.

    ## Example
        INT. HARBOUR OFFICE - DAY
        [[canon: at 2014-06-03]]

        INT. FERRY - DAY
        [[canon: 2 days after S01E01/1; at 2014-06-20]]

    ## What to do
    Decide which of the statements is true and change the others.
    """

    code = "T101"
    name = "contradictory-times"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each set of statements that cannot all hold."""
        for conflict in conflicts_of(canon, self.code):
            dropped = conflict.dropped
            related = related_to(conflict, dropped)
            others = [other.message for other in related]
            start, verb, _ = dropped.reason.partition(" is ")
            if len(others) == 1 and verb and others[0].startswith(start + verb):
                message = f"{dropped.reason}, but also {others[0].removeprefix(start + verb)}"
            elif not others:
                message = f"{dropped.reason}, which is impossible by itself"
            elif len(others) <= 3:
                message = f"{dropped.reason}, but {' and '.join(others)}"
            else:
                message = f"{dropped.reason}, for which {len(others)} other statements leave no room"
            help_ = "change one of these statements: all but any one of them can be true"
            yield Finding(self.code, dropped.span, message, help_, certainty_of(conflict), related)
