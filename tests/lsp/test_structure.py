"""Outline, folds and colours of any script: nothing overlaps, nothing is lost, everything stands where it is told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.lexicon import Lexicon
from fabula.lsp.folds import Fold, fold_entry, fold_script
from fabula.lsp.positions import Encoding, Positions, find_line_starts
from fabula.lsp.symbols import Outline, OutlineKind, outline_entry, outline_script
from fabula.lsp.tokens import TYPES, Token, difference, encode_tokens, list_tokens
from fabula.script.fountain import read_fountain
from fabula.script.model import Kind, Script
from fabula.source import Source

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel" / "shows/india/s01/e02-nine-numbers.fountain"
LINES = st.sampled_from(
    (
        "INT. HALL - DAY #1A#|.VAULT|NADIA|(beat)|Not here. 🎬|CUT TO:|# Act One|## Part|= What happens.|~ la|"
        "[[canon: Nadia dies;|Nadia has the key]]|[[a note]]|/* cut|*/|===|Title: The Fall|    of it||  |> THE END <|"
        "\ufeff"
    ).split("|")
)
SCRIPTS = st.builds(
    lambda lines, end: end.join(lines), st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"])
)
NAMES = Lexicon([("Nadia", "people/nadia"), ("the key", "things/key"), ("the gate code", "secrets/gate-code")])


def read(text: str) -> Script:
    return read_fountain(Source("a.fountain", text))[0]


def flat(outline: Iterable[Outline]) -> list[Outline]:
    return [line for one in outline for line in (one, *flat(one.inside))]


@given(SCRIPTS)
def test_every_heading_and_section_is_in_the_outline_once_and_inside_its_parent(text: str) -> None:
    script = read(text)
    outline = outline_script(script)
    told = [element for element in script.elements if element.kind in {Kind.HEADING, Kind.SECTION}]
    assert [one.start for one in flat(outline)] == [element.start for element in told]

    def check(lines: list[Outline], start: int, end: int) -> None:
        at = start
        for line in lines:
            assert at <= line.start <= line.name_start <= line.name_end <= line.end <= end
            check(line.inside, line.start, line.end)
            at = line.end

    check(outline, 0, len(text))


def test_sections_hold_their_scenes() -> None:
    outline = outline_script(read("# Act One\n\nINT. A - DAY #1#\n\nX.\n\n## Part\n\nINT. B - DAY\n\n# Act Two\n"))
    assert [(one.name, one.kind) for one in outline] == [
        ("Act One", OutlineKind.SECTION),
        ("Act Two", OutlineKind.SECTION),
    ]
    first, part = outline[0].inside
    assert (first.name, first.detail) == ("INT. A - DAY", "1")
    assert [one.name for one in part.inside] == ["INT. B - DAY"]


def test_an_entry_has_its_fields_for_an_outline() -> None:
    (entry,) = outline_entry(Source("bible/people/x.md", "---\nname: Nadia Sinh\nborn: 1990\n---\nProse.\n"))
    assert entry.name == "Nadia Sinh"
    assert [(one.name, one.detail) for one in entry.inside] == [("name", "Nadia Sinh"), ("born", "1990")]
    assert outline_entry(Source("bible/people/x.md", "Prose.\n")) == []


@given(SCRIPTS)
def test_folds_lie_in_the_text_and_none_is_of_one_line(text: str) -> None:
    folds = fold_script(read(text))
    assert all(0 <= fold.first < fold.last < len(find_line_starts(text)) for fold in folds)
    assert [fold.first for fold in folds] == sorted({fold.first for fold in folds})


def test_what_folds() -> None:
    text = "Title: X\nAuthor: Y\n\nINT. A - DAY\n\nX. [[a\nnote]]\n\n\n/* cut\n*/\n\nINT. B - DAY\n"
    assert fold_script(read(text)) == [Fold(0, 1), Fold(3, 10), Fold(5, 6, True), Fold(9, 10, True)]
    assert fold_entry(Source("x.md", "---\nname: X\n---\nProse.\n")) == [Fold(0, 2)]
    assert fold_entry(Source("x.md", "Prose.\n")) == []


@given(SCRIPTS, st.booleans())
def test_colours_are_in_order_do_not_overlap_and_cover_what_they_are_for(text: str, names: bool) -> None:
    script = read(text)
    tokens = list_tokens(script, NAMES if names else None)
    at = 0
    for token in tokens:
        assert at <= token.start < token.end <= len(text)
        assert token.type in TYPES
        at = token.end
    covered = {offset for token in tokens for offset in range(token.start, token.end)}
    plain = {Kind.ACTION, Kind.TITLE_PAGE, Kind.BLANK}
    for element in script.elements:
        if element.kind not in plain:
            assert covered >= set(range(element.start, element.end))
    for note in script.notes:
        assert covered >= set(range(note.start, note.end))


@given(SCRIPTS, st.sampled_from(Encoding))
def test_encoded_colours_lead_back_to_the_same_places(text: str, encoding: Encoding) -> None:
    tokens = list_tokens(read(text), NAMES)
    positions = Positions(text, find_line_starts(text), encoding)
    numbers = encode_tokens(tokens, positions)
    line = column = 0
    seen: list[tuple[int, int, str]] = []
    for index in range(0, len(numbers), 5):
        down, ahead, size, kind, _ = numbers[index : index + 5]
        line, column = line + down, ahead if down else column + ahead
        start = positions.offset(line, column)
        end = positions.offset(line, column + size)
        assert start < end
        assert "\n" not in text[start:end]
        assert "\r" not in text[start:end]
        seen.append((start, end, TYPES[kind]))
    wanted = [
        (token.start, token.end, token.type)
        for token in tokens
        if not set(text[token.start : token.end]) <= {"\r", "\n"}
    ]
    letters = {(at, kind) for start, end, kind in wanted for at in range(start, end) if text[at] not in "\r\n"}
    assert {(at, kind) for start, end, kind in seen for at in range(start, end)} == letters


def test_names_in_canon_notes_have_colours_of_their_own() -> None:
    text = "INT. A - DAY\n\nX. [[canon: Nadia has the key; Nadia learns the gate code]]\n"
    tokens = [(text[t.start : t.end], t.type) for t in list_tokens(read(text), NAMES)]
    assert tokens[:5] == [
        ("INT. A - DAY", "namespace"),
        ("[[", "comment"),
        ("canon:", "macro"),
        (" ", "comment"),
        ("Nadia", "variable"),
    ]
    assert ("the key", "property") in tokens or ("key", "property") in tokens
    assert any(kind == "enumMember" for _, kind in tokens)
    assert any("learns" in words and kind == "keyword" for words, kind in tokens)


def test_the_colours_of_a_part_are_those_of_the_whole_that_touch_it() -> None:
    script = read(EXAMPLE.read_text(encoding="utf-8"))
    whole = list_tokens(script, NAMES)
    size = len(script.source.text)
    for start in range(0, size, 97):
        end = min(size, start + 211)
        part = list_tokens(script, NAMES, start, end)
        assert [t for t in part if t.end > start and t.start < end] == [
            t for t in whole if t.end > start and t.start < end
        ]


@given(st.lists(st.integers(0, 2), max_size=12), st.lists(st.integers(0, 2), max_size=12))
def test_the_difference_of_two_lists_makes_one_of_the_other(before: list[int], after: list[int]) -> None:
    start, gone, new = difference(before, after)
    assert before[:start] + new + before[start + gone :] == after


def test_a_token_is_plain_data() -> None:
    assert Token(1, 2, "string") == (1, 2, "string", 0)


@pytest.mark.parametrize("mark", ["\u2028", "\x0c"])
def test_lines_are_those_of_the_protocol(mark: str) -> None:
    text = f"X.{mark}Y.\n\nINT. A - DAY\n"
    numbers = encode_tokens(list_tokens(read(text)), Positions(text, find_line_starts(text), Encoding.UTF16))
    assert numbers[0] == 2
