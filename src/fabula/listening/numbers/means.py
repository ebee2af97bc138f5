"""Means of groups from their sums, with standard errors clustered by author."""

from __future__ import annotations

import math
from typing import NamedTuple

from fabula.listening.numbers.figure import Figure, interval
from fabula.listening.numbers.limits import LEAST_AUTHORS, LEAST_MENTIONS, LEVEL
from fabula.listening.numbers.sums import THOUSAND, Sums

__all__ = ["Mean", "least_variance", "mean_figure", "mean_of"]


class Mean(NamedTuple):
    """A weighted mean, its variance clustered by author, how many equal voices it is worth, and Kish's sample size."""

    value: float
    variance: float
    voices: float
    effective: float


def mean_of(sums: Sums) -> Mean:
    """The mean of a cell's scores; NaN if none was scored.

    The variance is that of a ratio, ``sum over authors of (S - mean W)² / (sum W)²`` (Liang and Zeger, *Biometrika*,
    1986), times ``g / (g - 1)`` where ``g = (sum W)² / sum W²`` is the number of equal voices that the authors are
    worth (Carter, Schnepel and Steigerwald, *Review of Economics and Statistics*, 2017). One author who writes most of
    a cell pulls its mean to their own opinion, so that they seem to deviate little; ``g`` near 1 makes up for that. It
    is computed in whole numbers: where nobody deviates the variance is exactly 0.
    """
    if sums.w <= 0:
        return Mean(math.nan, math.inf, 0.0, 0.0)
    w = sums.w
    voices = w * w / sums.w2
    effective = w * w / sums.scored_squared
    value = sums.s / (w * THOUSAND)
    spread = sums.ss * w * w - 2 * sums.s * w * sums.sw + sums.s * sums.s * sums.w2
    if voices <= 1:
        return Mean(value, math.inf, voices, effective)
    return Mean(value, spread / w**4 / THOUSAND**2 * voices / (voices - 1), voices, effective)


def mean_figure(
    sums: Sums, level: float = LEVEL, least: int = LEAST_MENTIONS, least_authors: int = LEAST_AUTHORS
) -> Figure:
    """What the scorer alone says of a cell: an uncalibrated figure, or a range if the sample is too small."""
    mean = mean_of(sums)
    degrees = max(mean.voices - 1, 1.0)
    error = math.sqrt(max(mean.variance, least_variance(sums.bounds, mean.value, mean.voices)))
    low, high = interval(mean.value, error, degrees, level, sums.bounds)
    return Figure(
        mean.value,
        low,
        high,
        error,
        degrees,
        sums.scored,
        sums.scored_authors,
        mean.effective,
        enough=sums.scored >= least and mean.voices >= least_authors,
        level=level,
        bounds=sums.bounds,
        raw=mean.value if sums.w > 0 else None,
        notes=_notes(sums, mean),
    )


def least_variance(bounds: tuple[float, float], value: float, voices: float) -> float:
    """What one voice more at either end of the scale would add to a variance: no sample is surer than that.

    Five people who all agree are no proof that everybody does; where few differ, their own spread says too little. For
    shares this is near the "plus four" rule of Agresti and Coull (*American Statistician*, 1998).
    """
    least, most = bounds
    return ((least - value) ** 2 + (most - value) ** 2) / (voices + 2) ** 2


def _notes(sums: Sums, mean: Mean) -> tuple[str, ...]:
    notes = []
    if sums.scored < sums.comments:
        unread = sums.comments - sums.scored
        notes.append(f"{unread} of {sums.comments} comments could not be scored")
    if sums.scored_authors >= LEAST_AUTHORS > mean.voices:
        notes.append(f"a few of the {sums.scored_authors} authors write most of it")
    return tuple(notes)
