"""What a scene says against what was so before it: the shape that findings about the state of the world share."""

from __future__ import annotations

from dataclasses import dataclass

from fabula.finding import Certainty, Finding, Related, Step
from fabula.rules.blame import scene_is_wrong
from fabula.rules.certainty import change_certainty
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.model import Change
from fabula.universe.model import Scene

__all__ = ["Contradiction", "others", "sentence", "stands_at"]


def stands_at(change: Change) -> str:
    """Where a change is stated, as a phrase: "in citadel S01E02/14", "by the bible"."""
    return f"in {change.scene.name}" if change.scene is not None else "by the bible"


def sentence(text: str) -> str:
    """A message with a capital in front: names of things often begin with an article."""
    return text[:1].upper() + text[1:]


def others(count: int) -> str:
    """What a message says of further scenes that contradict the same statement."""
    return "" if count == 0 else f" (and in {count} later scene{'s' if count > 1 else ''})"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A change that holds when a scene comes, and the place in that scene that does not go with it.

    ``now`` says it at the scene, ``then`` says it at the change: both are whole messages, of which the one is used
    that stands in the text that is wrong. ``seen`` and ``stated`` say in a few words what is to be seen at the scene
    and at the change. ``most`` is the most certain that the finding may be.
    """

    before: Change
    scene: Scene
    span: Span
    now: str
    then: str
    seen: str
    stated: str
    help: str
    most: Certainty = Certainty.CERTAIN

    def finding(self, canon: Canon, code: str) -> Finding:
        """The finding, in the text with the lower status, with the other place as related."""
        certainty = min(self.most, change_certainty(canon, self.before, self.scene))
        evidence = (Step(self.before.span, self.stated), Step(self.span, self.seen))
        if scene_is_wrong(self.before, self.scene):
            related = (Related(self.before.span, self.stated),)
            return Finding(code, self.span, sentence(self.now), self.help, certainty, related, evidence)
        related = (Related(self.span, self.seen),)
        return Finding(code, self.before.span, sentence(self.then), self.help, certainty, related, evidence)
