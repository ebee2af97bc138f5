"""X102 rests-on-idea."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.finding import Certainty, Finding, Level, Related
from fabula.rules.references import find_scene_references
from fabula.rules.registry import Rule
from fabula.rules.setups import find_promises, is_fed_by
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Episode, Scene, Status, Universe

__all__ = ["RestsOnIdea"]


class RestsOnIdea(Rule):
    """A scene rests on an episode that is not written yet.

    ## What it checks
    A scene refers to an episode that is still an idea or an outline, while its own episode is further along: by
    `same time as`, `after`, `before`, `continuous from` or `retcons` a scene there, or by paying off what is set up
    only there. An exemption that waits for such an episode (`intended … until S02E01`) is *possible*: the episode may
    come to nothing.

    ## Why it matters
    An idea changes, or is dropped. What is locked or shot by then cannot change with it.

    ## Example
        Status: locked

        INT. DOCK - NIGHT
        [[canon: same time as citadel S02E01/1]]

    ## What to do
    Take the reference out, or bring the other episode along first. Note it for the plan of the season: this episode
    waits for that one.
    """

    code = "X102"
    name = "rests-on-idea"
    level = Level.WARNING
    reads = frozenset({"scripts"})

    def check(self, canon: Canon) -> Iterable[Finding]:
        """One finding for each reference to what may never be."""
        for scene, span, episode, certainty in _rests(canon.universe):
            if episode.status <= Status.OUTLINE and scene.episode.status > episode.status:
                there = f"{episode.show.id} {episode.code}"
                article = "an" if str(episode.status)[0] in "aeiou" else "a"
                message = (
                    f"This scene rests on {there}, which is only {article} {episode.status}, while "
                    f"{scene.episode.code} is {_stage(scene.episode.status)}"
                )
                help_ = f"bring {there} along first, or take the reference out"
                related = (Related(episode.script.source.whole, f"{episode.code} is {article} {episode.status}"),)
                yield Finding(self.code, span, message, help_, certainty, related)


def _stage(status: Status) -> str:
    return {Status.OUTLINE: "an outline", Status.DRAFT: "a draft"}.get(status, str(status))


def _rests(universe: Universe) -> Iterator[tuple[Scene, Span, Episode, Certainty]]:
    for scene, statement, slot, episode in find_scene_references(universe):
        waits = statement.form == "intended" and slot == "until"
        yield scene, statement.span, episode, Certainty.POSSIBLE if waits else Certainty.CERTAIN
    for promise in find_promises(universe):
        for payoff in promise.payoffs:
            setups = [s for s in promise.setups if is_fed_by(payoff.show, s.show)]
            if setups and all(s.scene.episode is not payoff.scene.episode for s in setups):
                surest = max(setups, key=lambda s: s.scene.episode.status)
                yield payoff.scene, payoff.span, surest.scene.episode, Certainty.CERTAIN
