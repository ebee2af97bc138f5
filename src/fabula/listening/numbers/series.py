"""A series: what authors say of an element day by day, or episode by episode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from fabula.listening.numbers.labelled import Floats, Ints

__all__ = ["Series"]


@dataclass(frozen=True, slots=True)
class Series:
    """Sums by bin and author. ``bins`` names the bins in order; the columns have a row for each bin and author.

    ``s`` is the author's sum of weight times value in that bin and ``w`` that of weights, above 0, in any one unit of
    weight; values as they are. Authors are numbered in any way: what is found does not depend on it.
    """

    bins: Sequence[str]
    bin: Ints
    author: Ints
    s: Floats
    w: Floats
    comments: int  # how many comments that is

    def sums(self) -> tuple[Floats, Floats]:
        """S and W of each bin."""
        bins, count = self.bin, len(self.bins)
        order = np.lexsort((self.w, self.s, bins))  # so that sums do not hang on the order of rows
        s = np.bincount(bins[order], weights=self.s[order], minlength=count)
        w = np.bincount(bins[order], weights=self.w[order], minlength=count)
        return s.astype(np.float64), w.astype(np.float64)

    def covariances(self, means: Floats) -> tuple[Floats, Floats]:
        """Two tables of bins by bins, sums over authors: of deviations from ``means`` (one a bin), and of weights.

        Each author's part is one product, so that somebody who writes in many bins is one voice in all of them.
        """
        order = np.lexsort((self.w, self.s, self.bin))
        _, first, groups = np.unique(self.author[order], return_index=True, return_inverse=True)
        rank = np.empty(len(first), np.int64)
        rank[np.argsort(first)] = np.arange(len(first))  # authors by what they say, not by their numbers
        at = (rank[groups], self.bin[order])
        shape = (len(first), len(self.bins))
        deviations = csr_matrix(((self.s - means[self.bin] * self.w)[order], at), shape=shape)
        weights = csr_matrix((self.w[order], at), shape=shape)
        return (deviations.T @ deviations).toarray(), (weights.T @ weights).toarray()
