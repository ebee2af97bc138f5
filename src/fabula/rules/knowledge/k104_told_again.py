"""K104 told-again."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.statements import Relation
from fabula.finding import Finding, Level, Related
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.knowledge.tellings import Telling, find_tellings
from fabula.rules.registry import Rule
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import Grounds
from fabula.story.minds.judge import MindJudge
from fabula.story.minds.paths import path_to

__all__ = ["ToldAgain"]


class ToldAgain(Rule):
    """Somebody is told, as news, what they know already.

    ## What it checks
    Where a note says that somebody `tells` a person something, or that the person `learns` it `from` somebody, the
    person must not hold that very thing already, from having seen it or from having been told. What they only
    suspected, what they hold otherwise, and what was wiped from their memory can be told again. The finding names the
    place where they learned it first. Lies are left out, and so is what people know of their own cover.

    ## Why it matters
    Two episodes that both play the same reveal to the same face: one of them was moved, and the other room did not
    hear of it.

    ## Example
        [[canon: Bernard tells Nadia that Kyle is Mason]]
        …
        [[canon: Mason tells Nadia that Kyle is Mason]]

    ## What to do
    Take one of the two out, or give the second one something new. If they had forgotten it, note the wipe.
    """

    code = "K104"
    name = "told-again"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and fact, where it is first told again."""
        seen: set[tuple[str, str]] = set()
        for telling in find_tellings(canon):
            known = (telling.hearer, telling.fact.span.text.casefold())
            held = None if telling.lie or known in seen else _held(canon, telling)
            if held is not None:
                seen.add(known)
                yield self._finding(canon, telling, held)

    def _finding(self, canon: Canon, telling: Telling, held: Belief) -> Finding:
        happening = canon.minds.happenings[held.event]
        hearer, speaker = canon.universe.name(telling.hearer), canon.universe.name(telling.speaker)
        that = "" if telling.fact.relation is Relation.SECRET else "that "
        since = f"in {happening.scene.name}" if happening.scene is not None else "by the bible"
        message = f"{speaker} tells {hearer} {that}{telling.fact.span.text}, which {hearer} knows already {since}"
        message = message.replace(" already in ", " since ")
        steps = path_to(canon.universe, canon.minds, telling.hearer, held.post.matter, telling.at)
        related = (Related(happening.span, f"{hearer} learns it here"),)
        help_ = "take one of the two out, or note that it was forgotten in between"
        span = telling.statement.span
        if happening.scene is None:
            return Finding(self.code, span, message, help_, related=related, evidence=steps)
        certainty = kept_order_certainty(canon, happening.scene, telling.scene)
        return Finding(self.code, span, message, help_, certainty, related, steps)


def _held(canon: Canon, telling: Telling) -> Belief | None:
    """What the hearer holds already, if it is the very thing and well founded."""
    question, log = telling.question, canon.minds
    judge = MindJudge(canon, canon.moment(telling.scene, telling.statement.span.start))
    if not judge.stands(telling.hearer, telling.fact):
        return None
    held = log.belief((telling.hearer, *question.chain), question.matter, telling.at)
    if held is None or held.post.grounds < Grounds.TOLD:
        return None
    happening = log.happenings[held.event]
    own = body_of(canon.universe, question.matter.subject) == telling.hearer
    if happening.kind == "bible" and own:
        return None  # everybody knows themselves, unless something was done to them before the story
    if happening.scene is telling.scene and happening.kind in {"tells", "learns"}:
        return None  # one telling in two notes, or to several hearers at once
    return held
