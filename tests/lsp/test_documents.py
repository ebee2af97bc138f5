"""What stands in the editor stands in the server: edits in any order, of any kind, and places carried over them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.lsp.documents import Document, Documents, TextChange
from fabula.lsp.positions import Encoding, Positions, find_line_starts
from fabula.lsp.shifts import Replaced, Shift

URI = "file:///a.fountain"
PIECES = st.text(st.sampled_from("ab \n\r🎬é"), max_size=8)


def opened(text: str, encoding: Encoding = Encoding.UTF16) -> Documents:
    documents = Documents()
    documents.encoding = encoding
    documents.open(URI, "fountain", 1, text)
    return documents


def held(documents: Documents) -> Document:
    document = documents.get(URI)
    assert document is not None
    return document


@given(PIECES, st.lists(st.tuples(PIECES, st.integers(0, 40), st.integers(0, 40)), max_size=12), st.data())
def test_any_edits_leave_what_a_list_of_characters_leaves(
    text: str, edits: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    encoding = data.draw(st.sampled_from(Encoding))
    documents = opened(text, encoding)
    model = text
    for version, (new, one, other) in enumerate(edits, 2):
        places = Positions(model, find_line_starts(model), encoding)
        start, end = sorted((min(one, len(model)), min(other, len(model))))
        stretch = (*places.place(start), *places.place(end))
        start, end = places.offset(*stretch[:2]), places.offset(*stretch[2:])
        assert not documents.change(URI, version, [TextChange(stretch, new)])
        model = model[:start] + new + model[end:]
        written = held(documents).written
        assert written.text == model
        assert list(written.starts) == find_line_starts(model)
        assert written.version == version


def test_several_edits_of_one_notification_are_made_one_after_the_other() -> None:
    documents = opened("NADIA\n")
    changes = [TextChange((0, 5, 0, 5), "!"), TextChange((0, 0, 0, 1), "n"), TextChange((0, 6, 0, 6), "?")]
    assert not documents.change(URI, 2, changes)
    assert held(documents).written.text == "nADIA!?\n"


def test_an_older_edit_is_not_taken() -> None:
    documents = opened("one")
    assert not documents.change(URI, 5, [TextChange(None, "two")])
    for stale in (5, 4, -1):
        assert "came after version 5" in documents.change(URI, stale, [TextChange((0, 0, 0, 3), "three")])
    assert held(documents).written.text == "two"


def test_edits_outside_the_text_are_clamped_and_those_told_backwards_turned_round() -> None:
    documents = opened("ab\ncd")
    assert not documents.change(URI, 2, [TextChange((7, 0, 9, 9), "!"), TextChange((0, 99, 0, 1), "-")])
    assert held(documents).written.text == "a-\ncd!"


def test_edits_to_what_is_not_open_are_refused() -> None:
    documents = opened("x")
    assert documents.close(URI) is not None
    assert documents.change(URI, 2, [TextChange(None, "y")]) == "it is not open"
    assert documents.close(URI) is None


def test_opening_twice_takes_the_second_text_and_leaves_no_old_edits() -> None:
    documents = opened("one")
    documents.change(URI, 2, [TextChange((0, 0, 0, 0), "x")])
    before = held(documents).written.serial
    documents.open(URI, "fountain", 1, "two")
    assert held(documents).written.text == "two"
    assert held(documents).written.serial > before
    assert held(documents).written.edits == ()


def test_what_is_opened_again_is_another_text() -> None:
    documents = opened("one")
    for version in (2, 3):
        documents.change(URI, version, [TextChange(None, "more")])
    before = held(documents).written.serial
    documents.close(URI)
    documents.open(URI, "fountain", 1, "two")
    assert held(documents).written.serial > before


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 5)), max_size=6))
def test_places_outside_the_edits_keep_their_character(edits: list[tuple[int, int, int]]) -> None:
    model = list(enumerate("abcdefghijklmnopqrst"))
    made: list[Replaced] = []
    for one, other, size in edits:
        start, end = sorted((min(one, len(model)), min(other, len(model))))
        made.append(Replaced(start, end, size))
        model[start:end] = [(-1, "*")] * size
    shift = Shift(made)
    for now, (before, _) in enumerate(model):
        if before >= 0:
            assert shift.back(now) == before
            assert shift.carry(before, before + 1) == (now, now + 1)
    gone = set(range(20)) - {before for before, _ in model}
    for before in gone:
        start, end = shift.carry(before, before + 1)
        assert all(char == "*" for _, char in model[start:end])
        assert shift.touches(before, before + 1)


def test_what_is_typed_at_the_edges_of_a_stretch_is_not_in_it() -> None:
    assert Shift([Replaced(3, 3, 2)]).carry(3, 6) == (5, 8)
    assert Shift([Replaced(6, 6, 2)]).carry(3, 6) == (3, 6)
    assert Shift([Replaced(4, 5, 4)]).carry(3, 6) == (3, 9)
    assert Shift([Replaced(0, 3, 0)]).carry(3, 3) == (0, 0)


@pytest.mark.parametrize("checked", [0, 1, 2, 3])
def test_forgotten_edits_are_those_before_the_text_that_was_checked(checked: int) -> None:
    documents = opened("")
    upto = held(documents).written.serial + checked
    for version in range(2, 5):
        documents.change(URI, version, [TextChange((0, 0, 0, 0), "x")])
    document = held(documents)
    expected = document.written.shift_since(upto).edits
    document.forget_before(upto)
    assert document.written.shift_since(upto).edits == document.written.edits == expected
    assert len(expected) == 3 - checked
    documents.change(URI, 9, [TextChange((0, 0, 0, 0), "y")])
    assert len(document.written.shift_since(upto).edits) == 4 - checked
