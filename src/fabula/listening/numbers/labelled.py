"""Labelled responses as columns: what a person says beside what the scorer says, and how likely it was to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Ints", "Labelled"]

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row for each labelled response; all columns have the same length.

    A response has two weights. ``comment_weight`` is the comment's own (1 unless cleaning took some away): what it
    counts for if it really speaks of the element. ``weight`` is that times the probability of the link: what it counts
    for as far as the machine can tell; 0 if it could not be scored. ``predicted`` is the scorer's value, ``value`` the
    person's; whatever a value is where there is none does not matter.
    """

    cell: Ints  # index into the cells that are measured
    author: Ints  # a number for each author
    comment_weight: Floats
    weight: Floats
    predicted: Floats
    speaks_of: Floats  # 1 or 0
    value: Floats
    probability: Floats  # that it was drawn

    def __len__(self) -> int:
        return len(self.cell)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Labelled:
        """Some of the rows."""
        return Labelled(*(getattr(self, field.name)[rows] for field in fields(self)))

    def clean(self) -> Labelled:
        """The rows that can be used, nothing undefined in them: drawn with a known chance, and with a value if any."""
        speaks = self.speaks_of > 0
        used = (self.probability > 0) & (np.isfinite(self.value) | ~speaks)
        kept = self.take(used)
        scored = np.isfinite(kept.predicted) & (kept.weight > 0)
        return Labelled(
            kept.cell,
            kept.author,
            kept.comment_weight,
            np.where(scored, kept.weight, 0.0),
            np.where(scored, kept.predicted, 0.0),
            kept.speaks_of,
            np.where(kept.speaks_of > 0, kept.value, 0.0),
            kept.probability,
        )
