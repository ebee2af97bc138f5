from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.script.number import is_omitted, number_key, number_range

PAGES = ["1", "2", "10", "A71E", "71", "71A", "71E", "71Z", "71AA", "A72", "B72", "AA72", "72", "150A-C", "OMITTED"]


def test_numbers_sort_as_pages_do() -> None:
    shuffled = PAGES.copy()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=number_key) == PAGES


def test_case_does_not_matter() -> None:
    assert number_key("71e") == number_key(" 71E ")


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        ("150A-C", ("150A", "150B", "150C")),
        ("150A-150C", ("150A", "150B", "150C")),
        ("3-5", ("3", "4", "5")),
        ("3–5", ("3", "4", "5")),
        ("5-3", ("5-3",)),
        ("1-100000", ("1-100000",)),
        ("150C-A", ("150C-A",)),
        ("I-1-A", ("I-1-A",)),
        ("72", ("72",)),
        ("", ("",)),
    ],
)
def test_ranges(number: str, numbers: tuple[str, ...]) -> None:
    assert number_range(number) == numbers


@pytest.mark.parametrize(
    ("text", "omitted"),
    [("OMITTED", True), ("(Omitted)", True), ("OMIT.", True), ("OMITTED PAGES", False), ("1", False)],
)
def test_omitted(text: str, omitted: bool) -> None:
    assert is_omitted(text) is omitted


@given(st.lists(st.text(alphabet="12A-.Bé\u0663²", max_size=6), max_size=8))
def test_any_numbers_can_be_sorted(numbers: list[str]) -> None:
    assert len(sorted(numbers, key=number_key)) == len(numbers)
    assert all(number_range(number) for number in numbers)
