"""Whether scores go with what people say plainly, by their ratings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit
from scipy.stats import rankdata

from fabula.listening.numbers.labelled import Floats, Ints
from fabula.listening.numbers.limits import LEVEL

__all__ = ["Correlation", "correlate"]


@dataclass(frozen=True, slots=True)
class Correlation:
    """A correlation with its interval. NaN if one of both does not vary, or there are fewer than four clusters."""

    value: float
    low: float
    high: float
    rows: int
    clusters: int


def correlate(
    scores: Floats,
    ratings: Floats,
    cluster: Ints | None = None,
    kind: Literal["pearson", "spearman"] = "pearson",
    level: float = LEVEL,
) -> Correlation:
    """The correlation of scores and ratings, of episodes or of comments (then clustered by author).

    The error comes from leaving out each cluster in turn (jackknife); the interval is made on Fisher's scale (*Metron*,
    1921) with Student's t, so that it stays within -1 and 1.
    """
    both = np.isfinite(scores) & np.isfinite(ratings)
    x, y = scores[both].astype(np.float64), ratings[both].astype(np.float64)
    if kind == "spearman" and len(x):
        x, y = rankdata(x), rankdata(y)
    groups = np.arange(len(x)) if cluster is None else np.unique(cluster[both], return_inverse=True)[1]
    count = int(groups.max(initial=-1)) + 1
    sums = [
        np.bincount(groups, weights=column, minlength=count) for column in (np.ones(len(x)), x, y, x * x, y * y, x * y)
    ]
    table = np.stack(sums) if count else np.zeros((6, 0))
    whole = np.sum(table, axis=1)
    value = float(_correlation(whole[:, None])[0])
    if count < 4 or not math.isfinite(value):
        return Correlation(value if count >= 4 else math.nan, math.nan, math.nan, len(x), count)
    without = np.arctanh(np.clip(_correlation(whole[:, None] - table), -1 + 1e-12, 1 - 1e-12))
    without = without[np.isfinite(without)]
    centre = math.atanh(min(max(value, -1 + 1e-12), 1 - 1e-12))
    error = math.sqrt(float(np.sum((without - np.mean(without)) ** 2)) * (count - 1) / count)
    reach = float(stdtrit(max(count - 2, 1), 0.5 + level / 2)) * error
    return Correlation(value, math.tanh(centre - reach), math.tanh(centre + reach), len(x), count)


def _correlation(sums: Floats) -> Floats:
    """Pearson's r from sums of 1, x, y, x², y², xy, by column; NaN where one does not vary."""
    n, x, y, xx, yy, xy = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        n = np.where(n > 1, n, np.nan)
        vx, vy = xx / n - (x / n) ** 2, yy / n - (y / n) ** 2
        least = 1e-12 * (np.abs(xx / n) + 1e-300), 1e-12 * (np.abs(yy / n) + 1e-300)
        varied = (vx > least[0]) & (vy > least[1])
        r = (xy / n - x * y / n**2) / np.sqrt(np.where(varied, vx * vy, np.nan))
    clipped: Floats = np.clip(r, -1.0, 1.0)
    return clipped
