"""Tension: what those in a room hide from one another, and are wrong about.

It is a measure with its parts listed, never a bare number. Each part is one thing between two people, with a weight;
the reasons for the weights are in ``docs/design/minds.md``. Several parts of one kind between the same two count the
second for a half, the third for a third, and so on: ten secrets between two people are not ten times as tense as one.
The total is 1 - exp(-sum / 2): 0 for a room without secrets, and never quite 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import permutations
from math import exp, fsum
from typing import Final

from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.minds.engine import Belief
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import identity_between
from fabula.story.minds.shapes import claim
from fabula.story.minds.stakes import Stakes, holds, stakes_of
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["WEIGHTS", "Strain", "Tension", "TensionPart", "scene_tension"]


class Strain(StrEnum):
    """What there is between two people."""

    DECEIVES = "deceives"  # who has told whom something false, which whom believes
    COVER = "is in danger by a cover"  # who is there as somebody else, and whom does not know
    MISJUDGES = "is wrong about what the other knows"  # whom knows it and who thinks not, or the reverse
    HIDES = "hides"  # who knows it, and knows that whom does not
    WRONG = "wrongly believes"  # who is wrong about something that concerns whom, and nobody there has told them so


WEIGHTS: Final[dict[Strain, float]] = {
    Strain.DECEIVES: 1.0,
    Strain.COVER: 0.6,
    Strain.MISJUDGES: 0.6,
    Strain.HIDES: 0.5,
    Strain.WRONG: 0.4,
}
"""The weight of a part of each kind. A lie that has to be kept up is the unit."""

HOSTILE: Final = 0.4
"""What a cover weighs more before somebody who would use it: who suspects it, or who hates or distrusts its bearer."""

CONCERNED: Final = 0.25
"""What it weighs more to hide from somebody what is about themselves."""


@dataclass(frozen=True, slots=True)
class TensionPart:
    """One thing between two people.

    ``weight`` is what it adds to the sum, less for
    a further part of the same kind between the same two. ``spans`` are the places that it rests on, earliest first.
    """

    kind: Strain
    who: str
    whom: str
    matter: Matter
    weight: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tension:
    """How tense a scene is, from 0 to 1, with all that makes it so: the heaviest part first."""

    scene: Scene
    total: float
    parts: tuple[TensionPart, ...] = ()

    @property
    def sum(self) -> float:
        """The weights added up, before they are made to stay below 1."""
        return fsum(part.weight for part in self.parts)


def scene_tension(canon: Canon, scene: Scene) -> Tension:
    """The tension of a scene, by what its people hold when it begins and when it ends.

    Both count: what is let out in a scene was hidden in it until then. A dream or a tale told has none.
    """
    if not canon.timeline.mode[scene.order].happened:
        return Tension(scene, 0.0)
    stakes = stakes_of(canon)
    people = stakes.present(scene)
    found: dict[tuple[Strain, str, str, Matter], TensionPart] = {}
    if len(people) > 1:
        for offset in (scene.written.end + 1, scene.written.start):
            for part in _Room(canon, stakes, scene, people, canon.moment(scene, offset)).parts():
                found.setdefault((part.kind, part.who, part.whom, part.matter), part)
    parts = _weighed(found.values())
    return Tension(scene, 1 - exp(-fsum(part.weight for part in parts) / 2), parts)


def _weighed(parts: Iterable[TensionPart]) -> tuple[TensionPart, ...]:
    """Parts with the weight of further ones of a kind between the same two lessened; heaviest first."""
    ranked = sorted(parts, key=lambda part: (-part.weight, part.kind, part.who, part.whom, str(part.matter)))
    count: dict[tuple[Strain, str, str], int] = {}
    found: list[TensionPart] = []
    for part in ranked:
        key = (part.kind, part.who, part.whom)
        count[key] = count.get(key, 0) + 1
        found.append(replace(part, weight=part.weight / count[key]))
    return tuple(sorted(found, key=lambda part: (-part.weight, part.kind, part.who, part.whom, str(part.matter))))


class _Room:
    """What the people of a room hold at one moment."""

    def __init__(self, canon: Canon, stakes: Stakes, scene: Scene, people: list[str], moment: Moment) -> None:
        self.canon = canon
        self.stakes = stakes
        self.people = people
        self.moment = moment
        self.log = canon.minds
        self.at = self.log.at(moment)
        self.shown = self.log.shown.get(scene, {})
        self.held: dict[Matter, dict[str, Belief]] = {}
        for matter in (*stakes.deep, *stakes.states(people)):
            by_person: dict[str, Belief] = {}
            for person in people:
                belief = self.log.minds.belief((person,), matter, self.at)
                if belief is not None and holds(belief.value):
                    by_person[person] = belief
            if by_person:
                self.held[matter] = by_person

    def parts(self) -> Iterator[TensionPart]:
        """Everything between any two of them."""
        for matter, held in self.held.items():
            deep = matter in self.stakes.deep
            true = self.stakes.truth(matter, self.at)
            deceived: set[str] = set()
            for who, whom in permutations(self.people, 2):
                part = self._between(matter, held, who, whom, true, deep)
                if part is not None:
                    yield part
                    if part.kind in {Strain.DECEIVES, Strain.COVER}:
                        deceived.add(whom)
            for who, belief in held.items():
                if true and belief.value != true and who not in deceived and self.stakes.counts(belief):
                    for whom in sorted((self._concerned(matter) & frozenset(self.people)) - {who}):
                        yield self._part(Strain.WRONG, who, whom, matter, WEIGHTS[Strain.WRONG], belief)

    def _between(
        self, matter: Matter, held: dict[str, Belief], who: str, whom: str, true: str, deep: bool
    ) -> TensionPart | None:
        mine, theirs = held.get(who), held.get(whom)
        same = theirs is not None and mine is not None and theirs.value == mine.value
        so = theirs is not None and theirs.value == true and matter.kind != "secret"  # a bait is a secret as well
        if theirs is not None and not same and not so and self._lied(who, whom, theirs):
            if any(whom in self.held[secret] for secret in self._secrets(matter)):
                return None
            return self._part(Strain.DECEIVES, who, whom, matter, WEIGHTS[Strain.DECEIVES], mine, theirs)
        if mine is None or (true and mine.value != true):
            return None
        if any(self.stakes.covered(matter, (other,)) and who in self.held[other] for other in self._secrets(matter)):
            return None
        thought = self.log.value((who, whom), matter, self.at)
        if same or thought == mine.value:
            if self._lied(whom, who, mine):
                return None  # that they take the liar to mean it is a part of being lied to
            if deep and matter.kind != "alive" and same != (thought == mine.value):
                return self._part(Strain.MISJUDGES, who, whom, matter, WEIGHTS[Strain.MISJUDGES], mine, theirs)
            return None
        if not self.stakes.met(whom, matter, self.at):
            return None
        if who in self.shown and matter == identity_between(self.canon.universe, self.shown[who], who):
            hostile = HOSTILE if self._hostile(whom, who, matter) else 0.0
            return self._part(Strain.COVER, who, whom, matter, WEIGHTS[Strain.COVER] + hostile, mine, theirs)
        if theirs is not None and self.log.value((whom,), claim(who, matter), self.at) == theirs.value:
            return self._part(Strain.DECEIVES, who, whom, matter, WEIGHTS[Strain.DECEIVES], mine, theirs)
        if theirs is None and deep and matter.kind != "alive" and mine.value != "no":
            concerned = CONCERNED if whom in self._concerned(matter) else 0.0
            return self._part(Strain.HIDES, who, whom, matter, WEIGHTS[Strain.HIDES] + concerned, mine, theirs)
        return None

    def _lied(self, who: str, whom: str, held: Belief) -> bool:
        """Whether it is a lie of somebody's that another holds, whatever the liar has instead."""
        if self.log.happenings[held.event].kind != "lies":
            return False
        return self.log.value((whom,), claim(who, held.post.matter), self.at) == held.value

    def _part(
        self, kind: Strain, who: str, whom: str, matter: Matter, weight: float, *beliefs: Belief | None
    ) -> TensionPart:
        events = sorted({belief.event for belief in beliefs if belief is not None})
        return TensionPart(kind, who, whom, matter, weight, tuple(self.log.happenings[event].span for event in events))

    def _secrets(self, matter: Matter) -> Iterator[Matter]:
        """The secret that a fact is, if somebody here holds it."""
        secret = self.stakes.facts.get(matter)
        if secret is not None and Matter("secret", secret) in self.held:
            yield Matter("secret", secret)

    def _concerned(self, matter: Matter) -> frozenset[str]:
        """Whom a matter is about; of a secret, whom its fact is about."""
        found = set(self.stakes.deep.get(matter, ()))
        if matter.kind == "secret":
            for fact, secret in self.stakes.facts.items():
                if secret == matter.subject:
                    found |= self.stakes.deep.get(fact, frozenset())
        elif not found:
            found = {matter.subject, str(matter.detail)}
        return frozenset(found)

    def _hostile(self, whom: str, who: str, matter: Matter) -> bool:
        """Whether somebody would use it: they suspect it, or hate, distrust or despise the one behind it."""
        if self.log.value((whom,), Matter("suspects", whom, matter), self.at) == "yes":
            return True
        world = self.canon.world
        return any(world.value(whom, f"feels:{verb}:{who}", self.moment) == "yes" for verb in _HOSTILITY)


_HOSTILITY: Final = ("hates", "distrusts", "despises")
