"""Lengths of time as people say them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.durations import find_spoken, read_duration, read_number
from fabula.source import EMPTY_SOURCE

SPAN = EMPTY_SOURCE.whole
DAY = 24 * 60


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("20 minutes", 16, 24),
        ("7 minutes", 6, 8),
        ("1 minute", 0, 2),
        ("30 seconds", 0, 1),
        ("a moment", 0, 10),
        ("2 hours", 90, 150),
        ("half an hour", 24, 36),
        ("an hour and a half", 72, 108),
        ("one and a half hours", 72, 108),
        ("2 hours 20 minutes", 136, 144),
        ("1 day", 0, 2 * DAY - 1),
        ("2 days", DAY, 3 * DAY - 1),
        ("2-3 days", DAY, 4 * DAY - 1),
        ("two or three days", DAY, 4 * DAY - 1),
        ("a couple of days", DAY, 4 * DAY - 1),
        ("a few days", DAY, 7 * DAY - 1),
        ("several nights", 2 * DAY, 10 * DAY - 1),
        ("a week", 7 * DAY // 2, 14 * DAY - 1),
        ("a dozen weeks", 80 * DAY + DAY // 2, 91 * DAY - 1),
    ],
)
def test_leeway(text: str, least: int, most: int) -> None:
    duration = read_duration(text, SPAN)
    assert duration is not None
    assert (duration.least, duration.most) == (least, most)


@pytest.mark.parametrize("text", ["8 years", "eight years", "Eight Years", "8 yrs", "8-year"])
def test_eight_years_are_seven_and_a_half_to_just_under_nine(text: str) -> None:
    duration = read_duration(text, SPAN)
    assert duration is not None
    assert (duration.least, duration.most) == (3_944_619, 4_733_541)


@pytest.mark.parametrize(
    ("text", "years"),
    [("twenty-five years", 25), ("a hundred and ten years", 110), ("a decade", 10), ("2 centuries", 200)],
)
def test_numbers_in_words(text: str, years: int) -> None:
    duration = read_duration(text, SPAN)
    assert duration is not None
    assert duration.least <= years * 525_949 <= duration.most
    assert duration.least >= years * 525_949 // 2 - 1


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("20 minutes", 20, 20), ("an hour and a half", 90, 90), ("2 days", 2 * DAY, 2 * DAY), ("a few hours", 120, 360),
     ("1 month", 39_509, 48_150), ("8 years", 4_206_153, 4_209_034)],
)  # fmt: skip
def test_exact_lengths(text: str, least: int, most: int) -> None:
    duration = read_duration(text, SPAN, exact=True)
    assert duration is not None
    assert (duration.least, duration.most) == (least, most)


@pytest.mark.parametrize("text", ["", "years", "3 days, 2 days", "eight", "the case", "8 yearss", "2014", "a few"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert read_duration(text, SPAN) is None


def test_lengths_in_dialogue() -> None:
    text = "It was eight years ago. Half an hour later, in 3 days, two days before the fall. Long ago. 2.8 years ago."
    found = [(text[s.start : s.end], s.word) for s in find_spoken(text)]
    assert found == [
        ("eight years ago", "ago"),
        ("Half an hour later", "later"),
        ("two days before", "before"),
        ("2.8 years ago", "ago"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("8", 8), ("1.5", Fraction(3, 2)), ("1,5", Fraction(3, 2)), ("twenty-one", 21), ("two hundred and six", 206),
     ("a thousand", 1000), ("a dozen", 12), ("", None), ("a", None), ("eightish", None)],
)  # fmt: skip
def test_numbers(text: str, number: Fraction | None) -> None:
    assert read_number(text) == number


@given(st.integers(1, 999), st.sampled_from(["minute", "hour", "day", "week", "month", "year", "decade"]))
def test_more_is_longer_and_bounds_hold_the_amount(count: int, unit: str) -> None:
    here, more = read_duration(f"{count} {unit}s", SPAN), read_duration(f"{count + 1} {unit}s", SPAN)
    exact = read_duration(f"{count} {unit}s", SPAN, exact=True)
    assert here is not None
    assert more is not None
    assert exact is not None
    assert here.least <= exact.least <= exact.most <= here.most
    assert here.least < more.most
    assert unit == "minute" or (here.least <= more.least and here.most <= more.most)


@given(st.text(max_size=40))
def test_no_text_is_too_much(text: str) -> None:
    duration = read_duration(text, SPAN)
    assert duration is None or 0 <= duration.least <= duration.most
    assert all(0 <= s.least <= s.most for s in find_spoken(text))


def test_a_text_full_of_lengths_is_read_in_good_time() -> None:
    # Without a limit on the parts of a length this takes minutes.
    assert list(find_spoken("2 hours and " * 5000)) == []
    assert len(list(find_spoken("2 hours ago, " * 500))) == 500
