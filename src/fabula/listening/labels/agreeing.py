"""How far labellers agree: pair by pair, question by question, on what both have labelled."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np

from fabula.listening.labels.table import ANSWERS, Answer, Labels
from fabula.listening.numbers.agreement import Agreement, cohen, confusion, krippendorff

__all__ = ["Agreed", "agree"]

_ASKED = (Answer.SPEAKS_OF, Answer.LIKING, Answer.EXCITEMENT, Answer.CONFUSION, Answer.PREDICTION)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Two labellers on one question: how often they say the same, alpha, kappa, and who said what.

    Alpha is ordinal where answers have an order. In ``table`` rows are what the first says and columns what the second
    does, in the order of ``answers``. Beyond whether a comment speaks of the element only those count of which both
    say that it does.
    """

    labellers: tuple[str, str]
    question: Answer
    alpha: Agreement
    kappa: Agreement
    same: float
    answers: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]


def agree(labels: Labels) -> list[Agreed]:
    """All pairs of labellers who have labelled the same comments, in the order of their names."""
    said: dict[str, dict[tuple[str, str], dict[str, float]]] = {}
    for row in labels.table.to_pylist():
        values = {str(answer): math.nan if row[answer] is None else float(row[answer]) for answer in _ASKED}
        said.setdefault(row["labeller"], {})[row["comment"], row["element"]] = values
    found = []
    for first, second in itertools.combinations(sorted(said), 2):
        both = sorted(said[first].keys() & said[second].keys())
        if both:
            found += [_agree(first, second, question, said, both) for question in _ASKED]
    return found


def _agree(
    first: str,
    second: str,
    question: Answer,
    said: dict[str, dict[tuple[str, str], dict[str, float]]],
    both: list[tuple[str, str]],
) -> Agreed:
    a, b = (np.array([said[one][key][question] for key in both]) for one in (first, second))
    shared = np.isfinite(a) & np.isfinite(b)
    values = tuple(ANSWERS[question].values())
    table = confusion(a, b, values)
    return Agreed(
        (first, second),
        question,
        krippendorff(np.stack([a, b], axis=1), "ordinal" if len(values) > 2 else "nominal"),
        cohen(a, b),
        float(np.mean(a[shared] == b[shared])) if shared.any() else math.nan,
        tuple(ANSWERS[question]),
        tuple(tuple(int(count) for count in row) for row in table),
    )
