"""A figure: a number about the audience with all that says how far it can be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from scipy.special import stdtr, stdtrit

from fabula.listening.numbers.limits import LEVEL

__all__ = ["Calibration", "Figure"]


SHARE: Final = (0.0, 1.0)
"""The bounds of what is a share, or lies between none and all like one."""


class Calibration(StrEnum):
    """Whether people's labels stand behind a figure. It is named wherever the figure is shown."""

    CALIBRATED = "calibrated"  # by labels of its own
    POOLED = "pooled"  # by labels of other elements too; the interval is wider for how far elements differ
    UNCALIBRATED = "uncalibrated"  # the scorer alone: its errors do not average out, the interval leaves them out


@dataclass(frozen=True, slots=True)
class Figure:
    """What an audience says of something: a mean or a share with its interval and what it rests on.

    ``low`` and ``high`` hold the truth at ``level``, within ``bounds`` (-1 to 1 for liking, 0 to 1 for the rest).
    ``error`` is the standard error, clustered by author, ``degrees`` its degrees of freedom (Student's t). ``comments``
    are those that were scored and count, ``authors`` those who wrote them, ``effective`` the size of an unweighted
    sample that would be as sure as this one (Kish, *Survey Sampling*, 1965). ``labels`` are the labelled comments
    behind it, ``raw`` is what the scorer alone says, ``notes`` what a reader must know beside the number.
    """

    estimate: float
    """What was computed; NaN if there was nothing to compute it from. What may be shown is ``value``."""
    low: float
    high: float
    error: float
    degrees: float
    comments: int
    authors: int
    effective: float
    labels: int = 0
    calibration: Calibration = Calibration.UNCALIBRATED
    enough: bool = True
    """Whether the sample is large enough for a figure. If not, only the range from ``low`` to ``high`` is said."""
    level: float = LEVEL
    bounds: tuple[float, float] = (-1.0, 1.0)
    raw: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """The figure that may be shown: None if the sample is so small that there is only a range."""
        return self.estimate if self.enough and math.isfinite(self.estimate) else None

    @property
    def width(self) -> float:
        """From the lower to the upper end of the interval."""
        return self.high - self.low

    def at_level(self, level: float) -> Figure:
        """The same figure with the interval for another level, such as one adjusted for many figures."""
        if not math.isfinite(self.error):
            return replace(self, level=level)
        low, high = interval(self.estimate, self.error, self.degrees, level, self.bounds)
        return replace(self, low=low, high=high, level=level)

    def p_value(self, against: float = 0.0) -> float:
        """How probable so large a distance from a value is if that were the truth; 1 if nothing can be said."""
        error = self.error
        if self.bounds == SHARE and 0 < against < 1 and 0 < error < math.inf:
            centre = min(max(self.estimate, 0.0), 1.0)
            error = math.sqrt(against * (1 - against) / worth(centre, error, self.degrees))
        return two_sided(self.estimate - against, error, self.degrees)

    def differs_from(self, other: Figure) -> float:
        """The p-value of the difference to another figure, taken as independent (Welch, *Biometrika*, 1947)."""
        if not math.isfinite(self.error + other.error):
            return 1.0
        error = math.hypot(self.error, other.error)
        return two_sided(self.estimate - other.estimate, error, joint_degrees((self, other), (1.0, 1.0)))


def interval(
    estimate: float, error: float, degrees: float, level: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    """Student's interval, cut at the bounds of the scale; for shares the one of Wilson (*JASA*, 1927).

    Wilson's asks which true shares would make this one likely. It needs a sample size, which is the one that would
    have this error (Korn and Graubard, *Survey Methodology*, 1998); near 0 and 1, where an error says little, one
    voice more on either side is counted in.
    """
    least, most = bounds
    if not (math.isfinite(estimate) and math.isfinite(error)):
        return bounds
    quantile = float(stdtrit(degrees, 0.5 + level / 2))
    centre = min(max(estimate, least), most)
    if bounds == SHARE and error > 0:
        size = worth(centre, error, degrees)
        middle = (centre + quantile**2 / (2 * size)) / (1 + quantile**2 / size)
        reach = quantile * math.sqrt(centre * (1 - centre) / size + (quantile / (2 * size)) ** 2)
        reach /= 1 + quantile**2 / size
        return min(max(middle - reach, least), centre), max(min(middle + reach, most), centre)
    reach = quantile * error if error > 0 else 0.0
    return max(centre - reach, least), min(centre + reach, most)


def worth(share: float, error: float, degrees: float) -> float:
    """How many independent voices a share with such an error is worth."""
    voices = degrees + 1
    likely = (voices * share + 1) / (voices + 2)
    return likely * (1 - likely) / error**2


def two_sided(distance: float, error: float, degrees: float) -> float:
    """The p-value of a distance; 1 where it or its error is unknown."""
    if not (math.isfinite(distance) and math.isfinite(error)):
        return 1.0
    if error <= 0:
        return 1.0 if distance == 0 else 0.0
    return min(1.0, 2 * float(stdtr(degrees, -abs(distance) / error)))


def joint_degrees(figures: tuple[Figure, ...], weights: tuple[float, ...]) -> float:
    """The degrees of freedom of a weighted sum (Satterthwaite, *Biometrics*, 1946)."""
    parts = [(weight * figure.error) ** 2 for figure, weight in zip(figures, weights, strict=True)]
    below = sum(part**2 / figure.degrees for part, figure in zip(parts, figures, strict=True) if figure.degrees > 0)
    return sum(parts) ** 2 / below if below > 0 else math.inf
