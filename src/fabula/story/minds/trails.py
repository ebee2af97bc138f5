"""How a chain of people came to hold something, and since when: event by event, back to where it began.

`fabula.story.minds.paths` has the steps of one person as evidence for findings; a trail keeps who told it to whom,
whether the teller lied, and to whom it was said, so that it can be drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fabula.finding import Step
from fabula.story.changes import body_of
from fabula.story.minds.engine import Belief, Minds, collapse
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.log import AUDIENCE, Happening, MindLog
from fabula.story.minds.paths import happening_step, speaker_of, wipe_of
from fabula.universe.model import Universe

__all__ = ["Link", "Trails"]

_HEARERS = {"tells": "hearer", "lies": "hearer", "learns": "person"}


@dataclass(frozen=True, slots=True)
class Link:
    """One event by which somebody came to hold something.

    ``source`` is who told them, empty if they saw it or it is given; ``lie`` says that the source held otherwise,
    ``aside`` that it was said to somebody else. ``number`` is that of the event in story order.
    """

    holder: str
    source: str
    number: int
    happening: Happening
    lie: bool = False
    aside: bool = False

    @property
    def when(self) -> str:
        """In which scene, or that the bible gives it."""
        scene = self.happening.scene
        return scene.name if scene is not None else "the bible"


class Trails:
    """The trails of a log of minds."""

    def __init__(self, universe: Universe, log: MindLog) -> None:
        self.universe = universe
        self.log = log
        self._viewed: dict[tuple[bool, Matter], dict[str, list[int]]] = {}

    def trace(self, chain: Sequence[str], matter: Matter, at: int) -> list[Link]:
        """How what a chain holds on a matter came to its first mind, the beginning first; empty if nothing did.

        ``at`` is a number of events: of the story, or for the audience of what it has seen.
        """
        people, moment = tuple(chain), at
        if people[:1] == (AUDIENCE,):
            shown = self.log.telling.belief(people, matter, at)
            return [self._link(AUDIENCE, self.log.told[shown.event])] if shown is not None else []
        links: list[Link] = []
        value = ""
        while people:
            found = self.log.belief(people, matter, moment)
            if found is None or (value and found.value != value):
                if links:  # the last who told it held something else, or nothing
                    links[-1] = replace(links[-1], lie=True)
                break
            value = found.value
            links.append(self._link(people[0], found.event))
            if not links[-1].source:
                break
            people, moment = collapse((links[-1].source, *people[1:])), found.event
        return links[::-1]

    def since(self, chain: Sequence[str], matter: Matter, at: int) -> Link | None:
        """The event since which a chain holds what it holds at a moment without a break; None if it holds nothing."""
        people = tuple(chain)
        shown = people[:1] == (AUDIENCE,)
        minds = self.log.telling if shown else self.log.minds
        now = _value(minds.belief(people, matter, at))
        first = -1
        for number in reversed(self._turns(minds, people, matter)) if now else ():
            if number < at:
                if _value(minds.belief(people, matter, number + 1)) != now:
                    break
                first = number
        if first < 0:
            return None
        return self._link(people[0], self.log.told[first] if shown else first)

    def loss(self, person: str, matter: Matter, at: int) -> tuple[Belief | None, Happening | None]:
        """The last that somebody held on a matter and has forgotten, and what took it from them."""
        taken = wipe_of(self.log, person, matter, at) if person != AUDIENCE else None
        if taken is None:
            return None, None
        held = self.log.minds.belief((person,), matter, at)
        if held is not None:  # one fact is gone: what stood before that
            return self.log.minds.belief((person,), matter, held.event), taken
        return self.log.minds.lost(person, matter, at), taken

    def steps(self, links: Sequence[Link], matter: Matter, given: str) -> tuple[Step, ...]:
        """Links as the steps of the evidence. ``given`` says what the bible gives; empty for a secret."""
        return tuple(self._step(link, matter, given) for link in links)

    def _step(self, link: Link, matter: Matter, given: str) -> Step:
        if link.happening.scene is None:
            given = given or f"{self.universe.name(link.holder)} holds it from the start"
            return Step(link.happening.span, f"the bible: {given}")
        step = happening_step(self.universe, self.log, link.number, link.holder, matter)
        words = step.message
        if link.aside:
            words += f", and {self.universe.name(link.holder)} hears it"
        if link.lie and link.happening.kind != "poses-as":
            words += f", though {self.universe.name(link.source)} does not hold it to be so"
        return Step(step.span, words)

    def _link(self, holder: str, number: int) -> Link:
        happening = self.log.happenings[number]
        source = speaker_of(self.universe, self.log, number)
        hearer = self._hearer(happening)
        if source == holder:
            source = ""
        return Link(
            holder, source, number, happening, aside=bool(source and hearer and holder not in {hearer, AUDIENCE})
        )

    def _hearer(self, happening: Happening) -> str:
        """To whom a note says that something was said."""
        slot = _HEARERS.get(happening.kind, "")
        if not slot or happening.scene is None:
            return ""
        statement = next((s for s in happening.scene.statements if s.span == happening.span), None)
        names = statement.names(slot) if statement is not None else ()
        return body_of(self.universe, names[0].key) if len(names) == 1 and names[0].key else ""

    def _turns(self, minds: Minds, people: tuple[str, ...], matter: Matter) -> list[int]:
        """The events at which what a chain holds on a matter may change: those of which its first mind has a view."""
        topics, memory = self._lived if minds is self.log.minds else self._told
        seen = self._viewed.get((minds is self.log.minds, matter))
        if seen is None:
            seen = self._viewed[minds is self.log.minds, matter] = {}
            for number in topics.get(matter, ()):
                for person in {person for node in minds.events[number].nodes for person in node.view}:
                    seen.setdefault(person, []).append(number)
        return sorted({*seen.get(people[0], ()), *topics.get(Matter("mind", people[-1], matter), ()), *memory})

    @cached_property
    def _lived(self) -> tuple[dict[Matter, list[int]], list[int]]:
        return _index_events(self.log.minds)

    @cached_property
    def _told(self) -> tuple[dict[Matter, list[int]], list[int]]:
        return _index_events(self.log.telling)


def _index_events(minds: Minds) -> tuple[dict[Matter, list[int]], list[int]]:
    """The numbers of the events that speak of each matter, and of those that change what somebody remembers."""
    topics: dict[Matter, list[int]] = {}
    memory: list[int] = []
    for number, event in enumerate(minds.events):
        if any(node.memory for node in event.nodes):
            memory.append(number)
        for matter in dict.fromkeys(post.matter for node in event.nodes for post in node.post):
            topics.setdefault(matter, []).append(number)
    return topics, memory


def _value(found: Belief | None) -> str:
    return "" if found is None or found.value == UNKNOWN else found.value
