"""When an audience's response changed: a scan over all stretches of a series, at a stated rate of false alarms.

Day against day, most of what looks like a change is none. Here one threshold holds for every contrast of the whole
series: the largest that chance alone reaches, with the spread that authors really have, in all but ``rate`` of cases.
It comes from a multiplier bootstrap of the maximum (Chernozhukov, Chetverikov and Kato, *Annals of Statistics*, 2013).
Of the contrasts above it the narrowest say where the change lies (narrowest over threshold: Baranowski, Chen and
Fryzlewicz, *JRSS B*, 2019): somewhere inside such a stretch there is one, for all of them together at that rate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from fabula.listening.numbers.labelled import Floats, Ints
from fabula.listening.numbers.limits import LEAST_AUTHORS, LEAST_OF_A_TREND
from fabula.listening.numbers.scan import Contrasts, measure_contrasts, stretches
from fabula.listening.numbers.series import Series

__all__ = ["Change", "Changes", "find_changes"]

_DRAWS: Final = 999
_ROUNDS: Final = 6
_CELLS: Final = 2_000_000
"""How many numbers of the bootstrap are held at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change in a series. Bins are given by their place, from 0.

    It lies after bin ``first`` and not after bin ``last``; most likely ``at`` is the first bin of the new level.
    ``before`` and ``after`` are the means from the change before to this one and from this to the next; ``low`` to
    ``high`` holds their difference, with the other intervals of the series at once.
    """

    first: int
    last: int
    at: int
    before: float
    after: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        """By how much the level rose."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scan found, with the p-value of the series: how probable its largest contrast is if nothing changed.

    ``enough`` is whether there were enough comments to look at all. Of several series the p-values are adjusted
    together (`fabula.listening.numbers.many.adjusted`), and the changes of those that are no discovery left out.
    """

    p_value: float
    changes: tuple[Change, ...]
    enough: bool


def find_changes(
    series: Series,
    rate: float = 0.05,
    seed: int = 0,
    least: int = LEAST_OF_A_TREND,
    least_voices: float = LEAST_AUTHORS,
) -> Changes:
    """The changes of a series: none in all but ``rate`` of series in which nothing changes. A seed gives the same."""
    s, w = series.sums()
    kept = np.flatnonzero(w > 0)
    if series.comments < least or len(kept) < 2:
        return Changes(1.0, (), False)
    scan = _Scan(series, kept, s[kept], w[kept], least_voices)
    if len(scan.places[0]) == 0:
        return Changes(1.0, (), False)
    noise = np.random.default_rng(seed).standard_normal((_DRAWS, len(kept)))
    cuts: tuple[int, ...] = ()
    p_value = 1.0
    for turn in range(_ROUNDS):
        # Deviations are from the levels found so far: a change that is known must not pass for spread.
        contrasts, spread = scan.measure(cuts)
        if len(contrasts) == 0:
            return Changes(1.0, (), False)
        largest = _largest(contrasts, spread, w[kept], noise)
        if turn == 0:
            p_value = (1 + int(np.sum(largest >= np.max(contrasts.z)))) / (_DRAWS + 1)
        threshold = float(np.quantile(largest, 1 - rate, method="higher"))
        found = _narrowest(contrasts, threshold, len(kept))
        again = tuple(sorted(int(contrasts.cut[row]) for row in found))
        if again == cuts or p_value > rate:
            break
        cuts = again
    if p_value > rate:
        return Changes(p_value, (), True)
    return Changes(p_value, scan.describe(contrasts, found, threshold, cuts, spread), True)


@dataclass(frozen=True, slots=True)
class _Scan:
    series: Series
    kept: Ints  # bins in which anybody says anything
    s: Floats
    w: Floats
    least_voices: float

    @property
    def places(self) -> tuple[Ints, Ints, Ints]:
        """Every stretch with every cut."""
        triples = [(a, cut, b) for a, b in stretches(len(self.kept)) for cut in range(a + 1, b)]
        start, cut, stop = np.array(triples, np.int64).reshape(-1, 3).T
        return start, cut, stop

    def levels(self, cuts: tuple[int, ...]) -> Floats:
        """The mean of each bin's segment."""
        edges = [0, *cuts, len(self.kept)]
        level = np.empty(len(self.kept))
        for a, b in pairwise(edges):
            level[a:b] = np.sum(self.s[a:b]) / np.sum(self.w[a:b])
        return level

    def measure(self, cuts: tuple[int, ...]) -> tuple[Contrasts, Floats]:
        means = np.zeros(len(self.series.bins))
        means[self.kept] = self.levels(cuts)
        spread, weights = (table[np.ix_(self.kept, self.kept)] for table in self.series.covariances(means))
        return measure_contrasts(self.s, self.w, spread, weights, self.places, self.least_voices), spread

    def describe(
        self, contrasts: Contrasts, found: list[int], threshold: float, cuts: tuple[int, ...], spread: Floats
    ) -> tuple[Change, ...]:
        edges = [0, *cuts, len(self.kept)]
        told = []
        for number, row in enumerate(sorted(found, key=lambda row: int(contrasts.cut[row])), start=1):
            a, cut, b = edges[number - 1], edges[number], edges[number + 1]
            before, after = (float(np.sum(self.s[i:j]) / np.sum(self.w[i:j])) for i, j in ((a, cut), (cut, b)))
            weights = np.zeros(len(self.kept))
            weights[a:cut], weights[cut:b] = -1 / np.sum(self.w[a:cut]), 1 / np.sum(self.w[cut:b])
            reach = threshold * math.sqrt(max(float(weights @ spread @ weights), 0.0))
            first, last = int(contrasts.start[row]), int(contrasts.stop[row]) - 1
            place = (int(self.kept[first]), int(self.kept[last]), int(self.kept[cut]))
            told.append(Change(*place, before, after, after - before - reach, after - before + reach))
        return tuple(told)


def _largest(contrasts: Contrasts, spread: Floats, w: Floats, noise: Floats) -> Floats:
    """The largest contrast of each of many series in which nothing changes but authors spread as they do here."""
    size = float(np.trace(spread)) / len(spread)
    root = np.linalg.cholesky(spread + np.eye(len(spread)) * (size * 1e-9 + 1e-18))
    total = np.concatenate([np.zeros((len(noise), 1)), np.cumsum(noise @ root.T, axis=1)], axis=1)
    weight = np.concatenate([[0.0], np.cumsum(w)])
    largest = np.zeros(len(noise))
    step = max(1, _CELLS // len(noise))
    for at in range(0, len(contrasts), step):
        some = contrasts.take(np.arange(at, min(at + step, len(contrasts))))
        right = (total[:, some.stop] - total[:, some.cut]) / (weight[some.stop] - weight[some.cut])
        left = (total[:, some.cut] - total[:, some.start]) / (weight[some.cut] - weight[some.start])
        largest = np.maximum(largest, np.max(np.abs(right - left) / some.error, axis=1))
    return largest


def _narrowest(contrasts: Contrasts, threshold: float, bins: int) -> list[int]:
    """The contrasts above a threshold that tell changes: the narrowest, then in the rest on either side of its cut."""
    above = np.flatnonzero(contrasts.z > threshold)
    width = contrasts.stop - contrasts.start
    found: list[int] = []
    segments = [(0, bins)]
    while segments:
        a, b = segments.pop()
        inside = above[(contrasts.start[above] >= a) & (contrasts.stop[above] <= b)]
        if len(inside) == 0:
            continue
        best = int(inside[np.lexsort((-contrasts.z[inside], width[inside]))[0]])
        found.append(best)
        cut = int(contrasts.cut[best])
        segments += [(a, cut), (cut, b)]
    return found
