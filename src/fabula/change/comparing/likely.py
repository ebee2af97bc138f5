"""Which scenes may be one another although no word of their surroundings says so: by what is written in them.

Every scene is held only against the few that share rare runs of words with it, so the work grows with the text and
not with the number of pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from fabula.change.comparing.written import Written, likeness

__all__ = ["ALIKE", "find_likely"]

ALIKE: Final = 0.5
"""The likeness from which on two scenes of different places are taken for one that was rewritten."""
_RUN: Final = 3
"""Words in a run."""
_COMMON: Final = 12
"""A run that stands in more scenes than this tells nothing."""
_NEAREST: Final = 5
"""So many of those that share most are looked at word by word."""


def find_likely(before: Sequence[Written], after: Sequence[Written]) -> list[tuple[float, Written, Written]]:
    """Pairs of scenes that are alike, the most alike first; a scene may stand in several."""
    places: dict[int, list[int]] = {}
    for number, one in enumerate(after):
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
        for number in nearest:
            alike = likeness(one, after[number])
            if alike >= ALIKE:
                found.append((alike, one, after[number]))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].scene.order, pair[2].scene.order))


def _runs(one: Written) -> Iterator[int]:
    """The runs of words of a scene, each once, as numbers; of a scene shorter than a run its words."""
    words = one.words
    if len(words) < _RUN:
        return iter({hash(tuple(words))} if words else ())
    return iter({hash(run) for run in zip(words, words[1:], words[2:], strict=False)})
