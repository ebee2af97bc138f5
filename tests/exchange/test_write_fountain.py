"""Any script as Fountain: it reads back as what it was, and marks stand only where they must."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from fabula.exchange.emphasis import cut_runs, read_emphasis
from fabula.exchange.fountain_forms import GUARD
from fabula.exchange.write_fdx import write_fdx
from fabula.exchange.write_fountain import EMPHASISED, write_fountain
from fabula.script.fdx import read_fdx
from fabula.script.fountain import read_fountain
from fabula.script.model import Kind, Note, SceneDetails, Script
from fabula.script.tei import read_tei
from fabula.source import Source
from tests.exchange.scripts import Shape, make_script, shape_of, shapes

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the sample files of ../shared/data are not here")


def back(text: str) -> Script:
    script, findings = read_fountain(Source("pilot.fountain", text))
    assert [f.code for f in findings if f.code != "S111"] == []
    return script


def with_details(details: SceneDetails, *shape: tuple[Kind, str, str]) -> Script:
    script = make_script([(Kind.HEADING, "INT. FLAT - DAY", ""), *shape])
    script.scenes = [replace(script.scenes[0], details=details)]
    return script


def test_a_script_is_written_as_a_person_would() -> None:
    script = make_script(
        [
            (Kind.SECTION, "Act One", "1"),
            (Kind.HEADING, "INT. FLAT - DAY", "12A"),
            (Kind.SYNOPSIS, "They meet.", ""),
            (Kind.ACTION, "Rain.", ""),
            (Kind.CUE, "NADIA", ""),
            (Kind.PARENTHETICAL, "(low)", ""),
            (Kind.DIALOGUE, "You came.", ""),
            (Kind.CUE, "MASON", "^"),
            (Kind.DIALOGUE, "You called.", ""),
            (Kind.LYRICS, "Out of the dark", ""),
            (Kind.CENTERED, "THE END", ""),
            (Kind.PAGE_BREAK, "", ""),
            (Kind.TRANSITION, "CUT TO:", ""),
            (Kind.HEADING, "THE VAULT", ""),
            (Kind.TRANSITION, "Fade out.", ""),
            (Kind.BONEYARD, "Cut.", ""),
        ],
        title=(("Title", ("The Fall",)), ("Contact", ("Nobody Ltd", "Oslo"))),
    )
    assert write_fountain(script) == (
        "Title: The Fall\nContact:\n\tNobody Ltd\n\tOslo\n\n# Act One\n\nINT. FLAT - DAY #12A#\n\n= They meet.\n\n"
        "Rain.\n\nNADIA\n(low)\nYou came.\n\nMASON ^\nYou called.\n~Out of the dark\n\n> THE END <\n\n===\n\n"
        "CUT TO:\n\n.THE VAULT\n\n> Fade out.\n\n/*\nCut.\n*/\n"
    )


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        (Kind.ACTION, "INT. is how it starts.", "!INT. is how it starts."),
        (Kind.ACTION, "> thus", "!> thus"),
        (Kind.ACTION, "CUT TO:", "!CUT TO:"),
        (Kind.ACTION, "BOOM", "BOOM"),
        (Kind.ACTION, "He says: go", "He says: go"),
        (Kind.ACTION, "A [[note]] /* or */ two", "A [ [note] ] / * or * / two"),
        (Kind.ACTION, "A bell\x07 rings", "A bell rings"),
        (Kind.HEADING, "INT FLAT - DAY", ".INT FLAT - DAY"),
        (Kind.HEADING, "int. flat", "int. flat"),
        (Kind.CUE, "NADIA", "@NADIA"),  # nothing is said
        (Kind.TRANSITION, "SMASH CUT TO:", "SMASH CUT TO:"),
    ],
)
def test_marks_stand_only_where_they_must(kind: Kind, text: str, written: str) -> None:
    script = make_script([(Kind.HEADING, "EXT. QUAY", ""), (kind, text, "")])
    assert write_fountain(script) == f"EXT. QUAY\n\n{written}\n"


def test_the_first_line_is_no_title_page() -> None:
    shape: Shape = [(Kind.ACTION, "Note: this is action", "")]
    text = write_fountain(make_script(shape))
    assert text == "!Note: this is action\n"
    assert shape_of(back(text)) == shape


def test_dialogue_that_begins_with_a_mark_is_guarded() -> None:
    shape: Shape = [(Kind.CUE, "NADIA", ""), (Kind.DIALOGUE, "Well\n> that way\n\n(and so)", "")]
    text = write_fountain(make_script(shape))
    assert text == f"NADIA\nWell\n{GUARD}> that way\n  \n{GUARD}(and so)\n"
    assert [e.kind for e in back(text).elements] == [Kind.CUE, Kind.DIALOGUE]
    assert write_fountain(make_script([(Kind.CUE, "NADIA", ""), (Kind.DIALOGUE, ".VAULT", "")])) == (
        f"NADIA\n{GUARD}.VAULT\n"
    )


def test_an_interrupted_speech_has_its_cue_again() -> None:
    script = make_script(
        [
            (Kind.CUE, "NADIA (O.S.)", ""),
            (Kind.DIALOGUE, "One.", ""),
            (Kind.ACTION, "Rain.", ""),
            (Kind.DIALOGUE, "Two.", ""),
        ]
    )
    assert write_fountain(script) == "NADIA (O.S.)\nOne.\n\nRain.\n\nNADIA (CONT'D)\nTwo.\n"


def test_notes_wait_for_the_end_of_a_speech() -> None:
    script = make_script(
        [
            (Kind.HEADING, "INT. FLAT", ""),
            (Kind.CUE, "NADIA", ""),
            (Kind.DIALOGUE, "One.", ""),
            (Kind.ACTION, "Rain.", ""),
        ]
    )
    script.notes = [
        Note("canon: with Mason", 0, 9, 0, verbatim=False),
        Note("about\n\nthe ]] cue", 10, 19, 10, verbatim=False),
        Note("about the rain", 30, 39, 30, verbatim=False),
    ]
    text = write_fountain(script)
    assert text == (
        "INT. FLAT\n\n[[canon: with Mason]]\n\nNADIA\nOne.\n\n[[about\n  \nthe ] ] cue]]\n\n"
        "Rain.\n\n[[about the rain]]\n"
    )
    assert [n.text for n in back(text).notes] == ["canon: with Mason", "about\n  \nthe ] ] cue", "about the rain"]


def test_what_is_stated_of_a_scene_becomes_synopsis_and_notes() -> None:
    details = SceneDetails(
        summary="They meet.\nShe lies.",
        cast=("NADIA", "MASON", "ORLICK/CARTER"),
        script_day="3",
        tags=(("Props", "Locket"),),
        beats=(("MASON", "Learns nothing."),),
    )
    script = with_details(details, (Kind.CUE, "NADIA (V.O.)", ""), (Kind.DIALOGUE, "Hm.", ""))
    assert write_fountain(script) == (
        "INT. FLAT - DAY\n\n= They meet.\n= She lies.\n\n[[canon: with MASON, ORLICK, CARTER]]\n\n[[Script Day 3]]\n\n"
        "[[Props: Locket]]\n\n[[MASON: Learns nothing.]]\n\nNADIA (V.O.)\nHm.\n"
    )


def test_a_summary_that_is_a_paragraph_is_not_said_twice() -> None:
    script = with_details(SceneDetails(summary="They meet."), (Kind.SYNOPSIS, "They meet.", ""))
    assert write_fountain(script) == "INT. FLAT - DAY\n\n= They meet.\n"


def test_entrances_and_exits_are_action_with_canon_notes() -> None:
    script = make_script(
        [
            (Kind.HEADING, "ACT 1, SCENE 2", "1.2"),
            (Kind.ENTRANCE, "Enter Ada, with the Duke.", "Ada_X Bo_X"),
            (Kind.CUE, "ADA", "Ada_X"),
            (Kind.DIALOGUE, "Go.", ""),
            (Kind.EXIT, "", "Bo_X"),
        ],
        form="tei",
    )
    script.people = {"Ada_X": "Ada", "Bo_X": "Bo, Duke of Ek"}
    script.labels = {"Bo_X": ("EK",)}
    assert write_fountain(script) == (
        '.ACT 1, SCENE 2 #1.2#\n\nEnter Ada, with the Duke.\n\n[[canon: Ada enters; "Bo, Duke of Ek" enters]]\n\n'
        'ADA\nGo.\n\n[[canon: "Bo, Duke of Ek" exits]]\n'
    )
    renamed = write_fountain(script, {"Ada_X": "Ada Lund", "Bo_X": "Bo of Ek"})
    assert "\nADA LUND\n" in renamed and "[[canon: Bo of Ek exits]]" in renamed


def test_a_fountain_script_is_written_as_it_is() -> None:
    text = "\ufeffINT. FLAT\r\n\r\nRain. [[x]]\r\n"
    assert write_fountain(read_fountain(Source("a.fountain", text))[0]) == text


def test_an_empty_script_is_an_empty_text() -> None:
    assert write_fountain(make_script([])) == ""


@settings(max_examples=150, deadline=None)
@given(shapes)
def test_what_is_written_reads_back_as_it_was(shape: Shape) -> None:
    script, _ = read_fountain(Source("pilot.fountain", write_fountain(make_script(shape))))
    got = [(kind, together(said(kind, text)).replace(GUARD, ""), detail) for kind, text, detail in shape_of(script)]
    assert got == [(kind, together(text), detail) for kind, text, detail in shape]
    assert script.title_page == ()


def together(text: str) -> str:
    """A text without the blank that keeps a slash and a star apart."""
    return text.replace("/ *", "/*").replace("* /", "*/")


def said(kind: Kind, text: str) -> str:
    """What an element of a Fountain script says, without its marks of emphasis."""
    return "".join(run for run, _ in read_emphasis(text)) if kind in EMPHASISED else text


def letters(script: Script) -> list[tuple[Kind, str, str]]:
    """Every letter of what is spoken and done, with its style."""
    found: list[tuple[Kind, str, str]] = []
    for index, element in enumerate(script.elements):
        if element.kind in EMPHASISED:
            fountain = script.format == "fountain"
            runs = read_emphasis(element.text) if fountain else cut_runs(element.text, script.styles.get(index, ()))
            found += [(element.kind, char, style) for run, style in runs for char in run if not char.isspace()]
    return [one for one in found if one[1] != GUARD]


def test_emphasis_is_written_as_marks() -> None:
    shape = [
        (Kind.HEADING, "INT. FLAT - DAY", ""),
        (Kind.ACTION, "A 5*4*3 puzzle. It is gone.", ""),
        (Kind.CUE, "NADIA", ""),
        (Kind.PARENTHETICAL, "(low)", ""),
        (Kind.DIALOGUE, "You came back.", ""),
        (Kind.CENTERED, "THE END", ""),
    ]
    script = make_script(shape)
    script.styles = {
        0: ((0, 3, "Italic"),),
        1: ((16, 26, "Underline"),),
        2: ((0, 5, "Bold"),),
        3: ((0, 5, "Italic"),),
        4: ((0, 8, "Bold"), (8, 14, "Bold+Italic")),
        5: ((0, 7, "Bold+Underline"),),
    }
    text = write_fountain(script)
    assert text == (
        "INT. FLAT - DAY\n\nA 5\\*4\\*3 puzzle. _It is gone_.\n\n"
        "NADIA\n(*low*)\n**You came *back.***\n\n> _**THE END**_ <\n"
    )
    assert letters(back(text))[0] == (Kind.ACTION, "A", "")
    assert "".join(char for _, char, style in letters(back(text)) if style == "Bold+Italic") == "back."


@needs_data
@pytest.mark.parametrize(("name", "emphasised"), [("final_draft_12_sample", 58), ("final_draft_13_sample", 58)])
def test_the_emphasis_of_final_draft_samples_comes_through(name: str, emphasised: int) -> None:
    source = Source(f"{name}.fdx", (DATA / "fdx" / f"{name}.fdx").read_bytes().decode())
    script, _ = read_fdx(source)
    kinds = [script.elements[index].kind for index, stretches in script.styles.items() for _ in stretches]
    assert sum(kind in EMPHASISED for kind in kinds) == emphasised
    again = back(write_fountain(script))
    # Blanks and the brackets around a direction lose their style; letters do not.
    plain = [one if one[1] not in "()" else (*one[:2], "") for one in letters(script)]
    got = [one if one[1] not in "()" else (*one[:2], "") for one in letters(again)]
    assert got == plain
    fdx, _ = read_fdx(Source("again.fdx", write_fdx(again)))
    assert [one if one[1] not in "()" else (*one[:2], "") for one in letters(fdx)] == plain


def joined(shape: Shape) -> Shape:
    """The shape with white space squeezed, and paragraphs of dialogue that follow one another as one."""
    out: Shape = []
    for kind, text, detail in shape:
        squeezed = " ".join(text.split())
        if out and out[-1][0] is kind is Kind.DIALOGUE:
            out[-1] = (kind, f"{out[-1][1]} {squeezed}", detail)
        else:
            out.append((kind, squeezed, detail))
    return out


@needs_data
@pytest.mark.parametrize("name", ["final_draft_12_sample", "final_draft_13_sample", "TestFDX-FD", "TestFDX-FI"])
def test_final_draft_samples_read_back_as_they_were(name: str) -> None:
    source = Source(f"{name}.fdx", (DATA / "fdx" / f"{name}.fdx").read_bytes().decode())
    script, _ = read_fdx(source)
    wanted = joined(shape_of(script))
    got = joined([(kind, said(kind, text), detail) for kind, text, detail in shape_of(back(write_fountain(script)))])
    extra = [one for one in got if one not in wanted]
    assert {k for k, _, _ in extra} <= {Kind.SYNOPSIS}  # summaries
    assert [one for one in got if one[0] is not Kind.SYNOPSIS] == [one for one in wanted if one[0] is not Kind.SYNOPSIS]


@needs_data
@pytest.mark.parametrize("name", ["henry-iv-part-1", "henry-v"])
def test_plays_read_back_word_for_word(name: str) -> None:
    script, _ = read_tei(Source(f"{name}.xml", (DATA / "tei" / f"{name}.xml").read_bytes().decode()))
    again = back(write_fountain(script))
    kinds = {Kind.DIALOGUE, Kind.PARENTHETICAL}

    def words(one: Script) -> list[str]:
        return " ".join(e.text.replace(GUARD, "") for e in one.elements if e.kind in kinds).split()

    assert words(again) == words(script)
    cues = [e.text for e in again.elements if e.kind is Kind.CUE and not e.text.endswith("(CONT'D)")]
    assert cues == [e.text for e in script.elements if e.kind is Kind.CUE]
    assert [s.number for s in again.scenes] == [s.number for s in script.scenes]
