"""What a difference in a mind rests on, in both versions: who told whom."""

from __future__ import annotations

from functools import cached_property

from fabula.change.comparing.differences import Differences, MindChange
from fabula.change.comparing.stances import Version
from fabula.finding import Step
from fabula.story.minds.log import AUDIENCE
from fabula.story.minds.trails import Link

__all__ = ["Versions"]


class Versions:
    """The two versions of a comparison, ready to be asked for their evidence."""

    def __init__(self, found: Differences) -> None:
        self._found = found

    @cached_property
    def before(self) -> Version:
        """The version before; people and matters are named as they are after."""
        names = {new: old for old, new in self._found.pairs.names.items()}
        return Version(self._found.before, names, self._audience)

    @cached_property
    def after(self) -> Version:
        """The version after."""
        return Version(self._found.after, {}, self._audience)

    @cached_property
    def _audience(self) -> bool:
        """Whether anything differs in the audience's mind."""
        return any(change.chain[0] == AUDIENCE for change in (*self._found.minds, *self._found.covers))

    def steps(self, change: MindChange) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """By which events the matter came to be held, before and after; empty for what is not held."""
        return (
            self.before.steps(change.chain, change.matter) if change.link_before is not None else (),
            self.after.steps(change.chain, change.matter) if change.link_after is not None else (),
        )

    def roots(self, change: MindChange) -> tuple[Link | None, Link | None]:
        """Where what is held began, before and after."""
        found = (version.trace(change.chain, change.matter) for version in (self.before, self.after))
        first, second = (links[0] if links else None for links in found)
        return first, second
