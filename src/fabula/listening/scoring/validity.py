"""How far a scorer agrees with ratings, source by source: the one outside check that there is without labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from fabula.listening.model import Scorer
from fabula.listening.scoring.examples import Examples

__all__ = ["Validity", "check_validity", "correlate"]

FEWEST: Final = 100
"""Of how many rated comments a correlation is told at least."""


class Validity(NamedTuple):
    """The correlation of a scorer's liking with the ratings of a source's comments (Pearson's r), and its interval."""

    source: str
    comments: int
    correlation: float
    low: float
    high: float


def check_validity(scorer: Scorer, rated: Examples) -> list[Validity]:
    """The validity of a scorer in each source that has ratings enough, by source."""
    scores = scorer.score(rated.batch(), rated.links)
    liking = [row[place] for row, place in zip(scores, rated.place, strict=True)]
    return correlate(rated, [None if score is None else score.liking for score in liking])


def correlate(rated: Examples, liking: Sequence[float | None]) -> list[Validity]:
    """The correlation of likings with the ratings beside them, by source; the interval by Fisher's z (1921)."""
    by_source: dict[str, list[tuple[float, float]]] = {}
    for source, rating, liked in zip(rated.sources, rated.ratings, liking, strict=True):
        if rating is not None and liked is not None:
            by_source.setdefault(source, []).append((rating, liked))
    found = []
    for source, pairs in sorted(by_source.items()):
        table = np.array(pairs)
        if len(pairs) < FEWEST or np.any(np.ptp(table, axis=0) == 0):
            continue
        r = float(np.corrcoef(table.T)[0, 1])
        z, reach = np.arctanh(np.clip(r, -0.999999, 0.999999)), 1.96 / np.sqrt(len(pairs) - 3)
        found.append(Validity(source, len(pairs), r, float(np.tanh(z - reach)), float(np.tanh(z + reach))))
    return found
