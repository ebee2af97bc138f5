"""What holds for every text that anybody may call a script."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.finding import Finding
from fabula.script.cue import read_cue
from fabula.script.emphasis import plain_text, read_emphasis
from fabula.script.files import decode_source
from fabula.script.fountain import read_fountain
from fabula.script.heading import read_heading
from fabula.script.model import Kind, Script
from fabula.source import Source

DATA = Path(__file__).parents[3] / "shared" / "data" / "fountain"

OWN = """\
Title: The Ferry
Author:
    nobody

# Act One

= They leave.

EXT. HARBOUR - NIGHT #12A#
[[canon: at 2014-06-03]]

Rain. [[a note
  \n of two lines]] The /* old */ lamp.

MARA (V.O.)
(low)
Not now.
  \nNever.

KIT ^
~la la

> CUT TO BLACK
>**THE END**<

===

!INT. nowhere
.THE ROOF

@McCoy
*Run.*
/*
EXT. CUT - DAY
*/
CUT TO:

int street day
"""
PIECES = [
    *("\n", "\r\n", "\r", "\n\n", "  \n", "\u2028", "\x0c", "\t", " ", "\ufeff", "\x01", "\x02", "\0", "\x85"),
    *(
        "[[",
        "]]",
        "/*",
        "*/",
        "*",
        "**",
        "_",
        "\\",
        "(",
        ")",
        "^",
        "#",
        "##",
        "#1#",
        "=",
        "===",
        "~",
        ">",
        "<",
        "@",
        "!",
    ),
    *(
        ".",
        "..",
        ":",
        "INT.",
        "EXT ",
        "I/E.",
        "TO:",
        "CUT TO:",
        "MARA",
        "ÉLODIE",
        "ИВАН",
        "राही",
        "ß",
        "said",
        "Title: x",
    ),
]


@cache
def samples() -> list[str]:
    """Every input of the suites, and our own."""
    texts = [OWN]
    if DATA.is_dir():
        texts += [file.read_bytes().decode() for file in sorted(DATA.rglob("*.fountain"))]
        for file in sorted(DATA.glob("jouvence/*.yaml")):
            texts += [case["in"] for case in yaml.safe_load_all(file.read_text(encoding="utf-8"))]
        cases = json.loads((DATA / "obsidian-fountain" / "parser_cases.json").read_text(encoding="utf-8"))
        texts += [case["input"] for case in cases]
    return [text[:3000] for text in texts]


def read(text: str) -> tuple[Script, list[Finding]]:
    return read_fountain(Source("x.fountain", text))


def check(text: str) -> None:
    """Everything that must hold."""
    script, findings = read(text)
    pieces: list[str] = []
    at = 0
    for element in script.elements:
        assert at <= element.start < element.end <= len(text), element
        gap = text[at : element.start]
        assert not gap.removeprefix("\ufeff" if at == 0 else "").strip(), (gap, element)
        pieces += (gap, text[element.start : element.end])
        at = element.end
    rest = text[at:]
    assert not rest.removeprefix("\ufeff" if at == 0 else "").strip(), rest
    assert "".join(pieces) + rest == text
    assert [note.text for note in script.notes] == [text[note.start + 2 : note.end - 2] for note in script.notes]
    assert all(text[note.start : note.start + 2] == "[[" for note in script.notes)
    assert all(text[start : start + 2] == "/*" and text[end - 2 : end] == "*/" for start, end in script.boneyards)
    scenes = script.scenes
    assert [scene.index for scene in scenes] == list(range(len(scenes)))
    assert all(first.end == second.start and first.last == second.first for first, second in pairwise(scenes))
    assert sum(scene.heading is not None for scene in scenes) == sum(e.kind is Kind.HEADING for e in script.elements)
    assert not scenes or (scenes[-1].end == len(text) and scenes[-1].last == len(script.elements))
    for element in script.elements:
        assert "\r" not in element.text
        if element.kind is Kind.HEADING:
            read_heading(element.text)
        elif element.kind is Kind.CUE:
            assert read_cue(element.text).names
        for style in read_emphasis(element.text):
            assert style.start < style.inner_start < style.inner_end < style.end <= len(element.text)
        plain_text(element.text)
    for finding in findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert not finding.message.endswith(".")
        assert finding.help


def without_places(text: str) -> list[tuple[str, ...]]:
    """What is read of a text but for offsets."""
    script, findings = read(text)
    elements = [(str(e.kind), e.text, e.detail) for e in script.elements]
    entries = [(e.key, *e.values) for e in script.title_page]
    notes = [(note.text.replace("\r\n", "\n").replace("\r", "\n"),) for note in script.notes]
    told = [(f.code, f.message, str(f.span.line), str(f.span.column)) for f in findings]
    scenes = [(str(s.first), str(s.last), s.number, s.act) for s in script.scenes]
    return [*elements, *entries, *notes, *told, *scenes]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A sample with a few pieces put in, taken out or doubled."""
    text = draw(st.sampled_from(samples()))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 12)))
        piece = draw(st.sampled_from(["", *PIECES]))
        text = text[:at] + piece + text[end if draw(st.booleans()) else at :]
    return text


puzzles = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.parametrize("number", range(len(samples())))
def test_samples(number: int) -> None:
    text = samples()[number]
    check(text)
    check("\ufeff" + text)


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_mutated_samples(text: str) -> None:
    check(text)


@settings(max_examples=400, deadline=None)
@given(st.one_of(puzzles, st.text(max_size=200)))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(mutated(), puzzles))
def test_line_ends_make_no_difference(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    as_lf = without_places(text)
    assert without_places(text.replace("\n", "\r\n")) == as_lf
    assert without_places(text.replace("\n", "\r")) == as_lf


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_a_byte_order_mark_makes_no_difference(text: str) -> None:
    text = text.lstrip("\ufeff")
    assert without_places("\ufeff" + text) == without_places(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), mutated().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes(data: bytes) -> None:
    source, findings = decode_source(data, "x.fountain")
    if source is None:
        assert [finding.code for finding in findings] == ["S105"]
        return
    assert source.text.encode(source.encoding, source.errors) == data
    check(source.text)
