"""What a scene needs that other scenes give it: the kinds of reasons for which one scene rests on another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.model import Scene

__all__ = ["LEAF", "TIME", "Ground", "Kind", "Need", "Node", "Tie"]

TIME: Final = -1
"""In place of an offset: when a scene is, and not what is in it."""
LEAF: Final = -2
"""In place of an offset: something on which nothing else rests."""

Node = tuple[str, int]
"""Something that can rest and be rested on: the key of a scene or an event, and the offset of what is stated there."""


class Kind(StrEnum):
    """For what kind of reason one scene rests on another."""

    KNOWLEDGE = "knowledge"
    IDENTITY = "identity"
    MEMORY = "memory"
    STATE = "state of the world"
    THING = "things"
    TIME = "time"
    CRAFT = "setup and payoff"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Ground:
    """What meets a need: the place that gives it. ``scene`` is None where the bible does.

    ``words`` say what is there, without the scene's name: "Livia tells Nadia that …".
    """

    scene: Scene | None
    span: Span
    words: str
    offset: int

    @property
    def node(self) -> Node:
        """What falls if the ground does."""
        return (self.scene.key if self.scene is not None else "", self.offset)


@dataclass(frozen=True, slots=True)
class Need(ABC):
    """Something in a scene that holds only if something else does.

    ``words`` say what it is ("Rahi tells Farah the code"), ``how`` what it has to do with its ground, with a scene's
    name to follow ("Rahi has it from"). ``topics`` are what a scene must give to be the ground: each need is looked
    for under these alone. ``offset`` is that of its node.
    """

    scene: Scene
    span: Span
    kind: Kind
    words: str
    how: str
    topics: tuple[Hashable, ...]
    offset: int

    @property
    def node(self) -> Node:
        """What falls if the need is no longer met."""
        return (self.scene.key, self.offset)

    def moved_to(self, scene: Scene, span: Span) -> Self:
        """The same need as it stands in another version of its scene."""
        return replace(self, scene=scene, span=span)

    @abstractmethod
    def grounds(self, canon: Canon) -> Sequence[Ground]:
        """All that meets the need, each of which would do alone; what holds now comes first. None if it is not met."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One reason why a scene rests on another: a need and its ground. ``others`` would meet the need as well."""

    need: Need
    ground: Ground
    others: tuple[Ground, ...] = ()

    @property
    def sort_key(self) -> tuple[int, int, str, str, int, int]:
        """A total order: by the scene that rests, then by place, then by what it needs."""
        need, ground = self.need, self.ground
        order = ground.scene.order if ground.scene is not None else -1
        words = f"{need.words}; {need.how}"
        return (need.scene.order, need.span.start, need.kind, words, order, ground.span.start)
