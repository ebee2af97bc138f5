"""X108 unclear-retcon."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.claims import fact_words
from fabula.rules.registry import Rule
from fabula.rules.retconned import find_retconned
from fabula.story.canon import Canon
from fabula.story.minds.phrases import Phrases
from fabula.universe.model import Status

__all__ = ["UnclearRetcon"]

_SHOWN = 4


class UnclearRetcon(Rule):
    """A retcon does not say which of several facts it undoes.

    ## What it checks
    `retcons S01E02/14: REASON` undoes what that scene told and the scene of the note tells otherwise. If S01E02/14
    tells several things in its notes, and the scene of the retcon says of none of them that it is otherwise, nobody
    can tell which one is meant.

    ## Why it matters
    fabula cannot say which scenes still rest on it, and neither can the room in a year.

    ## Example
        S01E02/14
        [[canon: Mason dies; Nadia takes the case]]

        S02E01/1
        [[canon: retcons S01E02/14: it was not so]]

    ## What to do
    Say beside the retcon what is so now: `[[canon: retcons S01E02/14: he wore a vest; expect Mason is alive]]`.
    """

    code = "X108"
    name = "unclear-retcon"
    level = Level.NOTE
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each retcon that could mean several facts."""
        for retcon in find_retconned(canon):
            # What is not released can be rewritten: X104 says so, and that is enough.
            released = retcon.episode.status is Status.RELEASED
            if released and len(retcon.told) > 1 and not retcon.undone:
                phrases = Phrases(canon.universe)
                message = f"{retcon.name} tells {len(retcon.told)} things, and this retcon does not say which it undoes"
                related = tuple(
                    Related(claim.span, f"{fact_words(phrases, claim)}, told in {claim.scene.name}")
                    for claim in retcon.told[:_SHOWN]
                )
                help_ = "say beside it what is so now, with a statement or with `expect`"
                yield Finding(self.code, retcon.statement.span, message, help_, related=related)
