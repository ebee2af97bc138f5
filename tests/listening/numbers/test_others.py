"""Changes, relations, agreement, guesses and validity, one by one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.numbers.agreement import cohen, confusion, krippendorff
from fabula.listening.numbers.changes import find_changes
from fabula.listening.numbers.guesses import first_surely, share_of
from fabula.listening.numbers.relation import relate
from fabula.listening.numbers.scan import stretches
from fabula.listening.numbers.series import Series
from fabula.listening.numbers.validity import correlate


def series(levels: list[float], a_bin: int = 60, authors: int = 90, seed: int = 0) -> Series:
    """A series with such levels, an author's comments of a bin together."""
    rng = np.random.default_rng(seed)
    bins = np.repeat(np.arange(len(levels)), a_bin)
    author = rng.integers(0, authors, len(bins))
    value = np.array(levels)[bins] + rng.normal(0, 0.2, authors)[author] + rng.normal(0, 0.4, len(bins))
    keys, place = np.unique(bins * authors + author, return_inverse=True)
    s, w = (np.bincount(place, column).astype(float) for column in (value, np.ones(len(bins))))
    names = [f"e{number}" for number in range(len(levels))]
    return Series(names, keys // authors, keys % authors, s, w, len(bins))


JUMP = [0.0] * 6 + [0.4] * 6


def test_a_change_is_found_where_it_is() -> None:
    found = find_changes(series(JUMP))
    assert found.p_value < 0.01
    (change,) = found.changes
    assert change.first < 6 <= change.last
    assert change.at in (5, 6, 7)
    assert change.low <= 0.4 <= change.high
    assert change.difference == pytest.approx(change.after - change.before)


def test_two_changes_and_back() -> None:
    found = find_changes(series([0.0] * 5 + [0.5] * 5 + [0.0] * 5))
    assert [change.first < at <= change.last for change, at in zip(found.changes, (5, 10), strict=True)] == [True, True]
    assert found.changes[0].difference > 0 > found.changes[1].difference


def test_the_numbers_of_authors_and_the_order_of_rows_change_nothing() -> None:
    one = series(JUMP)
    shuffled = np.random.default_rng(2).permutation(len(one.bin))
    names = np.random.default_rng(3).permutation(90)
    other = Series(
        one.bins, one.bin[shuffled], names[one.author[shuffled]], one.s[shuffled], one.w[shuffled], one.comments
    )
    assert find_changes(other) == find_changes(one)
    assert find_changes(one, seed=1) == find_changes(one, seed=1)


def test_one_loud_author_is_no_change() -> None:
    """Somebody who posts two hundred times after a date has changed their own mind, not the audience's."""
    calm = series([0.0] * 10)
    late = np.arange(5, 10)
    loud = Series(
        calm.bins,
        np.concatenate([calm.bin, late]),
        np.concatenate([calm.author, np.full(5, 999)]),
        np.concatenate([calm.s, np.full(5, 60.0)]),
        np.concatenate([calm.w, np.full(5, 60.0)]),
        calm.comments + 300,
    )
    s, w = loud.sums()
    assert s[5:].sum() / w[5:].sum() - s[:5].sum() / w[:5].sum() > 0.3
    assert find_changes(loud).changes == ()


def test_too_few_comments_are_not_looked_at() -> None:
    small = series(JUMP, a_bin=20)
    assert small.comments == 240
    assert find_changes(small) == find_changes(series([0.0]))
    assert not find_changes(small).enough
    assert find_changes(series(JUMP, a_bin=60, authors=12)).changes == (), "twelve authors are no audience"


def test_bins_in_which_nobody_speaks_are_passed_over() -> None:
    one = series(JUMP)
    gaps = Series([""] * 24, one.bin * 2, one.author, one.s, one.w, one.comments)
    (change,) = find_changes(gaps).changes
    (plain,) = find_changes(one).changes
    assert (change.first, change.last, change.at) == (2 * plain.first, 2 * plain.last, 2 * plain.at)


def test_long_series_are_looked_at_in_few_stretches() -> None:
    assert len(stretches(30)) == 30 * 29 // 2
    long = stretches(1000)
    assert len(long) < 20_000
    assert long == sorted(set(long))
    for change in (3, 400, 997):
        assert any(start <= change - 2 and change + 2 <= stop and stop - start <= 12 for start, stop in long)


def story(episodes: int = 12, elements: int = 8) -> tuple[Any, ...]:
    rng = np.random.default_rng(0)
    episode, element = np.repeat(np.arange(episodes), elements), np.tile(np.arange(elements), episodes)
    x = rng.normal(0, 1, (len(episode), 3))
    return (
        x @ np.array([0.5, 0.0, 0.0]) + rng.normal(0, 0.3, len(x)),
        x,
        ["tension", "reveals", "time"],
        episode,
        element,
    )


def test_a_relation_is_found_and_called_association() -> None:
    y, x, names, episode, element = story()
    found = relate(y, x, names, episode, element)
    tension, reveals, _ = found.effects
    assert tension.low <= 0.5 * tension.spread <= tension.high
    assert tension.adjusted < 0.001 < reveals.p_value
    assert abs(tension.shrunk) <= abs(tension.estimate)
    assert found.warnings[0].startswith("association, not cause")
    assert found.foreseen > 0.5
    assert (found.rows, found.episodes, found.elements) == (96, 12, 8)


def test_what_an_element_is_liked_for_anyway_drops_out_within() -> None:
    y, x, names, episode, element = story()
    liked = y + np.linspace(-3, 3, 8)[element]
    within = relate(liked, x, names, episode, element, within=True)
    assert within.effects[0].high - within.effects[0].low < 0.3
    assert within.effects[0].low <= 0.5 * within.effects[0].spread <= within.effects[0].high


def test_predictors_that_say_nothing_of_their_own_are_dropped() -> None:
    y, x, _, episode, element = story()
    more = np.column_stack([x, 2 * x[:, 0] - x[:, 1], np.ones(len(x))])
    found = relate(y, more, ["a", "b", "c", "copy", "constant"], episode, element)
    assert found.dropped == ("copy", "constant")


def test_more_predictors_than_rows_give_no_sure_finding() -> None:
    y, _, _, episode, element = story(6, 3)
    x = np.random.default_rng(1).normal(0, 1, (18, 40))
    found = relate(y, x, [str(name) for name in range(40)], episode, element)
    assert all(effect.adjusted > 0.05 for effect in found.effects)
    assert any("cannot be told apart" in warning for warning in found.warnings)


def test_rows_that_are_unknown_are_left_out_and_too_few_episodes_refused() -> None:
    y, x, names, episode, element = story()
    y[0], x[9, 1] = math.nan, math.nan
    assert relate(y, x, names, episode, element).rows == 94
    for rows in (episode < 5, episode < 0):
        with pytest.raises(ListeningError, match="episodes with enough comments are too few"):
            relate(y[rows], x[rows], names, episode[rows], element[rows])
    with pytest.raises(ListeningError, match="nothing that the story does varies"):
        relate(y, np.ones_like(x), names, episode, element)


def test_alpha_is_that_of_the_book() -> None:
    """Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), example C: 0.743 nominal, 0.815 ordinal."""
    n = math.nan
    codes = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
            [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
        ]
    ).T
    assert krippendorff(codes, "nominal").value == pytest.approx(0.743, abs=5e-4)
    ordinal = krippendorff(codes)
    assert ordinal.value == pytest.approx(0.815, abs=5e-4)
    assert ordinal.low < ordinal.value < ordinal.high
    assert ordinal.units == 11


def test_kappa_by_hand() -> None:
    first, second = np.repeat([1.0, 1.0, 0.0, 0.0], [20, 5, 10, 15]), np.repeat([1.0, 0.0, 1.0, 0.0], [20, 5, 10, 15])
    assert cohen(first, second).value == pytest.approx(0.4)  # the example of Wikipedia: 0.7 agreed, 0.5 by chance
    assert confusion(first, second, [0.0, 1.0]).tolist() == [[15, 10], [5, 20]]


def test_there_is_no_telling_where_nothing_varies_or_nobody_labels() -> None:
    same = np.ones((10, 2))
    assert math.isnan(krippendorff(same).value)
    assert math.isnan(cohen(same[:, 0], same[:, 1]).value)
    none = np.full((4, 2), math.nan)
    assert krippendorff(none).units == cohen(none[:, 0], none[:, 1]).units == 0


def test_shares_of_guesses() -> None:
    share = share_of(np.repeat([1.0, 0.0], [30, 10]), np.ones(40), 40)
    assert share.value == 0.75
    assert 0.58 < share.low < 0.62
    assert 0.85 < share.high < 0.88
    assert share_of(np.ones(5), np.ones(5), 5).value is None
    assert share_of(np.zeros(0), np.zeros(0), 0).value is None
    loud = share_of(np.array([1.0] * 30 + [60.0]), np.array([1.0] * 30 + [60.0]), 90)
    assert loud.value is None, "one author makes most of the guesses"


def guesses(shares: list[float], a_bin: int = 60) -> Series:
    hits = [np.arange(a_bin) < round(share * a_bin) for share in shares]
    count = len(shares) * a_bin
    bins = np.repeat(np.arange(len(shares)), a_bin)
    return Series(
        [""] * len(shares), bins, np.arange(count), np.concatenate(hits).astype(np.float64), np.ones(count), count
    )


def test_since_when_the_audience_is_on_to_it() -> None:
    since = first_surely(guesses([0.1, 0.3, 0.55, 0.9, 0.9]))
    assert since is not None
    assert (since.first, since.last, since.share.value) == (3, 3, 0.9)
    later = first_surely(guesses([0.1, 0.3, 0.55, 0.9, 0.9, 0.1]))
    assert later == since, "what comes later does not change what was found"
    assert first_surely(guesses([0.5] * 8)) is None
    small = first_surely(guesses([0.9] * 8, a_bin=8))
    assert small is not None
    assert (small.first, small.last) == (0, 2), "small bins are joined"


def test_correlations_stay_on_their_scale_and_know_when_there_are_none() -> None:
    x = np.arange(20.0)
    assert correlate(x, 2 * x + 1).value == pytest.approx(1.0)
    assert correlate(x, np.exp(x), kind="spearman").value == pytest.approx(1.0)
    assert correlate(x, np.exp(x)).value < 0.9
    noisy = correlate(x, np.random.default_rng(0).normal(0, 1, 20))
    assert -1 <= noisy.low < noisy.value < noisy.high <= 1
    assert math.isnan(correlate(x, np.ones(20)).value)
    assert math.isnan(correlate(x[:3], x[:3]).value)
    assert correlate(x, np.where(x < 5, math.nan, x)).rows == 15
    twice = correlate(np.repeat(x, 50), np.repeat(x + np.sin(x * 9) * 9, 50), np.repeat(np.arange(20), 50))
    once = correlate(x, x + np.sin(x * 9) * 9)
    assert (twice.low, twice.high) == pytest.approx((once.low, once.high))
