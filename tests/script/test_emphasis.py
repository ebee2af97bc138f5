from __future__ import annotations

import pytest

from fabula.script.emphasis import Emphasis, plain_text, read_emphasis


@pytest.mark.parametrize(
    ("text", "stretches", "plain"),
    [
        ("plain", [], "plain"),
        ("*a*", [("italic", "a")], "a"),
        ("**a b**", [("bold", "a b")], "a b"),
        ("***a***", [("bold italic", "a")], "a"),
        ("_a_", [("underline", "a")], "a"),
        ("_a *b* c_ d", [("underline", "a *b* c"), ("italic", "b")], "a b c d"),
        ("**a *b***", [("bold", "a *b*"), ("italic", "b")], "a b"),
        ("***a** b*", [("italic", "**a** b"), ("bold", "a")], "a b"),
        ("3 * 4 * 5", [], "3 * 4 * 5"),
        ("*a", [], "*a"),
        ("a* b*", [], "a* b*"),
        ("*a\nb*", [], "*a\nb*"),
        (r"\*a* \_b", [], "*a* _b"),
        (r"**\*a\***", [("bold", r"\*a\*")], "*a*"),
        ("[[*x]] y*", [], " y*"),
        ("*a [[n*]] b*", [("italic", "a [[n*]] b")], "a  b"),
        ("/* *a* */ *b*", [("italic", "b")], " b"),
        ("****", [], "****"),
    ],
)
def test_emphasis(text: str, stretches: list[tuple[str, str]], plain: str) -> None:
    assert [(e.style, text[e.inner_start : e.inner_end]) for e in read_emphasis(text)] == stretches
    assert plain_text(text) == plain


def test_places_cover_the_marks() -> None:
    assert read_emphasis("a **b** c") == [Emphasis("bold", 2, 7, 4, 5)]


def test_many_marks_are_no_burden() -> None:
    assert read_emphasis("*a " * 20_000) == []
    assert len(read_emphasis("*a* " * 20_000)) == 20_000
