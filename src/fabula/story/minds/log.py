"""The log of what minds took in: every event with its place in the text, and the engine's answers in story terms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from fabula.source import Span
from fabula.story.minds.engine import Belief, Minds
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["AUDIENCE", "Happening", "MindLog", "Stand", "Told"]

AUDIENCE = "audience"
"""The audience as one more mind: whoever watches, in the order of telling."""


class Happening(NamedTuple):
    """An event of the log, for people: where it stands, what it was in words, and of what kind.

    ``kind`` is the form of a canon statement, "seen" for what those present see, "left" for somebody seen to go,
    "missed" for what somebody had expected to find, "said" for a name spoken, or "bible".
    ``scene`` is None for what the bible gives.
    """

    moment: Moment
    span: Span
    words: str
    kind: str
    scene: Scene | None = None


_MOMENT = itemgetter(0)  # a lambda takes three times as long


@dataclass(slots=True)
class Told:
    """A log as the audience has it: its events, which of the story's they are, and when in the telling."""

    minds: Minds = field(default_factory=Minds)
    events: list[int] = field(default_factory=list)
    moments: list[tuple[int, int]] = field(default_factory=list)
    watched: dict[Scene, int] = field(default_factory=dict)


class Stand(StrEnum):
    """How somebody stands to a matter."""

    KNOWS = "knows"
    WRONG = "wrongly believes"
    UNAWARE = "does not know"
    FORGOTTEN = "has forgotten"
    SUSPECTS = "suspects"
    """Holds it possible. `MindLog.stand` never says so: it is for lists of what is in a mind."""


@dataclass(slots=True)
class MindLog:
    """What minds took in, in story order, with the same events for the audience in the order of telling.

    Event ``n`` of ``minds`` is ``happenings[n]``. Event ``m`` of ``telling`` is event ``told[m]`` of ``minds``.
    ``teller`` replays the log for the audience, when that is first asked for.
    """

    minds: Minds = field(default_factory=Minds)
    happenings: list[Happening] = field(default_factory=list)
    shown: dict[Scene, Mapping[str, str]] = field(default_factory=dict)
    """For each scene in which people are there under another name, that name by person."""
    teller: Callable[[MindLog], None] | None = field(default=None, repr=False, compare=False)
    _told: Told | None = field(default=None, repr=False, compare=False)

    @property
    def audience(self) -> Told:
        """What the audience has been told, in the order of telling."""
        if self._told is None:
            self._told = Told()
            if self.teller is not None:
                self.teller(self)
        return self._told

    @audience.setter
    def audience(self, told: Told) -> None:
        self._told = told

    @property
    def is_told(self) -> bool:
        """Whether the log has been replayed for the audience, so that its mind can be asked at no cost."""
        return self._told is not None

    @property
    def telling(self) -> Minds:
        """The audience's mind: the events that it has taken in, in the order of telling."""
        return self.audience.minds

    @property
    def told(self) -> list[int]:
        """For each event of ``telling``, its number in ``minds``."""
        return self.audience.events

    @property
    def told_moments(self) -> list[tuple[int, int]]:
        """For each event of ``telling``, the place in the watch order and the offset."""
        return self.audience.moments

    @property
    def watched(self) -> dict[Scene, int]:
        """The place of each scene in the watch order."""
        return self.audience.watched

    def at(self, moment: Moment) -> int:
        """How many events have happened before a moment."""
        return bisect_left(self.happenings, moment, key=_MOMENT)

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
