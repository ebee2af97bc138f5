"""Finding scenes, people, places and secrets of a whole universe by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Findable", "Finder"]

MOST: Final = 100
"""Answers to one question; with more nobody finds anything."""
_LIKE: Final = 72.0
"""How alike a name must be, of 100."""


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found. ``kind`` is the folder of its entry, or "scenes"; ``inside`` says where it is."""

    name: str
    kind: str
    span: Span
    inside: str


class Finder:
    """The things of one universe that can be found. Listed anew when its canon is a new one."""

    def __init__(self) -> None:
        self._canon: Canon | None = None
        self._things: list[Findable] = []
        self._names: list[str] = []

    def find(self, canon: Canon, query: str) -> list[Findable]:
        """What a few letters may mean, the likeliest first. Names that hold them as they are come before all others."""
        if canon is not self._canon:
            self._canon = canon
            self._things = _list(canon)
            self._names = [thing.name.casefold() for thing in self._things]
        wanted = " ".join(query.casefold().split())
        if not wanted:
            return self._things[:MOST]
        names = self._names
        exact = [index for index, name in enumerate(names) if wanted in name]
        exact.sort(key=lambda index: (names[index] != wanted, not names[index].startswith(wanted), index))
        found = exact[:MOST]
        if len(found) < MOST and len(wanted) > 2:
            near = process.extract(wanted, names, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=MOST)
            told = set(found)
            found += [index for _, _, index in near if index not in told]
        return [self._things[index] for index in found[:MOST]]


def _list(canon: Canon) -> list[Findable]:
    """People and other things of the bible first, then what only scripts name, then scenes as they are told."""
    universe = canon.universe
    things = [
        Findable(name, str(entity.kind), entity.span, "" if name == entity.name else entity.name)
        for entity in sorted(universe.entities.values(), key=lambda entity: not entity.declared)
        for name in dict.fromkeys((entity.name, *entity.aliases))
    ]
    scenes: Sequence[Findable] = [
        Findable(f"{scene.episode.code}/{scene.label} {' '.join(scene.span.text.split())}", "scenes", scene.span, name)
        for episode in universe.episodes
        for name in (f"{episode.show.id} {episode.title}".strip(),)
        for scene in episode.scenes
    ]
    return [*things, *scenes]
