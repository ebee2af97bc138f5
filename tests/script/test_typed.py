"""Typed screenplays: columns decide, whatever the margins are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.script.model import Kind, Script
from fabula.script.typed import read_typed
from fabula.source import Source


def read(text: str) -> Script:
    script, findings = read_typed(Source("pilot.txt", text))
    assert findings == []
    return script


def shape(script: Script) -> list[tuple[str, str]]:
    return [(str(e.kind), e.text) for e in script.elements]


def lay_out(action: int, dialogue: int, aside: int, cue: int, right: int) -> str:
    rows = [
        (action, "FADE IN:"),
        (-1, ""),
        (action, "INT. SAFE HOUSE - NIGHT"),
        (-1, ""),
        (action, "Rain against the windows. MASON counts the"),
        (action, "cartridges twice."),
        (-1, ""),
        (cue, "NADIA (O.S.)"),
        (aside, "(from the hall, not"),
        (aside + 1, "quite a whisper)"),
        (dialogue, "You said you were alone, and"),
        (dialogue, "I believed you."),
        (-1, ""),
        (cue, "MASON"),
        (dialogue, "I was."),
        (aside, "(beat)"),
        (dialogue, "Until now."),
        (-1, ""),
        (action, "She lets the door fall shut."),
        (-1, ""),
        (right, "CUT TO:"),
        (-1, ""),
        (action, "EXT. QUAY - DAWN"),
        (-1, ""),
        (action, "Gulls."),
        (-1, ""),
        (cue, "NADIA"),
        (dialogue, "Which boat?"),
        (-1, ""),
        (right, "FADE OUT."),
    ]
    return "\n".join(" " * column + text for column, text in rows) + "\n"


WANTED = [
    ("transition", "FADE IN:"),
    ("scene heading", "INT. SAFE HOUSE - NIGHT"),
    ("action", "Rain against the windows. MASON counts the cartridges twice."),
    ("cue", "NADIA (O.S.)"),
    ("parenthetical", "(from the hall, not quite a whisper)"),
    ("dialogue", "You said you were alone, and I believed you."),
    ("cue", "MASON"),
    ("dialogue", "I was."),
    ("parenthetical", "(beat)"),
    ("dialogue", "Until now."),
    ("action", "She lets the door fall shut."),
    ("transition", "CUT TO:"),
    ("scene heading", "EXT. QUAY - DAWN"),
    ("action", "Gulls."),
    ("cue", "NADIA"),
    ("dialogue", "Which boat?"),
    ("transition", "FADE OUT."),
]


@pytest.mark.parametrize(
    "margins",
    [(15, 25, 30, 37, 60), (0, 10, 15, 22, 50), (17, 28, 33, 43, 65), (5, 20, 26, 35, 55), (8, 14, 17, 20, 48)],
)
def test_any_margins_will_do(margins: tuple[int, int, int, int, int]) -> None:
    script = read(lay_out(*margins))
    assert shape(script) == WANTED
    assert script.format == "typed" and len(script.scenes) == 3


def test_tabs_and_other_line_ends_are_the_same() -> None:
    spaces = lay_out(0, 16, 20, 24, 48)
    tabs = spaces.replace(" " * 48, "\t" * 6).replace(" " * 24, "\t" * 3).replace(" " * 16, "\t\t")
    assert shape(read(tabs)) == shape(read(spaces.replace("\n", "\r\n"))) == shape(read(spaces)) == WANTED


def test_places_are_those_of_the_lines() -> None:
    text = lay_out(15, 25, 30, 37, 60)
    script = read(text)
    action = script.elements[2]
    assert text[action.start : action.end] == f"Rain against the windows. MASON counts the\n{' ' * 15}cartridges twice."


def test_what_belongs_to_the_page_is_left_out_and_cut_speeches_are_one() -> None:
    body = lay_out(15, 25, 30, 37, 60)
    page = (
        f"{' ' * 25}You said you were alone, and\n{' ' * 37}(MORE)\n\n{' ' * 60}(CONTINUED)\n\f{' ' * 66}12.\n\n"
        f"{' ' * 8}4   CONTINUED: (2){' ' * 40}4\n\n{' ' * 37}NADIA (O.S.) (CONT'D)\n"
    )
    text = body.replace(f"{' ' * 25}You said you were alone, and\n", page)
    assert shape(read(text)) == WANTED


def test_scene_numbers_in_the_margins_and_revision_stars() -> None:
    text = lay_out(15, 25, 30, 37, 60)
    numbered = text.replace(
        f"{' ' * 15}INT. SAFE HOUSE - NIGHT", f"  12A          INT. SAFE HOUSE - NIGHT{' ' * 20}12A   *"
    )
    numbered = numbered.replace(
        f"{' ' * 15}EXT. QUAY - DAWN", f"  13           OMITTED{' ' * 30}13\n\n  14           EXT. QUAY - DAWN"
    )
    script = read(numbered.replace("Gulls.", f"Gulls.{' ' * 50}*"))
    assert [(s.number, script.elements[s.heading].text) for s in script.scenes if s.heading is not None] == [
        ("12A", "INT. SAFE HOUSE - NIGHT"),
        ("13", "OMITTED"),
        ("14", "EXT. QUAY - DAWN"),
    ]
    assert ("action", "Gulls.") in shape(script)


def test_acts_and_centered_lines() -> None:
    text = f"{' ' * 34}ACT ONE\n\n" + lay_out(15, 25, 30, 37, 60) + f"\n{' ' * 32}THE END\n"
    script = read(text)
    assert shape(script)[0] == ("section", "ACT ONE") and shape(script)[-1] == ("centered", "THE END")
    assert {scene.act for scene in script.scenes[1:]} == {"ACT ONE"}


def test_the_title_page_is_taken_apart() -> None:
    title = f"\n\n{' ' * 30}THE FALL\n\n{' ' * 33}by\n\n{' ' * 31}Ada Lund\n\n\nSecond draft, 3 May 2031\nOslo\n\f"
    script = read(title + lay_out(15, 25, 30, 37, 60))
    assert [(e.key, e.text) for e in script.title_page] == [
        ("Title", "THE FALL"),
        ("Credit", "by"),
        ("Author", "Ada Lund"),
        ("Draft date", "Second draft, 3 May 2031"),
        ("Contact", "Oslo"),
    ]
    assert shape(script) == WANTED


def test_text_without_columns_is_read_as_fountain() -> None:
    script = read("INT. FLAT - DAY\n\nRain.\n\nNADIA\nYou came.\n")
    assert script.format == "fountain"
    assert shape(script)[-2:] == [("cue", "NADIA"), ("dialogue", "You came.")]


lines = st.lists(st.tuples(st.integers(0, 60), st.text(alphabet="ABC (ab.):\t\f12*é", max_size=12)), max_size=30)


@settings(max_examples=200)
@given(lines)
def test_no_word_is_lost_and_nothing_fails(rows: list[tuple[int, str]]) -> None:
    body = "\n".join(" " * column + text for column, text in rows)
    script, _ = read_typed(Source("pilot.txt", lay_out(15, 25, 30, 37, 60) + "\n\n" + body))
    places = [(e.start, e.end) for e in script.elements]
    assert places == sorted(places)
    got = " ".join(e.text for e in script.elements) + " ".join(e.text for e in script.title_page)
    for letter in "abcé":
        assert got.count(letter) >= body.count(letter) - body.lower().count("cont")
    assert all(e.kind in set(Kind) for e in script.elements)
