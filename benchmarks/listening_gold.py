"""Gold labels of real comments (../shared/data/audience) as scorers take them, and how right a method is about them.

Nothing of the texts is kept. What turns a score into a class is chosen on a train part, and used on another one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from fabula.listening.clauses import split_clauses
from fabula.listening.model import Batch, How, Link

__all__ = [
    "AUDIENCE",
    "Cuts",
    "Gold",
    "Right",
    "agreement",
    "aspects_in",
    "choose_cuts",
    "held_to",
    "read_goemotions",
    "read_mams",
    "read_reddit",
    "vader",
]

AUDIENCE: Final = Path(__file__).parents[2] / "shared" / "data" / "audience"
Numbers = NDArray[np.float64]
Kinds = NDArray[np.int64]

POSITIVE: Final = frozenset(
    "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
)
NEGATIVE: Final = frozenset(
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness".split()
)
"""How the makers of GoEmotions group its emotions (Demszky et al. 2020); what is left is ambiguous, or neutral."""
AXES_OF: Final = {"excitement": frozenset({"excitement"}), "confusion": frozenset({"confusion", "curiosity"})}
"""Which emotions our other axes mean. A viewer who does not follow asks, so curiosity is with confusion."""


@dataclass
class Gold:
    """Links with what people say of them, by column: a link of one of the comments, and the label of each axis.

    Liking is -1, 0 or 1, the other axes 0 or 1. ``groups`` tells which links are of one text.
    """

    texts: list[str] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    liking: list[int] = field(default_factory=list)
    excitement: list[int] = field(default_factory=list)
    confusion: list[int] = field(default_factory=list)
    felt: list[frozenset[str]] = field(default_factory=list)  # what the labels were made of, where it was emotions

    def __len__(self) -> int:
        return len(self.texts)

    def labels(self, axis: str) -> Kinds:
        """The labels of an axis."""
        return np.array(getattr(self, axis), np.int64)

    def batch(self) -> Batch:
        """The comments as a scorer takes them; one with two links that have labels is there twice."""
        empty = [None] * len(self)
        return Batch(self.texts, ["en"] * len(self), empty, empty, empty)

    def some(self, count: int, seed: int = 0) -> Gold:
        """So many links, drawn by whole texts; all if there are no more."""
        names = sorted(set(self.groups))
        np.random.default_rng(seed).shuffle(names)
        order = {name: number for number, name in enumerate(names)}
        rows = sorted(range(len(self)), key=lambda row: (order[self.groups[row]], row))[:count]
        return Gold(*([column[row] for row in sorted(rows)] for column in vars(self).values()))


class Aspect(NamedTuple):
    """An aspect of a sentence, and how it is liked: -1, 0 or 1."""

    link: Link
    term: str
    liking: int


def aspects_in(path: Path) -> Iterator[tuple[str, list[Aspect]]]:
    """The sentences of a file of MAMS, each with its aspects, in the order of the file."""
    kinds = {"positive": 1, "neutral": 0, "negative": -1}
    for sentence in ET.parse(path).iter("sentence"):
        aspects = []
        for aspect in sentence.iter("aspectTerm"):
            term, start, end = str(aspect.get("term")), int(aspect.get("from", 0)), int(aspect.get("to", 0))
            link = Link(f"things/{term}", start, end, How.NAME, 1.0)
            aspects.append(Aspect(link, term, kinds[str(aspect.get("polarity"))]))
        yield sentence.findtext("text") or "", aspects


def read_mams(part: str, folder: Path = AUDIENCE) -> Gold:
    """Sentences of reviews with opinions on two aspects or more, which differ; the aspects are the links."""
    gold = Gold()
    for number, (text, found) in enumerate(aspects_in(folder / "mams" / f"{part}.xml")):
        aspects = sorted(found, key=lambda aspect: aspect.link.start)
        links = [aspect.link for aspect in aspects]
        for place, aspect in enumerate(aspects):
            _add(gold, text, links, place, str(number))
            gold.liking.append(aspect.liking)
    gold.excitement, gold.confusion, gold.felt = [0] * len(gold), [0] * len(gold), [frozenset()] * len(gold)
    return gold


def read_goemotions(part: str, folder: Path = AUDIENCE) -> Gold:
    """Comments with emotions; the link is what the comment as a whole is about.

    Whose emotions are both for and against something has no one liking, and is left out.
    """
    gold = Gold()
    names = (folder / "goemotions" / "labels.txt").read_text("utf-8").split()
    whole = [Link("shows/any", 0, 0, How.SOURCE, 1.0)]
    with (folder / "goemotions" / f"{part}.tsv").open(encoding="utf-8", newline="") as file:
        for text, numbers, name in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            felt = frozenset(names[int(number)] for number in numbers.split(","))
            liked, disliked = bool(felt & POSITIVE), bool(felt & NEGATIVE)
            if liked and disliked:
                continue
            _add(gold, text, whole, 0, name)
            gold.liking.append(int(liked) - int(disliked))
            gold.felt.append(felt)
            for axis, emotions in AXES_OF.items():
                getattr(gold, axis).append(int(bool(felt & emotions)))
    return gold


def _add(gold: Gold, text: str, links: list[Link], place: int, group: str) -> None:
    gold.texts.append(text)
    gold.links.append(links)
    gold.place.append(place)
    gold.groups.append(group)


def read_reddit(folder: Path = AUDIENCE) -> Iterator[tuple[str, float]]:
    """Long comments on a series, each once, with the polarity that a tool (not a person) gave it."""
    seen: set[str] = set()
    for path in sorted((folder / "got-reddit").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["comment"] and row["pol_score"] and row["comment"] not in seen:
                    seen.add(row["comment"])
                    yield row["comment"], float(row["pol_score"])


def vader(gold: Gold, by_clause: bool) -> Numbers:
    """VADER's compound of each text, or of the clause that the link is in."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser, known = SentimentIntensityAnalyzer(), dict[str, float]()
    pieces = list(_clauses(gold)) if by_clause else gold.texts
    for piece in pieces:
        if piece not in known:
            known[piece] = analyser.polarity_scores(piece)["compound"]
    return np.array([known[piece] for piece in pieces])


def _clauses(gold: Gold) -> Iterator[str]:
    for text, links, place in zip(gold.texts, gold.links, gold.place, strict=True):
        clause = [each for each in split_clauses(text) if each.start <= links[place].start] if links[place].end else []
        yield text[clause[-1].start : clause[-1].end] if clause else text


@dataclass(frozen=True)
class Cuts:
    """From a score to a class: up to ``low`` it is the least one, from ``high`` on the greatest."""

    low: float
    high: float

    def classes(self, scores: Numbers) -> Kinds:
        """The classes of scores; with two classes ``low`` is out of reach."""
        return np.where(scores >= self.high, 1, np.where(scores <= self.low, -1, 0)).astype(np.int64)


NOWHERE: Final = -9.0


def choose_cuts(scores: Numbers, labels: Kinds, goal: str = "f1") -> Cuts:
    """The cuts that give the best macro F1, or whatever else of `Right`, on scores whose classes are known."""
    wide = bool((labels < 0).any())
    grid = np.unique(np.quantile(scores, np.linspace(0.0, 1.0, 400)))
    step = 4 if wide else 1
    lows: list[float] = np.unique(np.append(grid[grid < 0], -1e-6))[::step].tolist() if wide else [NOWHERE]
    highs: list[float] = np.unique(np.append(grid[grid > 0], 1e-6))[::step].tolist()
    tried = [Cuts(low, high) for low in lows for high in highs]
    return max(tried, key=lambda cuts: float(getattr(Right.of(labels, cuts.classes(scores)), goal)))


@dataclass(frozen=True)
class Right:
    """How right classes are: accuracy, macro F1, and precision, recall and F1 of the class 1."""

    accuracy: float
    f1: float
    precision: float
    recall: float
    f1_of_one: float

    @staticmethod
    def of(labels: Kinds, found: Kinds) -> Right:
        """Holds found classes against the true ones."""
        f1s = []
        precision = recall = f1 = 0.0
        for kind in np.unique(labels).tolist():
            hits = int(((labels == kind) & (found == kind)).sum())
            said, there = int((found == kind).sum()), int((labels == kind).sum())
            f1 = 2 * hits / (said + there)
            precision, recall = hits / max(1, said), hits / there
            f1s.append(f1)
        return Right(float((labels == found).mean()), float(np.mean(f1s)), precision, recall, f1)


def held_to(scores: Numbers, labels: Kinds, known: Numbers, known_labels: Kinds) -> Right:
    """How right scores are, with cuts that are chosen on others: for the accuracy the best ones for that, for all else
    the best ones for macro F1."""
    likely = Right.of(labels, choose_cuts(known, known_labels, "accuracy").classes(scores))
    return replace(Right.of(labels, choose_cuts(known, known_labels).classes(scores)), accuracy=likely.accuracy)


def agreement(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation of two columns."""
    return float(np.corrcoef(one, other)[0, 1])
