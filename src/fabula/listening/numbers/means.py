"""Means of cells from their sums, with standard errors clustered by author."""

from __future__ import annotations

import math
from typing import NamedTuple

from fabula.listening.numbers.figure import Calibration, Figure, interval
from fabula.listening.numbers.limits import LEAST_AUTHORS, LEAST_MENTIONS, LEVEL
from fabula.listening.numbers.sums import THOUSAND, Sums

__all__ = ["Mean", "mean_figure", "mean_of"]


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
    value = sums.s / w / THOUSAND
    spread = sums.ss * w * w - 2 * sums.s * w * sums.sw + sums.s * sums.s * sums.w2
    if voices <= 1:
        return Mean(value, math.inf, voices, effective)
    return Mean(value, spread / w**4 / THOUSAND**2 * voices / (voices - 1), voices, effective)


def mean_figure(
    sums: Sums, level: float = LEVEL, least: int = LEAST_MENTIONS, least_authors: int = LEAST_AUTHORS
) -> Figure:
    """What the scorer alone says of a cell: an uncalibrated figure, or a range if the sample is too small."""
    mean = mean_of(sums)
    enough = sums.scored >= least and mean.voices >= least_authors
    value, variance, voices, effective = mean if enough else _with_doubt(sums, mean)
    degrees = max(voices - 1, 1.0)
    error = math.sqrt(variance)
    low, high = interval(value, error, degrees, level, sums.bounds) if math.isfinite(error) else sums.bounds
    return Figure(
        value, low, high, error, degrees, sums.scored, sums.scored_authors, effective,
        0, Calibration.UNCALIBRATED, enough, level, sums.bounds, mean.value if sums.w > 0 else None, _notes(sums, mean),
    )  # fmt: skip


def _with_doubt(sums: Sums, mean: Mean) -> Mean:
    """The mean as if one more author had said the worst and one more the best.

    Five people who all agree are no proof that everybody does: with few authors their own spread says too little. For
    shares this is the "plus four" rule of Agresti and Coull (*American Statistician*, 1998), with two.
    """
    if sums.w <= 0:
        return mean
    least, most = sums.bounds
    weight = sums.w / max(mean.voices, 1.0)  # of an author of the cell's usual size
    w, w2 = sums.w + 2 * weight, sums.w2 + 2 * weight * weight
    s = sums.s / THOUSAND + weight * (least + most)
    ss = sums.ss / THOUSAND**2 + weight * weight * (least * least + most * most)
    sw = sums.sw / THOUSAND + weight * weight * (least + most)
    value, voices = s / w, w * w / w2
    spread = max(ss - 2 * value * sw + value * value * w2, 0.0)
    return Mean(value, spread / w**2 * voices / (voices - 1), voices, mean.effective)


def _notes(sums: Sums, mean: Mean) -> tuple[str, ...]:
    notes = []
    if sums.scored < sums.comments:
        unread = sums.comments - sums.scored
        notes.append(f"{unread} of {sums.comments} comments could not be scored")
    if sums.scored_authors >= LEAST_AUTHORS > mean.voices:
        notes.append(f"a few of the {sums.scored_authors} authors write most of it")
    return tuple(notes)
