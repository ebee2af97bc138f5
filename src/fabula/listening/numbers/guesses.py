"""What an audience foresees: the share of those who guess that name an answer, and since when it is surely so many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from fabula.listening.numbers.figure import SHARE, Figure, interval
from fabula.listening.numbers.labelled import Floats
from fabula.listening.numbers.limits import LEAST_AUTHORS, LEVEL
from fabula.listening.numbers.means import least_variance
from fabula.listening.numbers.series import Series

__all__ = ["LEAST_GUESSES", "Since", "first_surely", "share_of"]

LEAST_GUESSES: Final = 30
"""Below so many guesses a share is a range: with 30 it is known to about a sixth either way."""


def share_of(hits: Floats, trials: Floats, comments: int, level: float = LEVEL, least: int = LEAST_GUESSES) -> Figure:
    """The share of guesses that name an answer, from each author's weight of hits and of guesses.

    Its interval is Wilson's for the size that the share is worth, with authors as clusters.
    """
    said = trials > 0
    hits, trials = hits[said], trials[said]
    whole = float(np.sum(trials))
    if whole <= 0:
        return Figure(math.nan, *SHARE, math.inf, 1.0, 0, 0, 0.0, enough=False, level=level, bounds=SHARE)
    share = float(np.sum(hits)) / whole
    voices = whole**2 / float(trials @ trials)
    deviations = hits - share * trials
    variance = float(deviations @ deviations) / whole**2 * voices / (voices - 1) if voices > 1 else math.inf
    error = math.sqrt(max(variance, least_variance(SHARE, share, voices)))
    degrees = max(voices - 1, 1.0)
    low, high = interval(share, error, degrees, level, SHARE)
    enough = comments >= least and voices >= LEAST_AUTHORS
    return Figure(
        share, low, high, error, degrees, comments, len(trials), voices, enough=enough, level=level, bounds=SHARE
    )


@dataclass(frozen=True, slots=True)
class Since:
    """The first moment at which a share was surely above a level: from bin ``first`` to bin ``last``, by place."""

    first: int
    last: int
    share: Figure


def first_surely(
    series: Series, above: float = 0.5, rate: float = 0.05, least_voices: float = LEAST_AUTHORS
) -> Since | None:
    """The first moment at which surely more than a share of the guesses named the answer; None if there is none.

    In the series ``s`` is an author's weight of guesses that name it and ``w`` that of all their guesses. Bins with too
    few voices are joined to the next. Who looks again and again will see anything once, so the k-th look spends
    ``rate / (k (k + 1))`` of the chance of a false alarm, all looks together at most ``rate``; and since no look hangs
    on later ones, what was found once stays found as comments come in.
    """
    look, start = 0, 0
    for stop in range(1, len(series.bins) + 1):
        rows = (series.bin >= start) & (series.bin < stop)
        if not rows.any():
            start = stop
            continue
        groups = np.unique(series.author[rows], return_inverse=True)[1]
        hits = np.bincount(groups, weights=series.s[rows]).astype(np.float64)
        trials = np.bincount(groups, weights=series.w[rows]).astype(np.float64)
        order = np.lexsort((trials, hits))
        share = share_of(hits[order], trials[order], int(np.sum(rows)))
        if share.effective < least_voices:
            continue
        look += 1
        if share.at_level(1 - 2 * rate / (look * (look + 1))).low > above:
            return Since(start, stop - 1, share)
        start = stop
    return None
