"""T103 years-ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.rules.time.conflicts import certainty_of, conflicts_of, related_to, say_length
from fabula.rules.time.years_ago import Memory, find_memories
from fabula.story.canon import Canon
from fabula.story.distance import distance
from fabula.story.timeline import Constraint

__all__ = ["YearsAgo"]

_ROUND = 10
"""People round: what they say in dialogue may be off by one part in ten on either side, beside the usual leeway."""


class YearsAgo(Rule):
    """ "Eight years ago" does not go with the timeline.

    ## What it checks
    Amounts on title cards and in headings (`SUPER: EIGHT YEARS LATER`, `INT. HQ - TWO DAYS EARLIER`) against the
    dates of the scenes: *certain*. And dialogue that says how long ago something was, in a sentence that also
    names an event of the bible, or says that somebody joined a group: "Eight years ago, the night of the fall of
    Citadel." That is *likely* only: people lie and get things wrong. Voice-overs are left out, since nobody knows
    when they speak. Sentences that ask, deny or suppose are left alone, and so are dreams and tales. Amounts are
    meant loosely: eight years are seven and a half to nine.

    ## Why it matters
    It is what a viewer hears, and works out.

    ## Example
        bible/events/fall.md: `name: The fall of Citadel`, `in: 2014`

        INT. SAFE HOUSE - NIGHT
        [[canon: at 2022-06-08]]

        BERNARD
        The fall of Citadel was five years ago.

    ## What to do
    Correct the amount or the dates. If somebody is meant to be wrong, say so: `[[canon: intended T103: REASON]]`.
    """

    code = "T103"
    name = "years-ago"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each card and each sentence that the timeline contradicts."""
        yield from self._cards(canon)
        for memory in find_memories(canon):
            yield from self._judge(canon, memory)

    def _cards(self, canon: Canon) -> Iterator[Finding]:
        for conflict in conflicts_of(canon, self.code):
            dropped = conflict.dropped
            related = related_to(conflict, dropped)
            if dropped.kind == "card":
                message = f"{dropped.reason}, but {_between(canon, dropped)}"
            else:
                message = f"{dropped.reason}, but {' and '.join(r.message for r in related[:3])}"
            help_ = "correct the amount or the dates"
            yield Finding(self.code, dropped.span, message, help_, certainty_of(conflict), related)

    def _judge(self, canon: Canon, memory: Memory) -> Iterator[Finding]:
        here = 1 + 2 * memory.scene.order
        most = distance(canon.timeline, memory.node, here)
        back = distance(canon.timeline, here, memory.node)
        if most is None or back is None:
            return
        least = -back
        spoken = memory.spoken
        if least <= spoken.most + spoken.most // _ROUND and spoken.least - spoken.least // _ROUND <= most:
            return
        if most < 0:
            message = f"{memory.what} is still to come when this is said"
        else:
            message = (
                f'"{memory.text}" does not go with the timeline: {memory.what} is {_range(least, most)} before this'
            )
        help_ = "correct the amount or the dates, or write `intended T103: REASON` if they are meant to be wrong"
        related = (Related(memory.known, memory.what),)
        yield Finding(self.code, memory.span, message, help_, Certainty.LIKELY, related)


def _between(canon: Canon, card: Constraint) -> str:
    """How far apart a card's two scenes really are, in words."""
    most = distance(canon.timeline, card.source, card.target)
    back = distance(canon.timeline, card.target, card.source)
    if most is None or back is None:
        return "the other times leave no room for that"
    if most < 0:
        return f"it is {_range(-most, back)} on the other side"
    return f"it is {_range(max(0, -back), most)}"


def _range(least: int, most: int) -> str:
    first, last = say_length(max(0, least)), say_length(most)
    if first == last:
        return first
    (number, unit), (_, other) = first.rsplit(" ", 1), last.rsplit(" ", 1)
    return f"{number} to {last}" if unit.rstrip("s") == other.rstrip("s") else f"{first} to {last}"
