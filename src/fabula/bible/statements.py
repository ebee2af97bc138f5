"""Canon statements: what a canon note says, as data.

A statement is a *form* ("joins") with its *slots* filled (person, group). The table of all forms, with words,
examples and documentation, is `fabula.bible.forms.FORMS`; the reader is `fabula.bible.canon.read_canon_note`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fabula.source import Span

__all__ = ["Duration", "Fact", "Name", "Relation", "SceneName", "Slot", "Statement", "When"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a statement, and the entries it may mean.

    ``keys`` are entity keys ("people/mason-kane"), best match first: empty for an unknown name, more than one for
    an ambiguous one.
    """

    text: str
    span: Span
    keys: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The entity meant, empty if unknown or ambiguous."""
        return self.keys[0] if len(self.keys) == 1 else ""


@dataclass(frozen=True, slots=True)
class SceneName:
    """A reference to a scene or episode: ``S01E02/14``, ``india S01E02/14``, ``S02E01``.

    ``show`` is empty for the show in which the statement stands; ``scene`` (a number as printed) is empty for a
    whole episode.
    """

    show: str
    season: int
    episode: int
    scene: str
    span: Span

    def __str__(self) -> str:
        scene = f"/{self.scene}" if self.scene else ""
        show = f"{self.show} " if self.show else ""
        return f"{show}S{self.season:02}E{self.episode:02}{scene}"


@dataclass(frozen=True, slots=True)
class When:
    """A date of any precision, as local time at the scene's place.

    ``first`` and ``last`` bound it in minutes since 0001-01-01 00:00 (proleptic Gregorian), both inclusive:
    "2014" is its first to its last minute. ``precision`` is "year", "season", "month", "day", "part of day",
    "hour" or "minute". ``clock`` says whether a time of day was given.

    A time of day without a date ("at 9 pm") has the precision "clock"; its minutes are counted from midnight.
    """

    first: int
    last: int
    precision: str
    text: str
    span: Span

    @property
    def clock(self) -> bool:
        """Whether a time of day was stated."""
        return self.precision in {"minute", "hour", "clock"}

    @property
    def dated(self) -> bool:
        """Whether a date was stated, and not a time of day alone."""
        return self.precision != "clock"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as people say it: an amount ("8", "a few") of a unit.

    ``least`` and ``most`` bound it in minutes: "2 days" in a story is one to three days less a minute of clock
    time; "20 minutes" is 20 minutes give or take. See `fabula.bible.durations` for the table.
    """

    least: int
    most: int
    text: str
    span: Span


class Relation(StrEnum):
    """What a fact says of its subject."""

    SECRET = "secret"  # subject: a secret; it is so
    IS = "is"  # subject and object are the same person (a cover, a double)
    ATTRIBUTE = "attribute"  # subject's ATTRIBUTE is VALUE
    AT = "at"  # subject is at the place object
    ALIVE = "alive"
    MEMBER = "member"  # subject belongs to the group object
    HAS = "has"  # subject has the thing object
    FEELS = "feels"  # subject loves/hates/… object; attribute holds the verb
    KIN = "kin"  # subject is object's ROLE; attribute holds the role
    KNOWS = "knows"  # subject knows the inner fact
    BELIEVES = "believes"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be so, and that can be known.

    ``subject`` is the secret, person or thing it is about; ``object`` the other one; ``attribute`` and ``value``
    go with ATTRIBUTE, KIN and FEELS; ``inner`` with KNOWS and BELIEVES. ``positive`` is False for "does not …".
    """

    relation: Relation
    subject: Name
    span: Span
    object: Name | None = None
    attribute: str = ""
    value: str = ""
    inner: Fact | None = None
    positive: bool = True


Slot = Name | SceneName | When | Duration | Fact | str | tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a canon note: a form of `fabula.bible.forms.FORMS` with its slots."""

    form: str
    slots: tuple[tuple[str, Slot], ...]
    span: Span
    places: tuple[tuple[str, Span], ...] = ()
    """Where the slots stand that hold plain words (a value, a reason, a code); all others have spans of their own."""

    def place(self, slot: str) -> Span:
        """Where the words of a slot stand; the whole statement if it has no such slot."""
        return next((span for name, span in self.places if name == slot), self.span)

    def get(self, slot: str) -> Slot | None:
        """What fills a slot, or None."""
        return next((value for name, value in self.slots if name == slot), None)

    def name(self, slot: str) -> Name:
        """The name in a slot. Raises KeyError if the form has no such name slot."""
        value = self.get(slot)
        if not isinstance(value, Name):
            raise KeyError(slot)
        return value

    def names(self, slot: str) -> tuple[Name, ...]:
        """The names in a slot that holds a list (or one)."""
        value = self.get(slot)
        if isinstance(value, Name):
            return (value,)
        return value if isinstance(value, tuple) else ()

    def text(self, slot: str) -> str:
        """The words in a slot, or empty."""
        value = self.get(slot)
        return value if isinstance(value, str) else ""

    def all_names(self) -> list[Name]:
        """Every name in it, in order, those inside facts as well."""
        found: list[Name] = []
        for _, value in self.slots:
            match value:
                case Name():
                    found.append(value)
                case tuple():
                    found.extend(value)
                case Fact():
                    inner: Fact | None = value
                    while inner is not None:
                        found.append(inner.subject)
                        if inner.object is not None:
                            found.append(inner.object)
                        inner = inner.inner
                case _:
                    pass
        return found
