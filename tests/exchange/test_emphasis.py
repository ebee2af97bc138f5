"""Emphasis becomes runs of one style, and what is no emphasis stays as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.exchange.emphasis import read_emphasis


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [("plain", "")]),
        ("", [("", "")]),
        ("a *b* c", [("a ", ""), ("b", "Italic"), (" c", "")]),
        ("**bold** and ***both***", [("bold", "Bold"), (" and ", ""), ("both", "Bold+Italic")]),
        ("_under *and* over_", [("under ", "Underline"), ("and", "Italic+Underline"), (" over", "Underline")]),
        ("2 * 3 * 4", [("2 * 3 * 4", "")]),
        ("snake_case_name", [("snake_case_name", "")]),
        (r"\*no\* and *yes*", [("*no* and ", ""), ("yes", "Italic")]),
        ("*not\nover lines*", [("*not\nover lines*", "")]),
        ("**", [("**", "")]),
    ],
)
def test_emphasis_is_taken_apart(text: str, runs: list[tuple[str, str]]) -> None:
    assert read_emphasis(text) == runs


@given(st.text(alphabet="ab *_\\\n", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    said = "".join(run for run, _ in read_emphasis(text))
    assert [c for c in said if c in "ab \n"] == [c for c in text if c in "ab \n"]


def test_many_markers_take_no_time_to_speak_of() -> None:
    text = "*a" * 20_000 + "_b " * 20_000 + "***" * 2_000
    assert "".join(run for run, _ in read_emphasis(text)).count("a") == 20_000
