"""Figures together: fixed weights, a stated audience, and what is surely so among many."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.listening.errors import ListeningError
from fabula.listening.numbers.combining import combine, post_stratify
from fabula.listening.numbers.figure import Calibration, Figure
from fabula.listening.numbers.many import adjusted, discoveries, select_surely


def figure(
    estimate: float,
    error: float = 0.05,
    *,
    calibration: Calibration = Calibration.UNCALIBRATED,
    effective: float = 100.0,
    enough: bool = True,
) -> Figure:
    one = Figure(estimate, 0, 0, error, 60, 200, 120, effective, 50, calibration, enough, raw=estimate)
    return one.at_level(0.95)


def test_sources_have_equal_weights_unless_others_are_given() -> None:
    board, reviews = figure(0.5, 0.03), figure(-0.1, 0.04)
    both = combine([board, reviews])
    assert both.estimate == pytest.approx(0.2)
    assert both.error == pytest.approx(0.025)
    assert (both.comments, both.authors, both.labels) == (400, 240, 100)
    assert both.raw == pytest.approx(0.2)
    assert combine([board, reviews], [3, 1]).estimate == pytest.approx(0.35)
    assert combine([board, reviews], [1, 0]).notes == ("1 of 2 could not be computed or have no weight",)


def test_together_they_are_as_sure_as_the_least_sure() -> None:
    kinds = (Calibration.CALIBRATED, Calibration.POOLED, Calibration.UNCALIBRATED)
    for first, second in itertools.combinations(kinds, 2):
        assert combine([figure(0, calibration=second), figure(0, calibration=first)]).calibration is second
    assert not combine([figure(0), figure(0, enough=False)]).enough


def test_what_the_same_labels_calibrate_errs_together() -> None:
    one = figure(0.1, 0.05, calibration=Calibration.POOLED)
    assert combine([one, one]).error == pytest.approx(0.05)
    assert combine([one, one]).labels == 50


def test_weights_that_are_none() -> None:
    for weights in ([1.0], [-1.0, 1.0], [math.nan, 1.0]):
        with pytest.raises(ListeningError):
            combine([figure(0), figure(0)], weights)
    with pytest.raises(ListeningError, match="all weights are 0"):
        combine([figure(0), figure(0)], [0, 0])
    with pytest.raises(ListeningError):
        combine([])


def test_a_stated_audience_weighs_the_strata() -> None:
    strata = {"en": figure(0.4, effective=1000), "it": figure(-0.2, effective=50), "fr": figure(0.0)}
    found = post_stratify(strata, {"en": 30, "it": 60, "hi": 10})
    assert found.figure.estimate == pytest.approx((0.4 * 30 - 0.2 * 60) / 90)
    assert found.missing == {"hi": pytest.approx(0.1)}
    assert found.unstated == ("fr",)
    assert "no comments of: hi (10%)" in found.figure.notes
    # Kish: 1050 comments, two thirds of the weight on 50 of them
    assert found.design_effect == pytest.approx(1050 * ((1 / 3) ** 2 / 1000 + (2 / 3) ** 2 / 50))
    assert post_stratify(strata, {"en": 1000, "it": 50}).design_effect == pytest.approx(1.0)


def test_an_audience_of_whom_nobody_comments() -> None:
    with pytest.raises(ListeningError, match="no comment is of the stated audience: hi"):
        post_stratify({"en": figure(0)}, {"hi": 1})
    for shares in ({}, {"en": -1.0}, {"en": math.nan}, {"en": 0.0}):
        with pytest.raises(ListeningError):
            post_stratify({"en": figure(0)}, shares)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.floats(0, 1), max_size=12), st.sampled_from([0.01, 0.05, 0.2]), st.booleans())
def test_discoveries_are_those_of_the_step_up(p_values: list[float], rate: float, dependent: bool) -> None:
    """Slowly and plainly: the largest k of which the k smallest are at most k rate / m."""
    count = len(p_values)
    strict = sum(1 / k for k in range(1, count + 1)) if dependent else 1.0
    ordered = sorted(p_values)
    most = max((k for k in range(1, count + 1) if ordered[k - 1] * strict * count / k <= rate), default=0)
    found = discoveries(p_values, rate, dependent)
    assert found == [most > 0 and value <= ordered[most - 1] for value in p_values]
    assert all(0 <= one <= 1 for one in adjusted(p_values, dependent))


def test_the_chosen_have_wider_intervals_and_the_others_their_own() -> None:
    figures = [figure(0.5), figure(0.01), figure(-0.4), figure(0.9, enough=False)]
    found = select_surely(figures)
    assert found.chosen == (True, False, True, False)
    assert found.level == pytest.approx(1 - 2 * 0.05 / 3)
    assert found.figures[0].width > figures[0].width
    assert found.figures[1] == figures[1]
    assert found.p_values[3] == 1.0
    assert select_surely(figures, figure(0.5, 0.01)).chosen == (False, True, True, False)
    assert select_surely(figures, dependent=True).level > found.level
    assert select_surely([]).chosen == ()


def test_shown_intervals_hold_the_truth_after_the_choice() -> None:
    """Of intervals of what was picked for being extreme, those at the usual level miss more than five of 100."""
    rng = np.random.default_rng(4)
    missed, plain, shown = 0, 0, 0
    for _ in range(120):
        truth = np.where(rng.random(40) < 0.2, rng.normal(0, 0.12, 40), 0.0)
        figures = [figure(float(one), 0.05) for one in truth + rng.normal(0, 0.05, 40)]
        found = select_surely(figures)
        for one, before, chosen, at in zip(found.figures, figures, found.chosen, truth, strict=True):
            shown += chosen
            missed += chosen and not one.low <= at <= one.high
            plain += chosen and not before.low <= at <= before.high
    assert missed / shown <= 0.05 < plain / shown
