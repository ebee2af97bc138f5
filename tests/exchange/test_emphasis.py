"""Emphasis becomes runs of one style, and what is no emphasis stays as written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fabula.exchange.emphasis import cut_runs, mark_emphasis, read_emphasis


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [("plain", "")]),
        ("", [("", "")]),
        ("a *b* c", [("a ", ""), ("b", "Italic"), (" c", "")]),
        ("**bold** and ***both***", [("bold", "Bold"), (" and ", ""), ("both", "Bold+Italic")]),
        ("_under *and* over_", [("under ", "Underline"), ("and", "Italic+Underline"), (" over", "Underline")]),
        ("2 * 3 * 4", [("2 * 3 * 4", "")]),
        ("snake_case_name", [("snake", ""), ("case", "Underline"), ("name", "")]),
        (r"snake\_case\_name", [("snake_case_name", "")]),
        ("a **b *c***", [("a ", ""), ("b ", "Bold"), ("c", "Bold+Italic")]),
        (r"\*no\* and *yes*", [("*no* and ", ""), ("yes", "Italic")]),
        ("*not\nover lines*", [("*not\nover lines*", "")]),
        ("**", [("**", "")]),
        ("\\\\server\n*a*", [("\\\\server\n", ""), ("a", "Italic")]),
        ("\\\\ *a*", [("\\ ", ""), ("a", "Italic")]),
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


@pytest.mark.parametrize(
    ("text", "styles", "marked"),
    [
        ("plain", [], "plain"),
        ("He runs away.", [(3, 7, "Italic")], "He *runs* away."),
        ("He runs away.", [(3, 8, "Bold")], "He **runs** away."),
        ("He runs away.", [(0, 3, "Underline"), (3, 7, "Bold+Underline")], "_He **runs**_ away."),
        ("both", [(0, 4, "Bold+Italic")], "***both***"),
        ("all", [(0, 3, "Bold+Italic+Underline")], "_***all***_"),
        ("one\ntwo", [(0, 7, "Italic")], "*one*\n*two*"),
        ("un-believe-able", [(3, 10, "Italic")], "un-*believe*-able"),
        ("2 * 3", [], "2 * 3"),
        ("a *star* is", [], r"a \*star\* is"),
        ("a *star* is", [(9, 11, "Bold")], r"a \*star\* **is**"),
        ("snake_case_name", [], r"snake\_case\_name"),
        ("back\\", [(0, 5, "Bold")], "**back\\\\**"),
        ("   ", [(0, 3, "Bold")], "   "),
        ("", [(0, 0, "Bold")], ""),
        ("short", [(2, 99, "Bold")], "sh**ort**"),
    ],
)
def test_emphasis_is_marked(text: str, styles: list[tuple[int, int, str]], marked: str) -> None:
    assert mark_emphasis(text, styles) == marked


STYLES = ["", "Bold", "Italic", "Underline", "Bold+Italic", "Bold+Underline", "Italic+Underline"]


@given(st.lists(st.tuples(st.text(alphabet="ab *_\\\n", max_size=6), st.sampled_from(STYLES)), max_size=6))
@example([("\\\\\n*", "")])
def test_what_is_marked_reads_back(runs: list[tuple[str, str]]) -> None:
    text = "".join(run for run, _ in runs)
    styles: list[tuple[int, int, str]] = []
    at = 0
    for run, style in runs:
        if style:
            styles.append((at, at + len(run), style))
        at += len(run)
    marked = mark_emphasis(text, styles)
    assert "".join(run for run, _ in read_emphasis(marked)) == text
    assert "".join(run for run, _ in cut_runs(text, styles)) == text


@given(st.lists(st.tuples(st.sampled_from(["a", "bc", "d.", "e*f", "g_h"]), st.sampled_from(STYLES)), max_size=6))
def test_words_in_styles_read_back_in_them(words: list[tuple[str, str]]) -> None:
    text = " ".join(word for word, _ in words)
    styles: list[tuple[int, int, str]] = []
    at = 0
    for word, style in words:
        if style:
            styles.append((at, at + len(word), style))
        at += len(word) + 1
    assert read_emphasis(mark_emphasis(text, styles)) == cut_runs(text, styles)
