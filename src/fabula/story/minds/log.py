"""The log of what minds took in: every event with its place in the text, and the engine's answers in story terms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fabula.source import Span
from fabula.story.minds.engine import Belief, Minds
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["AUDIENCE", "Happening", "MindLog", "Stand"]

AUDIENCE = "audience"
"""The audience as one more mind: whoever watches, in the order of telling."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the log, for people: where it stands, what it was in words, and of what kind.

    ``kind`` is the form of a canon statement, "seen" for what those present see, "said" for a name spoken, or "bible".
    ``scene`` is None for what the bible gives.
    """

    moment: Moment
    span: Span
    words: str
    kind: str
    scene: Scene | None = None


class Stand(StrEnum):
    """How somebody stands to a matter."""

    KNOWS = "knows"
    WRONG = "wrongly believes"
    UNAWARE = "does not know"
    FORGOTTEN = "has forgotten"


@dataclass(slots=True)
class MindLog:
    """What minds took in, in story order, with the same events for the audience in the order of telling.

    Event ``n`` of ``minds`` is ``happenings[n]``. Event ``m`` of ``telling`` is event ``told[m]`` of ``minds``.
    """

    minds: Minds = field(default_factory=Minds)
    happenings: list[Happening] = field(default_factory=list)
    telling: Minds = field(default_factory=Minds)
    told: list[int] = field(default_factory=list)
    told_moments: list[tuple[int, int]] = field(default_factory=list)
    """For each event of ``telling``, the place in the watch order and the offset."""
    watched: dict[Scene, int] = field(default_factory=dict)
    """The place of each scene in the watch order."""

    def at(self, moment: Moment) -> int:
        """How many events have happened before a moment."""
        return bisect_left(self.happenings, moment, key=lambda happening: happening.moment)

    def told_at(self, place: int, offset: int) -> int:
        """How many events the audience has seen before an offset of the scene at a place of the watch order."""
        return bisect_left(self.told_moments, (place, offset))

    def belief(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> Belief | None:
        """What a chain of people holds; an event that made it unknown counts as holding nothing."""
        found = self.minds.belief(chain, matter, at)
        return None if found is None or found.value == UNKNOWN else found

    def value(self, chain: Sequence[str], matter: Matter, at: int | None = None) -> str:
        """The value of `belief`, empty for nothing."""
        found = self.belief(chain, matter, at)
        return "" if found is None else found.value

    def stand(self, person: str, matter: Matter, at: int | None = None) -> Stand:
        """How somebody stands to a matter: what they hold against what is so, and whether they once held it."""
        moment = len(self.happenings) if at is None else at
        held, true = self.minds.belief((person,), matter, moment), self.value((), matter, moment)
        if held is not None and held.value != UNKNOWN:
            return Stand.KNOWS if held.value == true or not true else Stand.WRONG
        if held is not None and self.happenings[held.event].kind == "forgets":
            return Stand.FORGOTTEN
        return Stand.UNAWARE if self.minds.lost(person, matter, moment) is None else Stand.FORGOTTEN
