"""K105 tells-unknown."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.knowledge.acts import KnowingAct, find_acts_of_knowing
from fabula.rules.knowledge.ways import has_origin, later_certainty, where_revealed
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.judge import kept_secrets
from fabula.story.minds.matters import Question, read_question
from fabula.story.minds.paths import happening_step, has_seen

__all__ = ["TellsUnknown"]


class TellsUnknown(Rule):
    """Somebody tells what they do not hold themselves.

    ## What it checks
    A note `Orlick tells Mason FACT` says that Orlick believes it. If Orlick believes otherwise at that point, it is a
    lie, or a mistake. If Orlick holds nothing on it, the finding is given where the universe keeps track of who knows:
    for secrets that somebody holds by then, and for who is behind a cover. Places are left out, since people move when
    nobody looks.

    ## Why it matters
    Every secret has a path through people. A link that is missing is a scene that is missing.

    ## Example
        [[canon: Rahi tells Farah the mole]]
        and nobody has told Rahi.

    ## What to do
    Note how the speaker learned it, before this point; or write `lies to` where they mean to deceive.
    """

    code = "K105"
    name = "tells-unknown"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and fact, where they first tell it."""
        seen: set[tuple[str, str]] = set()
        for act in find_acts_of_knowing(canon):
            question = read_question(canon.universe, act.fact)
            if act.form != "tells" or act.holds or act.suspects or act.wiped is not None or question is None:
                continue
            if question.chain or question.matter.kind == "place" or not (act.otherwise or _kept(canon, act, question)):
                continue
            known = (act.person, act.fact.span.text.casefold())
            if known not in seen:
                seen.add(known)
                yield self._finding(canon, act, question)

    def _finding(self, canon: Canon, act: KnowingAct, question: Question) -> Finding:
        name, log = canon.universe.name(act.person), canon.minds
        here = Step(act.span, f"{act.scene.name}: {name} {act.words}")
        held = log.belief((act.person,), question.matter, act.at) if act.otherwise else None
        related: tuple[Related, ...]
        if held is not None:
            happening = log.happenings[held.event]
            step = happening_step(canon.universe, log, held.event, act.person, question.matter)
            certainty = Certainty.CERTAIN
            if happening.scene is not None:
                certainty = kept_order_certainty(canon, happening.scene, act.scene)
            message = f"{name} {act.words}, but believes otherwise"
            related = (Related(step.span, f"{name} believes otherwise from here on"),)
            help_ = "write `lies to` if it is a lie, or note what changed their mind"
            return Finding(self.code, act.span, message, help_, certainty, related, (step, here))
        matters = _matters(canon, question)
        related, steps = where_revealed(canon, act.person, matters, act.span, act.at)
        certainty = later_certainty(canon, act.person, matters, act.scene, act.at)
        message = f"{name} {act.words}, which they have had no way to learn"
        help_ = f"note how {name} learned it (`{name} learns … from …`), or write `lies to` if it is a lie"
        return Finding(self.code, act.span, message, help_, certainty, related, (*steps, here))


def _matters(canon: Canon, question: Question) -> list[Matter]:
    return [question.matter, *(fact for fact, _ in kept_secrets(canon).get(question.matter.subject, ()))]


def _kept(canon: Canon, act: KnowingAct, question: Question) -> bool:
    """Whether the universe keeps track of who knows this: a secret, what a secret is, who is behind a cover."""
    matter = question.matter
    if matter.kind == "secret":
        return has_origin(canon, _matters(canon, question), act.at)
    if matter.kind == "identity":
        # Who has seen somebody undisguised can put two and two together.
        return not has_seen(canon.minds, act.person, str(matter.detail), act.at)
    secret = any((matter, question.wanted) in facts for facts in kept_secrets(canon).values())
    return secret and question.positive
