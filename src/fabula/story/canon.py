"""The canon: a universe with all that follows from it. What rules read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import is_
from typing import TypeVar, cast

from fabula.bible.statements import Statement
from fabula.finding import Finding
from fabula.story.minds.again import Lived, replay_again
from fabula.story.minds.log import MindLog
from fabula.story.minds.replay import replay_minds
from fabula.story.model import Moment, Presences, World
from fabula.story.timeline import Timeline
from fabula.universe.model import Scene, Universe

__all__ = ["Canon"]

Worth = TypeVar("Worth")


@dataclass(slots=True)
class Canon:
    """A universe with all that follows from it. What rules read and what `fabula.load` gives.

    ``read_findings`` are those made while reading; rules add theirs.
    """

    universe: Universe
    timeline: Timeline
    presences: Presences
    world: World
    read_findings: tuple[Finding, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """What several rules need and one has worked out, by the name of the module that does."""
    timings: dict[Hashable, object] = field(default_factory=dict, repr=False)
    """See `Canon.timing`; handed on as well."""
    remembered: dict[Hashable, tuple[tuple[object, ...], object]] = field(default_factory=dict, repr=False)
    """What was worked out of parts of the canon, with these parts; while a universe is edited it is handed on."""

    live: bool = field(default=False, compare=False)
    """Whether the universe is edited, so that what the next replay of minds can begin from is kept."""
    lived: Lived | None = field(default=None, repr=False, compare=False)
    """The last replay of minds, of this canon or of one before it; handed on as well."""

    def __repr__(self) -> str:
        return f"Canon({self.universe.root!r}, {len(self.universe.scenes)} scenes)"

    def remember(self, key: Hashable, on: tuple[object, ...], work_out: Callable[[], Worth]) -> Worth:
        """What ``work_out`` gives, which rests on the objects ``on`` alone.

        While a universe is edited, it is not worked out again as long as these are the same objects: an episode, the
        presences of a person, the changes of a fact, the starts of all scenes. So what it gives may hold on to no place
        in the text of anything else, nor to the order or rank of a scene.
        """
        held = self.remembered.get(key)
        if held is not None and len(held[0]) == len(on) and all(map(is_, held[0], on)):
            return cast("Worth", held[1])
        found = work_out()
        self.remembered[key] = (on, found)
        return found

    def timing(self, key: Hashable, of: object, scenes: Callable[[], Iterable[Scene]]) -> object:
        """An object that stays the same, as long as ``of`` does, while the times of some scenes are what they were.

        That goes for when each of them is, for how far they are from each other, and for their order.
        """
        tokens = self.timeline.tokens
        known = cast("tuple[object, object, tuple[object, ...], object] | None", self.timings.get(key))
        if known is not None and known[0] is of and known[1] is tokens:
            return known[3]
        own = tuple(tokens[scene.order] for scene in scenes())
        same = known is not None and known[0] is of and len(known[2]) == len(own) and all(map(is_, known[2], own))
        token = known[3] if known is not None and same else object()
        self.timings[key] = (of, tokens, own, token)
        return token

    def stated(self, *forms: str) -> list[tuple[Scene, Statement]]:
        """Every statement of some forms in the order of happening; those in dreams and tales told are left out."""
        rank, mode = self.timeline.rank, self.timeline.mode
        found = [item for item in self.universe.stated(*forms) if mode[item[0].order].happened]
        return sorted(found, key=lambda item: rank[item[0].order])

    @property
    def minds(self) -> MindLog:
        """Who took in what; worked out when first asked for."""
        log = self.kept.get("minds")
        if log is None:
            parts = (self.universe, self.timeline, self.presences, self.world)
            if self.live:
                self.lived = replay_again(*parts, self.lived)
                log = self.lived.log
            else:
                log = replay_minds(*parts)
            self.kept["minds"] = log
        return cast("MindLog", log)

    def moment(self, scene: Scene, offset: int | None = None) -> Moment:
        """The moment of an offset in a scene, by default its start."""
        return Moment(self.timeline.rank[scene.order], scene.written.start if offset is None else offset)
