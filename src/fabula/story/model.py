"""What the story stages hand on: times, presences and facts, as data without judgement.

``Timeline``, ``Presences`` and ``World`` say what follows from the text; whether that is a mistake is for the
rules. Times are minutes since 0001-01-01 00:00 UTC (proleptic Gregorian), ``None`` where nothing bounds them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

from fabula.source import Span
from fabula.universe.model import Scene, Status

__all__ = ["Change", "Fact", "Hold", "Manner", "Mode", "Moment", "Presence", "Presences", "Stated", "World"]


Fact = tuple[str, str]
"""What can have a value: a subject's key and an attribute."""


class Mode(StrEnum):
    """How a scene stands to the story's present."""

    PRESENT = "present"
    FLASHBACK = "flashback"
    FLASHFORWARD = "flash-forward"
    DREAM = "dream"
    TOLD = "told"

    @property
    def happened(self) -> bool:
        """Whether what it shows is part of the world's history: dreams and tales told are not."""
        return self not in _UNREAL


_UNREAL = frozenset({Mode.DREAM, Mode.TOLD})


class Moment(NamedTuple):
    """A point in the replay: the scene's rank in the order of happening, then the offset in its file.

    Rank -1 is before all scenes: what the bible states as given.
    """

    rank: int
    offset: int


class Hold(IntEnum):
    """How well a presence is founded."""

    INFERRED = 1  # a name in action lines
    STATED = 2  # a canon note, an FDX cast tag, a stage entrance
    CUE = 3


class Manner(StrEnum):
    """How somebody is in a scene."""

    HERE = "here"
    OFF_SCREEN = "off screen"
    PHONE = "on the phone"  # elsewhere; hears, does not see
    VOICE = "voice only"  # voice-over: nowhere in particular
    UNSEEN = "unseen"  # here, and the others do not know
    LISTENING = "listening in"  # hears, does not see, and the others do not know
    ABSENT = "absent"  # stated with `without`

    @property
    def in_place(self) -> bool:
        """Whether it puts the body at the scene's place."""
        return self in _IN_PLACE


_IN_PLACE = frozenset({Manner.HERE, Manner.OFF_SCREEN, Manner.UNSEEN})


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in a scene. ``start`` and ``end`` are offsets in its file between which they are there.

    ``offstage`` marks somebody who speaks in the room although the text has them gone, or not yet come.
    """

    person: str
    scene: Scene
    hold: Hold
    manner: Manner
    span: Span
    start: int
    end: int
    offstage: bool = False


@dataclass(slots=True)
class Presences:
    """Who is in which scene. ``by_scene`` is indexed by ``Scene.order``, sorted by person within a scene.

    ``by_person`` lists each person's presences in order of happening, dreams and told scenes left out.
    """

    by_scene: list[list[Presence]]
    by_person: dict[str, list[Presence]]
    sorted_on: tuple[object, ...] = field(default=(None, None), repr=False, compare=False)
    """The ranks and modes by which ``by_person`` is sorted: to see, after an edit, whether they are the same."""

    def of(self, person: str, scene: Scene) -> Presence | None:
        """How somebody is in a scene, or None."""
        return next((p for p in self.by_scene[scene.order] if p.person == person), None)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one fact: from ``moment`` on, ``attribute`` of ``subject`` is ``value``.

    Attributes: ``place`` (of a person or thing: a place key), ``alive`` ("yes"/"no"), ``member:groups/x``
    ("yes"/"no"), ``holder`` (of a thing: a person key, empty for nobody), ``gone`` (of a thing: "destroyed",
    "lost"), ``is:NAME`` (a stated attribute, such as ``is:wound``), ``feels:VERB:people/x``, ``kin:ROLE:people/x``.
    ``form`` is the statement's form, "bible" for front matter, "presence" for being seen somewhere. ``asserted`` is
    True where the text says that something *is* so and gives no cause for a change; such a change that differs
    from what held before is a contradiction.
    """

    moment: Moment
    subject: str
    attribute: str
    value: str
    span: Span
    form: str
    scene: Scene | None = None
    asserted: bool = False

    @property
    def status(self) -> Status:
        """How far along the text is that says so; the bible counts as locked."""
        return self.scene.episode.status if self.scene is not None else Status.LOCKED


class Stated(NamedTuple):
    """What one scene states, in the order of its text, at a rank and told in a mode."""

    rank: int
    mode: Mode
    changes: list[Change]


@dataclass(slots=True)
class World:
    """Facts over time, each with its evidence. ``log`` maps subject and attribute to changes in story order.

    Facts stand in it in the order of their first changes. The rest is for replaying it after an edit: what each scene
    states and at which rank, the order of happening, what is stated of each subject, what the bible gives, and on which
    objects all that rests.
    """

    log: dict[Fact, list[Change]] = field(default_factory=dict)
    stated: dict[Scene, Stated] = field(default_factory=dict, repr=False)
    order: list[Scene] = field(default_factory=list, repr=False)
    order_on: tuple[object, ...] = field(default=(None, None), repr=False)
    raw: dict[str, list[Change]] = field(default_factory=dict, repr=False)
    given: list[Change] = field(default_factory=list, repr=False)
    given_on: tuple[object, ...] = field(default=(), repr=False)

    def changes(self, subject: str, attribute: str) -> list[Change]:
        """All changes of one fact, in story order."""
        return self.log.get((subject, attribute), [])

    def last(self, subject: str, attribute: str, at: Moment) -> Change | None:
        """The change that holds just before ``at``, or None if nothing is known."""
        changes = self.changes(subject, attribute)
        index = bisect_right(changes, at, key=lambda change: change.moment)
        while index and changes[index - 1].moment >= at:
            index -= 1
        return changes[index - 1] if index else None

    def value(self, subject: str, attribute: str, at: Moment) -> str:
        """The value just before ``at``, empty if nothing is known."""
        change = self.last(subject, attribute, at)
        return change.value if change is not None else ""

    def about(self, subject: str) -> Iterator[tuple[str, list[Change]]]:
        """Every attribute of a subject with its changes, sorted by attribute."""
        for (key, attribute), changes in sorted(self.log.items(), key=lambda item: item[0]):
            if key == subject:
                yield attribute, changes
