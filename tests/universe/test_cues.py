from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from fabula.universe.crowd import is_anywhere, is_class, is_nobody
from fabula.universe.model import Nature, Universe, Voice
from fabula.universe.people import name_parts, without_age, without_honorific, without_voice
from tests.universe.folders import entry, link, scene

BIBLE = {
    "bible/people/mason-kane.md": entry("Mason Kane", aliases="[the Sailor]"),
    "bible/people/nadia-sinh.md": entry("Nadia Sinh", cues="[SINH-RAO]"),
    "bible/people/bernard-orlick.md": entry("Bernard Orlick"),
    "bible/people/high-priest.md": entry("The High Priest", nature="office"),
    "bible/people/rahi.md": entry("राही"),
    "bible/covers/kyle-brandt.md": entry("Kyle Brandt", of="Mason Kane"),
}


def speakers(folder: Path, *cues: str, more: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    universe, _ = link(folder, {**BIBLE, **(more or {}), "shows/main/e01.fountain": scene(*cues)})
    return [tuple(key.partition("/")[2] for key in speech.people) for speech in universe.scenes[0].speeches]


@pytest.mark.parametrize(
    ("cue", "people"),
    [
        ("MASON KANE", ("mason-kane",)),
        ("MASON", ("mason-kane",)),
        ("KANE", ("mason-kane",)),
        ("MR. KANE", ("mason-kane",)),
        ("AGENT KANE (V.O.)", ("mason-kane",)),
        ("THE SAILOR", ("mason-kane",)),
        ("SAILOR", ("mason-kane",)),
        ("YOUNG MASON", ("mason-kane",)),
        ("OLD MASON KANE", ("mason-kane",)),
        ("12-YEAR-OLD MASON", ("mason-kane",)),
        ("MASON (19)", ("mason-kane",)),
        ("MASON'S VOICE", ("mason-kane",)),
        ("VOICE OF MASON", ("mason-kane",)),
        ("@Mason Kane", ("mason-kane",)),
        ("SINH-RAO", ("nadia-sinh",)),
        ("KYLE", ("kyle-brandt",)),
        ("KYLE/MASON", ("mason-kane",)),
        ("MASON/KYLE", ("mason-kane",)),
        ("KYLE & NADIA", ("kyle-brandt", "nadia-sinh")),
        ("MASON AND NADIA (CONT'D)", ("mason-kane", "nadia-sinh")),
        ("HIGH PRIEST", ("high-priest",)),
        ("@राही", ("rahi",)),
        ("NÁDIA", ("nadia-sinh",)),
        (unicodedata.normalize("NFD", "NÁDIA"), ("nadia-sinh",)),
        ("ALL", ()),
        ("GUARD #2", ("guard-2",)),
        ("MATEUS", ("mateus",)),
        ("MASON & MATEUS", ("mason-kane", "mateus")),
    ],
)
def test_who_speaks(tmp_path: Path, cue: str, people: tuple[str, ...]) -> None:
    assert speakers(tmp_path, cue) == [people]


def test_voices(tmp_path: Path) -> None:
    universe, _ = link(tmp_path, {"x.fountain": scene("A B", "A B (V.O.)", "A B (O.S.)", "A B (ON PHONE)")})
    assert [s.voice for s in universe.scenes[0].speeches] == [
        Voice.ROOM,
        Voice.VOICE_OVER,
        Voice.OFF_SCREEN,
        Voice.PHONE,
    ]


def test_two_people_of_one_name(tmp_path: Path) -> None:
    more = {"bible/people/bernard-hale.md": entry("Bernard Hale")}
    assert speakers(tmp_path, "BERNARD", more=more) == [()]
    assert speakers(tmp_path, "BERNARD HALE", "BERNARD", more=more) == [("bernard-hale",), ("bernard-hale",)]
    assert speakers(tmp_path, "BERNARD HALE", "ORLICK", "BERNARD", more=more)[2] == ()


def test_the_show_s_own_person_is_meant(tmp_path: Path) -> None:
    files = {
        **BIBLE,
        "bible/people/bernard-hale.md": entry("Bernard Hale", owner="italy"),
        "shows/main/e01.fountain": scene("BERNARD"),
        "shows/italy/show.md": "---\nrole: spinoff\n---\n",
        "shows/italy/e01.fountain": scene("BERNARD"),
    }
    universe, _ = link(tmp_path, files)
    assert [s.speeches[0].people for s in universe.scenes] == [("people/bernard-orlick",), ("people/bernard-hale",)]
    assert universe.entities["people/bernard-hale"].owner == "italy"
    assert [u for u in universe.unlinked if u.what == "cue"] == []


def test_people_without_a_bible(tmp_path: Path) -> None:
    universe, findings = link(tmp_path, {"x.fountain": scene("YOUNG MASON", "MASON", "LITTLE ZOË", "GUARD", "MASON")})
    assert findings == []
    people = {key: (e.name, e.nature, e.declared) for key, e in universe.entities.items() if key.startswith("people")}
    assert people == {
        "people/guard": ("Guard", Nature.CLASS, False),
        "people/little-zoe": ("Little Zoë", Nature.PERSON, False),
        "people/mason": ("Mason", Nature.PERSON, False),
    }
    assert [s.people for s in universe.scenes[0].speeches][:2] == [("people/mason",), ("people/mason",)]
    assert universe.entities["people/mason"].span.text.strip() == "MASON"


def unlinked(universe: Universe) -> list[tuple[str, str, int]]:
    return [(u.what, u.text, u.span.line) for u in universe.unlinked]


def test_unknown_cues_are_listed_once_an_episode_where_the_name_stands(tmp_path: Path) -> None:
    universe, _ = link(
        tmp_path, {**BIBLE, "shows/main/e01.fountain": scene("MASON & MATEUS ^", "MATEUS (V.O.)", "GUARD", "ALL")}
    )
    assert unlinked(universe) == [("cue", "MATEUS", 3)]
    assert universe.unlinked[0].span.text == "MATEUS"
    assert universe.unlinked[0].key == "people/mateus"


def test_roles_and_crowds() -> None:
    assert all(map(is_nobody, ["ALL", "Both", "EVERYONE", "VOICES"]))
    assert all(
        map(is_class, ["GUARD", "GUARD #2", "GUARD 2", "SOLDIER ONE", "THE CLERK", "MAN IN HAT", "POLICE OFFICER"])
    )
    assert all(map(is_class, ["1ST GUARD", "OLD WOMAN", "AGENT 3", "GUARD B"]))
    assert not any(map(is_class, ["MASON", "ELEVEN", "MOTHER", "AGENT SMITH", "3CPO", "X", ""]))
    assert all(map(is_anywhere, ["CORRIDOR", "THE CAR", "CITY STREET", "CAR #2"]))
    assert not any(map(is_anywhere, ["LIGHTHOUSE", "REIS BAKERY", "BERNARD'S OLD CAR"]))


def test_what_stands_around_a_name() -> None:
    assert without_age("YOUNG MASON") == "MASON"
    assert without_age("YOUNG") == "YOUNG"
    assert without_voice("MASON’S VOICE") == "MASON"
    assert without_voice("CHRIS' GHOST") == "CHRIS"
    assert without_honorific("MR. KANE") == "KANE"
    assert without_honorific("MRS") == "MRS"
    assert name_parts("Dr. Ana de Reis") == ("Ana", "Reis")
    assert name_parts("Mason") == ()
    assert name_parts("The High Priest") == ()


def test_final_draft_casts(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="5"><Content>'
        '<Paragraph Type="Scene Heading"><SceneProperties><SceneArcBeats><CharacterArcBeat Name="MASON"/>'
        '<CharacterArcBeat Name="MATEUS"/></SceneArcBeats></SceneProperties><Text>INT. ROOM - DAY</Text></Paragraph>'
        '<Paragraph Type="Character"><Text>NADIA</Text></Paragraph>'
        '<Paragraph Type="Dialogue"><Text>Mason is late.</Text></Paragraph></Content></FinalDraft>'
    )
    universe, _ = link(tmp_path, {**BIBLE, "shows/main/e01.fdx": text})
    (only,) = universe.scenes
    assert only.cast == ("people/mason-kane", "people/mateus")
    assert only.speeches[0].people == ("people/nadia-sinh",)
    assert [(m.key, only.source.text[m.start : m.end]) for m in only.mentions] == [("people/mason-kane", "Mason")]


def test_plays_name_people_by_id(tmp_path: Path) -> None:
    def play(title: str, body: str) -> str:
        return (
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>'
            "</fileDesc><profileDesc><particDesc><listPerson>"
            '<person xml:id="Keeper_L"><persName>Keeper</persName></person>'
            '<person xml:id="Boy.1_L"><persName>Boy</persName></person>'
            '<personGrp xml:id="SAILORS_L"><name>Sailors</name></personGrp>'
            f'</listPerson></particDesc></profileDesc></teiHeader><text><body><div type="act"><div type="scene">{body}'
            "</div></div></body></text></TEI>"
        )

    enter = '<stage type="entrance" who="#Keeper_L #SAILORS_L">Enter Keeper.</stage>'
    speech = '<sp who="#{}"><speaker>{}</speaker><l>Light.</l></sp>'
    universe, _ = link(
        tmp_path,
        {
            "a.xml": play("One", enter + speech.format("Keeper_L", "KEEP.")),
            "b.xml": play("Two", speech.format("Keeper_L", "THE OLD MAN") + speech.format("Boy.1_L", "KEEP.")),
        },
    )
    assert [[s.people for s in scene.speeches] for scene in universe.scenes] == [
        [("people/keeper-l",)],
        [("people/keeper-l",), ("people/boy-1-l",)],
    ]
    assert [people for _, people in universe.scenes[0].moves] == [("people/keeper-l", "people/sailors-l")]
    assert universe.entities["people/sailors-l"].nature is Nature.CLASS
    assert universe.entities["people/keeper-l"].nature is Nature.PERSON
    assert [scene.place for scene in universe.scenes] == ["", ""]
