"""How far a scorer agrees with ratings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from fabula.listening.model import Link, Score
from fabula.listening.scoring.examples import Examples
from fabula.listening.scoring.lexicon_scorer import LexiconScorer
from fabula.listening.scoring.validity import check_validity, correlate
from tests.listening.scoring.sentences import links_of


def rated(
    ratings: Sequence[float | None], source: str = "s", text: str = "Nadia", into: Examples | None = None
) -> Examples:
    found = into if into is not None else Examples()
    for number, rating in enumerate(ratings):
        comment = {"text": text, "language": "en", "author": None, "comment": f"{source}:{number}", "source": source}
        links: list[Link] = links_of(text)
        found.add({**comment, "rating": rating}, links, 0, {})
    return found


def test_the_correlation_is_pearsons_and_its_interval_fishers() -> None:
    chance = np.random.default_rng(4)
    ratings = chance.random(400)
    liking = ratings + chance.normal(scale=0.3, size=400)
    (found,) = correlate(rated(ratings.tolist()), liking.tolist())
    expected = float(np.corrcoef(ratings, liking)[0, 1])
    assert (found.source, found.comments) == ("s", 400)
    assert found.correlation == pytest.approx(expected)
    z = 0.5 * np.log((1 + expected) / (1 - expected))
    assert (found.low, found.high) == pytest.approx(tuple(np.tanh([z - 1.96 / 397**0.5, z + 1.96 / 397**0.5])))
    (backwards,) = correlate(rated(ratings.tolist()), (-liking).tolist())
    assert (backwards.low, backwards.high) == pytest.approx((-found.high, -found.low))


def test_each_source_by_itself_and_none_with_too_little() -> None:
    up = [number / 119 for number in range(120)]
    examples = rated([0.5] * 120, "constant", into=rated(up[:99], "few", into=rated(up, "b", into=rated(up, "a"))))
    liking = [*up, *up[::-1], *up[:99], *up]
    found = correlate(examples, liking)
    assert [(one.source, round(one.correlation, 6)) for one in found] == [("a", 1.0), ("b", -1.0)]


def test_what_is_not_rated_or_not_scored_does_not_count() -> None:
    up: list[float | None] = [number / 109 for number in range(110)]
    liking: list[float | None] = [*up[:105], *[None] * 5]
    (found,) = correlate(rated([None, None, *up[2:]]), liking)
    assert found.comments == 103


def test_a_scorer_is_held_against_ratings() -> None:
    examples = rated([0.9, 0.8] * 60, text="Nadia is brilliant")
    rated([0.1, 0.3] * 60, text="Nadia is awful", into=examples)
    (found,) = check_validity(LexiconScorer(), examples)
    assert found.comments == 240
    assert found.correlation > 0.9
    assert all(isinstance(one, Score) for (one,) in LexiconScorer().score(examples.batch(), examples.links))
