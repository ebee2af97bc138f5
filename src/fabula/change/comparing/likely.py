"""Which scenes may be one another although no word of their surroundings says so: by what is written in them.

Every scene is held only against those of its own episode and against the few that share rare runs of words with it, so
the work grows with the text and not with the number of pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fabula.change.comparing.written import Written, likeness
from fabula.universe.model import Episode

__all__ = ["ALIKE", "find_likely"]

ALIKE: Final = 0.5
"""The likeness from which on two scenes of different places are taken for one that was rewritten."""
_RUN: Final = 3
"""Words in a run."""
_COMMON: Final = 12
"""A run that stands in more scenes than this tells nothing."""
_NEAREST: Final = 5
"""So many of those that share most are looked at word by word."""
_BESIDE: Final = 100
"""Up to so many scenes of the same episode are looked at as well."""


def find_likely(
    before: Sequence[Written], after: Sequence[Written], episodes: Mapping[Episode, Episode]
) -> list[tuple[float, Written, Written]]:
    """Pairs of scenes that are alike, the most alike first; a scene may stand in several.

    ``episodes`` are those that the two versions have in common.
    """
    places: dict[int, list[int]] = {}
    mates: dict[Episode, list[int]] = {}
    for number, one in enumerate(after):
        mates.setdefault(one.scene.episode, []).append(number)
        for run in _runs(one):
            places.setdefault(run, []).append(number)
    found: list[tuple[float, Written, Written]] = []
    for one in before:
        shared = Counter(
            number
            for run in _runs(one)
            if (numbers := places.get(run)) is not None and len(numbers) <= _COMMON
            for number in numbers
        )
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:_NEAREST]
        home = episodes.get(one.scene.episode)
        beside = mates.get(home, []) if home is not None else []
        for number in dict.fromkeys((*nearest, *(beside if len(beside) <= _BESIDE else ()))):
            alike = likeness(one, after[number], ALIKE)
            if alike >= ALIKE:
                found.append((alike, one, after[number]))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].scene.order, pair[2].scene.order))


def _runs(one: Written) -> Iterator[int]:
    """The runs of words of a scene, each once, as numbers; of a scene shorter than a run its words."""
    words = one.words
    if len(words) < _RUN:
        return iter({hash(tuple(words))} if words else ())
    return iter({hash(run) for run in zip(words, words[1:], words[2:], strict=False)})
