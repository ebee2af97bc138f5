"""What was learned: for each axis the weights that turn an encoded context into a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["AXES", "Head"]

AXES: Final = ("liking", "excitement", "confusion", "prediction")


@dataclass(frozen=True)
class Head:
    """A logistic regression over classes that have a value each; a score is the mean of the values, by probability.

    ``values`` are what labels of a class said on average (-0.8, 0, 0.9); ``weights`` have a row for each class.
    """

    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, matrix: Any) -> NDArray[np.float64]:
        """The probability of each class, a row for each context."""
        logits = np.asarray(matrix @ self.weights.T) + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        found: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return found

    def score(self, matrix: Any) -> NDArray[np.float64]:
        """The score of each context."""
        found: NDArray[np.float64] = np.round(self.probabilities(matrix) @ self.values, 6)
        return found
