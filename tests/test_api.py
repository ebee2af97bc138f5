"""The Python API, as docs/reference/api.md tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

import fabula
from fabula.api import Loaded, UnknownName
from fabula.story.model import Manner
from fabula.universe.load import UnreadableUniverse

UNIVERSES = Path(__file__).parent / "cli" / "universes"


@pytest.fixture(scope="module")
def harbour() -> Loaded:
    return fabula.load(str(UNIVERSES / "harbour"))


def test_findings_are_worked_out_once(harbour: Loaded) -> None:
    assert [f.code for f in harbour.findings] == ["W101", "S102"]
    assert harbour.findings is harbour.findings


def test_parts(harbour: Loaded) -> None:
    assert list(harbour.universe.shows) == ["coast", "harbour"]
    assert next(scene.key for scene in harbour.timeline.order) == "coast/s01e01/2"
    assert repr(harbour) == "<universe 'Harbour': 2 episodes>"


@pytest.mark.parametrize("name", ["harbour/s01e01/2", "S01E01/2", "s01e01/2", "harbour S01E01/2", "Harbour/S01E01/2"])
def test_scenes_by_name(harbour: Loaded, name: str) -> None:
    assert harbour.scene(name).key == "harbour/s01e01/2"
    assert harbour.scene(harbour.scene(name)).key == "harbour/s01e01/2"


@pytest.mark.parametrize("name", ["S01E09/1", "coast S01E01/7", "nowhere", ""])
def test_no_such_scene(harbour: Loaded, name: str) -> None:
    with pytest.raises(UnknownName):
        harbour.scene(name)


def test_the_world_before_and_after_a_scene(harbour: Loaded) -> None:
    after, before = harbour.world.at("S01E01/1"), harbour.world.before("S01E01/1")
    assert after.alive("Viktor") is False
    assert before.alive("Viktor") is not False
    assert after.holder("the letter") == after.holder("letter") == "people/anna-berg"
    assert before.holder("the letter") == ""
    assert after.place("Anna Berg") == after.place("people/anna-berg") == after.place("BERG") == "places/kitchen"
    assert harbour.world.at("S01E01/2").place("the letter") == "places/pier"
    assert after.value("Anna", "eyes") == ""


def test_people_of_a_scene(harbour: Loaded) -> None:
    people = harbour.world.at("S01E01/1").people()
    assert [(p.person, p.manner) for p in people] == [
        ("people/anna-berg", Manner.HERE),
        ("people/viktor-lund", Manner.HERE),
    ]


def test_unknown_names(harbour: Loaded) -> None:
    with pytest.raises(UnknownName, match="nothing in this universe is called 'Nobody'"):
        harbour.world.at("S01E01/1").place("Nobody")


def test_names_of_several(tmp_path: Path) -> None:
    (tmp_path / "a.fountain").write_text("INT. A - DAY\n\nANNA BERG\nYes.\n\nANNA LUND\nNo.\n")
    state = fabula.load(str(tmp_path)).world.at("S01E01/1")
    with pytest.raises(UnknownName, match="'Anna' could be people/anna-berg or people/anna-lund"):
        state.place("Anna")


def test_nothing_to_read() -> None:
    with pytest.raises(UnreadableUniverse):
        fabula.load(str(UNIVERSES / "empty"))


def test_loading_twice_works() -> None:
    """No module of fabula hides the function."""
    for _ in range(2):
        assert fabula.load(str(UNIVERSES / "clean")).findings == ()
    assert fabula.load.__module__ == "fabula"


@pytest.fixture(scope="module")
def masks() -> Loaded:
    return fabula.load(str(UNIVERSES / "masks"))


def test_minds_over_time(masks: Loaded) -> None:
    at = masks.minds.at("S01E01/3")
    assert at.knows("Ada", "the safe code").knows
    assert not masks.minds.before("S01E01/1").knows("Ada", "the safe code").knows
    assert not masks.minds.at("S01E02/1").knows("Ada", "the safe code").knows
    assert masks.minds.end().knows("Edda Holm", "the safe code").words == "Edda Holm knows “the safe code”"
    assert at.believes("Edda Holm", "identity of Nurse Lane").name == "covers/nurse-lane"
    assert at.believes("Ada", "Edda Holm", "identity of Nurse Lane").name == "covers/nurse-lane"
    assert at.believes("Ada, Ben, where is the case").value == "places/rome"
    assert at.believes("Ada", "the case is at Rome").so is False


def test_whole_minds_and_secrets(masks: Loaded) -> None:
    end = masks.minds.end()
    words = [item.words for item in end.mind("Dev") if not item.other]
    assert words == ["“the courier” (Cleo Marsh belongs to the Ring)", "“the safe code”"]
    assert len(end.mind("Dev", everything=True)) > len(end.mind("Dev"))
    assert [h.person for h in end.secret("the safe code").first] == ["people/cleo-marsh", "people/ada-vance"]


@pytest.mark.parametrize(
    ("person", "fact"), [("Cloe", "the safe code"), ("Ada", "the save code"), ("Rome", "the safe code"), ("Ada", "")]
)
def test_questions_that_make_no_sense(masks: Loaded, person: str, fact: str) -> None:
    with pytest.raises(UnknownName):
        masks.minds.end().knows(person, fact)
