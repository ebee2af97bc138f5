"""Places as editors count them are the same characters, in every encoding, whatever is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.lsp.positions import Encoding, Positions, find_line_starts, splice_line_starts, units_in
from fabula.source import Source

TEXTS = st.text(st.sampled_from("ab \n\r\u2028\u000c\ufeffé–🎬𝄞\ud800"), max_size=30)
ENCODINGS = st.sampled_from(Encoding)


def positions(text: str, encoding: Encoding = Encoding.UTF16, hidden: int = 0) -> Positions:
    return Positions(text, find_line_starts(text), encoding, hidden)


def slow_units(text: str, encoding: Encoding) -> int:
    """What the standard library's own encoders make of it."""
    width = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}[encoding]
    codec = encoding.value if encoding is Encoding.UTF8 else f"{encoding.value}-le"
    return sum(len(char.encode(codec, "surrogatepass")) for char in text) // width


@given(TEXTS, ENCODINGS)
def test_units_are_those_of_the_encoders(text: str, encoding: Encoding) -> None:
    assert units_in(text, encoding) == slow_units(text, encoding)


@given(TEXTS)
def test_lines_start_where_the_rest_of_fabula_says(text: str) -> None:
    assert find_line_starts(text) == Source("", text).line_starts


@given(TEXTS, TEXTS, st.data())
def test_line_starts_after_an_edit_are_those_of_the_new_text(text: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spliced = splice_line_starts(find_line_starts(text), text, start, end, new)
    assert spliced == find_line_starts(text[:start] + new + text[end:])


@given(TEXTS, ENCODINGS)
def test_offset_and_place_are_each_other_undone(text: str, encoding: Encoding) -> None:
    places = positions(text, encoding)
    for offset in range(len(text) + 1):
        inside_line_end = 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n"
        assert places.offset(*places.place(offset)) == offset - inside_line_end


@given(TEXTS, ENCODINGS)
def test_columns_count_what_stands_before_in_the_line(text: str, encoding: Encoding) -> None:
    starts = find_line_starts(text)
    for offset in range(len(text) + 1):
        line, column = positions(text, encoding).place(offset)
        before = text[starts[line] : offset]
        assert column == slow_units(before.rstrip("\r") if text[offset : offset + 1] == "\n" else before, encoding)


@pytest.mark.parametrize(
    ("encoding", "column"),
    [(Encoding.UTF8, 11), (Encoding.UTF16, 8), (Encoding.UTF32, 7)],
    ids=str,
)
def test_a_picture_counts_as_the_client_counts_it(encoding: Encoding, column: int) -> None:
    text = "first\nà 🎬 NADIA\n"
    assert positions(text, encoding).place(text.index("DIA") - 1) == (1, column - 2)
    assert positions(text, encoding).offset(1, column - 2) == text.index("ADIA")


def test_the_middle_of_a_character_is_its_start() -> None:
    assert positions("a🎬b").offset(0, 2) == 1
    assert positions("a🎬b", Encoding.UTF8).offset(0, 4) == 1
    assert positions("é", Encoding.UTF8).offset(0, 1) == 0


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_columns_and_lines_behind_the_end_are_clamped(end: str) -> None:
    places = positions(f"ab{end}c")
    assert places.offset(0, 99) == 2
    assert places.offset(1, 99) == places.offset(99, 0) == len(places.text)


def test_a_hidden_mark_takes_no_room() -> None:
    shown = positions("\ufeffINT. A - DAY\n\ufeffx", hidden=1)
    assert shown.place(1) == shown.place(0) == (0, 0)
    assert shown.offset(0, 3) == 4
    assert shown.place(15) == (1, 1)
    assert positions("\ufeffINT.").place(1) == (0, 1)
