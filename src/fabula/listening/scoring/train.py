"""Training: a scorer from what people have labelled, or from rated comments, and how good it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from fabula.listening.errors import ListeningError
from fabula.listening.model import Score
from fabula.listening.scoring.bringing import explain
from fabula.listening.scoring.contexts import Context, find_contexts
from fabula.listening.scoring.encoders import Encoder
from fabula.listening.scoring.examples import Examples, read_labelled, read_rated
from fabula.listening.scoring.fitting import Fit, classes_of, fit_head, macro_f1
from fabula.listening.scoring.head import AXES, Head
from fabula.listening.scoring.learned_scorer import LearnedScorer, read_learned, write_learned
from fabula.listening.scoring.lexicon_scorer import LexiconScorer
from fabula.listening.scoring.validity import Validity, check_validity, correlate
from fabula.listening.store import Store

__all__ = ["Measured", "Training", "scorer_path", "train"]

FEWEST: Final = 60
"""From how many labels a scorer is trained at least."""
FEWEST_OF_A_CLASS: Final = 10
"""How many labels of each class an axis needs, or else the lexicon goes on scoring it."""


@dataclass(frozen=True)
class Measured:
    """How good an axis is on authors whom it had not seen: accuracy and macro F1, against the most common class and the
    lexicon on the same labels. ``learned`` is false where there were too few labels of a class."""

    axis: str
    labels: int
    learned: bool
    majority: float
    lexicon: float
    lexicon_f1: float
    accuracy: float = 0.0
    f1: float = 0.0


@dataclass(frozen=True)
class Training:
    """What came of it."""

    path: Path
    scorer: str
    version: str
    learned_from: str
    labels: int
    authors: int
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    axes: tuple[Measured, ...]
    validity: tuple[Validity, ...] = ()
    lexicon_validity: tuple[Validity, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def scorer_path(store: Store, name: str) -> Path:
    """Where what was learned is kept."""
    return store.root / "scorers" / f"{name}.npz"


def train(
    store: Store,
    encoder: Encoder,
    name: str,
    learn_from: str = "labels",
    sources: Sequence[str] = (),
    say: Callable[[str], None] = lambda stage: None,
) -> Training:
    """Trains a scorer and keeps it in the store under a name; an older one of that name is replaced.

    ``learn_from`` is "labels" or "ratings"; ``sources`` are those whose ratings are learned from. The comments must be
    linked. Raises `ListeningError` if there are too few labels or ratings.
    """
    say("reading what was said")
    rated = read_rated(store)
    examples = read_labelled(store) if learn_from == "labels" else read_rated(store, sources)
    _check_enough(examples, learn_from)
    contexts, scores = _read(examples)
    say("learning")
    matrix = _encode(encoder, contexts, scores)
    fits: dict[str, Fit] = {}
    axes = []
    for axis in AXES:
        fit, measured = _learn(axis, examples, matrix, scores)
        if fit is not None:
            fits[axis] = fit
        axes.append(measured)
    heads: dict[str, Head] = {axis: fit.head for axis, fit in fits.items()}
    languages = tuple(sorted({language or "en" for language in examples.languages}))
    learned_sources = tuple(sorted(set(examples.sources)))
    about = {"languages": languages, "sources": learned_sources, "labels": len(examples), "from": learn_from}
    path = scorer_path(store, name)
    version = write_learned(path, encoder, heads, about)
    say("holding it against ratings")
    scorer = read_learned(path, name, encoder)
    validity, before = _validity(scorer, rated, examples, fits, learn_from)
    return Training(
        path,
        name,
        version,
        learn_from,
        len(examples),
        len(set(examples.authors)),
        learned_sources,
        languages,
        tuple(measured for measured in axes if measured.labels),
        tuple(validity),
        tuple(before),
        tuple(_warnings(store, learned_sources, axes, validity, before)),
    )


def _check_enough(examples: Examples, learn_from: str) -> None:
    count = sum(label is not None for label in examples.labels["liking"])
    if learn_from == "labels" and count < FEWEST:
        raise ListeningError(
            f"there are {count} labels to learn from, and a scorer needs {FEWEST} at least (300 are better)",
            "label more comments: `fabula listen label`; until then the lexicon scores",
        )
    if count < FEWEST:
        raise ListeningError(
            f"there are {count} rated comments to learn from, and a scorer needs {FEWEST} at least",
            "add a source with ratings and name their column: `fabula listen add FILE --map rating=…`",
        )
    labels = np.array([label for label in examples.labels["liking"] if label is not None])
    counts = [int((classes_of(labels, liking=True) == kind).sum()) for kind in (-1, 1)]
    if min(counts) < FEWEST_OF_A_CLASS:
        raise ListeningError(
            f"{counts[1]} labels like and {counts[0]} dislike what they speak of: a scorer needs "
            f"{FEWEST_OF_A_CLASS} of each at least",
            "label more comments: `fabula listen label`",
        )


def _read(examples: Examples) -> tuple[list[Context], list[Score | None]]:
    rows = LexiconScorer().score(examples.batch(), examples.links)
    scores = [row[place] for row, place in zip(rows, examples.place, strict=True)]
    contexts = [
        find_contexts(text, [links[place], *links])[0]
        for text, links, place in zip(examples.texts, examples.links, examples.place, strict=True)
    ]
    return contexts, scores


def _encode(encoder: Encoder, contexts: Sequence[Context], scores: Sequence[Score | None]) -> Any:
    try:
        return encoder.encode(contexts, scores)
    except ListeningError:
        raise
    except Exception as error:
        raise ListeningError(f"{encoder.name} fails: {explain(error)}", "it turns texts into numbers") from error


def _learn(axis: str, examples: Examples, matrix: Any, scores: Sequence[Score | None]) -> tuple[Fit | None, Measured]:
    labelled = [number for number, label in enumerate(examples.labels[axis]) if label is not None]
    if not labelled:
        return None, Measured(axis, 0, False, 0.0, 0.0, 0.0)
    labels = np.array([examples.labels[axis][number] for number in labelled], np.float64)
    liking = axis == "liking"
    classes = classes_of(labels, liking)
    kinds, counts = np.unique(classes, return_counts=True)
    known = [scores[number] for number in labelled]
    guessed = classes_of(np.array([getattr(score, axis) if score else 0.0 for score in known]), liking)
    compared = (float(counts.max() / len(labels)), float((guessed == classes).mean()), macro_f1(classes, guessed))
    if len(kinds) < 2 or counts.min() < (FEWEST_OF_A_CLASS if not liking else 1):
        return None, Measured(axis, len(labels), False, *compared)
    fit = fit_head(matrix[labelled], labels, [examples.authors[number] for number in labelled], liking)
    right, f1 = float((fit.predicted == classes).mean()), macro_f1(classes, fit.predicted)
    return fit, Measured(axis, len(labels), True, *compared, right, f1)


def _validity(
    scorer: LearnedScorer, rated: Examples, examples: Examples, fits: dict[str, Fit], learn_from: str
) -> tuple[list[Validity], list[Validity]]:
    """The validity of what was learned, and of the lexicon, in each rated source.

    What was learned from ratings is not held against the same ratings, but what it says of each comment by what it
    learned from others.
    """
    if not len(rated):
        return [], []
    before = check_validity(LexiconScorer(), rated)
    if learn_from != "ratings":
        return check_validity(scorer, rated), before
    found = correlate(examples, fits["liking"].scores.tolist())
    learned = {one.source for one in found}
    others = [one for one in check_validity(scorer, rated) if one.source not in learned]
    return sorted([*found, *others]), before


def _warnings(
    store: Store,
    learned: Sequence[str],
    axes: Sequence[Measured],
    validity: Sequence[Validity],
    before: Sequence[Validity],
) -> list[str]:
    warnings = []
    other = [source for source in store.sources() if source not in learned]
    if other:
        warnings.append(
            f"nothing was learned from {', '.join(other)}: people write otherwise there, and what was learned here may "
            "do worse than the lexicon; compare both on some labels of that source before you trust it"
        )
    for measured in axes:
        if measured.learned and measured.accuracy < max(measured.majority, measured.lexicon):
            better = "the lexicon" if measured.lexicon >= measured.majority else "always saying the same"
            warnings.append(f"{measured.axis}: {better} is right more often; label more before you use this scorer")
    lexicon = {one.source: one for one in before}
    worse = [one for one in validity if one.source in lexicon and one.high < lexicon[one.source].correlation]
    return warnings + [
        f"{one.source}: the lexicon agrees better with its ratings; score that source with it" for one in worse
    ]
