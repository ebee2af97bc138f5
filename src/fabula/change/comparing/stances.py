"""How somebody stands to a matter at the end of one version, in the words that a comparison needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final

from fabula.change.comparing.logs import rename_matter
from fabula.finding import Step
from fabula.story.canon import Canon
from fabula.story.minds.ask import Asking, agrees
from fabula.story.minds.events import Matter
from fabula.story.minds.log import AUDIENCE, Stand
from fabula.story.minds.points import Point, end_of_story
from fabula.story.minds.trails import Link
from fabula.story.model import Moment
from fabula.universe.model import Scene

__all__ = ["Stance", "Version", "View"]

EVERYDAY: Final = frozenset({"place", "holder", "gone", "is"})


class Stance(IntEnum):
    """Whether somebody holds something, and whether it is so."""

    NOTHING = 0
    FORGOTTEN = 1
    SUSPECTS = 2
    WRONG = 3
    THINKS = 4
    """Nothing says whether it is so."""
    KNOWS = 5

    @property
    def holds(self) -> bool:
        """Whether anything is held for certain."""
        return self >= Stance.WRONG


@dataclass(frozen=True, slots=True)
class View:
    """What a chain of people holds on a matter at the end. ``lost`` is where it was taken from them."""

    stance: Stance
    value: str
    words: str
    lost: Scene | None = None


class Version:
    """One of two versions, with the questions that are put to its minds.

    ``names`` are the keys that it has for those of the version after, where they differ. ``audience`` says whether
    questions are put to the audience as well: that has to be replayed first.
    """

    def __init__(self, canon: Canon, names: dict[str, str], audience: bool = False) -> None:
        self.canon = canon
        self.names = names
        self.audience = audience
        self.asking = Asking(canon)

    @cached_property
    def end(self) -> Point:
        """The end of the story."""
        if self.audience:
            return end_of_story(self.canon)
        last = Moment(len(self.canon.timeline.order), 0)
        return Point(last, len(self.canon.minds.happenings), 0, "at the end of the story")

    def matter(self, matter: Matter) -> Matter:
        """A matter by the names of this version."""
        return rename_matter(matter, self.names) if self.names else matter

    def chain(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """People by the names of this version."""
        return tuple(self.names.get(person, person) for person in chain) if self.names else chain

    def knows_of(self, chain: tuple[str, ...]) -> bool:
        """Whether all of a chain are people of this version."""
        everybody = self._everybody
        return all(person in everybody or person == AUDIENCE for person in self.chain(chain))

    @cached_property
    def _everybody(self) -> frozenset[str]:
        return frozenset(self.asking.people)

    def truth(self, matter: Matter) -> str:
        """What is so at the end, empty where nothing says."""
        return self.asking.truth(self.matter(matter), self.end)

    def view(self, chain: tuple[str, ...], matter: Matter) -> View:
        """What a chain of people holds on a matter at the end, all by the names of the version after."""
        if not self.knows_of(chain):
            return View(Stance.NOTHING, "", "")
        asking, end = self.asking, self.end
        people, matter = self.chain(chain), self.matter(matter)
        value = asking.value(people, matter, end)
        if not value and len(people) > 1:
            return View(Stance.NOTHING, "", "")
        stand = asking.stand(people, matter, end)
        if value:
            if stand is Stand.WRONG:
                stance = Stance.WRONG
            else:
                really = asking.really(people[1:], matter, end)
                stance = Stance.KNOWS if agrees(asking.universe, matter, value, really) else Stance.THINKS
            return View(stance, value, self._words(people, matter, value))
        if stand is Stand.FORGOTTEN:
            held, by = asking.trails.loss(people[0], matter, end.number)
            value = held.value if held is not None else ""
            return View(
                Stance.FORGOTTEN, value, self._words(people, matter, value), by.scene if by is not None else None
            )
        suspected = asking.suspicion(people[0], matter, end) if people[0] != AUDIENCE else ""
        if suspected:
            return View(Stance.SUSPECTS, suspected, self._words(people, matter, suspected))
        return View(Stance.NOTHING, "", "")

    def _words(self, people: tuple[str, ...], matter: Matter, value: str) -> str:
        if len(people) > 1:
            verb = self.asking.verbs(people, matter, value, self.end)[-1]
            return f"that {self.asking.phrases.holds(people[-1], matter, value, verb)}"
        if matter.kind == "secret" and value == "yes":
            return self.asking.phrases.secret(matter.subject)
        return f"that {self.asking.phrases.so(matter, value)}"

    def since(self, chain: tuple[str, ...], matter: Matter) -> Link | None:
        """The event since which a chain holds what it holds at the end."""
        at = self.end.told if chain[0] == AUDIENCE else self.end.number
        return self.asking.trails.since(self.chain(chain), self.matter(matter), at)

    def trace(self, chain: tuple[str, ...], matter: Matter) -> list[Link]:
        """How what a chain holds at the end came to it, the beginning first."""
        at = self.end.told if chain[0] == AUDIENCE else self.end.number
        people, matter = self.chain(chain), self.matter(matter)
        return self.asking.trails.trace(people, self.asking.named(people, matter, self.end), at)

    def steps(self, chain: tuple[str, ...], matter: Matter) -> tuple[Step, ...]:
        """The same as evidence."""
        inner = self.matter(matter)
        value = self.asking.value(self.chain(chain), inner, self.end)
        given = self.asking.phrases.so(inner, value) if value and inner.kind != "secret" else ""
        return self.asking.trails.steps(self.trace(chain, matter), inner, given)
