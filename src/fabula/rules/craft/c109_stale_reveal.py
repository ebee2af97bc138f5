"""C109 stale-reveal."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.statements import Fact, Relation, Statement
from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.knowledge.audience import released_log
from fabula.rules.registry import Rule
from fabula.rules.setups import told_before
from fabula.story.canon import Canon
from fabula.story.minds.judge import MindJudge, kept_secrets
from fabula.story.minds.log import AUDIENCE, Happening
from fabula.story.minds.matters import read_question
from fabula.universe.model import Scene

__all__ = ["StaleReveal"]


class StaleReveal(Rule):
    """A scene reveals what the audience knows already.

    ## What it checks
    A note `reveals FACT` marks the scene in which the audience learns something. It must not have seen it before: in an
    earlier scene of this show, or in another show that comes out first. Episodes count by their release dates, and
    without dates in the order of telling; where one of two shows has no date the finding is *possible*.

    ## Why it matters
    A reveal works once. Spinoffs are where it is given away.

    ## Example
        shows/india/s01/e02.fountain (released 2023-01-05)
        [[canon: Farah learns that Kyle is Mason]]

        shows/citadel/s01/e03.fountain (released 2023-02-01)
        [[canon: reveals that Kyle is Mason]]

    ## What to do
    Move the reveal to where the audience first sees it, take the earlier one out, or change the order of release.
    """

    code = "C109"
    name = "stale-reveal"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each reveal that comes too late."""
        for scene, statement in canon.universe.stated("reveals"):
            fact = statement.get("fact")
            if isinstance(fact, Fact):
                shown = _shown_before(canon, scene, statement, fact)
                if shown is not None and shown.scene is not None:
                    yield self._finding(canon, scene, statement, fact, shown, shown.scene)

    def _finding(
        self, canon: Canon, scene: Scene, statement: Statement, fact: Fact, shown: Happening, first: Scene
    ) -> Finding:
        before = told_before(first, scene)
        certainty = Certainty.POSSIBLE if before is None else Certainty.CERTAIN
        that = "" if fact.relation is Relation.SECRET else "that "
        other = first.episode.show
        where = f"since {first.name}"
        if other is not scene.episode.show and first.episode.released is not None:
            where += f", out on {first.episode.released.isoformat()}"
        message = f"This reveals {that}{fact.span.text}, which the audience knows already {where}"
        message = message.replace(" already since", " since")
        help_ = "move the reveal there, take the earlier one out, or change the order of release"
        related = (Related(shown.span, f"the audience learns it here, in {first.name}"),)
        steps = (
            Step(shown.span, f"{first.name}: {shown.words}"),
            Step(statement.span, f"{scene.name}: {statement.span.text.strip()}"),
        )
        return Finding(self.code, statement.span, message, help_, certainty, related, steps)


def _shown_before(canon: Canon, scene: Scene, statement: Statement, fact: Fact) -> Happening | None:
    """The event by which the audience came to know a fact before a note in a scene, None if it did not."""
    told = released_log(canon)
    question = read_question(canon.universe, fact)
    if question is None or question.chain:
        return None
    at = told.told_at(told.watched[scene], statement.span.start)
    judge = MindJudge(canon, canon.moment(scene, statement.span.start))
    judge.log = told
    if not judge.audience_holds(fact, at):
        return None
    matters = [question.matter, *(matter for matter, _ in kept_secrets(canon).get(question.matter.subject, ()))]
    for matter in matters:
        belief = told.telling.belief((AUDIENCE,), matter, at)
        if belief is not None:
            return told.happenings[told.told[belief.event]]
    return None
