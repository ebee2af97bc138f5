"""C108 expectation-not-judged."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.expectations import MINDS, find_expectations
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.judge import Answer

__all__ = ["ExpectationNotJudged"]


class ExpectationNotJudged(Rule):
    """An expectation is understood, but nothing can judge it.

    ## What it checks
    What is expected of the world and of minds is judged (C103). Whether a secret is true can be judged only if its
    bible entry says what it is (`fact: Kyle is Mason`), and what many people know of one another only to a depth that
    can be worked out. Without that, this note says so, so that nobody takes silence for a pass.

    ## Why it matters
    A test that is never run is worse than none.

    ## Example
        [[canon: expect the mole]]

    ## What to do
    State the secret as a `fact` in its entry, expect that somebody knows it (`expect Mason knows the mole`), or take
    the note out.
    """

    code = "C108"
    name = "expectation-not-judged"
    level = Level.NOTE
    reads = frozenset({"scripts"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One note for each expectation that cannot be judged."""
        for _, statement, fact, verdict in find_expectations(canon):
            if verdict.answer is Answer.NOT_JUDGED and fact.relation in MINDS:
                message = "This expectation cannot be judged: too many minds look into one another"
                yield Finding(self.code, statement.span, message, "say it with fewer: nobody follows more than five")
            elif verdict.answer is Answer.NOT_JUDGED:
                secret = canon.universe.name(fact.subject.key)
                message = f"This expectation cannot be judged: nothing says what {secret} is"
                help_ = "give the secret's entry a `fact`, or expect that somebody knows it"
                yield Finding(self.code, statement.span, message, help_)
