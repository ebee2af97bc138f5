"""Means of groups: against a slow computation comment by comment in fractions, and what they refuse to say."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from fabula.listening.numbers.figure import Calibration, Figure
from fabula.listening.numbers.means import mean_figure, mean_of
from fabula.listening.numbers.sums import Sums, add_sums, bounds_of, read_sums
from tests.listening.numbers.responses import RESPONSES, Response, add, spread

unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(RESPONSES)
def test_means_are_those_of_the_comments(responses: list[Response]) -> None:
    whole = Fraction(sum(one.weight for one in responses))
    value = sum(Fraction(one.weight * one.score, 1000) for one in responses) / whole
    authors = sorted({one.author for one in responses})
    weights = [sum(one.weight for one in responses if one.author == author) for author in authors]
    voices = whole**2 / sum(weight**2 for weight in weights)
    mean = mean_of(add(responses))
    assert mean.value == float(value)
    assert mean.voices == pytest.approx(float(voices))
    assert mean.effective == pytest.approx(float(whole**2 / sum(Fraction(one.weight) ** 2 for one in responses)))
    if voices > 1:
        away = [
            sum(one.weight * (Fraction(one.score, 1000) - value) for one in responses if one.author == author)
            for author in authors
        ]
        variance = sum(one**2 for one in away) / whole**2 * voices / (voices - 1)
        assert mean.variance == pytest.approx(float(variance), rel=1e-12, abs=0)
    else:
        assert mean.variance == math.inf


@unhurried
@given(RESPONSES)
def test_the_order_of_comments_changes_nothing(responses: list[Response]) -> None:
    assert mean_figure(add(responses[::-1])) == mean_figure(add(responses))


@unhurried
@given(RESPONSES)
def test_intervals_hold_their_figure_and_stay_on_the_scale(responses: list[Response]) -> None:
    figure = mean_figure(add(responses))
    assert -1 <= figure.low <= figure.estimate <= figure.high <= 1
    wider, narrower = figure.at_level(0.99), figure.at_level(0.8)
    assert wider.low <= figure.low <= narrower.low <= narrower.high <= figure.high <= wider.high


def test_authors_of_their_own_give_the_textbook_error() -> None:
    figure = mean_figure(add(spread(200, [0, 1000])))
    assert figure.value == 0.5
    assert figure.error == pytest.approx(0.5 / math.sqrt(199))
    assert (figure.comments, figure.authors, figure.effective) == (200, 200, 200.0)
    assert figure.calibration is Calibration.UNCALIBRATED


@pytest.mark.parametrize("least", [1, 100, 150])
def test_below_the_least_sample_there_is_only_a_range(least: int) -> None:
    figure = mean_figure(add(spread(least - 1, [500])), least=least, least_authors=1) if least > 1 else None
    assert figure is None or (figure.value is None and figure.low < figure.high)
    assert mean_figure(add(spread(least, [500])), least=least, least_authors=1).value == 0.5


def test_nothing_said_is_the_whole_scale() -> None:
    for axis in ("liking", "confusion"):
        bounds = bounds_of(axis)
        empty = mean_figure(Sums(3, 2, 0, 0, 0, 0, 0, 0, 0, 0, bounds=bounds))
        assert (empty.value, empty.raw, empty.low, empty.high) == (None, None, *bounds)
        assert empty.p_value() == 1.0
        assert empty.at_level(0.5).low == bounds[0]


def test_few_who_agree_are_no_proof() -> None:
    figure = mean_figure(add(spread(5, [0])))
    assert figure.low < -0.4
    assert figure.high > 0.4
    assert mean_figure(add(spread(1, [1000]))).low == -1
    assert mean_figure(add(spread(5, [0]), (0.0, 1.0))).high > 0.3


def test_a_million_comments_by_one_author_are_one_voice() -> None:
    loud = [Response(0, 1000, 900)] * 2000
    figure = mean_figure(add(loud + spread(150, [-500, -400])[1:]))
    assert figure.comments == 2149
    assert figure.value is None
    assert figure.low == -1.0
    assert any("a few of the 150 authors write most of it" in note for note in figure.notes)


def test_comments_that_could_not_be_scored_are_noted() -> None:
    sums = add(spread(120, [0, 500]))
    more = Sums(150, 140, *(getattr(sums, name) for name in list(Sums.__slots__)[2:10]))
    assert mean_figure(more).notes == ("30 of 150 comments could not be scored",)


@unhurried
@given(RESPONSES, RESPONSES)
def test_cells_of_other_authors_add_up(first: list[Response], second: list[Response]) -> None:
    others = [one._replace(author=one.author + 100) for one in second]
    assert add_sums([add(first), add(others)]) == add(first + others)


def test_groups_are_read_whatever_numbers_they_come_as() -> None:
    names = ("comments", "authors", "scored", "scored_authors", "scored_squared", "w", "w2", "s", "ss", "sw")
    columns = {name: [Decimal(number), 10**30 + number] for number, name in enumerate(names)}
    first, second = read_sums(columns, "confusion")
    assert (first.s, second.ss, first.bounds) == (7, 10**30 + 8, (0.0, 1.0))
    assert type(first.w2) is int


def figure(estimate: float, error: float, degrees: float = 50, bounds: tuple[float, float] = (-1, 1)) -> Figure:
    return Figure(estimate, 0, 0, error, degrees, 200, 100, 150, bounds=bounds).at_level(0.95)


def test_p_values_and_intervals_tell_the_same() -> None:
    for bounds in ((-1.0, 1.0), (0.0, 1.0)):
        one = figure(0.3, 0.05, bounds=bounds)
        assert one.p_value(one.low) == pytest.approx(0.05, rel=0.02)
        assert one.p_value(one.high) == pytest.approx(0.05, rel=0.02)
    assert figure(0.3, 0.05).differs_from(figure(0.3, 0.02)) == 1.0
    assert figure(0.3, 0.05).differs_from(figure(0.5, 0.02)) < 0.01
    assert figure(0.3, 0.05).differs_from(mean_figure(add_sums([]))) == 1.0
    assert figure(0.0, 0.0).p_value() == 1.0
    assert figure(0.1, 0.0).p_value() == 0.0


def test_shares_near_an_end_have_intervals_that_are_wider_inwards() -> None:
    share = figure(0.02, 0.01, bounds=(0.0, 1.0))
    assert share.low > 0
    assert share.high - 0.02 > 0.02 - share.low
