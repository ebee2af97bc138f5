"""K107 unbelievable-lie."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.statements import Relation
from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.knowledge.tellings import Telling, find_tellings
from fabula.rules.knowledge.utterances import company_of
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.minds.events import Grounds
from fabula.story.minds.paths import happening_step
from fabula.universe.model import Scene

__all__ = ["UnbelievableLie"]


class UnbelievableLie(Rule):
    """Somebody is told a lie that they cannot believe: they have seen otherwise.

    ## What it checks
    At a note `Orlick lies to Mason: FACT`, Mason must not have seen with his own eyes that it is not so. What cannot
    have changed since counts at any time (a death that he saw, a secret, who somebody is, what he holds in his own
    hands); where somebody is, or what another holds, counts only if they stand in the same room.

    ## Why it matters
    A lie that its hearer would laugh at makes both of them stupid.

    ## Example
        [[canon: Nadia takes the case]]
        …
        [[canon: Orlick lies to Nadia: Orlick has the case]]

    ## What to do
    Let the liar choose a lie that holds, let something happen in between that the hearer did not see, or have the
    hearer see through it.
    """

    code = "K107"
    name = "unbelievable-lie"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each lie."""
        for telling in find_tellings(canon):
            if telling.lie and telling.question.denied < 0 and not telling.question.chain:
                seen = _seen_here(canon, telling) or _seen_before(canon, telling)
                if seen is not None:
                    yield self._finding(canon, telling, *seen)

    def _finding(self, canon: Canon, telling: Telling, step: Step, scene: Scene | None, words: str) -> Finding:
        hearer, liar = canon.universe.name(telling.hearer), canon.universe.name(telling.speaker)
        span = telling.statement.span
        that = "about " if telling.fact.relation is Relation.SECRET else "that "
        message = f"{liar} lies to {hearer} {that}{telling.fact.span.text}, but {hearer} {words}"
        help_ = "choose a lie that holds, or let something happen in between that the hearer does not see"
        certainty = Certainty.CERTAIN if scene is None else kept_order_certainty(canon, scene, telling.scene)
        here = Step(span, f"{telling.scene.name}: {span.text.strip()}")
        related = (Related(step.span, f"{hearer} {words}"),)
        return Finding(self.code, span, message, help_, certainty, related, (step, here))


def _seen_here(canon: Canon, telling: Telling) -> tuple[Step, Scene, str] | None:
    """Whether the hearer stands in one room with somebody who is said to be dead, or elsewhere."""
    question, scene = telling.question, telling.scene
    company = company_of(canon, scene, telling.statement.span.start)
    subject = question.matter.subject
    if telling.hearer not in company.seeing or subject not in company.seeing or subject == telling.hearer:
        return None
    name = canon.universe.name(subject)
    at = next((p.span for p in canon.presences.by_scene[scene.order] if p.person == subject), scene.span)
    dead = question.matter.kind == "alive" and not question.positive
    away = question.matter.kind == "place" and scene.place != "" and question.positive
    away = away and not canon.universe.within(scene.place, question.wanted)
    away = away and not canon.universe.within(question.wanted, scene.place)
    if dead or away:
        return Step(at, f"{scene.name}: {name} is there"), scene, f"has {name} before their eyes"
    return None


def _seen_before(canon: Canon, telling: Telling) -> tuple[Step, Scene | None, str] | None:
    """Whether the hearer has seen otherwise, and nothing can have changed since."""
    question, log = telling.question, canon.minds
    held = log.belief((telling.hearer,), question.matter, telling.at)
    if held is None or held.post.grounds is not Grounds.SEEN:
        return None
    if (held.value == question.wanted) is question.positive:
        return None
    matter = question.matter
    lasting = matter.timeless or (matter.kind == "alive" and held.value == "no")
    in_hand = matter.kind == "holder" and held.value == telling.hearer
    happening = log.happenings[held.event]
    in_view = matter.kind == "holder" and happening.scene is telling.scene
    if in_view and not in_hand:
        company = company_of(canon, telling.scene, telling.statement.span.start)
        in_view = telling.hearer in company.seeing and held.value in company.seeing
    if not (lasting or in_hand or in_view) or happening.kind in {"poses-as", "suspects"}:
        return None
    step = happening_step(canon.universe, log, held.event, telling.hearer, matter)
    if in_hand:
        return step, happening.scene, f"has {canon.universe.name(matter.subject)} in their own hands"
    if in_view:
        return (
            step,
            happening.scene,
            f"sees {canon.universe.name(matter.subject)} with {canon.universe.name(held.value)}",
        )
    if happening.scene is None:
        return step, None, "knows otherwise by the bible"
    return step, happening.scene, f"has seen otherwise in {happening.scene.name}"
