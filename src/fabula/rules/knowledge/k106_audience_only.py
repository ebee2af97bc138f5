"""K106 audience-only."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related, Step
from fabula.rules.knowledge.acts import KnowingAct, find_acts_of_knowing
from fabula.rules.knowledge.audience import audience_saw, released_log
from fabula.rules.knowledge.ways import later_certainty
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.minds.log import AUDIENCE, Happening
from fabula.story.minds.matters import read_question

__all__ = ["AudienceOnly"]


class AudienceOnly(Rule):
    """Somebody reacts to what only the audience has seen.

    ## What it checks
    A note `Rahi reacts to FACT` says that somebody shows that they know it. If they do not, and the audience does, the
    audience's knowledge has leaked into the scene. Episodes count in the order of their release.

    ## Why it matters
    Everybody in the room has read the scripts; the people in the story have not. A look of dread at the wrong man is
    the mistake that is easiest to write.

    ## Example
        INT. CELLAR - NIGHT
        [[canon: Orlick takes the case]]

        INT. KITCHEN - DAY
        [[canon: Nadia reacts to Orlick has the case]]

    ## What to do
    Let them see or hear it first, let them suspect it (`[[canon: Nadia suspects …]]`), or take the reaction out.
    """

    code = "K106"
    name = "audience-only"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and fact, where it first happens."""
        seen: set[tuple[str, str]] = set()
        for act in find_acts_of_knowing(canon):
            if act.form != "reacts-to" or act.founded or act.otherwise or act.wiped is not None:
                continue
            known = (act.person, act.fact.span.text.casefold())
            if known not in seen and audience_saw(canon, act):
                seen.add(known)
                yield self._finding(canon, act)

    def _finding(self, canon: Canon, act: KnowingAct) -> Finding:
        name = canon.universe.name(act.person)
        question = read_question(canon.universe, act.fact)
        matters = [] if question is None else [question.matter]
        shown = _shown(canon, act)
        related: tuple[Related, ...] = ()
        steps: tuple[Step, ...] = ()
        if shown is not None and shown.scene is not None:
            related = (Related(shown.span, f"the audience sees it in {shown.scene.name}; {name} does not"),)
            steps = (Step(shown.span, f"{shown.scene.name}: {shown.words}"),)
        certainty = later_certainty(canon, act.person, matters, act.scene, act.at)
        message = f"{name} {act.words}, which only the audience has seen"
        help_ = f"let {name} see or hear it first, or suspect it; or take the reaction out"
        here = Step(act.span, f"{act.scene.name}: {name} {act.words}")
        return Finding(self.code, act.span, message, help_, certainty, related, (*steps, here))


def _shown(canon: Canon, act: KnowingAct) -> Happening | None:
    """The event by which the audience came to know it."""
    question = read_question(canon.universe, act.fact)
    told = released_log(canon)
    at = told.told_at(told.watched[act.scene], act.span.start)
    belief = told.telling.belief((AUDIENCE,), question.matter, at) if question is not None else None
    return told.happenings[told.told[belief.event]] if belief is not None else None
