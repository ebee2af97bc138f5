"""How far labellers agree, in words and as a document."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from fabula.listening.labels.agreeing import Agreed
from fabula.listening.numbers.agreement import Agreement
from fabula.report.ink import Ink
from fabula.report.words import clean

__all__ = ["agreement_document", "write_agreement"]

_QUESTIONS = {
    "speaks_of": "speaks of it",
    "liking": "liking",
    "excitement": "excitement",
    "confusion": "confusion",
    "prediction": "prediction",
}


def write_agreement(found: Sequence[Agreed], ink: Ink) -> Iterator[str]:
    """Pair by pair: alpha with its interval, kappa, and where they differ."""
    told: tuple[str, str] | None = None
    for one in found:
        if one.labellers != told:
            yield "\n" if told is not None else ""
            told = one.labellers
            first, second = map(clean, told)
            yield f"{ink(f'{first} and {second}', 'strong')}\n"
        yield f"  {_QUESTIONS[one.question]:<13} {_words(one)}\n"
        for row, line in enumerate(one.table):
            for column, number in enumerate(line):
                if row < column and number + one.table[column][row]:
                    both = number + one.table[column][row]
                    yield f"{'':16}{both} × one says {one.answers[row]}, the other {one.answers[column]}\n"
    yield "\nAlpha is 1 if they always agree and 0 if as often as by chance. From 0.8 on labels can be relied upon,\n"
    yield "below 0.67 hardly (Krippendorff 2018): then talk over where you differ, and label again.\n"


def _words(one: Agreed) -> str:
    if one.alpha.units == 0:
        return "nothing that both have labelled"
    share = f"{one.same:.0%} the same of {one.alpha.units}"
    if not math.isfinite(one.alpha.value):
        return f"{share}; both always say the same thing, so there is no telling by chance"
    alpha, low, high = one.alpha.value, one.alpha.low, one.alpha.high
    return f"alpha {alpha:.2f} ({low:.2f} to {high:.2f}), kappa {one.kappa.value:.2f}, {share}"


def agreement_document(found: Sequence[Agreed]) -> dict[str, Any]:
    """The same as a document; null where there is no telling."""
    return {
        "agreement": [
            {
                "labellers": list(one.labellers),
                "question": str(one.question),
                "alpha": _interval(one.alpha),
                "kappa": _interval(one.kappa),
                "same": _number(one.same),
                "answers": list(one.answers),
                "table": [list(row) for row in one.table],
            }
            for one in found
        ]
    }


def _interval(one: Agreement) -> dict[str, Any]:
    return {"value": _number(one.value), "low": _number(one.low), "high": _number(one.high), "units": one.units}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
