"""K101 uses-unknown."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Step
from fabula.rules.knowledge.acts import KnowingAct, find_acts_of_knowing
from fabula.rules.knowledge.audience import audience_saw
from fabula.rules.knowledge.ways import later_certainty, where_revealed
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.minds.judge import kept_secrets
from fabula.story.minds.matters import read_question

__all__ = ["UsesUnknown"]


class UsesUnknown(Rule):
    """Somebody uses, or acts on, what they do not know.

    ## What it checks
    A note `Rahi uses the code`, `Rahi acts on FACT` or `Rahi reacts to FACT` says that somebody does what only somebody
    who knows it can do. So they have to know it at that point: they saw it, were told it, or hold it by the bible. To
    act on a suspicion is fine; to use a secret takes the secret. Whoever reacts to what the audience has seen, and
    they have not, is K106; whoever knew it once and was wiped is K103.

    ## Why it matters
    Plots turn on who has the code. When the scene in which they get it is cut, everything after it falls.

    ## Example
        [[canon: Rahi uses the nine numbers]]
        and nobody ever told Rahi the nine numbers.

    ## What to do
    Note how they learned it, before this point (`[[canon: Rahi learns the nine numbers from Vikram]]`), or write the
    scene in which they do.
    """

    code = "K101"
    name = "uses-unknown"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and fact, where it first happens."""
        seen: set[tuple[str, str]] = set()
        for act in find_acts_of_knowing(canon):
            if act.form == "tells" or act.founded or act.wiped is not None:
                continue
            if act.form == "reacts-to" and not act.otherwise and audience_saw(canon, act):
                continue  # K106
            known = (act.person, act.fact.span.text.casefold())
            if known not in seen:
                seen.add(known)
                yield self._finding(canon, act)

    def _finding(self, canon: Canon, act: KnowingAct) -> Finding:
        name = canon.universe.name(act.person)
        question = read_question(canon.universe, act.fact)
        matters = [] if question is None else [question.matter]
        for matter in list(matters):
            matters += [fact for fact, _ in kept_secrets(canon).get(matter.subject, ())]
        related, steps = where_revealed(canon, act.person, matters, act.span, act.at)
        certainty = later_certainty(canon, act.person, matters, act.scene, act.at)
        why = "but believes otherwise" if act.otherwise else "which they have had no way to learn"
        help_ = f"note how {name} learned it (`{name} learns … from …`), or write the scene in which they do"
        here = Step(act.span, f"{act.scene.name}: {name} {act.words}")
        return Finding(self.code, act.span, f"{name} {act.words}, {why}", help_, certainty, related, (*steps, here))
