"""Intervals hold the truth as often as they say: fewer runs of ``benchmarks/listening_coverage.py``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from tests.listening.modules import load_benchmark

MAMS = Path(__file__).parents[4] / "shared" / "data" / "audience" / "mams"


@pytest.fixture(scope="module")
def simulated() -> Any:
    return load_benchmark("listening_coverage")


def least(runs: int, of: float = 0.93) -> float:
    """What so many runs of something that covers ``of`` would still show, but for one in a thousand."""
    return of - 3.1 * math.sqrt(of * (1 - of) / runs)


@pytest.mark.parametrize(("kind", "labels"), [("liking", 50), ("liking", 200), ("share", 100), ("rare", 100)])
def test_cells_with_labels_of_their_own(simulated: Any, kind: str, labels: int) -> None:
    tally = simulated.cover_cells(kind, labels, runs=400, size=1200)
    assert tally.coverage("powered") >= least(400)
    assert tally.coverage("labels") >= least(400)
    assert tally.coverage("naive") <= 0.2, "a biased scorer's own interval holds hardly anything"
    assert tally.ratio("powered") < 1.02, "what the scorer adds must not cost"


def test_a_good_scorer_halves_the_interval(simulated: Any) -> None:
    assert simulated.cover_cells("liking", 100, runs=60, size=1200, noise=0.1).ratio("powered") < 0.65


@pytest.mark.parametrize("labels", [100, 200])
def test_labels_spread_over_elements(simulated: Any, labels: int) -> None:
    tally = simulated.cover_pooled(20, labels, runs=30)
    assert tally.coverage("pooled") >= least(200)  # the elements of one run share their calibration
    assert tally.coverage("naive") <= 0.4
    assert tally.ratio("pooled") < 0.7


def test_cells_of_one_element_differ(simulated: Any) -> None:
    tally = simulated.cover_within(10, 3, 300, runs=12, differ=0.15)
    assert tally.coverage("pooled") >= least(120)
    assert tally.ratio("pooled") < 0.7


def test_series_without_changes_and_with(simulated: Any) -> None:
    calm = simulated.scan_series(12, 60, (), runs=60)
    assert calm["series with any"] <= 0.05 + 3.1 * math.sqrt(0.05 * 0.95 / 60)
    moved = simulated.scan_series(12, 120, ((6, 0.25),), runs=25)
    assert moved["power"] >= 0.9
    assert moved["false of those found"] <= 0.1
    assert moved["false of what adjacent t-tests flag"] >= 0.3, "which is why they are not used"


def test_effects_of_a_story(simulated: Any) -> None:
    held, false = simulated.cover_relation(8, 8, 6, runs=40)
    assert held >= least(200)
    assert false <= 0.08


def test_looking_again_and_again(simulated: Any) -> None:
    false, found = simulated.sequential_alarms(runs=60)
    assert false <= 0.1
    assert found >= 0.95


@pytest.mark.skipif(not MAMS.is_dir(), reason="the gold labels of ../shared/data/audience/mams are not here")
def test_real_labels_and_a_real_scorer(simulated: Any) -> None:
    gold, scores, _ = simulated.read_mams(MAMS, simulated.score_with_lexicon)
    tally = simulated.cover_real(gold, scores, 100, runs=300)
    assert tally.coverage("powered") >= least(300)
    assert tally.ratio("powered") < 1.0
