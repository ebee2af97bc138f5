"""Prediction-powered inference: against the formula of its paper, and what must not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.listening.numbers.figure import Calibration
from fabula.listening.numbers.labelled import Labelled
from fabula.listening.numbers.measuring import measure
from fabula.listening.numbers.powered import power
from fabula.listening.numbers.sums import Sums
from tests.listening.numbers.responses import Response, add, spread


def label(responses: list[Response], rows: Any, values: Any, **columns: Any) -> Labelled:
    """The labels of some responses, drawn with equal chances."""
    own = [responses[row] for row in rows]
    ones = np.ones(len(own))
    plain = {
        "cell": np.zeros(len(own), np.int64),
        "author": np.array([one.author for one in own]),
        "comment_weight": ones,
        "weight": np.array([one.weight / 1000 for one in own]),
        "predicted": np.array([one.score / 1000 for one in own]),
        "speaks_of": ones,
        "value": np.asarray(values, np.float64),
        "probability": ones * len(own) / len(responses),
    }
    return Labelled(**(plain | columns))


def some(count: int = 400, labels: int = 80) -> tuple[list[Response], Labelled]:
    rng = np.random.default_rng(5)
    scores = np.rint(rng.normal(200, 300, count)).clip(-1000, 1000).astype(int)
    responses = [Response(number, 1000, int(score)) for number, score in enumerate(scores)]
    rows = rng.choice(count, labels, replace=False)
    values = np.clip(np.rint((scores[rows] / 1000 - 0.2 + rng.normal(0, 0.3, labels)) * 2) / 2, -1, 1)
    return responses, label(responses, rows, values)


def test_it_is_the_formula_of_the_paper() -> None:
    """Angelopoulos and others 2023, proposition 1: mean of predictions plus mean of what labels differ from them."""
    responses, labelled = some()
    scores = np.array([one.score for one in responses]) / 1000
    found = power(add(responses), labelled, tuning=1.0)
    assert found.value == pytest.approx(scores.mean() + (labelled.value - labelled.predicted).mean())
    paper = np.var(scores) / len(scores) + np.var(labelled.value - labelled.predicted) / len(labelled)
    assert found.variance == pytest.approx(paper, rel=0.08)  # HC3 is a little wider


def test_the_tuning_is_the_regression_of_labels_on_predictions() -> None:
    responses, labelled = some()
    found = power(add(responses), labelled)
    slope = np.cov(labelled.value, labelled.predicted)[0, 1] / np.var(labelled.predicted, ddof=1)
    assert found.tuning == pytest.approx(slope)
    assert found.variance < power(add(responses), labelled, tuning=0.0).variance


def test_a_scorer_that_knows_nothing_is_not_listened_to() -> None:
    responses, labelled = some()
    blind = replace(labelled, predicted=-labelled.predicted)
    assert power(add(responses), blind).tuning == 0.0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(40)))
def test_neither_the_order_of_labels_nor_the_numbers_of_authors_matter(order: list[int]) -> None:
    responses, labelled = some(labels=40)
    renamed = replace(labelled, author=1000 - labelled.author).take(np.array(order))
    assert power(add(responses), renamed) == pytest.approx(power(add(responses), labelled), rel=1e-9)


def test_what_does_not_speak_of_the_element_is_left_out() -> None:
    """The mean is over comments that really speak of it, and wrong links do not pull it to what they say."""
    responses = spread(400, [800, -400])
    rows = np.arange(100)
    speaks = (rows % 2 == 0).astype(float)
    labelled = label(responses, rows, np.where(speaks > 0, 1.0, np.nan), speaks_of=speaks).clean()
    assert power(add(responses), labelled, tuning=0.0).value == 1.0


def test_chances_are_made_up_for() -> None:
    """Those who dislike are asked four times as often; the mean is that of all."""
    rng = np.random.default_rng(3)
    truth, means = 0.2, []
    for _ in range(300):
        dislikes = rng.random(500) < 0.4
        chance = np.where(dislikes, 0.4, 0.1)
        rows = np.flatnonzero(rng.random(500) < chance)
        responses = spread(500, [0])
        values = np.where(dislikes[rows], -1.0, 1.0)
        means.append(power(add(responses), label(responses, rows, values, probability=chance[rows])).value)
    assert np.mean(means) == pytest.approx(truth, abs=0.02)


def test_nobody_speaks_of_it() -> None:
    responses = spread(400, [100, 300])
    labelled = label(responses, np.arange(60), np.full(60, np.nan), speaks_of=np.zeros(60))
    figure = measure([add(responses)], labelled)[0]
    assert figure.value is None
    assert "none of the labelled comments speaks of it" in figure.notes


def test_labels_without_a_chance_or_a_value_are_not_used() -> None:
    _, labelled = some()
    broken = np.zeros(len(labelled), bool)
    broken[:30] = True
    value = np.where(broken, np.nan, labelled.value)
    chance = labelled.probability.copy()
    chance[30:40] = 0.0
    dirty = replace(labelled, value=value, probability=chance)
    assert len(dirty.clean()) == 40


def many(elements: int, each: int, labels: int) -> tuple[list[Sums], Labelled]:
    rng = np.random.default_rng(1)
    cells, parts = [], []
    for element in range(elements):
        scores = np.rint(rng.normal(300, 300, each)).clip(-1000, 1000).astype(int)
        responses = [Response(element * each + number, 1000, int(score)) for number, score in enumerate(scores)]
        cells.append(add(responses))
        values = np.clip(scores[:labels] / 1000 - 0.25, -1, 1)
        parts.append(label(responses, np.arange(labels), values, cell=np.full(labels, element)))
    columns = (np.concatenate([getattr(part, name) for part in parts]) for name in Labelled.__slots__)
    return cells, Labelled(*columns)


def test_cells_are_calibrated_by_themselves_or_by_all_or_not_at_all() -> None:
    cells, labelled = many(8, 200, 10)
    cells.append(cells[0])  # one without any labels
    figures = measure(cells, labelled)
    assert {figure.calibration for figure in figures} == {Calibration.POOLED}
    assert all(figure.labels == 80 for figure in figures)
    assert all(abs(figure.estimate - (figure.raw or 0) + 0.25) < 0.1 for figure in figures)
    assert figures[-1].width >= figures[0].width, "its own labels add to what the others say"
    own = measure(cells, labelled, least_own=10)
    assert [figure.calibration for figure in own] == [Calibration.CALIBRATED] * 8 + [Calibration.POOLED]
    few = measure(cells, labelled.take(labelled.cell < 4))
    assert {figure.calibration for figure in few} == {Calibration.UNCALIBRATED}
    assert [figure.labels for figure in few] == [10, 10, 10, 10, 0, 0, 0, 0, 0]


def test_cells_of_one_element_share_its_labels() -> None:
    cells, labelled = many(8, 200, 10)
    apart = measure(cells + cells, labelled, [*range(8), *range(8)])
    assert [apart[one + 8].estimate for one in range(8)] == pytest.approx([apart[one].estimate for one in range(8)])


def test_an_empty_cell_stays_empty() -> None:
    cells, labelled = many(8, 200, 10)
    cells.append(Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    assert measure(cells, labelled)[-1].value is None
    assert [one.value for one in measure(cells)] == [one.raw if one.comments else None for one in measure(cells)]
