"""Story time: when each scene happens, worked out from constraints.

This is the solved form; solving is in `fabula.story.solve`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fabula.source import Span
from fabula.story.distance import distance, rank_components
from fabula.story.interval import Interval
from fabula.story.model import Mode
from fabula.universe.model import Scene, Status

if TYPE_CHECKING:
    from fabula.story.solved import Solved

__all__ = ["Conflict", "Constraint", "Interval", "Timeline"]


class Constraint(NamedTuple):
    """``least <= time(to) - time(from) <= most`` in minutes, for a reason that stands somewhere in the text.

    ``source`` and ``target`` are node numbers: 0 is the origin (minute 0), 1 + 2k the start and 2 + 2k the end of
    the scene of order k; bible events follow. ``reason`` says it in a writer's words. ``assumed`` marks defaults
    (scenes of an episode happen in the order in which they are told). ``order`` is the ``Scene.order`` of the scene
    that says it, -1 for the bible. A plain tuple underneath: a universe has tens of thousands of these.
    """

    source: int
    target: int
    least: int | None
    most: int | None
    span: Span
    reason: str
    kind: str
    status: Status
    assumed: bool = False
    order: int = -1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of constraints that cannot all hold; ``dropped`` is the one that was left out to go on.

    ``dropped`` is the one of the lowest status (a default before a statement), the last in telling order among equals.
    """

    constraints: tuple[Constraint, ...]
    dropped: Constraint


@dataclass(slots=True)
class Timeline:
    """When everything happens. Lists are indexed by ``Scene.order``.

    ``order`` is the order of happening, total and deterministic: earliest feasible start, then telling order, then
    path; ``rank`` its inverse. ``days`` are story days, 1 for the first day of the story's present, None for unknown.
    """

    order: list[Scene]
    rank: list[int]
    mode: list[Mode]
    start: list[Interval]
    end: list[Interval]
    days: list[int | None]
    events: dict[str, Interval] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    outgoing: list[list[tuple[int, int, int]]] = field(default_factory=list)
    """The solved network: for each node, triples ``(node, w, …)`` with ``time(node) - time(this) <= w``."""
    schedule: list[int] = field(default_factory=list)
    """One time for every node, in minutes, that meets the whole network: the one by which scenes are put in order."""
    tokens: list[object] = field(default_factory=list, repr=False, compare=False)
    """An object for each scene: while it is the same, nothing has changed in when the scene is, nor in how far it is
    from others of which the same holds."""
    solved: Solved | None = field(default=None, repr=False, compare=False)
    """What solving keeps for the next edit."""
    _components: list[int] | None = field(default=None, repr=False, compare=False)
    stated: Timeline | None = field(default=None, repr=False, compare=False)
    """What the text states alone, without defaults; see `fabula.story.stated`. None until somebody asks."""

    @property
    def kept_components(self) -> list[int] | None:
        """The same as ``components`` if they have been worked out, else None."""
        return self._components

    @property
    def components(self) -> list[int]:
        """For each node its place in the order of what can bound what, for `distance`."""
        if self._components is None:
            self._components = rank_components(self.outgoing)
        return self._components

    _said: dict[int, list[int]] | None = field(default=None, repr=False, compare=False)

    def said_by(self, scene: Scene) -> list[int]:
        """The places in ``constraints`` of those that a scene says."""
        if self._said is None:
            self._said = {}
            for index, constraint in enumerate(self.constraints):
                self._said.setdefault(constraint.order, []).append(index)
        return self._said.get(scene.order, [])

    def gap(self, first: Scene, second: Scene) -> tuple[int | None, int | None]:
        """Bounds on the minutes from the end of ``first`` to the start of ``second`` (negative: overlap)."""
        end, start = 2 + 2 * first.order, 1 + 2 * second.order
        most = distance(self, end, start)
        least = distance(self, start, end)
        return (None if least is None else -least), most
