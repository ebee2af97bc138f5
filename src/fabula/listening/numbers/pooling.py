"""What labels of some elements say about others: the scorer's bias, and how much it differs from element to element.

Labels are spread thinly: two hundred over thirty elements are seven each. So elements share what they say. Of each
group of cells (an element) the labels give a mean; a line through these, against what the scorer says, is the shared
calibration; how far they scatter around it beyond what chance explains, tau², is what an element of its own can be off
by. This is a random-effects meta-regression (DerSimonian and Laird, *Controlled Clinical Trials*, 1986; here by REML,
Viechtbauer 2005), and a cell gets its prediction interval (Higgins, Thompson and Spiegelhalter, *JRSS A*, 2009), with
its group's own labels counted in as far as they reach.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar

from fabula.listening.numbers.labelled import Floats

__all__ = ["Heterogeneity", "Prediction", "fit", "predict"]


class Heterogeneity(NamedTuple):
    """A line through group means: its coefficients with their covariance, tau², and how many groups stand behind it."""

    coefficients: Floats
    covariance: Floats
    tau2: float
    groups: int
    degrees: float


class Prediction(NamedTuple):
    """What the shared calibration says of a cell."""

    value: float
    variance: float
    degrees: float


def fit(means: Floats, variances: Floats, design: Floats, doubt: float = 1.0) -> Heterogeneity:
    """The line through ``means`` over ``design`` (groups x coefficients), each known up to its variance.

    Tau² is the mode of its restricted likelihood times tau (Chung, Rabe-Hesketh, Dorie, Gelman and Liu,
    *Psychometrika*, 2013): with few groups the likelihood alone is often highest at zero, as if all were alike. With
    a ``doubt`` of 0 it is the mode of the likelihood itself.
    """
    groups, terms = design.shape
    spread = float(np.var(means)) + float(np.mean(variances)) + 1e-12

    def cost(log_tau: float) -> float:
        tau2 = math.exp(2 * log_tau)
        weights = 1 / (variances + tau2)
        gram = design.T @ (weights[:, None] * design)
        residuals = means - design @ np.linalg.solve(gram, design.T @ (weights * means))
        likelihood = np.sum(np.log(weights)) - np.linalg.slogdet(gram)[1] - np.sum(weights * residuals**2)
        return -float(likelihood) / 2 - doubt * log_tau

    middle = 0.5 * math.log(spread)
    best = minimize_scalar(cost, bounds=(middle - 8, middle + 3), method="bounded", options={"xatol": 1e-6})
    tau2 = math.exp(2 * float(best.x))
    weights = 1 / (variances + tau2)
    covariance: Floats = np.linalg.inv(design.T @ (weights[:, None] * design)).astype(np.float64)
    coefficients = covariance @ (design.T @ (weights * means))
    return Heterogeneity(coefficients, covariance, tau2, groups, max(groups - terms - 1.0, 1.0))


def predict(
    shared: Heterogeneity,
    at: Floats,
    own: float = math.nan,
    own_at: Floats | None = None,
    own_variance: float = math.inf,
    own_degrees: float = 1.0,
) -> Prediction:
    """The mean of a cell at a point of the line; if its group has a mean of its own, that one shrunk towards the line.

    The group's deviation from the line counts for ``tau² / (tau² + its variance)``: all of it if it is surely known,
    none if the group has no labels (best linear unbiased prediction; Robinson, *Statistical Science*, 1991).
    """
    kept, point, value = 0.0, at, float(at @ shared.coefficients)
    if own_at is not None and math.isfinite(own) and math.isfinite(own_variance):
        kept = shared.tau2 / (shared.tau2 + own_variance)
        point = at - kept * own_at
        value += kept * (own - float(own_at @ shared.coefficients))
    line = float(point @ shared.covariance @ point) + (1 - kept) ** 2 * shared.tau2
    sampled = kept**2 * own_variance if kept > 0 else 0.0
    below = line**2 / shared.degrees + sampled**2 / own_degrees  # Satterthwaite
    return Prediction(value, line + sampled, (line + sampled) ** 2 / below if below > 0 else shared.degrees)
