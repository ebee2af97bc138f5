"""Prediction-powered inference: what people's labels say, made surer by what the scorer says of all comments.

After Angelopoulos, Bates, Fannjiang, Jordan and Zrnic, "Prediction-powered inference" (*Science*, 2023), with the power
tuning of Angelopoulos, Duchi and Zrnic, "PPI++" (2023), for a ratio, for labels drawn with unequal chances, and for
authors who write more than once.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from fabula.listening.numbers.labelled import Floats, Ints, Labelled
from fabula.listening.numbers.means import least_variance, mean_of
from fabula.listening.numbers.sums import THOUSAND, Sums

__all__ = ["Powered", "add_up", "power"]


class Powered(NamedTuple):
    """A calibrated mean: its variance, degrees of freedom, and ``tuning``, how much the scorer is listened to."""

    value: float
    variance: float
    degrees: float
    tuning: float


def power(sums: Sums, labelled: Labelled, tuning: float | None = None) -> Powered:
    """The mean over the comments of a cell that really speak of the element, from the labels of that cell.

    With ``c`` a comment's weight, ``z`` whether it speaks of the element, ``y`` what the person says, ``f`` what the
    scorer says, ``w`` its weight as a response, ``m`` the scorer's mean over the whole cell and ``d`` one over the
    chance to be drawn (Horvitz and Thompson, *JASA*, 1952; scaled to the cell's size, Hájek 1971) the mean is

        sum d c z y / sum d c z  -  tuning * sum d w (f - m) / sum d c z

    that is: the labels' own mean, less what the scorer shows the labelled comments to be above all comments. Whatever
    the tuning, the scorer's bias drops out. If it is not given it is the one with the least variance, a regression of
    what is labelled on what is predicted: a scorer that knows nothing is not listened to. Variances are clustered by
    author, each deviation enlarged by its leverage (HC3; MacKinnon and White, *Journal of Econometrics*, 1985), without
    which thirty labels fit the tuning too well; that of the scorer's mean over the finite number of comments is
    included. NaN if no labelled comment speaks of the element.
    """
    d = sums.comments / np.sum(1 / labelled.probability) / labelled.probability
    speaking = d * labelled.comment_weight * labelled.speaks_of
    total = float(np.sum(speaking))
    if total <= 0:
        return Powered(math.nan, math.inf, 1.0, 0.0)
    mean = mean_of(sums)
    surplus = np.zeros(len(d)) if sums.w <= 0 else labelled.weight * (labelled.predicted - mean.value)
    plain = float(np.sum(speaking * labelled.value)) / total
    groups = np.unique(labelled.author, return_inverse=True)[1]
    x = add_up(groups, _centred(d, surplus))
    y = add_up(groups, speaking * (labelled.value - plain))
    chances = add_up(groups, d)
    leverage = chances / np.sum(chances)
    if tuning is None:
        below = float(x @ x)
        tuning = max(float(x @ y) / below, 0.0) if below > 0 else 0.0
        leverage += x * x / below if below > 0 else 0.0
    value = plain - tuning * float(np.sum(d * surplus)) / total
    rest = labelled.comment_weight * labelled.speaks_of * (labelled.value - value) - tuning * surplus
    u = add_up(groups, _centred(d, rest)) / np.maximum(1 - leverage, 0.1)
    voices = float(np.sum(chances)) ** 2 / float(chances @ chances)
    degrees = max(voices - 2, 1.0)
    drawn = max(float(u @ u), least_variance(sums.bounds, value, voices) * total**2)
    scored = mean.variance * (sums.w / THOUSAND) ** 2 if math.isfinite(mean.variance) else 0.0
    both = float(np.sum(d * rest * surplus))
    variance = drawn + tuning * tuning * scored + max(2 * tuning * both, 0.0)
    return Powered(value, variance / total**2, degrees, tuning)


def add_up(groups: Ints, values: Floats) -> Floats:
    """The sums of values by group; groups are numbered from 0."""
    return np.bincount(groups, weights=values).astype(np.float64)


def _centred(d: Floats, values: Floats) -> Floats:
    """Weighted values, less their weighted mean."""
    return d * (values - np.sum(d * values) / np.sum(d))
