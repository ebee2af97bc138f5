"""Which scenes, episodes, shows and names of one version are which of the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from fabula.change.comparing.written import Written
from fabula.universe.model import Episode, Scene

__all__ = ["Pairs"]


@dataclass(slots=True)
class Pairs:
    """The scenes, episodes and shows that two versions have in common, both ways.

    What one version alone has is in none of the tables.
    """

    after_of: dict[Scene, Scene] = field(default_factory=dict)
    before_of: dict[Scene, Scene] = field(default_factory=dict)
    episode_after: dict[Episode, Episode] = field(default_factory=dict)
    episode_before: dict[Episode, Episode] = field(default_factory=dict)
    shows: dict[str, str] = field(default_factory=dict)
    """The id of each show of before with its id after."""
    names: dict[str, str] = field(default_factory=dict)
    """The key of each entity of before that is called otherwise after, with its key there."""
    untouched: set[Scene] = field(default_factory=set)
    """The scenes of after in which not a letter differs."""
    _written: dict[Scene, Written] = field(default_factory=dict, repr=False)

    def written(self, scene: Scene) -> Written:
        """The text of a scene of either version, taken apart once."""
        held = self._written.get(scene)
        if held is None:
            held = self._written[scene] = Written(scene)
        return held

    def join(self, before: Scene, after: Scene, untouched: bool = False) -> None:
        """Take two scenes for one."""
        self.after_of[before] = after
        self.before_of[after] = before
        if untouched:
            self.untouched.add(after)

    def join_episodes(self, before: Episode, after: Episode) -> None:
        """Take two episodes for one."""
        self.episode_after[before] = after
        self.episode_before[after] = before

    def name_after(self, key: str) -> str:
        """The key that an entity of before has after."""
        return self.names.get(key, key)

    def number_before(self, scene: Scene | None) -> int:
        """A number for a scene of before, the same as `number_after` gives it if it is there as well; -1 for none."""
        return -1 if scene is None else scene.order

    def number_after(self, scene: Scene | None) -> int:
        """A number for a scene of after; below -1 for one that before does not have."""
        if scene is None:
            return -1
        held = self.before_of.get(scene)
        return -2 - scene.order if held is None else held.order
