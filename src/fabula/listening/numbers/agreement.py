"""How far labellers agree, beyond what they would by chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from fabula.listening.numbers.labelled import Floats, Ints
from fabula.listening.numbers.limits import LEVEL

__all__ = ["Agreement", "cohen", "confusion", "krippendorff"]

_DRAWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement with its interval: 1 is always, 0 what chance gives, NaN where there is no telling.

    ``units`` are the comments that at least two people labelled. There is no telling if they all say the same thing of
    everything: nothing shows that they would notice a difference.
    """

    value: float
    low: float
    high: float
    units: int


def krippendorff(
    codes: Floats, scale: Literal["nominal", "ordinal"] = "ordinal", level: float = LEVEL, seed: int = 0
) -> Agreement:
    """Krippendorff's alpha of any number of labellers (*Content Analysis*, 4th edition, 2018, chapter 12).

    ``codes`` are units x labellers, NaN where somebody has not labelled. On the ordinal scale neighbouring answers
    count as nearly agreed, by how many answers lie between them. The interval is a bootstrap over units.
    """
    given = codes[np.sum(np.isfinite(codes), axis=1) >= 2]
    values = np.unique(given[np.isfinite(given)])
    if len(given) == 0:
        return Agreement(math.nan, math.nan, math.nan, 0)
    counts = np.stack([np.sum(given == value, axis=1) for value in values], axis=1).astype(np.float64)
    pairs = counts[:, :, None] * counts[:, None, :]
    places = np.arange(len(values))
    pairs[:, places, places] -= counts
    together = (pairs / (np.sum(counts, axis=1) - 1)[:, None, None]).reshape(len(given), -1)

    def alpha(times: Floats) -> Floats:
        seen = (times @ together).reshape(-1, len(values), len(values))
        margin = np.sum(seen, axis=2)
        total = np.sum(margin, axis=1)
        apart = _distances(margin) if scale == "ordinal" else np.broadcast_to(1 - np.eye(len(values)), seen.shape)
        observed = np.sum(seen * apart, axis=(1, 2))
        expected = np.sum(margin[:, :, None] * margin[:, None, :] * apart, axis=(1, 2)) / np.maximum(total - 1, 1)
        return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)

    return _with_interval(alpha, len(given), level, seed)


def cohen(first: Floats, second: Floats, level: float = LEVEL, seed: int = 0) -> Agreement:
    """Cohen's kappa of two labellers (*Educational and Psychological Measurement*, 1960): units in the same order."""
    both = np.isfinite(first) & np.isfinite(second)
    values = np.unique(np.concatenate([first[both], second[both]]))
    a, b = (np.searchsorted(values, codes[both]) for codes in (first, second))
    if len(a) == 0:
        return Agreement(math.nan, math.nan, math.nan, 0)
    ones = np.eye(len(values))
    table = (ones[a][:, :, None] * ones[b][:, None, :]).reshape(len(a), -1)

    def kappa(times: Floats) -> Floats:
        seen = (times @ table).reshape(-1, len(values), len(values)) / len(a)
        chance = np.sum(np.sum(seen, axis=2) * np.sum(seen, axis=1), axis=1)
        agreed = np.trace(seen, axis1=1, axis2=2)
        return np.where(chance < 1, (agreed - chance) / np.where(chance < 1, 1 - chance, 1), np.nan)

    return _with_interval(kappa, len(a), level, seed)


def confusion(first: Floats, second: Floats, values: Sequence[float]) -> Ints:
    """How often the first labeller said one thing (rows) and the second another (columns), in the order of values."""
    both = np.isfinite(first) & np.isfinite(second)
    table = np.zeros((len(values), len(values)), np.int64)
    place = {value: index for index, value in enumerate(values)}
    for a, b in zip(first[both], second[both], strict=True):
        table[place[float(a)], place[float(b)]] += 1
    return table


def _distances(margin: Floats) -> Floats:
    """Squared ordinal distances: how many answers lie from one value to another, each end counted by half."""
    upto = np.cumsum(margin, axis=1) - margin / 2
    squares: Floats = (upto[:, :, None] - upto[:, None, :]) ** 2
    return squares


def _with_interval(measure: Callable[[Floats], Floats], units: int, level: float, seed: int) -> Agreement:
    value = float(measure(np.ones((1, units)))[0])
    if not math.isfinite(value):
        return Agreement(value, math.nan, math.nan, units)
    times = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=_DRAWS)
    drawn = measure(times.astype(np.float64))
    drawn = drawn[np.isfinite(drawn)]
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2])
    return Agreement(value, float(low), float(high), units)
