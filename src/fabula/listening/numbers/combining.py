"""Figures together: sources and languages with fixed weights, and an audience made up as it is stated to be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fabula.listening.errors import ListeningError
from fabula.listening.numbers.figure import Calibration, Figure, interval, joint_degrees

__all__ = ["PostStratified", "combine", "post_stratify"]


def combine(figures: Sequence[Figure], weights: Sequence[float] | None = None) -> Figure:
    """One figure of several whose comments are others' (of sources, of languages), each with a fixed weight.

    The weights are the same for all if none are given, and are scaled to sum to one. They are fixed so that a source
    does not win by its number of comments, which says how loud it is and not how many watch. Figures that cannot be
    computed are left out and noted. There is enough for a figure if there is for each that counts.
    Raises `ListeningError` for weights that are not one for each figure, or negative, or all zero.
    """
    given = [1.0] * len(figures) if weights is None else list(weights)
    if len(given) != len(figures) or not figures or any(not 0 <= weight < math.inf for weight in given):
        raise ListeningError("weights must be numbers from 0, one for each source", "give a weight for each")
    used = [(f, weight) for f, weight in zip(figures, given, strict=True) if weight > 0 and math.isfinite(f.estimate)]
    if not used:
        if not any(given):
            raise ListeningError("all weights are 0", "give at least one source a weight")
        return replace(figures[0], notes=("nothing could be computed in any of them",), enough=False)
    whole = sum(weight for _, weight in used)
    parts, shares = tuple(f for f, _ in used), tuple(weight / whole for _, weight in used)
    estimate = sum(share * f.estimate for f, share in zip(parts, shares, strict=True))
    # The parts that share a calibration err together: that much of their errors does not average out.
    error = _joint_error(parts, shares)
    degrees = max(joint_degrees(parts, shares), 1.0) if math.isfinite(error) else 1.0
    first = figures[0]
    low, high = interval(estimate, error, degrees, first.level, first.bounds)
    raws = [f.raw for f in parts]
    missing = len(figures) - len(used)
    return Figure(
        estimate,
        low,
        high,
        error,
        degrees,
        sum(f.comments for f in parts),
        sum(f.authors for f in parts),
        _effective(parts, shares),
        _labels(parts),
        _weakest(parts),
        all(f.enough for f in parts),
        first.level,
        first.bounds,
        None if None in raws else sum(share * (raw or 0.0) for raw, share in zip(raws, shares, strict=True)),
        (f"{missing} of {len(figures)} could not be computed or have no weight",) if missing else (),
    )


def _joint_error(figures: Sequence[Figure], shares: Sequence[float]) -> float:
    """Errors add in squares where figures are independent, and plainly where the same labels calibrate them."""
    pooled = [(f, share) for f, share in zip(figures, shares, strict=True) if f.calibration is Calibration.POOLED]
    apart = [(f, share) for f, share in zip(figures, shares, strict=True) if f.calibration is not Calibration.POOLED]
    together = sum(share * f.error for f, share in pooled)
    return math.sqrt(together**2 + sum((share * f.error) ** 2 for f, share in apart))


def _labels(figures: Sequence[Figure]) -> int:
    pooled = [f.labels for f in figures if f.calibration is Calibration.POOLED]
    return max(pooled, default=0) + sum(f.labels for f in figures if f.calibration is not Calibration.POOLED)


def _effective(figures: Sequence[Figure], shares: Sequence[float]) -> float:
    """Kish's size of samples that are weighted against each other."""
    below = sum(share**2 / f.effective for f, share in zip(figures, shares, strict=True) if f.effective > 0)
    return 1 / below if below > 0 else 0.0


def _weakest(figures: Sequence[Figure]) -> Calibration:
    """What may be said of figures together: they are as sure as the least sure of them."""
    order = (Calibration.UNCALIBRATED, Calibration.POOLED, Calibration.CALIBRATED)
    return min((f.calibration for f in figures), key=order.index)


@dataclass(frozen=True, slots=True)
class PostStratified:
    """A figure for an audience as it is stated to be made up.

    ``missing`` are strata of that audience of which there are no comments, with their share of it: what is said holds
    for the rest only. ``unstated`` are strata of comments that the audience is not stated to have. ``design_effect`` is
    how many times more comments this needs than a sample that is made up like the audience (Kish 1965).
    """

    figure: Figure
    design_effect: float
    missing: Mapping[str, float]
    unstated: tuple[str, ...]


def post_stratify(figures: Mapping[str, Figure], shares: Mapping[str, float]) -> PostStratified:
    """The figures of strata (languages, countries, sources) weighted with the audience's shares of them.

    The shares are scaled to sum to one (they may be percentages or heads). Raises `ListeningError` if they are not
    numbers from 0, or if nobody in the stated audience has commented.
    """
    whole = sum(shares.values())
    if not shares or any(not 0 <= share < math.inf for share in shares.values()) or whole <= 0:
        raise ListeningError("the shares of an audience must be numbers from 0", "give a share for each stratum")
    stated = {name: share / whole for name, share in sorted(shares.items())}
    heard = {
        name: share
        for name, share in stated.items()
        if share > 0 and name in figures and math.isfinite(figures[name].estimate)
    }
    missing = {name: share for name, share in stated.items() if share > 0 and name not in heard}
    if not heard:
        raise ListeningError(
            f"no comment is of the stated audience: {', '.join(sorted(stated))}",
            f"comments are of: {', '.join(sorted(figures)) or 'nobody'}",
        )
    figure = combine([figures[name] for name in heard], list(heard.values()))
    if missing:
        unheard = ", ".join(f"{name} ({share:.0%})" for name, share in missing.items())
        figure = replace(figure, notes=(*figure.notes, f"no comments of: {unheard}"))
    sizes = sum(figures[name].effective for name in heard)
    effect = sizes / figure.effective if figure.effective > 0 else math.inf
    return PostStratified(figure, effect, missing, tuple(sorted(set(figures) - set(stated))))
