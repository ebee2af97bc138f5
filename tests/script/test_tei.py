"""Plays in TEI: acts and scenes, speakers by id, entrances and exits, and every word that is said."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from fabula.script.model import Kind, Script
from fabula.script.tei import read_tei
from fabula.source import Source

DATA = Path(__file__).parents[3] / "shared" / "data" / "tei"
PLAYS = ["henry-iv-part-1", "henry-iv-part-2", "henry-v", "the-merry-wives-of-windsor"]
SPEECHES = {"henry-iv-part-1": 777, "henry-iv-part-2": 902, "henry-v": 739, "the-merry-wives-of-windsor": 1022}
TEI = "{http://www.tei-c.org/ns/1.0}"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the plays of ../shared/data/tei are not here")

PEOPLE = """<person xml:id="Ada_X"><persName>Ada Lund</persName></person>
<person xml:id="Bo_X"><persName>Bo, Duke of Ek</persName></person>
<personGrp xml:id="GUARDS.1_X"><name>Guards, Spies</name></personGrp>
<personGrp xml:id="SPIES.1_X"><name>Guards, Spies</name></personGrp>"""


def document(body: str, people: str = PEOPLE) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        "<titleStmt><title>The Fall</title><author><persName><forename>Ada</forename>\n<surname>Lund</surname>"
        "</persName></author></titleStmt></fileDesc><profileDesc><particDesc><listPerson>"
        f"{people}</listPerson></particDesc></profileDesc></teiHeader><text><body>\n{body}\n</body></text></TEI>\n"
    )


def read(body: str, people: str = PEOPLE) -> Script:
    script, findings = read_tei(Source("fall.xml", document(body, people)))
    assert findings == []
    return script


def act(scene: str) -> str:
    return f'<div type="act" n="2"><head>ACT 2 </head><div type="scene" n="3"><head>Scene 3 </head>{scene}</div></div>'


def shape(script: Script) -> list[tuple[str, str, str]]:
    return [(str(e.kind), e.text, e.detail) for e in script.elements]


def test_acts_are_sections_and_scenes_have_headings_and_numbers() -> None:
    script = read(act('<sp who="#Ada_X"><speaker>ADA </speaker><l>Who is there? </l></sp>'))
    assert shape(script) == [
        ("section", "ACT 2", "1"),
        ("scene heading", "ACT 2, SCENE 3", "2.3"),
        ("cue", "ADA LUND", "Ada_X"),
        ("dialogue", "Who is there?", ""),
    ]
    (scene,) = script.scenes
    assert (scene.number, scene.act) == ("2.3", "2")
    assert script.title("Title") == "The Fall" and script.title("Author") == "Ada Lund"
    assert script.format == "tei"


@pytest.mark.parametrize(
    ("head", "stage", "heading"),
    [
        ("Scene 3", '<stage type="location">A room in the palace. </stage>', "A room in the palace"),
        ("SCENE III. The forest.", "", "The forest"),
        ("Act 2. Scene 3.", "", "ACT 2, SCENE 3"),
    ],
)
def test_a_location_is_the_heading(head: str, stage: str, heading: str) -> None:
    script = read(
        f'<div type="act" n="2"><div type="scene" n="3"><head>{head}</head>{stage}'
        '<sp who="#Ada_X"><p>Here.</p></sp></div></div>'
    )
    (element,) = [e for e in script.elements if e.kind is Kind.HEADING]
    assert (element.text, element.detail) == (heading, "2.3")


def test_prologue_chorus_and_acts_without_scenes_are_scenes() -> None:
    speech = '<sp who="#Ada_X"><l>Listen.</l></sp>'
    script = read(
        f'<div type="prologue" n="PRO"><head>PROLOGUE</head>{speech}</div>'
        f'<div type="act" n="1"><head>ACT 1</head><div type="chorus" n="1.CHO">{speech}</div></div>'
        f'<div type="act" n="2"><head>ACT 2</head>{speech}</div>'
    )
    headings = [(e.text, e.detail) for e in script.elements if e.kind is Kind.HEADING]
    assert headings == [("PROLOGUE", "PRO"), ("ACT 1, CHORUS", "1.CHO"), ("ACT 2", "2")]
    assert [scene.act for scene in script.scenes] == ["", "1", "2"]


def test_people_come_and_go_by_id() -> None:
    script = read(
        act(
            '<stage type="entrance" who="#Ada_X #GUARDS.1_X">Enter Ada, guarded. </stage>'
            '<sp who="#Ada_X"><speaker>ADA</speaker><l>Leave us. </l>'
            '<stage type="exit" who="#GUARDS.1_X">Guard exits. </stage><l>Alone.</l></sp>'
            '<stage type="exit" who="#Ada_X"/>'
        )
    )
    assert shape(script)[2:] == [
        ("entrance", "Enter Ada, guarded.", "Ada_X GUARDS.1_X"),
        ("cue", "ADA LUND", "Ada_X"),
        ("dialogue", "Leave us.", ""),
        ("exit", "Guard exits.", "GUARDS.1_X"),
        ("dialogue", "Alone.", ""),
        ("exit", "", "Ada_X"),
    ]


def test_a_direction_that_holds_moves_is_split_at_them() -> None:
    script = read(
        act(
            '<stage type="mixed">They fight <stage type="sound">(alarum)</stage> and '
            '<stage type="exit" who="#Ada_X">Ada flees. </stage></stage>'
            '<stage type="entrance" who="#Ada_X"><stage type="sound">Flourish. </stage>Enter Ada. </stage>'
        )
    )
    assert shape(script)[2:] == [
        ("action", "They fight (alarum) and", ""),
        ("exit", "Ada flees.", "Ada_X"),
        ("entrance", "Flourish. Enter Ada.", "Ada_X"),
    ]


def test_directions_in_a_speech_are_parentheticals_as_long_as_it_goes_on() -> None:
    script = read(
        act(
            '<sp who="#Ada_X"><speaker>ADA</speaker><stage type="delivery">, to Bo </stage>'
            '<p>Take it. <stage type="business">( She gives the key.)</stage> Go.</p>'
            '<stage type="business">He takes it. </stage></sp>'
        )
    )
    assert shape(script)[3:] == [
        ("parenthetical", "(to Bo)", ""),
        ("dialogue", "Take it.", ""),
        ("parenthetical", "(She gives the key.)", ""),
        ("dialogue", "Go.", ""),
        ("action", "He takes it.", ""),
    ]


def test_verse_keeps_its_lines_and_prose_does_not() -> None:
    script = read(
        act(
            '<sp who="#Ada_X"><l part="I">So it begins, </l><lg><l>and ends, </l><l>and begins. </l></lg>'
            "<p><lb/>Prose runs <lb/>on <hi>and</hi> on, from one print<lb break='no'/>ed line\nto the next. </p></sp>"
        )
    )
    assert [e.text for e in script.elements if e.kind is Kind.DIALOGUE] == [
        "So it begins,\nand ends,\nand begins.\nProse runs on and on, from one printed line to the next."
    ]


def test_words_that_are_marked_one_by_one_are_joined() -> None:
    spaced = "<l><w>So</w><c> </c><w>shaken</w>\n   <pc>,</pc><c> </c>\n<w>so</w><c> </c><w>wan</w></l>"
    unspaced = "<l>\n<w>Who</w>\n<w>goes</w>\n<w>there</w>\n<pc>?</pc>\n<pc>“</pc><w>Ada</w><pc>”</pc></l>"
    assert read(act(f'<sp who="#Ada_X">{spaced}</sp>')).elements[-1].text == "So shaken, so wan"
    assert read(act(f'<sp who="#Ada_X">{unspaced}</sp>')).elements[-1].text == "Who goes there? “Ada”"


def test_editors_notes_are_no_speech() -> None:
    script = read(
        act('<sp who="#Ada_X"><l>The <choice><sic>teh</sic><corr>end</corr></choice><note>Or: sea.</note></l></sp>')
    )
    assert script.elements[-1].text == "The end"
    assert [n.text for n in script.notes] == ["Or: sea."]


def test_people_have_names_labels_and_groups() -> None:
    script = read(
        act(
            '<stage type="entrance" who="#LadyEk_X #ATTENDANTS_X">Enter.</stage>'
            '<sp who="#Bo_X"><speaker>EK</speaker><l>One.</l></sp><sp who="#GUARDS.1_X"><speaker>FIRST GUARD</speaker>'
            '<l>Two.</l></sp><sp who="#Ada_X #Bo_X"><speaker>BOTH</speaker><l>Three.</l></sp>'
            "<sp><speaker>A VOICE</speaker><l>Four.</l></sp>"
        )
    )
    assert script.people == {
        "Ada_X": "Ada Lund",
        "Bo_X": "Bo, Duke of Ek",
        "GUARDS.1_X": "First Guard",
        "SPIES.1_X": "Spies",
        "LadyEk_X": "Lady Ek",
        "ATTENDANTS_X": "Attendants",
    }
    assert script.labels == {"Bo_X": ("EK",), "GUARDS.1_X": ("FIRST GUARD",), "Ada_X Bo_X": ("BOTH",)}
    assert script.groups == {"GUARDS.1_X", "SPIES.1_X", "ATTENDANTS_X"}
    assert [(e.text, e.detail) for e in script.elements if e.kind is Kind.CUE] == [
        ("EK", "Bo_X"),  # a name with a comma would read as two people
        ("FIRST GUARD", "GUARDS.1_X"),
        ("ADA LUND & EK", "Ada_X Bo_X"),
        ("A VOICE", ""),
    ]


def test_a_broken_play_keeps_what_was_read() -> None:
    text = document(act('<sp who="#Ada_X"><l>Kept</l><l>and half'))
    script, findings = read_tei(Source("fall.xml", text[: text.index("</div>")]))
    assert [f.code for f in findings] == ["S107"]
    assert script.elements[-1].text == "Kept\nand half"


@pytest.mark.parametrize("text", ["", "<TEI/>", "<TEI><text/></TEI>", "words", "<FinalDraft><Content/></FinalDraft>"])
def test_what_is_no_play_is_a_finding(text: str) -> None:
    script, findings = read_tei(Source("fall.xml", text))
    assert [f.code for f in findings] == ["S107"] and script.elements == []


def test_many_scenes_and_directions_take_no_time_to_speak_of() -> None:
    scenes = '<div type="scene"><sp who="#Ada_X"><l>One.</l></sp></div>' * 20_000
    assert len(read(scenes).scenes) == 20_000
    lines = "<l>One.<stage>Bows.</stage></l>" * 10_000
    assert len(read(act(f'<sp who="#Ada_X">{lines}</sp>')).elements) == 20_003


def load(name: str) -> Script:
    script, findings = read_tei(Source(f"{name}.xml", (DATA / f"{name}.xml").read_bytes().decode("utf-8")))
    assert findings == []
    return script


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@needs_data
@pytest.mark.parametrize("name", PLAYS)
def test_every_word_of_the_plays_is_read_once(name: str) -> None:
    script = load(name)
    body = ET.parse(DATA / f"{name}.xml").getroot().find(f".//{TEI}body")
    assert body is not None
    labels = " ".join("".join(s.itertext()) for s in body.iter(f"{TEI}speaker"))
    heads = " ".join("".join(h.itertext()) for h in body.iter(f"{TEI}head"))
    wanted = words(" ".join(body.itertext())) - words(labels) - words(heads)
    kinds = {Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.ACTION, Kind.ENTRANCE, Kind.EXIT}
    assert words(" ".join(e.text for e in script.elements if e.kind in kinds)) == wanted
    assert wanted.total() > 20_000
    assert words(labels).keys() <= words(" ".join(x for many in script.labels.values() for x in many)).keys()


@needs_data
@pytest.mark.parametrize("name", PLAYS)
def test_speeches_are_in_order_and_have_their_speaker(name: str) -> None:
    script = load(name)
    cues = [e for e in script.elements if e.kind is Kind.CUE]
    assert len(cues) == SPEECHES[name]
    assert all(e.detail and all(key in script.people for key in e.detail.split()) for e in cues)
    places = [(e.start, e.end) for e in script.elements]
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert sum(scene.last - scene.first for scene in script.scenes) >= len(script.elements) - 5


@needs_data
def test_one_person_has_one_id_in_all_plays() -> None:
    plays = [load(name) for name in PLAYS]
    shared = set.intersection(*(set(play.people) for play in plays))
    assert {"Bardolph_1H4", "MistressQuickly_1H4"} <= shared
    prince = [play.people["HenryV_H5"] for play in plays[:3]]
    assert prince == ["Prince Hal", "Prince Hal King Henry V", "Henry V, King of England"]


@needs_data
def test_few_speak_offstage_by_the_markup() -> None:
    off = speeches = 0
    for script in map(load, PLAYS):
        for scene in script.scenes:
            stage: set[str] = set()
            for element in script.elements[scene.first : scene.last]:
                who = set(element.detail.split())
                if element.kind is Kind.ENTRANCE:
                    stage |= who
                elif element.kind is Kind.EXIT:
                    stage -= who
                elif element.kind is Kind.CUE:
                    speeches += 1
                    off += not who <= stage
    assert speeches == 3440
    assert off == 25
