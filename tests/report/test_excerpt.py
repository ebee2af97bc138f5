"""The line that a finding speaks of, with the place underlined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.report.excerpt import WIDTH, excerpt
from fabula.report.words import cell_width
from fabula.source import Source, Span
from tests.report.samples import ACCORDION, THIRD, find


def lines(span: Span) -> tuple[int, str, str]:
    shown = excerpt(span)
    assert shown is not None
    return shown.number, shown.text, shown.marks


def test_place_is_underlined() -> None:
    assert lines(find(THIRD, "anybody")) == (4, "Is anybody there?", "   ^^^^^^^")


def test_tabs_are_laid_out() -> None:
    assert lines(find(THIRD, "VIKTOR", 1)) == (6, "    VIKTOR", "    ^^^^^^")


def test_wide_letters_take_two_columns_and_marks_none() -> None:
    number, text, marks = lines(find(THIRD, "東京"))
    assert (number, text) == (9, "अनन्या walks by, 東京 on her scarf.")
    before = text.partition("東")[0]
    assert marks == " " * cell_width(before) + "^^^^"
    assert cell_width("अनन्या") == 5  # four letters and one vowel sign that takes room; the virama takes none
    assert cell_width("e\u0301") == 1


def test_long_lines_are_cut_around_the_place() -> None:
    _, text, marks = lines(find(ACCORDION, "VIKTOR"))
    assert len(text) == WIDTH + 2
    assert text[0] == text[-1] == "…"
    assert text[marks.index("^") : marks.index("^") + 6] == "VIKTOR"
    assert marks.count("^") == 6


def test_very_long_places_are_cut_too() -> None:
    source = Source("a.fountain", "x" * 1_000_000)
    _, text, marks = lines(source.span(10, 900_000))
    assert len(text) <= WIDTH + 2
    assert len(marks) <= len(text)


def test_several_lines_show_the_first_with_text() -> None:
    source = Source("a.fountain", "one \n\ntwo\nthree\n")
    assert lines(source.span(0, 12)) == (1, "one", "^^^")
    assert lines(source.span(5, 12)) == (3, "two", "^^^")
    assert lines(source.span(4, 12)) == (3, "two", "^^^")


def test_an_empty_place_has_one_mark() -> None:
    source = Source("a.fountain", "one\n")
    assert lines(source.span(3, 3)) == (1, "one", "   ^")


def test_files_as_such_have_no_excerpt() -> None:
    assert excerpt(Source("a.fountain", "one\n").whole) is None
    assert excerpt(Source("a.fountain", "").span(0, 0)) is None


def test_blank_lines_have_no_excerpt() -> None:
    assert excerpt(Source("a.fountain", "a\n   \nb").span(3, 4)) is None


def test_a_byte_order_mark_takes_no_room() -> None:
    source = Source("a.fountain", "\ufeffVIKTOR\nNo.\n")
    assert lines(source.span(1, 7)) == (1, "VIKTOR", "^^^^^^")


def test_final_draft_shows_words_without_tags() -> None:
    text = '<Paragraph Type="Character"><Text Font="A">MASON &amp; <b>NADIA</b></Text></Paragraph>\n'
    source = Source("a.fdx", text)
    start = text.index("MASON")
    assert lines(source.span(start, start + 5)) == (1, "MASON & NADIA", "^^^^^")
    start = text.index("NADIA")
    assert lines(source.span(start, start + 5)) == (1, "MASON & NADIA", "        ^^^^^")


def test_final_draft_paragraph_shows_its_first_words() -> None:
    text = '<Paragraph Type="Character">\n  <Text>MASON</Text>\n</Paragraph>\n'
    assert lines(Source("a.fdx", text).span(0, len(text) - 1)) == (2, "MASON", "^^^^^")


@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.sampled_from(["a.fountain", "a.fdx"]))
def test_any_text_gives_one_printable_line(text: str, start: int, length: int, path: str) -> None:
    source = Source(path, text)
    shown = excerpt(source.span(min(start, len(text)), min(start + length, len(text))))
    if shown is not None:
        assert not set(shown.text) & set("\n\r\t\x1b\x85\u2028\u202e")
        assert shown.marks.strip() == "^" * shown.marks.count("^")
        assert shown.text.strip()
