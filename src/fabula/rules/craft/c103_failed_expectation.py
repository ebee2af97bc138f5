"""C103 failed-expectation."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.statements import Statement
from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.certainty import change_certainty, kept_order_certainty
from fabula.rules.contradiction import stands_at
from fabula.rules.expectations import MINDS, find_expectations
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.judge import Answer, Verdict
from fabula.universe.model import Scene

__all__ = ["FailedExpectation"]


class FailedExpectation(Rule):
    """What a writer expects to be so at a point in the story is not so.

    ## What it checks
    A note `expect Nadia has the locket` is a test that the writer leaves behind. It is judged by all that happens
    before it in story time: places, possessions, membership, attributes, love and kinship, life and death, who is who,
    and what somebody knows or believes, to any depth (`expect Nadia believes that Mason knows the mole`). Who knows
    something holds it, and it is so; who was never told does not know. If an expectation does not hold, the finding
    says what holds instead, and since where. If nothing in the universe says whether it holds, the finding is
    *possible*.

    ## Why it matters
    A scene that only works if somebody has the key says so here, and a rewrite three episodes earlier, or in another
    show, can no longer break it unseen.

    ## Example
        [[canon: Nadia gives the locket to Bernard]]
        …
        [[canon: expect Nadia has the locket]]

    ## What to do
    Mend what broke it, at the place that the finding names, or change what is expected.
    """

    code = "C103"
    name = "failed-expectation"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each expectation that does not hold, or that nothing answers."""
        for scene, statement, fact, verdict in find_expectations(canon):
            if verdict.answer is Answer.NO and fact.relation in MINDS:
                yield self._failed_mind(canon, scene, statement, verdict)
            elif verdict.answer is Answer.NO:
                yield self._failed(canon, scene, statement, verdict)
            elif verdict.answer is Answer.UNKNOWN:
                message = "Nothing says whether this expectation holds"
                related: tuple[Related, ...] = ()
                if verdict.change is not None:
                    message += f": {verdict.holds}"
                    related = (Related(verdict.change.span, verdict.holds),)
                help_ = "state it in a note or in the bible before this scene, or take the expectation out"
                yield Finding(self.code, statement.span, message, help_, Certainty.POSSIBLE, related)

    def _failed(self, canon: Canon, scene: Scene, statement: Statement, verdict: Verdict) -> Finding:
        message = f"This expectation does not hold: {verdict.holds}"
        help_ = "mend what broke it, or change what is expected"
        if verdict.change is None:
            return Finding(self.code, statement.span, message, help_)
        change = verdict.change
        since = f"since {change.scene.name}" if change.scene is not None else stands_at(change)
        related = (Related(change.span, verdict.holds),)
        evidence = (Step(change.span, verdict.holds),)
        certainty = change_certainty(canon, change, scene)
        return Finding(self.code, statement.span, f"{message} {since}", help_, certainty, related, evidence)

    def _failed_mind(self, canon: Canon, scene: Scene, statement: Statement, verdict: Verdict) -> Finding:
        message = f"This expectation does not hold: {verdict.holds}"
        certainty = Certainty.CERTAIN
        if verdict.scene is not None:
            message += f" since {verdict.scene.name}"
            certainty = kept_order_certainty(canon, verdict.scene, scene)
        elif verdict.later is not None:
            certainty = kept_order_certainty(canon, scene, verdict.later)
        related = tuple(Related(step.span, step.message) for step in verdict.steps)
        help_ = "mend what broke it, or change what is expected"
        return Finding(self.code, statement.span, message, help_, certainty, related, verdict.steps)
