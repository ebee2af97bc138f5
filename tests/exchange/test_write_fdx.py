"""A script as a Final Draft document: it reads back as what it was, with the findings at their paragraphs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.exchange.write_fdx import write_fdx
from fabula.finding import Certainty, Finding, Level, Related
from fabula.script.fdx import read_fdx
from fabula.script.fountain import read_fountain
from fabula.script.model import Kind, SceneDetails, Script
from fabula.script.tei import read_tei
from fabula.source import Source
from tests.exchange.scripts import Shape, make_script, shape_of, shapes

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the sample files of ../shared/data are not here")

FOUNTAIN = """Title: The Fall
Credit: Written by
Author: Ada Lund
Draft date: 3 May 2031
Status: draft

# Act One

INT. FLAT - DAY #12A#

= They meet.

[[canon: with Mason]]

Rain *hard* on the [[really?]] window.

NADIA (O.S.)
(low)
You came
for me.

MASON ^
Late & <alone>.

~Out of the dark

> THE END <

===

CUT TO:

/* Gone. */

.THE VAULT

> Fade out.
"""


def read(text: str = FOUNTAIN) -> Script:
    return read_fountain(Source("shows/x/pilot.fountain", text))[0]


def back(text: str) -> Script:
    script, findings = read_fdx(Source("pilot.fdx", text))
    assert findings == []
    return script


def test_a_script_reads_back_as_it_was() -> None:
    script = back(write_fdx(read()))
    assert shape_of(script) == [
        (Kind.SECTION, "Act One", "1"),
        (Kind.HEADING, "INT. FLAT - DAY", "12A"),
        (Kind.SYNOPSIS, "They meet.", ""),
        (Kind.ACTION, "Rain hard on the window.", ""),
        (Kind.CUE, "NADIA (O.S.)", ""),
        (Kind.PARENTHETICAL, "(low)", ""),
        (Kind.DIALOGUE, "You came\nfor me.", ""),
        (Kind.CUE, "MASON", "^"),
        (Kind.DIALOGUE, "Late & <alone>.", ""),
        (Kind.LYRICS, "Out of the dark", ""),
        (Kind.CENTERED, "THE END", ""),
        (Kind.PAGE_BREAK, "", ""),
        (Kind.TRANSITION, "CUT TO:", ""),
        (Kind.HEADING, "THE VAULT", ""),
        (Kind.TRANSITION, "Fade out.", ""),
    ]
    assert [(e.key, e.values) for e in script.title_page] == [(e.key, e.values) for e in read().title_page]
    assert script.scenes[0].details.summary == "They meet." and script.scenes[0].act == "Act One"


def test_notes_and_boneyards_are_script_notes_where_they_stood() -> None:
    script = back(write_fdx(read()))
    at = {e.start: e.text for e in script.elements}
    assert [(n.text, at[n.start]) for n in script.notes] == [
        ("canon: with Mason", "They meet."),
        ("really?", "Rain hard on the window."),
        ("Boneyard: Gone.", "CUT TO:"),
    ]


def test_emphasis_is_style() -> None:
    root = ET.fromstring(write_fdx(read()))
    runs = [(r.text, r.get("Style")) for r in root.iter("Text") if r.text and "hard" in r.text]
    assert runs == [("hard", "Italic")]


def test_it_is_a_document_that_names_its_version_and_layouts() -> None:
    root = ET.fromstring(write_fdx(read()))
    assert root.tag == "FinalDraft" and root.attrib == {"DocumentType": "Script", "Template": "No", "Version": "5"}
    used = {p.get("Type") for p in root.iter("Paragraph") if p.get("Type")}
    assert used <= {s.get("Type") for s in root.iter("ElementSettings")}


def test_findings_are_notes_on_their_words() -> None:
    script = read()
    text = script.source.text
    other = Source("shows/y/pilot.fountain", "x")
    at = text.index("Late")
    findings = [
        Finding(
            "T101",
            script.source.span(at, at + 4),
            "He cannot be late",
            help="change the date",
            certainty=Certainty.LIKELY,
            related=(Related(other.span(0, 1), "he arrives here"),),
            level=Level.ERROR,
        ),
        Finding("L101", script.source.span(0, 5), "On the title page", level=Level.NOTE),
        Finding("W101", other.span(0, 1), "In another file"),
        Finding("W102", script.source.span(at, at + 4), "Meant so", intended="because"),
    ]
    written = write_fdx(script, findings)
    assert written == write_fdx(script, findings[::-1])
    notes = ET.fromstring(written).findall("ScriptNotes/ScriptNote")
    named = {n.get("Name"): n for n in notes}
    assert set(named) == {"T101 error", "L101 note", "", "Boneyard"}
    lines = ["".join(p.itertext()) for p in named["T101 error"].iter("Paragraph")]
    assert lines == ["He cannot be late (likely)", "See shows/y/pilot.fountain:1:1: he arrives here", "change the date"]
    body = "\n".join(
        "".join(r.text or "" for r in p.findall("Text")) for p in _paragraphs(ET.fromstring(written).find("Content"))
    )
    first, last = map(int, (named["T101 error"].get("Range") or "").split(","))
    assert body[first:last] == "Late"
    found = next(n for n in back(written).notes if n.text.startswith("T101"))
    assert found.text.startswith("T101 error: He cannot be late (likely)\nSee ")
    assert next(e.text for e in back(written).elements if e.start == found.start) == "Late & <alone>."


def _paragraphs(content: ET.Element | None) -> list[ET.Element]:
    assert content is not None
    return [p for p in content.iter("Paragraph") if p.get("Type")]


def test_details_of_scenes_come_back() -> None:
    details = SceneDetails(
        eighths=11,
        page="7",
        title='The "offer"',
        summary="One.\nTwo.",
        script_day="3",
        uid="u-4",
        cast=("NADIA", "MASON"),
        tags=(("Props", "Locket"), ("Vehicles", "Red car & van")),
        colour="#FFFF00000000",
        beats=(("MASON", "Learns <nothing>."),),
    )
    script = make_script([(Kind.HEADING, "INT. FLAT", "4"), (Kind.HEADING, "EXT. QUAY", "5")])
    script.scenes[0] = replace(script.scenes[0], details=details)
    script.scenes[1] = replace(script.scenes[1], details=SceneDetails(eighths=16, tags=(("Props", "Locket"),)))
    again = back(write_fdx(script))
    assert [scene.details for scene in again.scenes] == [scene.details for scene in script.scenes]


def test_what_xml_cannot_hold_is_replaced_with_a_note() -> None:
    script = make_script([(Kind.ACTION, "A bell\x07 rings\ufffe \ud800 <&> \U0001f514", "")])
    again = back(write_fdx(script))
    assert again.elements[0].text == "A bell\ufffd rings\ufffd \ufffd <&> \U0001f514"
    assert [n.text for n in again.notes] == ["S105: A character that Final Draft cannot hold stood here"]
    assert write_fdx(script).encode()


def test_an_empty_script_is_a_document_too() -> None:
    again = back(write_fdx(make_script([])))
    assert again.elements == [] and again.notes == []


@settings(max_examples=100, deadline=None)
@given(shapes)
def test_every_shape_reads_back(shape: Shape) -> None:
    assert shape_of(back(write_fdx(make_script(shape)))) == _with_partners(shape)


def _with_partners(shape: Shape) -> Shape:
    """The shape, with the mark of a second cue only where a speech stands right before it that is none itself."""
    kept: Shape = []
    first = False  # a speech goes on that may be the first of two
    for kind, text, detail in shape:
        second = kind is Kind.CUE and detail == "^" and first
        kept.append((kind, text, "^" if second else "" if kind is Kind.CUE else detail))
        if kind is Kind.CUE:
            first = not second
        elif kind not in {Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS}:
            first = False
    return kept


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_fountain_text_becomes_a_readable_document(text: str) -> None:
    script = read(text)
    finding = Finding("L101", script.source.span(0, len(text)), text)
    ET.fromstring(write_fdx(script, [finding]).encode())


@needs_data
@pytest.mark.parametrize("name", ["final_draft_12_sample", "final_draft_13_sample", "TestFDX-FD", "TestFDX-FI"])
def test_samples_come_back_whole(name: str) -> None:
    script = back((DATA / "fdx" / f"{name}.fdx").read_bytes().decode())
    again = back(write_fdx(script))
    assert shape_of(again) == shape_of(script)
    assert [(e.key, e.values) for e in again.title_page] == [(e.key, e.values) for e in script.title_page]
    assert [s.details for s in again.scenes] == [s.details for s in script.scenes]
    assert sorted(n.text for n in again.notes) == sorted(n.text for n in script.notes)


@needs_data
def test_a_play_becomes_a_document() -> None:
    path = DATA / "tei" / "henry-v.xml"
    script, _ = read_tei(Source("henry-v.xml", path.read_bytes().decode()))
    again = back(write_fdx(script))
    assert [e.text for e in again.elements] == [e.text for e in script.elements]
