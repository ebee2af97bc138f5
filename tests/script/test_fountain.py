"""Fountain in our own words: one small script for each thing that the language has."""

from __future__ import annotations

import gc

import pytest

from fabula.finding import Finding
from fabula.script.fountain import read_fountain
from fabula.script.model import Kind, Note, Scene, Script, TitleEntry
from fabula.source import Source


def read(text: str) -> tuple[Script, list[Finding]]:
    return read_fountain(Source("a.fountain", text))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(element.kind.name, element.text) for element in read(text)[0].elements]


def found(text: str) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.span.line, finding.span.column) for finding in read(text)[1]]


def test_an_empty_script() -> None:
    script, findings = read("")
    assert (script.elements, script.scenes, script.notes, findings) == ([], [], [], [])


def test_places_are_exact() -> None:
    text = "INT. DEPOT - DAY #7B#\n\n\tRain.\n  More.\n\n   TILDE (V.O.) ^\n (low)\nNo.\nNot  now. \n"
    script, findings = read(text)
    assert findings == []
    assert [(e.kind, e.text, text[e.start : e.end], e.detail) for e in script.elements] == [
        (Kind.HEADING, "INT. DEPOT - DAY", "INT. DEPOT - DAY #7B#", "7B"),
        (Kind.ACTION, "\tRain.\n  More.", "\tRain.\n  More.", ""),
        (Kind.CUE, "TILDE (V.O.)", "TILDE (V.O.) ^", "^"),
        (Kind.PARENTHETICAL, "(low)", "(low)", ""),
        (Kind.DIALOGUE, "No.\nNot  now.", "No.\nNot  now.", ""),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["A", "B", "", "KIT", "C", "D", "", "[[x", "y]]", "", "INT. E", "", ""])
    script, _ = read(text)
    assert [(e.kind.name, e.text) for e in script.elements] == [
        ("CUE", "A"),
        ("DIALOGUE", "B"),
        ("CUE", "KIT"),
        ("DIALOGUE", "C\nD"),
        ("NOTE", "x\ny"),
        ("HEADING", "INT. E"),
    ]
    assert [text[e.start : e.end] for e in script.elements][3] == f"C{end}D"
    assert script.notes == [Note(f"x{end}y", text.index("[["), text.index("]]") + 2, text.index("[[") + 2)]
    assert text[script.scenes[-1].start :].startswith("INT. E")


def test_line_ends_of_all_sorts_in_one_file() -> None:
    text = "One\r\ntwo\rthree\nfour\r\n\r\nINT. A\r\r\nb\u2028c\x0cd"
    assert kinds(text) == [("ACTION", "One\ntwo\nthree\nfour"), ("HEADING", "INT. A"), ("ACTION", "b\u2028c\x0cd")]
    assert [text[e.start : e.end] for e in read(text)[0].elements] == [
        "One\r\ntwo\rthree\nfour",
        "INT. A",
        "b\u2028c\x0cd",
    ]


def test_a_byte_order_mark_is_no_text() -> None:
    script, findings = read("\ufeffINT HALL\n\n\ufeff")
    assert [(e.kind.name, e.text, e.start) for e in script.elements] == [
        ("HEADING", "INT HALL", 1),
        ("ACTION", "\ufeff", 11),
    ]
    assert [str(finding.span) for finding in findings] == ["a.fountain:1:1"]


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("ÉLODIE", "ÉLODIE"),
        ("ИВАН", "ИВАН"),
        ("ΝΊΚΗ (V.O.)", "ΝΊΚΗ (V.O.)"),
        ("@राही", "राही"),
        ("@McCoy", "McCoy"),
        ("@ maria", None),
        ("राही", None),
        ("R2", "R2"),
        ("22", None),
        ("(KIT)", None),
        ("KIT (on the roof)", "KIT (on the roof)"),
        ("KIT ^ (x)", None),
        ("Kit", None),
    ],
)
def test_cues(cue: str, said: str | None) -> None:
    expected = [("ACTION", f"{cue}\nYes.")] if said is None else [("CUE", said), ("DIALOGUE", "Yes.")]
    assert kinds(f"{cue}\nYes.") == expected


def test_a_name_in_capitals_with_nothing_under_it_is_action() -> None:
    assert kinds("KIT\n\nwalks in.") == [("ACTION", "KIT"), ("ACTION", "walks in.")]
    assert kinds("KIT\n===") == [("ACTION", "KIT"), ("PAGE_BREAK", "===")]
    assert kinds("He waits.\nKIT\nwalks in.") == [("ACTION", "He waits.\nKIT\nwalks in.")]


def test_two_spaces_keep_an_empty_line_of_dialogue() -> None:
    assert kinds("KIT\nOne.\n  \nTwo.\n\nThree.")[1:] == [("DIALOGUE", "One.\n\nTwo."), ("ACTION", "Three.")]
    assert kinds("KIT\nOne.\n \nTwo.")[1:] == [("DIALOGUE", "One."), ("ACTION", "Two.")]


@pytest.mark.parametrize(
    "heading",
    [
        "INT. A",
        "ext. a - night",
        "EST. A",
        "INT./EXT. A",
        "INT/EXT. A",
        "EXT/INT. A",
        "I/E. A",
        "I./E. A",
        "INT.A",
        "INT. A (1979)",
    ],
)
def test_headings(heading: str) -> None:
    assert read(f"{heading}\n\nx")[1] == []
    assert kinds(f"{heading}\n\nx") == [("HEADING", heading), ("ACTION", "x")]


@pytest.mark.parametrize(
    "line",
    ["INTERIOR A", "INT... a", "Exterminate", "..A", ". A", "...", "Est assise une femme.", "INTO THE A", "ESTHER"],
)
def test_what_is_no_heading(line: str) -> None:
    assert kinds(line) == [("ACTION", line)]


def test_a_heading_without_a_dot() -> None:
    assert kinds("INT HALL DAY\n\nest village") == [("HEADING", "INT HALL DAY"), ("HEADING", "est village")]
    assert found("INT HALL DAY\n\nest village") == [("S104", 1, 1), ("S104", 3, 1)]
    assert kinds("Ext door\nopens") == [("ACTION", "Ext door\nopens")]


def test_headings_without_blank_lines() -> None:
    text = "He runs.\nEXT. YARD - DAY\nShe waits.\n\nKIT\nGo.\nINT. SHED\n\nEnd."
    assert kinds(text) == [
        ("ACTION", "He runs."),
        ("HEADING", "EXT. YARD - DAY"),
        ("ACTION", "She waits."),
        ("CUE", "KIT"),
        ("DIALOGUE", "Go."),
        ("HEADING", "INT. SHED"),
        ("ACTION", "End."),
    ]
    assert found(text) == [("S103", 2, 1), ("S103", 7, 1)]
    assert [finding.message for finding in read(text)[1]] == [
        "This heading has no blank line before and after it",
        "This heading has no blank line before it",
    ]
    assert kinds("He says\next. five rings.") == [("ACTION", "He says\next. five rings.")]


def test_what_does_not_print_is_no_neighbour_of_a_heading() -> None:
    assert found("# One\nINT. A\n= what happens\n\n[[n]]\nEXT. B\n[[canon: x]]\n\n/* c */\nINT. C") == []
    assert found("INT. A\n[[n]]\nHe runs.") == [("S103", 1, 1)]


@pytest.mark.parametrize("number", ["1", "71E", "A72", "150A-C", "1.", "I-1-A", "OMITTED", "é1"])
def test_scene_numbers(number: str) -> None:
    script, _ = read(f"INT. A - DAY #{number}#  ")
    assert [(e.text, e.detail) for e in script.elements] == [("INT. A - DAY", number)]
    assert [scene.number for scene in script.scenes] == [number]


def test_what_is_no_scene_number() -> None:
    assert kinds("INT. ROOM #2 - DAY") == [("HEADING", "INT. ROOM #2 - DAY")]
    assert read("INT. A #1 2#")[0].elements[0].detail == ""


def test_title_page() -> None:
    text = "Title:\n    _The Ferry_\n\tA Play\nDraft date: 2014: June\nMood: blue\nContact:\n\n\nRain."
    script, findings = read(text)
    assert findings == []
    assert script.title_page == (
        TitleEntry("Title", ("_The Ferry_", "A Play"), 0, 30),
        TitleEntry("Draft date", ("2014: June",), 31, 53),
        TitleEntry("Mood", ("blue",), 54, 64),
        TitleEntry("Contact", (), 65, 73),
    )
    assert script.title("draft DATE") == "2014: June"
    assert [e.kind.name for e in script.elements] == ["TITLE_PAGE"] * 4 + ["ACTION"]
    assert script.elements[0].text == "Title:\n    _The Ferry_\n\tA Play"


@pytest.mark.parametrize(
    "text", ["FADE IN:\n\nx", "CUT TO:", "He says: go.\nShe goes.", "INT. A: B", "Title\n\nx", ": x"]
)
def test_what_is_no_title_page(text: str) -> None:
    assert read(text)[0].title_page == ()


def test_any_key_makes_a_title_page() -> None:
    assert [e.key for e in read("Mood: blue\nWeather:\n  wet\n\nx")[0].title_page] == ["Mood", "Weather"]
    assert [e.key for e in read("\n\nTitle: x")[0].title_page] == ["Title"]
    assert [e.key for e in read("\ufeffMood: x")[0].title_page] == ["Mood"]
    assert read("\nMood: x")[0].title_page == ()


def test_transitions_and_centered() -> None:
    assert kinds("CUT TO:\n\n  SMASH TO:\n\n>burn out\n\n> THE END <\n\nCUT TO: \n\nHe came TO:\n\nGO TO:\nx") == [
        ("TRANSITION", "CUT TO:"),
        ("TRANSITION", "SMASH TO:"),
        ("TRANSITION", "burn out"),
        ("CENTERED", "THE END"),
        ("ACTION", "CUT TO: "),
        ("ACTION", "He came TO:"),
        ("CUE", "GO TO:"),
        ("DIALOGUE", "x"),
    ]
    assert kinds("CUT TO:\nINT. A - DAY\n")[0] == ("TRANSITION", "CUT TO:")


def test_sections_synopses_and_page_breaks() -> None:
    text = "# One\n##Two\n####### Deep\n= what\n==\n===\n =====  \n\nHe reads\n#1 DAD\nand\n# Three"
    script, _ = read(text)
    assert [(e.kind.name, e.text, e.detail) for e in script.elements] == [
        ("SECTION", "One", "1"),
        ("SECTION", "Two", "2"),
        ("SECTION", "Deep", "6"),
        ("SYNOPSIS", "what", ""),
        ("SYNOPSIS", "=", ""),
        ("PAGE_BREAK", "===", ""),
        ("PAGE_BREAK", "=====", ""),
        ("ACTION", "He reads\n#1 DAD\nand", ""),
        ("SECTION", "Three", "1"),
    ]


def test_lyrics_and_forced_action() -> None:
    assert kinds("~la\nHe sings.\n~ lo\n\nKIT\n~hey\nStop.\n\n!INT. NO\nPLACE\n\n  !KIT\nx") == [
        ("LYRICS", "la"),
        ("ACTION", "He sings."),
        ("LYRICS", "lo"),
        ("CUE", "KIT"),
        ("LYRICS", "hey"),
        ("DIALOGUE", "Stop."),
        ("ACTION", "INT. NO\nPLACE"),
        ("ACTION", "KIT\nx"),
    ]


def test_forced_headings() -> None:
    assert kinds(".THE ROOF\n\n.the roof\n\nHe has a\n.45 in hand.\n\nRain.\n.THE ROOF") == [
        ("HEADING", "THE ROOF"),
        ("HEADING", "the roof"),
        ("ACTION", "He has a\n.45 in hand."),
        ("ACTION", "Rain."),
        ("HEADING", "THE ROOF"),
    ]


def test_notes_inside_and_alone() -> None:
    text = "A [[one]] b\n\n[[two]] [[three]]\n\nKIT\n[[four]]\nYes.\n[[five]]\nNo."
    script, _ = read(text)
    assert [(e.kind.name, e.text) for e in script.elements] == [
        ("ACTION", "A [[one]] b"),
        ("NOTE", "two"),
        ("NOTE", "three"),
        ("CUE", "KIT"),
        ("NOTE", "four"),
        ("DIALOGUE", "Yes."),
        ("NOTE", "five"),
        ("DIALOGUE", "No."),
    ]
    assert [note.text for note in script.notes] == ["one", "two", "three", "four", "five"]
    assert all(text[n.text_start : n.text_start + len(n.text)] == n.text for n in script.notes)


def test_marks_around_notes() -> None:
    assert kinds("KIT ^ [[n]]\n(low) [[m]]\nYes.\n\nCUT TO: [[o]]\n\n>END< [[p]]\n\n[[q]] INT. A - DAY") == [
        ("CUE", "KIT [[n]]"),
        ("PARENTHETICAL", "(low) [[m]]"),
        ("DIALOGUE", "Yes."),
        ("TRANSITION", "CUT TO: [[o]]"),
        ("CENTERED", "END [[p]]"),
        ("HEADING", "[[q]] INT. A - DAY"),
    ]


def test_notes_of_several_lines() -> None:
    assert [n.text for n in read("a [[b\nc\n  \nd]] e")[0].notes] == ["b\nc\n  \nd"]
    assert kinds("a [[b\nKIT\nc]] d") == [("ACTION", "a [[b\nKIT\nc]] d")]
    assert [n.text for n in read("[[see [[Kit]] now]]")[0].notes] == ["see [[Kit]] now"]


def test_unclosed_note() -> None:
    text = "INT. A\n\nRain [[canon: x\n\nKIT\nYes [[y]]."
    assert found(text) == [("S102", 3, 6)]
    assert kinds(text)[1:] == [("ACTION", "Rain [[canon: x"), ("CUE", "KIT"), ("DIALOGUE", "Yes [[y]].")]
    assert [n.text for n in read(text)[0].notes] == ["y"]


def test_unclosed_boneyard() -> None:
    text = "Rain /* old\n\nINT. A\n\n/* more\n"
    assert found(text) == [("S101", 1, 6)]
    assert kinds(text) == [("ACTION", "Rain /* old"), ("HEADING", "INT. A"), ("ACTION", "/* more")]


def test_boneyards() -> None:
    text = "A /* b\n\nc */ d\n\n/*\nINT. CUT\n\n[[n\n*/\nINT. A\n"
    script, findings = read(text)
    assert findings == []
    assert [(e.kind.name, e.text) for e in script.elements] == [
        ("ACTION", "A /* b\n\nc */ d"),
        ("BONEYARD", "\nINT. CUT\n\n[[n\n"),
        ("HEADING", "INT. A"),
    ]
    assert [text[start:end] for start, end in script.boneyards] == ["/* b\n\nc */", "/*\nINT. CUT\n\n[[n\n*/"]
    assert script.notes == []


def test_a_mark_inside_a_note_opens_no_boneyard() -> None:
    script, findings = read("[[see shows/*.md]] Rain.\n\nINT. A\n\n/* b */")
    assert ([n.text for n in script.notes], findings) == (["see shows/*.md"], [])
    assert [e.kind.name for e in script.elements] == ["ACTION", "HEADING", "BONEYARD"]


def test_blocks_of_applications_survive() -> None:
    block = '/* If you\'re seeing this, you can remove the following stuff - BEAT:\n{"a":[[1,2]],"b":"*"}\nEND_BEAT */'
    text = f"INT. A\n\n[[marker blue: check]]\n\nRain.\n\n{block}"
    script, findings = read(text)
    assert findings == []
    assert [e.kind.name for e in script.elements] == ["HEADING", "NOTE", "ACTION", "BONEYARD"]
    assert script.elements[-1].text == block[2:-2]


@pytest.mark.parametrize(
    ("text", "line"),
    [("@Kit\n\nNo.", 1), ("KIT (V.O.)\n\nNo.", 1), ("x\n\nKIT ^\n\nNo.", 3), ("KIT\n(low)\n\nNo.", 1), ("@Kit", 1)],
)
def test_cues_with_nothing_said(text: str, line: int) -> None:
    assert found(text) == [("S111", line, 1)]


@pytest.mark.parametrize(
    "text", ["KIT\n\nNo.", "THE HALL (DARK)\n\nNo.", "KIT\nNo.\n(low)", "KIT (V.O.)\nNo.", "KIT\n(low)\nNo."]
)
def test_cues_that_are_not_odd(text: str) -> None:
    assert found(text) == []


def test_scenes() -> None:
    text = "Title: x\n\nFADE IN:\n\n# One\n\nINT. A #1#\n\nx\n\n## Half\n\nEXT. B\n\n# Two\n\nEXT. C #2#\n\ny\n"
    script, _ = read(text)
    at = [text.index(word) for word in ("FADE", "INT. A", "EXT. B", "EXT. C")] + [len(text)]
    assert script.scenes == [
        Scene(0, None, 1, 3, at[0], at[1]),
        Scene(1, 3, 3, 6, at[1], at[2], "1", "One"),
        Scene(2, 6, 6, 8, at[2], at[3], "", "One"),
        Scene(3, 8, 8, 10, at[3], at[4], "2", "Two"),
    ]
    assert [e.text for e in script.body(script.scenes[1])] == ["x", "Half"]


def test_no_scene_before_the_first_heading_without_text() -> None:
    assert [scene.heading for scene in read("Title: x\n\n# One\n\n= y\n\n===\n\nINT. A")[0].scenes] == [4]
    assert read("Title: x\n")[0].scenes == []


def test_the_garbage_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    read("INT. A")
    assert gc.isenabled()
    gc.disable()
    try:
        read("INT. A")
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "hostile", ["[" * 60_000, "/*" * 30_000, "[[ /* " * 10_000 + "]] */", "INT. A " + "#a" * 30_000, "(" * 60_000]
)
def test_deep_nesting_is_read(hostile: str) -> None:
    script, findings = read(hostile)
    assert "".join(hostile[e.start : e.end] for e in script.elements) == hostile.strip()
    assert len(findings) < 3
