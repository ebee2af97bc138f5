"""Every contrast of a series: each stretch of bins, cut in two at each place, with how far its halves differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtri, stdtr

from fabula.listening.numbers.labelled import Floats, Ints

__all__ = ["Contrasts", "measure_contrasts", "stretches"]

_ALL: Final = 30
"""Of a series of so many bins every stretch is looked at; of longer ones a fixed choice."""


@dataclass(frozen=True, slots=True)
class Contrasts:
    """Contrasts by column. Of each the stretch from ``start`` to ``stop`` (exclusive), cut before ``cut``.

    ``z`` is the difference of its halves in standard errors, as a normal deviate.
    """

    start: Ints
    cut: Ints
    stop: Ints
    difference: Floats
    error: Floats
    z: Floats

    def take(self, rows: Ints) -> Contrasts:
        """Some of them."""
        return Contrasts(
            self.start[rows], self.cut[rows], self.stop[rows], self.difference[rows], self.error[rows], self.z[rows]
        )

    def __len__(self) -> int:
        return len(self.cut)


def stretches(bins: int) -> list[tuple[int, int]]:
    """The stretches of a series that are looked at, as (start, stop).

    All of a short one. Of a long one those of seeded binary segmentation (Kovács, Bühlmann, Li and Munk, *Biometrika*,
    2023): layers of ever shorter stretches that overlap by half, so that every change stands well inside some, and
    nothing is random.
    """
    if bins <= _ALL:
        return [(start, stop) for start in range(bins) for stop in range(start + 2, bins + 1)]
    found = {(0, bins)}
    length = float(bins)
    while length >= 2:
        count = 2 * int(np.ceil(bins / length)) - 1
        step = (bins - length) / max(count - 1, 1)
        for k in range(count):
            start, stop = int(np.floor(k * step)), int(np.ceil(k * step + length))
            found.add((start, min(stop, bins)))
        length /= np.sqrt(2)
    return sorted(pair for pair in found if pair[1] - pair[0] >= 2)


def measure_contrasts(
    s: Floats, w: Floats, spread: Floats, weights: Floats, places: tuple[Ints, Ints, Ints], least_voices: float
) -> Contrasts:
    """The contrasts at places (starts, cuts, stops), without those of which a half has too few voices.

    ``s`` and ``w`` are sums by bin, ``spread`` and ``weights`` what `Series.covariances` gives. With few voices the
    error is itself uncertain, so the deviate is Student's, turned into the normal one that is as rare.
    """
    start, cut, stop = places
    left, right = _Sides(w, weights, start, cut), _Sides(w, weights, cut, stop)
    fit = (left.voices >= least_voices) & (right.voices >= least_voices)
    start, cut, stop = start[fit], cut[fit], stop[fit]
    wl, wr = left.weight[fit], right.weight[fit]
    total = _cumulated(s)
    difference = (total[stop] - total[cut]) / wr - (total[cut] - total[start]) / wl
    table = _cumulated_both(spread)
    variance = (
        _block(table, cut, stop, cut, stop) / wr**2
        + _block(table, start, cut, start, cut) / wl**2
        - 2 * _block(table, start, cut, cut, stop) / (wl * wr)
    )
    fewest = np.minimum(left.voices, right.voices)[fit]
    least = (np.max(np.abs(difference), initial=0.0) * 1e-6) ** 2 + 1e-18
    error = np.sqrt(np.maximum(variance * fewest / (fewest - 1), least))
    z = -ndtri(np.maximum(stdtr(fewest - 1, -np.abs(difference) / error), 1e-300))
    return Contrasts(start, cut, stop, difference, error, np.maximum(z, 0.0))


class _Sides:
    """The weight of stretches and how many equal voices they are worth."""

    def __init__(self, w: Floats, weights: Floats, start: Ints, stop: Ints) -> None:
        total = _cumulated(w)
        self.weight = total[stop] - total[start]
        own = _block(_cumulated_both(weights), start, stop, start, stop)
        self.voices = np.divide(self.weight**2, own, out=np.zeros(len(start)), where=own > 0)


def _cumulated(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _cumulated_both(table: Floats) -> Floats:
    sums = np.zeros((len(table) + 1, len(table) + 1))
    sums[1:, 1:] = np.cumsum(np.cumsum(table, axis=0), axis=1)
    return sums


def _block(sums: Floats, top: Ints, bottom: Ints, left: Ints, right: Ints) -> Floats:
    block: Floats = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return block
