"""What came of training a scorer, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fabula.listening.scoring.train import Training
from fabula.report.ink import PLAIN, Ink
from fabula.report.words import clean

__all__ = ["training_document", "write_training"]


def write_training(training: Training, ink: Ink = PLAIN) -> Iterator[str]:
    """How good the scorer is on each axis, how far it agrees with ratings, and what to beware of."""
    sources = ", ".join(map(clean, training.sources))
    yield (
        f"{ink(training.scorer, 'strong')}  learned from {training.labels:,} {training.learned_from} by "
        f"{training.authors:,} authors in {sources}\n\n"
    )
    yield f"{'right, on authors it had not seen':<34}{'labels':>8}{'scorer':>9}{'lexicon':>9}{'same':>7}\n"
    for axis in training.axes:
        right = f"{axis.accuracy:.0%}" if axis.learned else "–"
        yield f"  {axis.axis:<32}{axis.labels:>8,}{right:>9}{axis.lexicon:>9.0%}{axis.majority:>7.0%}\n"
    yield ink(
        "  lexicon: fabula's own; same: always saying what is most common; –: too few, the lexicon scores\n", "dim"
    )
    if training.validity:
        lexicon = {one.source: one for one in training.lexicon_validity}
        yield f"\n{'agreement with ratings (r)':<34}{'rated':>8}{'scorer':>9}{'lexicon':>9}\n"
        for one in training.validity:
            before = f"{lexicon[one.source].correlation:.2f}" if one.source in lexicon else "–"
            yield f"  {clean(one.source):<32}{one.comments:>8,}{one.correlation:>9.2f}{before:>9}\n"
    if training.warnings:
        yield "\n"
    for warning in training.warnings:
        yield f"{ink('warning', 'warning')}  {clean(warning)}\n"
    yield f"\nIt scores with --scorer {training.scorer}; fabula listen report --scorer {training.scorer}\n"


def training_document(training: Training) -> dict[str, Any]:
    """The same for programs."""
    return {
        "scorer": training.scorer,
        "version": training.version,
        "learned_from": training.learned_from,
        "labels": training.labels,
        "authors": training.authors,
        "sources": list(training.sources),
        "languages": list(training.languages),
        "axes": [asdict(axis) for axis in training.axes],
        "validity": [one._asdict() for one in training.validity],
        "lexicon_validity": [one._asdict() for one in training.lexicon_validity],
        "warnings": list(training.warnings),
    }
