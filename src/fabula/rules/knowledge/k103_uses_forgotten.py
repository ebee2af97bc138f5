"""K103 uses-forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Certainty, Finding, Level, Related, Step
from fabula.rules.certainty import kept_order_certainty
from fabula.rules.knowledge.acts import find_acts_of_knowing
from fabula.rules.knowledge.said import How, Spoken, find_spoken, find_wiped_names
from fabula.rules.knowledge.utterances import secret_names
from fabula.rules.registry import Rule
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.minds.log import Happening
from fabula.universe.model import Scene

__all__ = ["UsesForgotten"]


class UsesForgotten(Rule):
    """Somebody says or uses what was taken from their memory.

    ## What it checks
    After `Mason forgets everything` (or a part: `since`, `until`, `about`, one fact) Mason cannot say a secret's name,
    nor use, act on, react to or tell what he knew only from before. So it is, as *likely*, with the name of somebody
    who is not in the room, and in the scene of the wipe with any name. What came back (`remembers`) and what was heard
    or told again since is fine.

    One finding for each person and matter, where it first happens; it names the place of the wipe.

    ## Why it matters
    A wipe is the promise that the story rests on. One name too many, and nobody believes it.

    ## Example
        INT. ORLICK'S FLAT - NIGHT
        [[canon: Mason forgets everything]]

        INT. BOATYARD - DAY
        MASON
        Nadia would know.

    ## What to do
    Let somebody tell him first, give it back where that happens (`[[canon: Mason remembers …]]`), or give the line to
    somebody who remembers.
    """

    code = "K103"
    name = "uses-forgotten"
    level = Level.ERROR
    reads = frozenset({"scripts", "bible", "timeline", "presences", "minds"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each person and matter."""
        groups: dict[tuple[str, str], list[Spoken]] = {}
        for spoken in (*find_spoken(canon), *find_wiped_names(canon)):
            if spoken.how is How.FORGOTTEN:
                groups.setdefault((spoken.person, spoken.utterance.matter.subject), []).append(spoken)
        for found in groups.values():
            yield from self._said(canon, found)
        for act in find_acts_of_knowing(canon):
            if act.wiped is not None and not act.founded:
                name = canon.universe.name(act.person)
                message = f"{name} {act.words}, which {name} has forgotten"
                yield self._finding(canon, act.span, act.scene, message, act.wiped, Certainty.CERTAIN)

    def _said(self, canon: Canon, found: list[Spoken]) -> Iterator[Finding]:
        spoken = found[0]
        utterance, name = spoken.utterance, canon.universe.name(spoken.person)
        if spoken.where is None:
            return
        more = f" (and {len(found) - 1} more time{'s' if len(found) > 2 else ''})" if len(found) > 1 else ""
        message = f"{name} says “{utterance.span.text}”{more}, which {name} has forgotten"
        secret = utterance.matter.detail != "" or utterance.matter.subject in secret_names(canon)
        most = Certainty.CERTAIN if secret else Certainty.LIKELY
        yield self._finding(canon, utterance.span, utterance.scene, message, spoken.where, most)

    def _finding(
        self, canon: Canon, span: Span, scene: Scene, message: str, wipe: Happening, most: Certainty
    ) -> Finding:
        certainty = most
        if wipe.scene is not None:
            message += f" in {wipe.scene.name}"
            certainty = min(most, kept_order_certainty(canon, wipe.scene, scene))
        where = f"{wipe.scene.name}: " if wipe.scene is not None else ""
        related = (Related(wipe.span, f"it is gone here: {wipe.words}"),)
        steps = (Step(wipe.span, where + wipe.words), Step(span, f"{scene.name}: {span.text.strip()}"))
        help_ = "let somebody tell them first, note where it comes back (`… remembers …`), or give it to somebody else"
        return Finding(self.code, span, message, help_, certainty, related, steps)
