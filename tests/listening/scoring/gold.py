"""The gold labels of ``../shared/data/audience``: read, and what scorers, simple rules and VADER say of them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fabula.listening.model import Batch, How, Link, Score, Scorer
from fabula.listening.scoring.contexts import OTHER, TARGET, Context, find_contexts
from fabula.listening.scoring.encoders import Encoder
from fabula.listening.scoring.fitting import classes_of, fit_head, macro_f1
from fabula.listening.scoring.head import Head
from fabula.listening.scoring.lexicon_scorer import LexiconScorer

AUDIENCE = Path(__file__).parents[4] / "shared" / "data" / "audience"

Classes = NDArray[np.int64]
Values = NDArray[np.float64]

LIKED = frozenset(
    "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
)
DISLIKED = frozenset(
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness".split()
)
"""Emotions by sentiment, as the makers of GoEmotions group them (Demszky et al. 2020); the others are neither."""


@dataclass
class Gold:
    """Links with what people say of them: ``place`` is a link of a text; ``truth`` its class (-1, 0, 1)."""

    texts: list[str] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.row)

    @property
    def classes(self) -> Classes:
        """The truth, as an array."""
        return np.array(self.truth, np.int64)

    def scores(self, scorer: Scorer) -> list[Score]:
        """What a scorer says of each labelled link; all is English."""
        count = len(self.texts)
        empty = [None] * count
        scored = scorer.score(Batch(self.texts, ["en"] * count, empty, empty, empty), self.links)
        found = [scored[row][place] for row, place in zip(self.row, self.place, strict=True)]
        return [one or Score(0.0, 0.0, 0.0, 0.0) for one in found]

    def contexts(self) -> list[Context]:
        """The context of each labelled link."""
        found = [find_contexts(text, links) for text, links in zip(self.texts, self.links, strict=True)]
        return [found[row][place] for row, place in zip(self.row, self.place, strict=True)]

    def wholes(self) -> list[str]:
        """The whole text of each labelled link."""
        return [self.texts[row] for row in self.row]

    def clauses(self) -> list[str]:
        """The clause of each labelled link, with "it" for names."""
        return [context.clause.replace(TARGET, "it").replace(OTHER, "it") for context in self.contexts()]

    def take(self, which: Sequence[int]) -> Gold:
        """Some of the labels."""
        pick = [(self.row[one], self.place[one], self.truth[one]) for one in which]
        return Gold(self.texts, self.links, *(list(column) for column in zip(*pick, strict=True)))


def read_mams(part: str) -> Gold:
    """Restaurant sentences with at least two aspects that are not liked alike: "train" or "val"."""
    gold = Gold()
    kinds = {"positive": 1, "neutral": 0, "negative": -1}
    for row, sentence in enumerate(ET.parse(AUDIENCE / "mams" / f"{part}.xml").iter("sentence")):
        aspects = list(sentence.iter("aspectTerm"))
        gold.texts.append(sentence.findtext("text") or "")
        gold.links.append(
            [
                Link(f"things/{number}", int(aspect.get("from", 0)), int(aspect.get("to", 0)), How.NAME, 1.0)
                for number, aspect in enumerate(aspects)
            ]
        )
        for place, aspect in enumerate(aspects):
            gold.row.append(row)
            gold.place.append(place)
            gold.truth.append(kinds[str(aspect.get("polarity"))])
    return gold


def read_emotions(part: str) -> list[tuple[str, frozenset[str]]]:
    """Reddit comments with their emotions: "train" or "dev"."""
    names = (AUDIENCE / "goemotions" / "labels.txt").read_text("utf-8").split()
    lines = (AUDIENCE / "goemotions" / f"{part}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(row[0], frozenset(names[int(number)] for number in row[1].split(","))) for row in rows]


def about_all(texts: Sequence[str], truth: Sequence[int]) -> Gold:
    """Labels of comments as a whole."""
    whole = Link("shows/any", 0, 0, How.SOURCE, 1.0)
    return Gold(list(texts), [[whole] for _ in texts], list(range(len(texts))), [0] * len(texts), list(truth))


def read_sentiment(part: str) -> Gold:
    """Comments whose emotions are all liking, all disliking or none ("neutral"); mixed ones are left out."""
    texts, truth = [], []
    for text, emotions in read_emotions(part):
        for kind, those in ((1, LIKED), (-1, DISLIKED), (0, frozenset({"neutral"}))):
            if emotions <= those:
                texts.append(text)
                truth.append(kind)
    return about_all(texts, truth)


def liking(scores: Sequence[Score]) -> Classes:
    """The class of each score."""
    return classes_of(np.array([score.liking for score in scores]), liking=True)


def measured(truth: Classes, said: Classes) -> tuple[float, float]:
    """Accuracy and macro F1."""
    return float((truth == said).mean()), macro_f1(truth, said)


def vader_on(texts: Sequence[str]) -> Classes:
    """What VADER says of texts, with the thresholds of its makers (Hutto and Gilbert 2014)."""
    compound = vader(texts)
    return np.where(compound >= 0.05, 1, np.where(compound <= -0.05, -1, 0)).astype(np.int64)


def vader(texts: Sequence[str]) -> Values:
    """VADER's compound score of each text, -1 to 1."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser: Any = SentimentIntensityAnalyzer()
    known: dict[str, float] = {}
    for text in texts:
        if text not in known:
            known[text] = analyser.polarity_scores(text)["compound"]
    return np.array([known[text] for text in texts])


def ranked(truth: Sequence[bool], said: Values) -> tuple[float, float]:
    """The area under the curve of hits against false alarms, and the average precision."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    return float(roc_auc_score(truth, said)), float(average_precision_score(truth, said))


def hit(truth: Sequence[bool], said: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = sum(a and b for a, b in zip(truth, said, strict=True))
    precision, recall = hits / max(1, sum(said)), hits / max(1, sum(truth))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass(frozen=True)
class Learned:
    """What was learned from gold labels."""

    encoder: Encoder
    head: Head

    def say(self, gold: Gold) -> Classes:
        """The likeliest class of each labelled link."""
        scores = list(gold.scores(LexiconScorer()))
        probable = self.head.probabilities(self.encoder.encode(gold.contexts(), scores))
        values: Classes = np.round(self.head.values).astype(np.int64)
        said: Classes = values[probable.argmax(axis=1)]
        return said


def learn(gold: Gold, encoder: Encoder) -> Learned:
    """Learns as `fabula listen train` does; a text is an author."""
    matrix = encoder.encode(gold.contexts(), list(gold.scores(LexiconScorer())))
    fit = fit_head(matrix, gold.classes.astype(np.float64), [str(row) for row in gold.row], liking=True)
    return Learned(encoder, fit.head)
