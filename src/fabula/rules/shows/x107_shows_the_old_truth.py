"""X107 shows-the-old-truth."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.finding import Finding, Level, Related
from fabula.rules.claims import fact_words
from fabula.rules.contradiction import sentence
from fabula.rules.registry import Rule
from fabula.rules.retconned import Affected, find_affected
from fabula.story.canon import Canon
from fabula.story.minds.phrases import Phrases
from fabula.universe.model import Status

__all__ = ["ShowsTheOldTruth", "affected_finding"]


class ShowsTheOldTruth(Rule):
    """A scene still shows what a retcon has undone.

    ## What it checks
    `retcons S01E02/14: REASON` undoes what that scene told and the scene of the note tells otherwise. If its scene says
    nothing of it, and S01E02/14 tells one thing only, it is that. Other scenes may rest on it: those that happen
    after it, before anything else has changed it, and that

    - state it again (`Mason's wound is left shoulder`), expect it (`expect Mason is dead`), reveal it, or let somebody
      learn it,
    - take it for granted: `Mason returns` if he was dead, `Bernard acts for Citadel` if he belonged to it, `Mason gives
      the case to Nadia` if he had it,
    - let somebody use a thing that they had by it, let somebody act who had come back, or say what only those can say
      who know the secret that was undone (*likely*).

    What people merely say or believe may be wrong, and is not counted. One finding for each scene stands in that scene;
    if it is released, or further along than the retcon, it stands at the retcon.

    ## Why it matters
    The scene that was retconned is remembered. The three that took it for granted are not, until a viewer counts.

    ## Example
        shows/citadel/s02/e01.fountain (draft)
        [[canon: retcons S01E02/14: the make-up was on the wrong side; Mason's wound is right shoulder]]

        shows/citadel/s01/e03.fountain (released)
        [[canon: Mason's wound is left shoulder]]

    ## What to do
    Rewrite the scene. If it is released, retcon it as well: `[[canon: retcons S01E03/2: the same]]`. If it is meant
    to stand: `[[canon: intended X107: REASON]]`. `fabula retcons` lists what is settled and what is not.
    """

    code = "X107"
    name = "shows-the-old-truth"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each scene and fact that is not settled."""
        phrases: Phrases | None = None
        for affected in find_affected(canon):
            if not affected.settled and affected.retcon.episode.status >= Status.LOCKED:
                phrases = phrases or Phrases(canon.universe)
                yield affected_finding(affected, phrases)


def affected_finding(affected: Affected, phrases: Phrases) -> Finding:
    """What is to be told of a scene that still shows the old truth, at the text that has to change."""
    retcon, scene, claim = affected.retcon, affected.scene, affected.claims[0]
    status = scene.episode.status
    told = affected.undone.told
    fact = fact_words(phrases, told)
    rest = len(affected.claims) - 1
    more = f" (and {rest} more time{'s' if rest > 1 else ''})" if rest else ""
    at_retcon = Related(retcon.statement.span, f"retconned here, in {retcon.scene.name}: {retcon.reason}")
    at_scene = Related(claim.span, f"shown here, in {scene.name}, which is {status}")
    at_told = Related(told.span, f"told in {told.scene.name}")
    if status < Status.RELEASED and status <= retcon.scene.episode.status:
        message = f"{fact}: so it is shown here{more}, but {retcon.scene.name} has retconned it"
        help_ = "rewrite it; if it is meant to stand, write `intended X107: REASON`"
        return Finding("X107", claim.span, sentence(message), help_, affected.certainty, (at_retcon, at_told))
    message = f"{fact}: {retcon.name} is retconned here, but {scene.name} still shows it{more}"
    help_ = f"write `retcons {scene.name}: …` as well"
    if status < Status.RELEASED:
        help_ = f"rewrite {scene.name}, or write `intended X107: REASON` here"
    span = retcon.statement.span
    return Finding("X107", span, sentence(message), help_, affected.certainty, (at_scene, at_told))
