"""From sums and labels to figures: each cell by its own labels, by those of others, or by the scorer alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from fabula.listening.numbers.figure import Calibration, Figure, interval
from fabula.listening.numbers.labelled import Floats, Ints, Labelled
from fabula.listening.numbers.limits import LEAST_AUTHORS, LEAST_MENTIONS, LEAST_OWN_LABELS, LEVEL
from fabula.listening.numbers.means import mean_figure, mean_of
from fabula.listening.numbers.pooling import Heterogeneity, fit, predict
from fabula.listening.numbers.powered import add_up, power
from fabula.listening.numbers.sums import Sums

__all__ = ["LEAST_POOLED_GROUPS", "LEAST_POOLED_LABELS", "measure"]

LEAST_POOLED_GROUPS: Final = 5
"""Fewer elements with labels than this say nothing of how far elements differ."""

LEAST_POOLED_LABELS: Final = 40
"""Fewer labels than this, all together, do not calibrate anything."""

_GROUPS_OF_A_SLOPE: Final = 10
"""From so many groups on the slope of the line is theirs; below it is that of the labels within groups."""

_CELLS_TO_TELL: Final = 10
_LABELS_TO_TELL: Final = 20
"""So many cells beyond one a group, and so many labels beyond one a cell, tell how far cells of a group differ."""


def measure(
    cells: Sequence[Sums],
    labelled: Labelled | None = None,
    groups: Sequence[int] | None = None,
    *,
    level: float = LEVEL,
    least: int = LEAST_MENTIONS,
    least_authors: int = LEAST_AUTHORS,
    least_own: int = LEAST_OWN_LABELS,
) -> list[Figure]:
    """A figure for each cell, in their order.

    A cell with ``least_own`` labels is calibrated by its own. Others are by the labels of all, where there are enough:
    then the interval is wider for how far elements differ (see `fabula.listening.numbers.pooling`). ``groups`` gives
    the element of each cell, by number, if an element has several cells (by episode, by source); without it each cell
    is a group. Without enough labels a figure is uncalibrated.
    """
    figures = [mean_figure(sums, level, least, least_authors) for sums in cells]
    if labelled is None:
        return figures
    labelled = labelled.clean()
    counts = np.bincount(labelled.cell, minlength=len(cells))
    shared = _Shared.of(cells, labelled, np.arange(len(cells)) if groups is None else np.asarray(groups, np.int64))
    for index, (sums, figure) in enumerate(zip(cells, figures, strict=True)):
        own = int(counts[index])
        if sums.comments == 0:
            continue
        if own >= least_own:
            done = power(sums, labelled.take(labelled.cell == index))
            found = (done.value, done.variance, done.degrees, own, Calibration.CALIBRATED)
        elif shared is not None and sums.w > 0:
            found = (*shared.of_cell(index, sums), len(labelled), Calibration.POOLED)
        else:
            figures[index] = replace(figure, labels=own)
            continue
        figures[index] = _calibrated(figure, *found)
    return figures


def _calibrated(
    figure: Figure, value: float, variance: float, degrees: float, labels: int, calibration: Calibration
) -> Figure:
    if not math.isfinite(value):
        note = "none of the labelled comments speaks of it"
        return replace(figure, labels=labels, notes=(*figure.notes, note), enough=False)
    error = math.sqrt(variance)
    low, high = interval(value, error, degrees, figure.level, figure.bounds)
    least, most = figure.bounds
    return replace(
        figure,
        estimate=min(max(value, least), most),
        low=low,
        high=high,
        error=error,
        degrees=degrees,
        labels=labels,
        calibration=calibration,
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all labels together say, and what each group's add to it."""

    line: Heterogeneity
    means: dict[int, tuple[float, Floats, float]]  # of a group: its mean, where on the line, its variance
    groups: Ints
    within: float  # how far cells of a group differ, as a variance
    degrees: float  # of the spread of labels
    centre: float

    @classmethod
    def of(cls, cells: Sequence[Sums], labelled: Labelled, groups: Ints) -> _Shared | None:
        """None if there are not enough labels, or not of enough groups."""
        scores = np.array([mean_of(sums).value for sums in cells])
        labelled = labelled.take((labelled.weight > 0) & np.isfinite(scores[labelled.cell]))
        speaking = labelled.take(labelled.speaks_of > 0)
        present = np.unique(groups[speaking.cell])
        if len(labelled) < LEAST_POOLED_LABELS or len(present) < LEAST_POOLED_GROUPS:
            return None
        rows = labelled.take(np.isin(groups[labelled.cell], present))
        cut = _Cut.of(rows, scores[rows.cell], np.searchsorted(present, groups[rows.cell]), len(present))
        centre = float(np.mean(cut.scores))
        design = np.stack([np.ones(len(present)), cut.scores - centre], axis=1)
        means, terms = cut.means, design
        if len(present) < _GROUPS_OF_A_SLOPE:
            means, terms = cut.means - cut.tuning * design[:, 1], design[:, :1]
        line = fit(means, cut.variances, terms)
        if len(present) < _GROUPS_OF_A_SLOPE:
            line = line._replace(
                coefficients=np.array([line.coefficients[0], cut.tuning]),
                covariance=np.diag([float(line.covariance[0, 0]), 0.0]),
            )
        several = len(np.unique(groups)) < len(groups)
        within = _differ_within(rows, scores, groups, float(line.coefficients[1])) if several else 0.0
        return cls(
            line,
            {int(g): (float(cut.means[k]), design[k], float(cut.variances[k])) for k, g in enumerate(present)},
            groups,
            line.tau2 if within is None else within,
            max(float(len(rows) - len(present)), 1.0),
            centre,
        )

    def of_cell(self, index: int, sums: Sums) -> tuple[float, float, float]:
        """The calibrated mean of a cell, its variance and degrees of freedom."""
        mean = mean_of(sums)
        at = np.array([1.0, mean.value - self.centre])
        own = self.means.get(int(self.groups[index]))
        found = predict(self.line, at) if own is None else predict(self.line, at, *own, self.degrees)
        chance = float(self.line.coefficients[1]) ** 2 * mean.variance if math.isfinite(mean.variance) else math.inf
        return found.value, found.variance + self.within + chance, found.degrees


def _differ_within(rows: Labelled, scores: Floats, groups: Ints, slope: float) -> float | None:
    """How far cells of a group differ beyond chance, as a variance; None if the labels cannot tell."""
    present = np.unique(rows.cell[rows.speaks_of > 0])
    rows = rows.take(np.isin(rows.cell, present))
    own, which = np.unique(groups[present], return_inverse=True)
    if len(present) - len(own) < _CELLS_TO_TELL or len(rows) - len(present) < _LABELS_TO_TELL:
        return None
    cut = _Cut.of(rows, scores[rows.cell], np.searchsorted(present, rows.cell), len(present))
    return fit(cut.means - slope * cut.scores, cut.variances, np.eye(len(own))[which], doubt=0.0).tau2


@dataclass(frozen=True, slots=True)
class _Cut:
    """The labels by group: the mean of each with the scorer's help, what the scorer says, and their variances."""

    means: Floats
    scores: Floats
    variances: Floats
    tuning: float

    @classmethod
    def of(cls, rows: Labelled, scores: Floats, group: Ints, groups: int) -> _Cut:
        d = 1 / rows.probability
        speaking = d * rows.comment_weight * rows.speaks_of
        total = np.bincount(group, weights=speaking, minlength=groups)
        plain = np.bincount(group, weights=speaking * rows.value, minlength=groups) / total
        surplus = d * rows.weight * (rows.predicted - scores)
        deviation = speaking * (rows.value - plain[group])
        below = float(surplus @ surplus)
        tuning = max(float(surplus @ deviation) / below, 0.0) if below > 0 else 0.0
        rest = deviation - tuning * surplus
        # One spread for all groups, since a few labels say nothing of their own; each loses one degree to its mean.
        voices = add_up(np.unique(np.stack([group, rows.author]), axis=1, return_inverse=True)[1].ravel(), rest)
        share = float(voices @ voices) / float(speaking @ speaking)
        count = np.bincount(group[rows.speaks_of > 0], minlength=groups)
        share *= np.sum(count) / max(float(np.sum(count)) - groups - 1, 1.0)
        squares = np.bincount(group, weights=speaking * speaking, minlength=groups)
        return cls(
            plain - tuning * np.bincount(group, weights=surplus, minlength=groups) / total,
            np.bincount(group, weights=speaking * scores, minlength=groups) / total,
            share * squares / total**2,
            tuning,
        )
