"""How response goes together with what the story does: a ridge regression over elements in episodes, with intervals.

What it finds is association. Episodes with more reveals may be liked for their endings; nothing here can tell.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import stdtrit

from fabula.listening.errors import ListeningError
from fabula.listening.numbers.figure import two_sided
from fabula.listening.numbers.labelled import Floats, Ints
from fabula.listening.numbers.limits import LEVEL
from fabula.listening.numbers.many import adjusted

__all__ = ["Effect", "Relation", "relate"]

LEAST_EPISODES: Final = 6
"""Fewer episodes than this say nothing about what goes with what."""

_SHRINKAGES: Final = tuple(10.0**power for power in np.arange(-2, 3.01, 0.5))


@dataclass(frozen=True, slots=True)
class Effect:
    """A predictor: by how much response differs where it is one standard deviation higher, the others being alike.

    ``estimate`` is without the shrinkage, and ``low`` to ``high`` holds it at ``level``; ``shrunk`` is what predicts
    best. ``adjusted`` is the p-value for all predictors together (Benjamini-Hochberg).
    """

    name: str
    estimate: float
    low: float
    high: float
    p_value: float
    adjusted: float
    shrunk: float
    spread: float  # one standard deviation in the predictor's own unit


@dataclass(frozen=True, slots=True)
class Relation:
    """What a regression found.

    ``foreseen`` is the share of the variance of an episode's responses that the others foretell (below 0: none);
    ``dropped`` are predictors that do not vary or say what others say already.
    """

    effects: tuple[Effect, ...]
    shrinkage: float
    foreseen: float
    rows: int
    episodes: int
    elements: int
    dropped: tuple[str, ...]
    warnings: tuple[str, ...]


def relate(
    response: Floats,
    predictors: Floats,
    names: Sequence[str],
    episode: Ints,
    element: Ints,
    weights: Floats | None = None,
    *,
    within: bool = False,
    level: float = LEVEL,
) -> Relation:
    """Relate responses (a row for each element in an episode) to predictors (rows x names).

    ``weights`` are how much each row counts, such as one over its variance. With ``within`` rows are taken as
    deviations from their element's mean: what an element is liked for anyway drops out.

    Predictors are standardised; the shrinkage is the one that best foretells each episode from the others. Shrunk
    coefficients lie too near to 0 for their intervals to hold the truth, so the bias is taken out again as far as the
    rows allow (Zhang and Politis, *Annals of Statistics*, 2022). Errors come from leaving out each episode, and each
    element, in turn (cluster jackknife, MacKinnon, Nielsen and Webb, *Journal of Applied Econometrics*, 2023), both
    together as Cameron, Gelbach and Miller (*JBES*, 2011) do, with Student's t for the fewer of the two.
    Raises `ListeningError` if there are too few episodes or nothing varies.
    """
    usable = np.isfinite(response) & np.all(np.isfinite(predictors), axis=1)
    weight = np.ones(len(response)) if weights is None else np.asarray(weights, np.float64)
    usable &= np.isfinite(weight) & (weight > 0)
    y, x, weight = response[usable], predictors[usable], weight[usable] / np.mean(weight[usable] if usable.any() else 1)
    episode, element = _numbered(episode[usable]), _numbered(element[usable])
    episodes, elements = len(np.unique(episode)), len(np.unique(element))
    if episodes < LEAST_EPISODES:
        raise ListeningError(
            f"{episodes} episodes with enough comments are too few to relate response to the story",
            f"add comments: it needs {LEAST_EPISODES}",
        )
    within = within and elements > 1
    centre = element if within else np.zeros(len(y), np.int64)
    y, x = _deviations(y[:, None], centre, weight)[:, 0], _deviations(x, centre, weight)
    spread = np.sqrt(np.average(x**2, axis=0, weights=weight))
    kept, dropped = _independent(x, spread, weight, names)
    if not kept:
        raise ListeningError("nothing that the story does varies over these episodes", "add episodes or elements")
    x, spread = x[:, kept] / spread[kept], spread[kept]
    shrinkage, foreseen = _choose_shrinkage(y, x, weight, episode)

    def estimate(rows: Floats) -> Floats:
        return _debiased(y, x, weight * rows, shrinkage)

    ones = np.ones(len(y))
    found = estimate(ones)
    by_episode = _jackknife(estimate, found, episode)
    variance, clusters = by_episode, episodes
    if elements > 1:
        by_element = _jackknife(estimate, found, element)
        by_row = _jackknife(estimate, found, _numbered(episode * elements + element))
        variance = np.maximum(by_episode + by_element - by_row, np.maximum(by_episode, by_element))
        clusters = min(episodes, elements)
    errors, degrees = np.sqrt(variance), max(clusters - 1, 1)
    reach = float(stdtrit(degrees, 0.5 + level / 2)) * errors
    p_values = [two_sided(float(b), float(e), degrees) for b, e in zip(found, errors, strict=True)]
    shrunk = _ridge(y, x, weight, shrinkage)
    effects = tuple(
        Effect(names[name], float(b), float(b - r), float(b + r), p, q, float(small), float(s))
        for name, b, r, p, q, small, s in zip(
            kept, found, reach, p_values, adjusted(p_values), shrunk, spread, strict=True
        )
    )
    warnings = _warn(episodes, elements, len(y), len(kept), foreseen)
    return Relation(effects, shrinkage, foreseen, len(y), episodes, elements, dropped, warnings)


def _warn(episodes: int, elements: int, rows: int, predictors: int, foreseen: float) -> tuple[str, ...]:
    warnings = ["association, not cause: what goes together need not come from each other"]
    if episodes < 20:
        warnings.append(f"only {episodes} episodes: what holds for them may not hold for the next")
    if 1 < elements < 10:
        warnings.append(f"only {elements} elements: one of them can make or break a finding")
    if rows < 5 * predictors:
        warnings.append(f"{predictors} predictors for {rows} rows: most of them cannot be told apart")
    if foreseen <= 0:
        warnings.append("other episodes do not foretell an episode's response: there may be nothing to find")
    return tuple(warnings)


def _numbered(values: Ints) -> Ints:
    numbers: Ints = np.unique(values, return_inverse=True)[1].astype(np.int64)
    return numbers


def _deviations(values: Floats, group: Ints, weight: Floats) -> Floats:
    """Values less the weighted mean of their group."""
    whole = np.bincount(group, weights=weight)
    means = np.stack([np.bincount(group, weights=weight * column) / whole for column in values.T], axis=1)
    found: Floats = values - means[group]
    return found


def _independent(x: Floats, spread: Floats, weight: Floats, names: Sequence[str]) -> tuple[list[int], tuple[str, ...]]:
    """The predictors that vary and are no copy of what the ones before them say."""
    kept: list[int] = []
    dropped: list[str] = []
    root = np.sqrt(weight)
    for index, name in enumerate(names):
        column: Floats = root * x[:, index]
        size = float(np.linalg.norm(column))
        if kept:
            others = root[:, None] * x[:, kept]
            column = column - others @ np.linalg.lstsq(others, column, rcond=None)[0]
        if spread[index] > 1e-12 and float(np.linalg.norm(column)) > 1e-6 * size:
            kept.append(index)
        else:
            dropped.append(name)
    return kept, tuple(dropped)


def _ridge(y: Floats, x: Floats, weight: Floats, shrinkage: float) -> Floats:
    gram = x.T @ (weight[:, None] * x)
    found = np.linalg.solve(gram + shrinkage * np.eye(x.shape[1]), x.T @ (weight * y))
    return found.astype(np.float64)


def _debiased(y: Floats, x: Floats, weight: Floats, shrinkage: float) -> Floats:
    """Ridge with its bias taken out: step by step, which leads to least squares wherever the rows determine it."""
    gram = x.T @ (weight[:, None] * x)
    inverse = np.linalg.inv(gram + shrinkage * np.eye(x.shape[1]))
    step = shrinkage * inverse
    found: Floats = inverse @ (x.T @ (weight * y))
    correction: Floats = found
    for _ in range(_STEPS):
        correction = step @ correction
        found = found + correction
    return found


_STEPS: Final = 50


def _choose_shrinkage(y: Floats, x: Floats, weight: Floats, episode: Ints) -> tuple[float, float]:
    """The shrinkage that best foretells each episode from the others, and how well it does."""
    base = float(np.sum(weight * y**2))
    errors = []
    for shrinkage in _SHRINKAGES:
        missed = 0.0
        for one in range(int(episode.max()) + 1):
            out = episode == one
            coefficients = _ridge(y, x, np.where(out, 0.0, weight), shrinkage)
            missed += float(np.sum(weight[out] * (y[out] - x[out] @ coefficients) ** 2))
        errors.append(missed)
    best = int(np.argmin(errors))
    return _SHRINKAGES[best], 1 - errors[best] / base if base > 0 else -math.inf


def _jackknife(estimate: Callable[[Floats], Floats], found: Floats, cluster: Ints) -> Floats:
    """The variance from leaving out each cluster in turn (CV3)."""
    count = int(cluster.max()) + 1
    squares = np.zeros(len(found))
    for one in range(count):
        squares += (estimate(np.where(cluster == one, 0.0, 1.0)) - found) ** 2
    return squares * (count - 1) / count
