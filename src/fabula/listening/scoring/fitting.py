"""Fitting: logistic regression on labelled contexts, its regularisation chosen by cross-validation grouped by author.

Grouped, because an author's comments resemble each other: what is learned of somebody must not be tested on them.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fabula.listening.scoring.head import Head

__all__ = ["Fit", "classes_of", "fit_head", "macro_f1"]

STRENGTHS: Final = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""The inverse strengths of regularisation that are tried."""
FOLDS: Final = 5


@dataclass(frozen=True)
class Fit:
    """A head, and how well it did on authors whom it had not seen: its classes, of as many labels, by label."""

    head: Head
    strength: float
    classes: NDArray[np.int64]  # what the labels say
    predicted: NDArray[np.int64]  # what was predicted of each by what was learned from others
    scores: NDArray[np.float64]  # as scores
    majority: float  # how often the most common class is right


def classes_of(labels: NDArray[np.float64], liking: bool) -> NDArray[np.int64]:
    """The classes of labels or scores: below, at and above nothing (-1, 0, 1); of the other axes 0 and 1."""
    if liking:
        return np.where(labels > BAND, 1, np.where(labels < -BAND, -1, 0)).astype(np.int64)
    return (labels >= HALF).astype(np.int64)


BAND: Final = 0.15
"""How far from nothing a liking is none."""
HALF: Final = 0.4


def fit_head(matrix: Any, labels: NDArray[np.float64], authors: Sequence[str], liking: bool) -> Fit:
    """Fits a head to labels. ``authors`` are beside them. At least two classes must be there."""
    classes = classes_of(labels, liking)
    kinds = np.unique(classes)
    values = np.array([labels[classes == kind].mean() for kind in kinds])
    used = _used_columns(matrix)
    narrow = matrix[:, used]
    folds = _folds(authors)
    tried = [_cross_validate(narrow, classes, kinds, folds, strength) for strength in STRENGTHS]
    best = int(np.argmax([_likelihood(found, classes, kinds) for found in tried]))
    weights, bias = _fit(narrow, classes, kinds, STRENGTHS[best])
    whole = np.zeros((len(kinds), matrix.shape[1]))
    whole[:, used] = weights
    # What is reported must not profit from the choice of strength: each fold is predicted with what the others choose.
    honest = _choose_by_others(tried, classes, kinds, folds)
    return Fit(
        Head(values, whole, bias),
        STRENGTHS[best],
        classes,
        kinds[honest.argmax(axis=1)],
        honest @ values,
        float(np.bincount(np.searchsorted(kinds, classes)).max() / len(classes)),
    )


def macro_f1(classes: NDArray[np.int64], predicted: NDArray[np.int64]) -> float:
    """The mean over classes of the harmonic mean of precision and recall."""
    found = []
    for kind in np.unique(classes):
        hits = int(((classes == kind) & (predicted == kind)).sum())
        found.append(2 * hits / max(1, int((classes == kind).sum()) + int((predicted == kind).sum())))
    return float(np.mean(found))


def _used_columns(matrix: Any) -> NDArray[np.int64]:
    if isinstance(matrix, np.ndarray):
        return np.arange(matrix.shape[1])
    return np.flatnonzero(np.asarray(matrix.getnnz(axis=0)).ravel() >= SELDOM)


SELDOM: Final = 2
"""In how many contexts a word must be to be learned from."""


def _folds(authors: Sequence[str]) -> NDArray[np.int64]:
    """The fold of each label; an author is in one fold. Folds are filled evenly, the busiest authors first."""
    _, who, counts = np.unique(np.array(authors), return_inverse=True, return_counts=True)
    sizes = np.zeros(FOLDS, np.int64)
    fold = np.zeros(len(counts), np.int64)
    appears = np.full(len(counts), len(who))
    np.minimum.at(
        appears, who, np.arange(len(who))
    )  # the order of the comments, never that of the authors' random keys
    for author in np.lexsort((appears, -counts)).tolist():
        fold[author] = int(sizes.argmin())
        sizes[fold[author]] += counts[author]
    return fold[who]


def _cross_validate(
    matrix: Any, classes: NDArray[np.int64], kinds: NDArray[np.int64], folds: NDArray[np.int64], strength: float
) -> NDArray[np.float64]:
    """The probability of each class for each label, by what was learned without its fold."""
    found = np.full((len(classes), len(kinds)), 1.0 / len(kinds))
    for fold in range(FOLDS):
        held = folds == fold
        if held.any() and not held.all():
            weights, bias = _fit(matrix[~held], classes[~held], kinds, strength)
            found[held] = Head(np.zeros(len(kinds)), weights, bias).probabilities(matrix[held])
    return found


def _fit(
    matrix: Any, classes: NDArray[np.int64], kinds: NDArray[np.int64], strength: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights and biases with a row for each kind; a kind that is not among the classes is never predicted."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    weights, bias = np.zeros((len(kinds), matrix.shape[1])), np.full(len(kinds), NEVER)
    here = np.unique(classes)
    rows = np.searchsorted(kinds, here)
    if len(here) == 1:
        bias[rows] = 0.0
        return weights, bias
    with threadpool_limits(1), warnings.catch_warnings():  # small sums: threads would only wait for each other
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last digits teach nothing
        model = LogisticRegression(C=strength, max_iter=MOST, tol=1e-4).fit(matrix, classes)
    if len(here) == 2:  # one row, for the second class against the first
        weights[rows[1]], bias[rows] = model.coef_[0], (0.0, model.intercept_[0])
    else:
        weights[rows], bias[rows] = model.coef_, model.intercept_
    return weights, bias


NEVER: Final = -30.0
MOST: Final = 300


def _likelihood(found: NDArray[np.float64], classes: NDArray[np.int64], kinds: NDArray[np.int64]) -> float:
    rows = np.searchsorted(kinds, classes)
    return float(np.log(np.maximum(found[np.arange(len(classes)), rows], 1e-6)).mean())


def _choose_by_others(
    tried: Sequence[NDArray[np.float64]], classes: NDArray[np.int64], kinds: NDArray[np.int64], folds: NDArray[np.int64]
) -> NDArray[np.float64]:
    honest = np.zeros_like(tried[0])
    for fold in range(FOLDS):
        held = folds == fold
        if held.any():
            rest = ~held if not held.all() else held
            best = max(tried, key=lambda found: _likelihood(found[rest], classes[rest], kinds))
            honest[held] = best[held]
    return honest
