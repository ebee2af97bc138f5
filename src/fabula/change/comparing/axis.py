"""Two orders of scenes on one axis, so that a place in one version can be earlier or later than one in the other."""

from __future__ import annotations

from collections.abc import Sequence

from fabula.change.comparing.pairs import Pairs
from fabula.universe.model import Scene

__all__ = ["Axis"]


class Axis:
    """The scenes of two versions, each in its own order: of telling or of happening.

    A scene that both have stands where it does after. What before alone has stands behind the scene that it followed.
    """

    def __init__(self, before: Sequence[Scene], after: Sequence[Scene], pairs: Pairs) -> None:
        self._pairs = pairs
        self._after = {scene: float(place) for place, scene in enumerate(after)}
        self._before: dict[Scene, float] = {}
        last = -0.5
        for scene in before:
            held = pairs.after_of.get(scene)
            if held is not None:
                last = self._after[held] + 0.5
            self._before[scene] = self._after[held] if held is not None else last

    def place(self, scene: Scene | None) -> float:
        """The place of a scene of either version."""
        return self.before(scene) if scene in self._before else self.after(scene)

    def before(self, scene: Scene | None) -> float:
        """The place of a scene of the version before; of none, in front of all."""
        return -1.0 if scene is None else self._before[scene]

    def after(self, scene: Scene | None) -> float:
        """The place of a scene of the version after; of none, in front of all."""
        return -1.0 if scene is None else self._after[scene]

    def earlier(self, old: Scene | None, new: Scene | None) -> tuple[bool | None, Scene | None]:
        """Whether something is later now, and the earlier of its scenes before and after.

        The scene is given as it is after, if it is there. What has come, gone, or stays in its scene is neither.
        """
        held = self._pairs.after_of.get(old, old) if old is not None else None
        if new is None or held is None or held is new:
            return None, new if new is not None else held
        later = self.after(new) > self.before(old)
        return later, held if later else new
