"""How right the scorers are, on gold labels that others made, beside the most common class and VADER.

Reads ``../shared/data/audience``: opinions on aspects of restaurants (MAMS: every sentence speaks of two or more, not
all liked alike) and emotions of Reddit comments (GoEmotions). What is learned, is learned from the training parts; all
figures are of the other parts. The aspects stand where the gold labels say, so this is scoring without linking.
`--embedding` adds the scorer of that name (`embedding`, or `embedding=module:factory`). Takes some minutes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.listening.scoring import gold  # noqa: E402
from tests.listening.scoring.gold import Gold, about_all, hit, learn, liking, measured, ranked  # noqa: E402

from fabula.listening.scoring import make_scorer  # noqa: E402
from fabula.listening.scoring.choose import make_encoder  # noqa: E402

SEEDS = 5
"""How many draws of a few labels are averaged."""
AXES = {"excitement": frozenset({"excitement"}), "confusion": frozenset({"confusion"})}
SIGNS = {"excitement": "!", "confusion": "?"}
HALF = 0.4
"""From where a score counts as said (`fitting.HALF`)."""


def row(name: str, *values: float) -> None:
    """Prints a line of a table."""
    print(f"  {name:52} " + "  ".join(f"{value:.3f}" for value in values))


def classes(name: str, train: Gold, test: Gold, elsewhere: Gold, encoders: Sequence[str], most: int) -> None:
    """Three classes: liked, disliked, neither."""
    truth = test.classes
    print(f"{name}: {len(test):,} labels (accuracy, macro F1)")
    common = np.full(len(truth), int(np.argmax(np.bincount(train.classes + 1))) - 1)
    row("the most common class", *measured(truth, common))
    with_vader(
        lambda: row("VADER on the whole text", *measured(truth, gold.vader_on(test.wholes()))),
        lambda: row("VADER on the clause", *measured(truth, gold.vader_on(test.clauses()))),
    )
    row("lexicon", *measured(truth, liking(test.scores(make_scorer()))))
    for kind in encoders:
        encoder = make_encoder(kind)
        for count in (100, 300, 1000):
            found = []
            for seed in range(SEEDS):
                chosen = np.random.default_rng(seed).permutation(len(train))[:count]
                found.append(measured(truth, learn(train.take(chosen.tolist()), encoder).say(test)))
            row(f"{kind}, {count:,} labels of this kind", *np.mean(found, axis=0).tolist())
        for title, labels in (("of this kind", train), ("of the other kind", elsewhere)):
            some = labels.take(np.random.default_rng(0).permutation(len(labels))[:most].tolist())
            row(f"{kind}, {len(some):,} labels {title}", *measured(truth, learn(some, encoder).say(test)))


def axes() -> None:
    """Excitement and confusion, of which VADER says nothing: against counting marks."""
    rows = gold.read_emotions("dev")
    scores = about_all([text for text, _ in rows], [0] * len(rows)).scores(make_scorer())
    for axis, wanted in AXES.items():
        truth = [bool(emotions & wanted) for _, emotions in rows]
        said = np.array([getattr(score, axis) for score in scores])
        counted = np.array([text.count(SIGNS[axis]) for text, _ in rows], float)
        print(f"{axis}: {sum(truth)} of {len(truth):,} comments of GoEmotions (AUC, average precision)")
        row("by lot", 0.5, sum(truth) / len(truth))
        row(f"how many {SIGNS[axis]}", *ranked(truth, counted))
        row("lexicon", *ranked(truth, said))
        row(f"lexicon, from {HALF}: precision, recall, F1", *hit(truth, (said >= HALF).tolist()))


def beside_ratings(audience: Path) -> None:
    """Long comments with another tool's score: not truth, but of the series' kind."""
    rows = []
    for path in sorted((audience / "got-reddit").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [(line["comment"], float(line["pol_score"])) for line in csv.DictReader(file)]
    texts, other = [text for text, _ in rows], np.array([score for _, score in rows])
    said = np.array([score.liking for score in about_all(texts, [0] * len(texts)).scores(make_scorer())])
    print(f"got-reddit: {len(rows)} comments, correlation with the polarity that comes with them (another lexicon's)")
    with_vader(lambda: row("VADER", float(np.corrcoef(gold.vader(texts), other)[0, 1])))
    row("lexicon", float(np.corrcoef(said, other)[0, 1]))


def with_vader(*tables: Callable[[], None]) -> None:
    """Prints what needs VADER, if it is here."""
    try:
        import vaderSentiment.vaderSentiment  # noqa: F401
    except ImportError:
        print("  VADER is not installed: pip install vaderSentiment")
        return
    for table in tables:
        table()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedding", metavar="NAME", help="an embedding scorer besides")
    parser.add_argument("--most", type=int, default=6_000, help="how many labels are learned from at most")
    asked = parser.parse_args()
    if not gold.AUDIENCE.is_dir():
        sys.exit(f"the gold labels are not here: {gold.AUDIENCE}")
    encoders = ["trained", *([asked.embedding] if asked.embedding else [])]
    aspects, emotions = gold.read_mams("train"), gold.read_sentiment("train")
    classes("MAMS", aspects, gold.read_mams("val"), emotions, encoders, asked.most)
    classes("GoEmotions", emotions, gold.read_sentiment("dev"), aspects, encoders, asked.most)
    axes()
    beside_ratings(gold.AUDIENCE)


if __name__ == "__main__":
    main()
