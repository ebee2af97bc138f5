"""How right scoring is, by aspect, on the gold labels of ../shared/data/audience; beside the majority and VADER.

- MAMS: what a review says of each of its aspects, at their real places. Chosen and trained on its train part, held
  against val. "Elsewhere" is a scorer trained on GoEmotions; of few labels there are several draws, and their mean.
- GoEmotions: liking, excitement and confusion of whole comments, by the map in `listening_gold.py`. Train and dev.
- Long comments on a series: whether the scorer agrees with a tool's polarity. Weak evidence: the tool is no person.

A scorer gives numbers; from where on they are a class is chosen on train parts: once for the best accuracy, once for
the best macro F1. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final, NamedTuple

import numpy as np

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from fabula.listening.model import Batch, Score, Scorer  # noqa: E402
from fabula.listening.scoring import make_scorer  # noqa: E402
from fabula.listening.scoring.contexts import find_contexts  # noqa: E402
from fabula.listening.scoring.encoders import WordEncoder  # noqa: E402
from fabula.listening.scoring.fitting import fit_head  # noqa: E402
from fabula.listening.scoring.learned_scorer import LearnedScorer  # noqa: E402
from listening_gold import (  # noqa: E402
    AUDIENCE,
    Cuts,
    Gold,
    Kinds,
    Numbers,
    Right,
    agreement,
    held_to,
    read_goemotions,
    read_mams,
    read_reddit,
    vader,
)

PUBLISHED: Final = """Published:
- MAMS (its test part, which is not here): accuracy 0.834, CapsNet-BERT (Jiang et al. 2019, EMNLP-IJCNLP, D19-1654).
- GoEmotions, dev: BERT on all labels of positive, negative, ambiguous and neutral, macro F1 0.66
  (github.com/monologg/GoEmotions-pytorch) and 0.70 (github.com/minfenli/GoEmotions); another task than ours, with one
  class more and several labels a comment. By emotion, on test: F1 0.46 excitement, 0.47 confusion, 0.58 curiosity
  (huggingface.co/logasanjeev/bert-emotion-classifier)."""


class Row(NamedTuple):
    """What a method gave on the part for evaluation."""

    method: str
    right: Right
    scores: Numbers


def said_by(scorer: Scorer, gold: Gold) -> list[Score | None]:
    """What a scorer says of each link that has a label."""
    found = scorer.score(gold.batch(), gold.links)
    return [row[place] for row, place in zip(found, gold.place, strict=True)]


def scores_of(scorer: Scorer, gold: Gold, axis: str = "liking") -> Numbers:
    """The same on one axis, as numbers."""
    return np.array([0.0 if one is None else getattr(one, axis) for one in said_by(scorer, gold)])


def encode(gold: Gold, named: bool = False) -> Any:
    """What a trained scorer sees of each link; with ``named`` also its name, which is hidden from it otherwise."""
    contexts = []
    for text, links, place in zip(gold.texts, gold.links, gold.place, strict=True):
        link = links[place]
        context = find_contexts(text, [link, *links])[0]
        words = " ".join(f"named{word}" for word in text[link.start : link.end].lower().split())
        contexts.append(context._replace(clause=f"{context.clause} {words}") if named else context)
    return WordEncoder().encode(contexts, said_by(make_scorer(), gold))


def train_on(gold: Gold, axis: str = "liking") -> tuple[LearnedScorer, Numbers, Kinds]:
    """A scorer learned from labels, and what it says of each label when it has not seen it (or its text)."""
    labels = gold.labels(axis)
    fit = fit_head(encode(gold), labels.astype(np.float64), gold.groups, axis == "liking")
    return LearnedScorer("trained", "benchmark", WordEncoder(), {axis: fit.head}, frozenset({"en"})), fit.scores, labels


def knowing_names(train: Gold, dev: Gold) -> Row:
    """What training would give if names were not hidden from it."""
    labels = train.labels("liking")
    fit = fit_head(encode(train, named=True), labels.astype(np.float64), train.groups, True)
    scores = fit.head.score(encode(dev, named=True))
    return Row("the same with names not hidden", held_to(scores, dev.labels("liking"), fit.scores, labels), scores)


def majority(train: Gold, dev: Gold, axis: str) -> Row:
    """Always the class that train has most."""
    kinds, counts = np.unique(train.labels(axis), return_counts=True)
    found = np.full(len(dev), kinds[counts.argmax()])
    return Row("majority", Right.of(dev.labels(axis), found), np.zeros(len(dev)))


def plain(name: str, say: Callable[[Gold], Numbers], train: Gold, dev: Gold, axis: str) -> Row:
    """A method that learns nothing but its cuts."""
    scores = say(dev)
    return Row(name, held_to(scores, dev.labels(axis), say(train), train.labels(axis)), scores)


def learned(name: str, train: Gold, dev: Gold, axis: str) -> Row:
    """A scorer that was trained."""
    scorer, known, labels = train_on(train, axis)
    scores = scores_of(scorer, dev, axis)
    return Row(name, held_to(scores, dev.labels(axis), known, labels), scores)


def few(count: int, draws: int, train: Gold, dev: Gold, axis: str) -> Row:
    """A scorer that was trained on few labels: the mean over several draws of them."""
    rows = [learned("", train.some(count, seed), dev, axis) for seed in range(1, draws + 1)]
    right = Right(*np.mean([list(vars(row.right).values()) for row in rows], axis=0).tolist())
    spread = np.std([row.right.accuracy for row in rows])
    return Row(
        f"trained, {count} labels ({draws} draws, accuracy ± {spread:.2f})",
        right,
        np.mean([row.scores for row in rows], axis=0),
    )


def measure(
    train: Gold, dev: Gold, axis: str, elsewhere: Gold | None, labels: int, draws: int, words: bool
) -> list[Row]:
    """All methods on one axis of a set; with ``words`` also VADER."""
    scorer = make_scorer()
    rows = [majority(train, dev, axis)]
    if words:
        rows.append(plain("VADER, whole text", lambda gold: vader(gold, False), train, dev, axis))
        if any(links[0].end for links in dev.links):
            rows.append(plain("VADER, the clause", lambda gold: vader(gold, True), train, dev, axis))
    rows.append(plain("**default**", lambda gold: scores_of(scorer, gold, axis), train, dev, axis))
    if elsewhere is not None:
        rows.append(learned(f"trained elsewhere ({min(labels, len(elsewhere)):,})", elsewhere.some(labels), dev, axis))
    if draws:
        rows.append(few(300, draws, train, dev, axis))
    rows.append(learned(f"**trained** ({min(labels, len(train)):,})", train.some(labels), dev, axis))
    return rows


def print_classes(title: str, rows: Sequence[Row]) -> None:
    """A table for three classes."""
    print(f"\n| {title} | accuracy | macro F1 |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {row.method} | {row.right.accuracy:.3f} | {row.right.f1:.3f} |")


def print_emotions(dev: Gold, words: bool) -> None:
    """How often liking is right where people read an emotion, with the cuts that are usual for each method."""
    labels, found = dev.labels("liking"), {"default": Cuts(-0.15, 0.15).classes(scores_of(make_scorer(), dev))}
    if words:
        found["VADER"] = Cuts(-0.05, 0.05).classes(vader(dev, False))
    print(f"\n| of comments with | comments | {' | '.join(found)} |\n|{' --- |' * (2 + len(found))}")
    for emotion in EMOTIONS:
        which = np.array([emotion in felt for felt in dev.felt])
        shares = [f"{(classes[which] == labels[which]).mean():.2f}" for classes in found.values()]
        print(f"| {emotion} | {which.sum():,} | {' | '.join(shares)} |")


EMOTIONS: Final = (
    "admiration love annoyance disgust gratitude optimism sadness remorse curiosity confusion neutral".split()
)


def print_ranks(title: str, rows: Sequence[Row], dev: Gold, axis: str) -> None:
    """A table for an axis that is there or not."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    columns = ("precision", "recall", "F1", "macro F1", "average precision", "AUC")
    print(f"\n| {title} | {' | '.join(columns)} |\n|{' --- |' * 7}")
    labels = dev.labels(axis)
    for row in rows:
        right = row.right
        ranks = average_precision_score(labels, row.scores), roc_auc_score(labels, row.scores)
        found = (right.precision, right.recall, right.f1_of_one, right.f1, *ranks)
        print(f"| {row.method} | {' | '.join(f'{value:.3f}' for value in found)} |")


def print_reddit(words: bool) -> None:
    """How the scorer's liking of the show agrees with a tool's polarity, and how much of the comments is linked."""
    from tests.listening.linking.thrones import DATA, thrones

    from fabula.listening.linking import make_linker

    if not DATA.is_dir():
        print("\nThe people of the series are not here: ../shared/data/got is missing.")
        return
    texts, polarity = zip(*read_reddit(), strict=True)
    with TemporaryDirectory() as folder:
        linker = make_linker(thrones(Path(folder)))
    scorer = make_scorer()
    empty = [None] * len(texts)
    batch = Batch(list(texts), ["en"] * len(texts), empty, ["thrones"] * len(texts), empty)
    links = linker.link(batch)
    scores = scorer.score(batch, links)
    whole = [[one for link, one in zip(*pair, strict=True) if not link.end] for pair in zip(links, scores, strict=True)]
    show = [float(np.mean([one.liking for one in ones if one])) if ones else 0.0 for ones in whole]
    worded = [[one for link, one in zip(*pair, strict=True) if link.end] for pair in zip(links, scores, strict=True)]
    said = sum(bool(one and one.liking) for ones in worded for one in ones)
    count = sum(map(len, worded))
    naming = np.mean([bool(ones) for ones in worded])
    print(
        f"\nComments on a series: {len(texts)}, of {np.mean(list(map(len, texts))):,.0f} characters. {naming:.0%} name "
        f"somebody or something, {count / len(texts):.1f} links a comment; an opinion stands at {said / count:.0%} of "
        f"them.\nLiking of the show against the tool's polarity: r = {agreement(show, polarity):.2f}."
    )
    if words:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        analyser = SentimentIntensityAnalyzer()
        compound = [float(analyser.polarity_scores(text)["compound"]) for text in texts]
        print(f"VADER against the same: r = {agreement(compound, polarity):.2f}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=int, default=4000, help="how many labels a trained scorer learns from at most")
    parser.add_argument("--draws", type=int, default=4, help="how often 300 labels are drawn")
    parser.add_argument("--without-vader", action="store_true")
    asked = parser.parse_args()
    if not AUDIENCE.is_dir():
        sys.exit(f"the gold labels are not here: {AUDIENCE} is missing")
    began, words = process_time(), not asked.without_vader
    emotions, held = read_goemotions("train"), read_goemotions("dev")
    aspects, val = read_mams("train"), read_mams("val")
    rows = measure(aspects, val, "liking", emotions, asked.labels, asked.draws, words)
    rows.append(knowing_names(aspects.some(asked.labels), val))
    print_classes(f"MAMS, {len(val):,} aspects of val", rows)
    print_classes(
        f"GoEmotions, liking of {len(held):,} comments of dev",
        measure(emotions, held, "liking", aspects, asked.labels, asked.draws, words),
    )
    print_emotions(held, words)
    for axis in ("excitement", "confusion"):
        there = held.labels(axis).mean()
        rows = measure(emotions, held, axis, None, asked.labels, 0, words)
        print_ranks(f"GoEmotions, {axis}: {there:.1%} of dev", rows, held, axis)
    print_reddit(words)
    print(f"\n{PUBLISHED}\n\n{process_time() - began:.0f} seconds of processor time.")


if __name__ == "__main__":
    main()
