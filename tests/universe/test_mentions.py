from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.universe.model import Universe
from fabula.universe.word_pattern import word_pattern
from tests.universe.folders import entry, link

BIBLE = {
    "bible/people/mason-kane.md": entry("Mason Kane"),
    "bible/people/will-brandt.md": entry("Will Brandt"),
    "bible/people/obrien.md": entry("Deirdre O'Brien"),
    "bible/people/elodie.md": entry("Élodie"),
    "bible/people/guard.md": entry("Sentry", nature="class"),
    "bible/covers/kyle.md": entry("Kyle", of="Mason Kane"),
    "bible/places/lamp-room.md": entry("The lamp room"),
    "bible/things/locket.md": entry("The silver locket", aliases="[locket]"),
    "bible/things/case.md": entry("The case"),
    "bible/secrets/gate.md": entry("Who opened the gate"),
}


def found(universe: Universe) -> list[tuple[str, str]]:
    return [
        (mention.key.partition("/")[2], scene.source.text[mention.start : mention.end])
        for scene in universe.scenes
        for mention in scene.mentions
    ]


def mentions(folder: Path, text: str) -> list[tuple[str, str]]:
    universe, _ = link(folder, {**BIBLE, "shows/main/e01.fountain": "INT. CELLAR - NIGHT\n\n" + text + "\n"})
    return found(universe)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mason Kane waits. MASON'S hand.", [("mason-kane", "Mason Kane"), ("mason-kane", "MASON")]),
        ("The Masons wait for a mason.", []),
        ("Deirdre O’Brien nods at ÉLODIE.", [("obrien", "Deirdre O’Brien"), ("elodie", "ÉLODIE")]),
        (unicodedata.normalize("NFD", "Élodie nods."), [("elodie", unicodedata.normalize("NFD", "Élodie"))]),
        ("Elodie nods.", [("elodie", "Elodie")]),
        ("She opens the silver\nlocket. A LOCKET.", [("locket", "silver\nlocket"), ("locket", "LOCKET")]),
        ("In any case he waits.", []),
        ("He opens the CASE.", [("case", "CASE")]),
        ("A sentry. Sentry. SENTRY.", []),
        ("The Lamp Room is dark.", [("lamp-room", "Lamp Room")]),
        ("/* Mason */ [[Mason]] nobody.", []),
        ("He asks who opened the gate.", [("gate", "who opened the gate")]),
        ("NADIA\n(to Mason)\nKyle is late.", [("mason-kane", "Mason"), ("kyle", "Kyle")]),
        ("MASON\nNo.", []),
        (
            "_Mason_ and **Kyle** (Kane)“Kane”",
            [("mason-kane", "Mason"), ("kyle", "Kyle"), ("mason-kane", "Kane"), ("mason-kane", "Kane")],
        ),
        ("Kane-like. McKane. Kaneda.", [("mason-kane", "Kane")]),
    ],
)
def test_names_in_a_scene(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Will he come? “Will he?”", 0),
        ("He looks at Will.", 1),
        ("WILL (40) comes in.", 1),
        ("I WILL NOT COME.", 0),
        ("Will Brandt comes in.", 1),
        ("He will come, will he?", 0),
        ("Yes. Will you?", 0),
    ],
)
def test_names_that_are_everyday_words(tmp_path: Path, text: str, count: int) -> None:
    assert [key for key, _ in mentions(tmp_path, text)] == ["will-brandt"] * count


def test_people_of_the_scripts_are_found_and_two_of_a_name_are_not(tmp_path: Path) -> None:
    text = "INT. CELLAR - NIGHT\n\nMATEUS\nNo.\n\nINT. ROOF - NIGHT\n\nMateus waits.\n"
    universe, _ = link(tmp_path / "a", {"x.fountain": text})
    assert found(universe) == [("mateus", "Mateus")]
    two = {"bible/people/ana-x.md": entry("Ana Xavier"), "bible/people/ana-y.md": entry("Ana Young")}
    script = "INT. A - DAY\n\nAna waits.\n\nINT. B - DAY\n\nAna waits.\n\nANA YOUNG\nYes.\n"
    universe, _ = link(tmp_path / "b", {**two, "shows/main/x.fountain": script})
    assert found(universe) == [("ana-y", "Ana")]


def test_offsets_hold_in_windows_files(tmp_path: Path) -> None:
    text = "INT. CELLAR - NIGHT\r\n\r\nİzmir is far.\r\nMason waits.\r\nMason\r\nKane too.\r\n"
    universe, _ = link(tmp_path, {**BIBLE, "shows/main/e01.fountain": text})
    assert found(universe) == [("mason-kane", "Mason"), ("mason-kane", "Mason\r\nKane")]


WORDS = st.lists(st.text("abé' -.", min_size=1, max_size=8).map(str.strip).filter(bool), min_size=1, max_size=6)


@given(WORDS, st.text("abé' -.", max_size=30))
def test_the_pattern_finds_what_single_patterns_find(names: list[str], text: str) -> None:
    plain = [name for name in names if name.isalpha()]
    if not plain:
        return
    ordered = sorted(set(plain), key=lambda name: (-len(name), name))
    one_by_one = re.compile(r"\W(" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    assert word_pattern(plain).findall(" " + text) == one_by_one.findall(" " + text)


def test_a_very_long_name() -> None:
    assert word_pattern(["a" * 5000, "b"]).search(" b") is not None
