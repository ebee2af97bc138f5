"""How right scoring is on real gold labels: floors under what `benchmarks/listening_accuracy.py` prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fabula.listening.model import How, Link
from tests.listening.modules import load_benchmark

from .sentences import score

AUDIENCE = Path(__file__).parents[4] / "shared" / "data" / "audience"
real = pytest.mark.skipif(not AUDIENCE.is_dir(), reason="gold labels are not here: ../shared/data/audience is missing")
BAND = 0.15
"""Up to where a liking is none: what `fabula listen train` takes for it too."""


gold: Any = load_benchmark("listening_gold")
accuracy: Any = load_benchmark("listening_accuracy")


def right(scores: Any, labels: Any, low: float = -BAND, high: float = BAND) -> Any:
    return gold.Right.of(labels, gold.Cuts(low, high).classes(scores))


@pytest.fixture(scope="module")
def aspects() -> Any:
    """The aspects of reviews that nothing was tried out on."""
    return gold.read_mams("val")


@pytest.fixture(scope="module")
def emotions() -> Any:
    return gold.read_goemotions("dev")


@pytest.fixture(scope="module")
def by_default(aspects: Any) -> Any:
    return right(accuracy.scores_of(accuracy.make_scorer(), aspects), aspects.labels("liking"))


@real
def test_liking_by_aspect(aspects: Any, by_default: Any) -> None:
    """Measured 0.61 and 0.57."""
    kinds, counts = np.unique(aspects.labels("liking"), return_counts=True)
    assert by_default.accuracy >= 0.59
    assert by_default.f1 >= 0.54
    assert by_default.accuracy >= counts.max() / counts.sum() + 0.13, "far above the most common class"
    assert set(kinds.tolist()) == {-1, 0, 1}


@real
def test_liking_by_aspect_against_vader(aspects: Any, by_default: Any) -> None:
    """VADER gets the cut that is usual for it (Hutto and Gilbert 2014)."""
    pytest.importorskip("vaderSentiment", reason="vaderSentiment is not installed: pip install 'fabula[bench]'")
    for by_clause in (False, True):
        other = right(accuracy.vader(aspects, by_clause), aspects.labels("liking"), -0.05, 0.05)
        assert by_default.accuracy >= other.accuracy + 0.06
        assert by_default.f1 >= other.f1 + 0.04


@real
def test_liking_of_whole_comments(emotions: Any) -> None:
    """Measured 0.60 and 0.58."""
    found = right(accuracy.scores_of(accuracy.make_scorer(), emotions), emotions.labels("liking"))
    assert found.accuracy >= 0.585
    assert found.f1 >= 0.56


@real
@pytest.mark.parametrize(
    ("axis", "high", "precision", "recall", "average"),
    [("excitement", 0.85, 0.33, 0.15, 0.14), ("confusion", 0.25, 0.41, 0.70, 0.33)],
)
def test_the_other_axes(emotions: Any, axis: str, high: float, precision: float, recall: float, average: float) -> None:
    """From where on it is there was chosen on the train part."""
    from sklearn.metrics import average_precision_score

    scores, labels = accuracy.scores_of(accuracy.make_scorer(), emotions, axis), emotions.labels(axis)
    found = right(scores, labels, gold.NOWHERE, high)
    assert found.precision >= precision
    assert found.recall >= recall
    assert average_precision_score(labels, scores) >= average


@real
def test_few_labels_teach_a_scorer_of_ones_own(aspects: Any) -> None:
    """Measured 0.60 and 0.58 over several draws."""
    train = gold.read_mams("train").some(300, seed=1)
    row = accuracy.learned("trained", train, aspects, "liking")
    assert row.right.accuracy >= 0.57
    assert row.right.f1 >= 0.52


PLOT = [
    "Mason dies in the last scene",
    "Mason kills Nadia and burns the house",
    "Mason is the villain of the season",
    "so Mason murdered his father",
    "Mason betrays everybody and steals the archive",
    "Orlick is an evil man who tortures prisoners",
    "Nadia is attacked, and Mason is dead",
    "Mason lies to Nadia about the war",
    "Nadia fights Mason and loses",
    "Mason poisons the king",
    "Mason is a traitor and a criminal",
    "the death of Mason is in episode five",
    "Nadia finds the corpse, and Mason has a gun",
    "Mason threatens her with a bomb",
    "Mason goes to prison for fraud",
    "Mason takes revenge on the killer",
]
"""What happens in stories, in words of our own. None of it is an opinion."""


def test_what_happens_is_no_opinion() -> None:
    assert [text for text in PLOT for one in score(text) if abs(one.liking) > 0.1] == []


def test_a_general_lexicon_takes_what_happens_for_blame() -> None:
    """Why the default has no general one: of 16 plain accounts VADER reads nearly all as negative."""
    pytest.importorskip("vaderSentiment", reason="vaderSentiment is not installed: pip install 'fabula[bench]'")
    plot = gold.Gold(PLOT, [[Link("shows/any", 0, 0, How.SOURCE, 1.0)]] * len(PLOT), [0] * len(PLOT))
    assert (accuracy.vader(plot, False) <= -0.05).sum() >= 14


@real
def test_texts_are_drawn_as_a_whole(aspects: Any) -> None:
    some = aspects.some(301, seed=4)
    assert len(some) == 301
    left = [row for row in range(len(aspects)) if aspects.groups[row] in set(some.groups)]
    assert len(left) <= 301 + 8, "but for the last one"
    assert aspects.some(301, seed=4).texts == some.texts != aspects.some(301, seed=5).texts


def test_cuts_and_measures() -> None:
    scores, labels = np.array([-0.9, -0.3, 0.0, 0.0, 0.2, 0.8]), np.array([-1, -1, 0, 0, 1, 1])
    perfect = gold.held_to(scores, labels, scores, labels)
    assert (perfect.accuracy, perfect.f1, perfect.precision, perfect.recall) == (1.0, 1.0, 1.0, 1.0)
    never = gold.Right.of(labels, np.zeros(6, np.int64))
    assert never.accuracy == pytest.approx(1 / 3)
    assert never.f1 == pytest.approx(0.5 / 3)
    assert (never.precision, never.recall) == (0.0, 0.0)
