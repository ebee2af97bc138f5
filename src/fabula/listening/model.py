"""What linking and scoring pass to each other: comments by column, links, scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

__all__ = ["Batch", "How", "Link", "Linker", "Score", "Scorer"]


class How(StrEnum):
    """How a comment names an element."""

    NAME = "name"
    ALIAS = "alias"  # an alias, a cue, a nickname, a part of the name
    SPELLING = "spelling"  # any of these, misspelt or in another script
    COVER = "cover"  # a person, by a cover
    ACTOR = "actor"  # a person, by who plays them
    PRONOUN = "pronoun"
    WORDS = "words"  # what it is about: a storyline, a secret or an event by the words that the bible gives for it
    PAIR = "pair"  # two people with a word that relates them, or in one clause
    SCENE = "scene"  # who, where and what happens
    NUMBER = "number"  # an episode by its number, its title or its place ("the finale")
    SOURCE = "source"  # an episode or show that the source itself names
    AIR_DATE = "air date"  # an episode by the time of the comment


@dataclass(frozen=True, slots=True)
class Batch:
    """Comments by column; all columns have the same length.

    ``times`` are microseconds since 1970 in UTC. ``languages`` are two letters, ``shows`` ids, ``episodes`` keys.
    """

    texts: Sequence[str]
    languages: Sequence[str | None]
    times: Sequence[int | None]
    shows: Sequence[str | None]
    episodes: Sequence[str | None]


class Link(NamedTuple):
    """One place where a comment speaks of an element. ``start`` and ``end`` are characters of its text."""

    element: str
    start: int
    end: int
    how: How
    probability: float


class Score(NamedTuple):
    """What a comment says of one linked element. ``liking`` is -1 to 1, the others 0 to 1."""

    liking: float
    excitement: float
    confusion: float
    prediction: float


class Linker(Protocol):
    """Finds what comments speak of. It can be pickled: every worker has one.

    ``stamp`` stands for everything it knows: what another linker found is looked for again.
    """

    @property
    def stamp(self) -> str: ...

    def link(self, batch: Batch) -> list[list[Link]]:
        """The links of each comment, in the order of the text; those without words last."""


class Scorer(Protocol):
    """Scores what comments say of what they speak of. It can be pickled.

    ``name`` with ``version`` says which scorer it is: what was scored by another one is scored again.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        """A score for each link, in the same shape; None where it cannot read the language."""
