"""Scenes by who is in them, where they play, and words of theirs that hardly any other scene has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from fabula.listening.elements import scene_id
from fabula.listening.linking.fold import fold_phrase
from fabula.listening.linking.gate import LEAST
from fabula.listening.linking.scan import Hit
from fabula.listening.linking.vocabulary import per_million
from fabula.listening.model import How, Link
from fabula.script.model import Kind
from fabula.universe.model import Universe

__all__ = ["SceneWords"]

_READ: Final = frozenset({Kind.ACTION, Kind.DIALOGUE, Kind.LYRICS})
_RARE: Final = 3
"""In so many scenes at most stands a word that can tell a scene."""
_SHORTEST: Final = 4
_TOO_COMMON: Final = 60.0
"""Words met more often than so many times in a million say nothing of a scene."""
_MOST: Final = 30_000
"""Words that are kept, the rarest first."""
_MOST_WORDS: Final = 12
"""More words of scenes than that, and a comment tells a story of its own."""


@dataclass(slots=True)
class SceneWords:
    """The scenes of a universe by what makes them different. ``people`` and ``places`` are those of each scene."""

    keys: tuple[str, ...]
    episodes: tuple[str, ...]
    people: tuple[frozenset[str], ...]
    places: tuple[frozenset[str], ...]
    words: dict[str, tuple[int, ...]]
    about: frozenset[str] = field(init=False)
    """Whoever is in any scene, and where any plays."""

    def __post_init__(self) -> None:
        self.about = frozenset(chain(*self.people, *self.places))

    @classmethod
    def of(cls, universe: Universe, names: Collection[str]) -> SceneWords:
        """The scenes of a universe; ``names`` are folded words that stand for something else."""
        scenes: defaultdict[str, set[int]] = defaultdict(set)
        people, places = [], []
        taken = {word for name in names for word in name.split()}
        for scene in universe.scenes:
            people.append(frozenset(p for speech in scene.speeches for p in speech.people) | frozenset(scene.cast))
            around: list[str] = []
            place = scene.place
            while place and place not in around:
                around.append(place)
                entity = universe.entities.get(place)
                place = entity.parent if entity is not None else ""
            places.append(frozenset(around))
            text = " ".join(element.text for element in scene.elements() if element.kind in _READ)
            for word in set(fold_phrase(text).split()) - taken:
                if len(word) >= _SHORTEST and not word.isdigit():
                    scenes[word].add(scene.order)
        rare = sorted((len(found), word) for word, found in scenes.items() if len(found) <= _RARE)
        words = [word for _, word in rare if per_million(word) < _TOO_COMMON][:_MOST]
        return cls(
            tuple(scene_id(scene) for scene in universe.scenes),
            tuple(scene.episode.key for scene in universe.scenes),
            tuple(people),
            tuple(places),
            {word: tuple(sorted(scenes[word])) for word in words},
        )

    def find(self, hits: Sequence[Hit], links: Sequence[Link], episode: str | None) -> Link | None:
        """The one scene of which a comment speaks, None if there is none or several are as likely.

        ``hits`` are all that was found in it, ``episode`` the one that its source names.
        """
        about = self.about.intersection([link[0] for link in links])
        if not about:
            return None
        said: dict[str, Hit] = {}
        for hit in hits:
            if hit[0].scenes:
                said.setdefault(hit[0].text, hit)
        if not said or len(said) > _MOST_WORDS:
            return None
        scenes = [scene for pattern, _, _ in said.values() for scene in pattern.scenes]
        if len(about) == 1 and len(set(scenes)) == len(scenes):
            return None  # as nearly always: one name and one word are too little
        counts = Counter(scenes)
        best: list[tuple[float, int]] = []
        for scene, words in counts.items():
            sure = _likelihood(words, len(self.people[scene] & about), not self.places[scene].isdisjoint(about))
            if sure:
                episodes = _episodes(links, episode)
                if episodes:
                    sure = min(0.95, sure + 0.1) if self.episodes[scene] in episodes else sure - 0.2
                if sure >= LEAST:
                    best.append((round(sure, 3), scene))
        best.sort(key=lambda item: (-item[0], item[1]))
        if not best or (len(best) > 1 and best[1][0] == best[0][0]):
            return None
        sure, scene = best[0]
        told = [hit for hit in said.values() if scene in hit[0].scenes]
        start, end = min(hit[1] for hit in told), max(hit[2] for hit in told)
        return Link(self.keys[scene], start, end, How.SCENE, sure)


def _episodes(links: Sequence[Link], episode: str | None) -> set[str]:
    """The episodes that a comment or its source names."""
    named = {link.element.removeprefix("episodes/") for link in links if link.how is How.NUMBER}
    return named | {episode} if episode else named


def _likelihood(words: int, people: int, place: bool) -> float:
    """By how many of its words, of its people and whether its place is named."""
    if not people and not place:
        return 0.0
    about = people + place
    if words >= 3:
        return 0.85 if about > 1 else 0.75
    if words == 2:
        return 0.75 if about > 1 else 0.6
    return 0.6 if people and place else 0.5 if people > 1 else 0.0
