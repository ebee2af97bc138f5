"""New numbers for scenes and nodes, when an edit brings scenes or takes them away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from fabula.story.network import Network
from fabula.story.shortest import FAR

__all__ = ["Renumber", "Splice"]

Splice = tuple[int, int, int]
"""An episode laid out anew: the order of its first scene, how many it had, and how many it has."""

Worth = TypeVar("Worth")


class Renumber:
    """From the numbers before an edit to those after it.

    ``scenes`` gives for each scene after the edit its order before it, or -1; ``nodes`` the same of nodes. Scenes of an
    episode that has as many as before keep their numbers; otherwise all of them are new.
    """

    def __init__(self, count: int, events: int, splices: Sequence[Splice]) -> None:
        self.scenes = list(range(count))
        for first, before, after in splices:
            if before != after:
                self.scenes[first : first + before] = [-1] * after
        self.first_moved = 1 + 2 * min((first for first, old, new in splices if old != new), default=count)
        """The first node that may have another number than before."""
        self.moved = any(before != after for _, before, after in splices)
        self.nodes = [0]
        for scene in self.scenes:
            self.nodes += (-1, -1) if scene < 0 else (1 + 2 * scene, 2 + 2 * scene)
        self.nodes += range(1 + 2 * count, 1 + 2 * count + events)
        self.after: list[int | None] = [None] * (1 + 2 * count + events)
        """For each node before the edit its number after it, None if it is gone."""
        for new, old in enumerate(self.nodes):
            if old >= 0:
                self.after[old] = new

    def scene_after(self, order: int) -> int:
        """The order after the edit of a scene that is still there; -1 for the bible."""
        node = self.after[1 + 2 * order] if order >= 0 else None
        return -1 if node is None else (node - 1) // 2

    def spread(self, values: Sequence[Worth], new: Worth) -> list[Worth]:
        """Values by node as they are after the edit."""
        return [values[old] if old >= 0 else new for old in self.nodes]

    def spread_scenes(self, values: Sequence[Worth], new: Worth) -> list[Worth]:
        """Values by scene as they are after the edit."""
        return [values[old] if old >= 0 else new for old in self.scenes]

    def bereft(self, distances: Sequence[int], ahead: Sequence[Sequence[tuple[int, int, int]]]) -> set[int]:
        """The nodes, as they are numbered after the edit, whose distance may hang on one that is gone; and new ones."""
        found = {new for new, old in enumerate(self.nodes) if old < 0}
        for gone, new in enumerate(self.after):
            if new is None and distances[gone] < FAR:
                for other, length, _ in ahead[gone]:
                    here = self.after[other]
                    if here is not None and distances[gone] + length == distances[other]:
                        found.add(here)
        return found

    def renumber_network(self, network: Network) -> None:
        """Take nodes out of a network, and put new ones in, at the time of the node before them."""
        times: list[int] = []
        for old in self.nodes:
            times.append(network.time[old] if old >= 0 else times[-1])
        network.time = times
        network.outgoing = self._renumber_arrows(network.outgoing)
        network.incoming = self._renumber_arrows(network.incoming)

    def _renumber_arrows(self, arrows: list[list[tuple[int, int, int]]]) -> list[list[tuple[int, int, int]]]:
        after = self.after
        found: list[list[tuple[int, int, int]]] = []
        for old in self.nodes:
            own = arrows[old] if old >= 0 else ()
            found.append([(here, length, label) for node, length, label in own if (here := after[node]) is not None])
        return found
