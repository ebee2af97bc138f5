"""What a scorer learns from few labels, by words and by sentences: accuracy on the gold labels of MAMS, size, rate.

    python benchmarks/listening_embedding.py ../shared/data/audience/mams

It needs `fabula[listening-embedding]` for the sentences; without it words and lexicon are measured alone. Labels are
drawn from the training part, so many of each draw; what was learned is held against the whole validation part.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from fabula.listening.errors import ListeningError
from fabula.listening.model import Batch, Score
from fabula.listening.scoring.choose import make_encoder, make_scorer
from fabula.listening.scoring.contexts import Context, find_contexts
from fabula.listening.scoring.encoders import Encoder
from fabula.listening.scoring.fitting import classes_of, fit_head, macro_f1

sys.path.insert(0, str(Path(__file__).parent))
from listening_gold import aspects_in

DRAWS = 10
SIZES = (100, 300, 1000)


class Aspects:
    """Aspects of a part of MAMS: contexts, what the lexicon says, gold labels, and which sentence each is of."""

    def __init__(self, path: Path) -> None:
        self.contexts: list[Context] = []
        self.scores: list[Score | None] = []
        self.sentences: list[str] = []
        gold: list[float] = []
        for number, (text, aspects) in enumerate(aspects_in(path)):
            links = [aspect.link for aspect in aspects]
            batch = Batch([text], ["en"], [None], [None], [None])
            self.scores += make_scorer("lexicon").score(batch, [links])[0]
            self.contexts += find_contexts(text, links)
            self.sentences += [str(number)] * len(links)
            gold += [float(aspect.liking) for aspect in aspects]
        self.gold = np.array(gold)
        self.classes = classes_of(self.gold, liking=True)


def measure(encoder: Encoder, train: Aspects, test: Aspects, size: int) -> tuple[list[float], list[float]]:
    """Accuracy and macro F1 of what is learned from so many labels, for each draw."""
    right, f1 = [], []
    matrix = encoder.encode(test.contexts, test.scores)
    for draw in range(DRAWS):
        rows = np.random.default_rng(draw).choice(len(train.gold), size, replace=False)
        learned = encoder.encode([train.contexts[row] for row in rows], [train.scores[row] for row in rows])
        fit = fit_head(learned, train.gold[rows], [train.sentences[row] for row in rows], liking=True)
        kinds = np.unique(classes_of(train.gold[rows], liking=True))
        predicted = kinds[fit.head.probabilities(matrix).argmax(axis=1)]
        right.append(float((predicted == test.classes).mean()))
        f1.append(macro_f1(test.classes, predicted))
    return right, f1


def main(folder: Path) -> None:
    """Measure and print."""
    train, test = Aspects(folder / "train.xml"), Aspects(folder / "val.xml")
    print(f"{len(train.gold)} aspects to draw from, {len(test.gold)} to hold against; {DRAWS} draws")
    majority = max(np.unique(test.classes, return_counts=True)[1]) / len(test.classes)
    guessed = classes_of(np.array([score.liking if score else 0.0 for score in test.scores]), liking=True)
    print(f"always the most common  {majority:.3f}")
    print(f"lexicon                 {(guessed == test.classes).mean():.3f}  F1 {macro_f1(test.classes, guessed):.3f}")
    for name in ("trained", "embedding"):
        try:
            encoder = make_encoder(name)
        except ListeningError as error:
            print(f"{name}: {error.message}; {error.remedy}")
            continue
        for size in SIZES:
            right, f1 = measure(encoder, train, test, size)
            print(f"{name:10} {size:5} labels  {_spread(right)}  F1 {_spread(f1)}", flush=True)
        encoder.encode(test.contexts[:8], test.scores[:8])
        start = time.process_time()
        encoder.encode(test.contexts, test.scores)
        print(f"{name:10} {len(test.contexts) / (time.process_time() - start):,.0f} contexts a CPU second")


def _spread(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f} ± {np.std(values):.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
