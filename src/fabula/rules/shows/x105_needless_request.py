"""X105 needless-request."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.bible.statements import Statement
from fabula.finding import Finding, Level, Related
from fabula.rules.registry import Rule
from fabula.rules.requests import find_asks, find_requests
from fabula.story.canon import Canon
from fabula.universe.model import Scene, Show
from fabula.universe.settings import did_you_mean

__all__ = ["NeedlessRequest"]


class NeedlessRequest(Rule):
    """A request asks nobody, asks for nothing, or does not say why.

    ## What it checks
    `asks SHOW: REASON` asks the owner of somebody or something for leave to change it in this scene. It is reported
    when there is no such show, when the show asks itself, when nothing in the scene changes what that show owns, and
    when it gives no reason. With two notes to one show in a scene, each change goes with the nearer one.

    A request without a reason still counts as one, so that one slip is one finding.

    ## Why it matters
    The other room has to answer. A request that asks for nothing costs them an afternoon; one that does not say why
    is refused.

    ## Example
        shows/india/s01/e03.fountain
        Bernard pours tea. [[canon: asks Citadel: we need him in Jaipur]]

    ## What to do
    Name the show that owns the entry. State the change itself in the scene (`[[canon: Bernard leaves Citadel]]`), or
    take the request out when the change is gone.
    """

    code = "X105"
    name = "needless-request"
    level = Level.WARNING
    reads = frozenset({"scripts", "bible", "timeline", "presences", "world"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each request, the first that applies."""
        asked = {request.ask.span for request in find_requests(canon) if request.ask is not None}
        for scene, ask, show in find_asks(canon.universe):
            finding = _check(canon, scene, ask, show, ask.span in asked)
            if finding is not None:
                yield finding


def _check(canon: Canon, scene: Scene, ask: Statement, show: Show | None, used: bool) -> Finding | None:
    """What is wrong with a request: the first of these that applies."""
    here = scene.episode.show
    span = ask.place("show")
    if show is None:
        words = ask.text("show")
        names = [other.name for other in canon.universe.shows.values() if other is not here]
        remedy = did_you_mean(words, names) if names else "there is no other show to ask"
        return Finding("X105", span, f"There is no show “{words}”", remedy)
    if show is here:
        return Finding("X105", span, f"{here.name} asks itself for leave", "name the show that owns what is changed")
    if not used:
        message = f"Nothing in this scene changes what {show.name} owns, so there is nothing to ask"
        help_ = "state the change in the scene, or take the request out"
        return Finding("X105", ask.span, message, help_, related=(Related(show.span, f"the show {show.name}"),))
    if not ask.text("reason").strip():
        return Finding("X105", ask.span, f"This request to {show.name} gives no reason", f"write `asks {show.id}: …`")
    return None
