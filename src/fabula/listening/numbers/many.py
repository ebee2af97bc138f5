"""Many figures at once: which of them are surely other than a value, and how sure each still is after that choice.

Of a hundred elements five look special by chance at the usual level. The false discovery rate bounds the share of what
is shown that is chance, and intervals of what was picked for being extreme have to be wider to hold the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fabula.listening.numbers.figure import Figure

__all__ = ["Selection", "adjusted", "discoveries", "select_surely"]


def adjusted(p_values: Sequence[float], dependent: bool = False) -> list[float]:
    """P-values for many questions: the false discovery rate at which each would just be a discovery.

    Benjamini and Hochberg (*JRSS B*, 1995), valid if questions are independent or depend positively; with ``dependent``
    Benjamini and Yekutieli (*Annals of Statistics*, 2001), valid whatever they do to each other, and stricter.
    """
    p = np.asarray(p_values, np.float64)
    if len(p) == 0:
        return []
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1) * (_harmonic(len(p)) if dependent else 1.0)
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return [float(value) for value in found]


def discoveries(p_values: Sequence[float], rate: float = 0.05, dependent: bool = False) -> list[bool]:
    """Which of many are discoveries, so that on average at most ``rate`` of them are none."""
    return [value <= rate for value in adjusted(p_values, dependent)]


def _harmonic(count: int) -> float:
    return float(np.sum(1 / np.arange(1, count + 1)))


@dataclass(frozen=True, slots=True)
class Selection:
    """Figures that were tested together. All are in their order: with the intervals that hold after the choice."""

    p_values: tuple[float, ...]  # adjusted for all of them
    chosen: tuple[bool, ...]
    figures: tuple[Figure, ...]  # a chosen one with its adjusted interval, the others as they were
    level: float  # of the adjusted intervals


def select_surely(
    figures: Sequence[Figure], against: float | Figure = 0.0, rate: float = 0.05, dependent: bool = False
) -> Selection:
    """Which figures are surely other than a value, or than another figure.

    Figures without enough comments are not asked. Of ``m`` asked and ``r`` chosen, the intervals of the chosen are at
    level ``1 - r rate / m``: then on average at most ``rate`` of the intervals shown miss their truth (false coverage
    rate; Benjamini and Yekutieli, *JASA*, 2005).
    """
    asked = [index for index, figure in enumerate(figures) if figure.value is not None]
    raw = [
        figures[index].differs_from(against) if isinstance(against, Figure) else figures[index].p_value(against)
        for index in asked
    ]
    p_values, chosen, shown = [1.0] * len(figures), [False] * len(figures), list(figures)
    for index, value in zip(asked, adjusted(raw, dependent), strict=True):
        p_values[index], chosen[index] = value, value <= rate
    count = len(asked) * (_harmonic(len(asked)) if dependent and asked else 1.0)
    level = 1 - sum(chosen) * rate / count if any(chosen) else 1 - rate
    for index in asked:
        if chosen[index]:
            shown[index] = figures[index].at_level(level)
    return Selection(tuple(p_values), tuple(chosen), tuple(shown), level)
