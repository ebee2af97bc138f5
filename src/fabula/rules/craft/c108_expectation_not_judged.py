"""C108 expectation-not-judged."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level
from fabula.rules.expectations import MINDS, find_expectations
from fabula.rules.registry import Rule
from fabula.story.judge import Answer
from fabula.story.model import Canon

__all__ = ["ExpectationNotJudged"]


class ExpectationNotJudged(Rule):
    """An expectation is understood, but this version cannot judge it.

    ## What it checks
    Expectations about what somebody knows or believes (`expect Mason does not know that Kyle is Mason`), and about
    the truth of a secret, are read, and their names are checked. Whether they hold is not worked out yet. This note
    says so, so that nobody takes silence for a pass.

    ## Why it matters
    A test that is never run is worse than none.

    ## Example
        [[canon: expect Nadia knows that Kyle is Mason]]

    ## What to do
    Leave it: it will be judged once minds are part of fabula. To hide these notes, write `C108 = "off"` under
    `[rules]` in `fabula.toml`.
    """

    code = "C108"
    name = "expectation-not-judged"
    level = Level.NOTE
    reads = frozenset({"scripts"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One note for each expectation that is not judged."""
        for _, statement, fact, verdict in find_expectations(canon):
            if verdict.answer is Answer.NOT_JUDGED:
                what = "what somebody knows or believes" if fact.relation in MINDS else "whether a secret is true"
                message = f"This expectation is not judged yet: it is about {what}"
                yield Finding(self.code, statement.span, message, "nothing to do: it is kept for a later version")
