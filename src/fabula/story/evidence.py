"""What a universe says of its times, while it is gathered: what all sources of constraints share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fabula.source import Span
from fabula.story.anchors import Anchors
from fabula.story.cards import Card
from fabula.story.clock import Clocks
from fabula.story.model import Mode
from fabula.story.timeline import Constraint
from fabula.universe.model import Episode, Scene, Status, Universe

__all__ = ["Evidence", "end_node", "start_node"]


def start_node(scene: Scene) -> int:
    """The node of a scene's start."""
    return 1 + 2 * scene.order


def end_node(scene: Scene) -> int:
    """The node of a scene's end."""
    return 2 + 2 * scene.order


@dataclass(slots=True)
class Evidence:
    """What a universe says of its times, while it is gathered.

    ``dates`` are the intervals (UTC) that scenes state of their starts, ``events`` the nodes of bible events by key,
    ``free`` the present scenes outside the chain of telling (`fabula.story.assumed`). ``episodes`` are those that are
    looked at: all of them, or after an edit those of the shows that it may touch.
    """

    universe: Universe
    clocks: Clocks
    events: dict[str, int]
    cards: list[list[Card]]
    dates: list[tuple[int, int] | None]
    modes: list[Mode]
    anchors: Anchors
    episodes: list[Episode]
    constraints: list[Constraint] = field(default_factory=list)
    free: set[int] = field(default_factory=set)

    @property
    def scenes(self) -> Iterator[Scene]:
        """The scenes that are looked at, in telling order."""
        return (scene for episode in self.episodes for scene in episode.scenes)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return 1 + 2 * len(self.universe.scenes) + len(self.events)

    def say(
        self,
        scene: Scene,
        source: int,
        target: int,
        bounds: tuple[int | None, int | None],
        span: Span,
        reason: str,
        kind: str,
        assumed: bool = False,
    ) -> None:
        """Add what a scene says."""
        self.constraints.append(
            Constraint(
                source, target, bounds[0], bounds[1], span, reason, kind, scene.episode.status, assumed, scene.order
            )
        )

    def say_of_event(
        self, source: int, target: int, bounds: tuple[int | None, int | None], span: Span, reason: str
    ) -> None:
        """Add what the bible says; it counts as locked."""
        self.constraints.append(Constraint(source, target, bounds[0], bounds[1], span, reason, "event", Status.LOCKED))
