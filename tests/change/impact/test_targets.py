"""What can be asked about, and what is said where a text leads nowhere or to several things."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.change.impact.impact import find_impact
from fabula.change.impact.targets import read_target
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.names import AskError
from tests.rules.shelf import canon_of

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"


@pytest.fixture(scope="module")
def canon() -> Canon:
    return load_canon(CITADEL)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("italy S01E03/1A", "scene", "italy S01E03/1A"),
        ("italy/s01e03/1a", "scene", "italy S01E03/1A"),
        ("S01E05/1A", "scene", "citadel S01E05/1A"),
        ("shows/italy/s01/e03-vernice.fountain:33", "scene", "italy S01E03/1A"),
        ("italy S01E03", "episode", "italy S01E03"),
        ("shows/italy/s01/e03-vernice.fountain", "episode", "italy S01E03"),
        ("./examples/citadel/shows/italy/s01/e03-vernice.fountain", "episode", "italy S01E03"),
        ("italy S01", "season", "italy S01"),
        ("S01E01 act one", "act", "citadel S01E01 act one"),
        ("Paola", "person", "Paola Renzi"),
        ("people/paola-renzi", "person", "Paola Renzi"),
        ("Kyle", "cover", "Kyle Brandt"),
        ("the brass key", "thing", "The brass key"),
        ("The Lighthouse", "place", "The Lighthouse"),
        ("Manticore", "group", "Manticore"),
        ("the gate code", "secret", "the gate code"),
        ("the wipe", "event", "The wipe"),
        ("Kane and Sinh", "storyline", "Kane and Sinh"),
        ("Tommaso is dead", "fact", "“Tommaso is dead”"),
        ("who has the ledger", "fact", "“who has the ledger”"),
    ],
)
def test_what_a_text_names(canon: Canon, text: str, kind: str, words: str) -> None:
    target = read_target(canon, text)
    assert (target.kind, target.words) == (kind, words)
    assert find_impact(canon, target).untouched.all_scenes == 52


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "it is not said", "name a scene"),
        ("Manticor", "nothing in this universe is called “Manticor”", "did you mean Manticore"),
        ("S09E01/1", "there is no episode “S09E01/1”", "citadel S01E01"),
        ("italy S01E03/99", "there is no scene 99 in italy S01E03", "its scenes are 1, 1A, 2, 3"),
        ("S01E01 act nine", "there is no act nine in citadel S01E01", "its acts are"),
        ("italy S01 act one", "4 episodes have an act one", "name one of them"),
        ("italy S01E03 act one", "there is no act one in italy S01E03", "it has no acts"),
        ("Livia knows the gate code", "is about what Livia Ferro holds", "ask for the fact itself"),
        ("the moon is made of cheese", "nobody in this universe is called “moon”", "did you mean Mason Kane?"),
        ("never odd or even", "“never odd or even” is no secret", "a fact is a secret's name"),
        ("nowhere.fountain:3", "nowhere.fountain is not a script", ""),
    ],
)
def test_what_leads_nowhere(canon: Canon, text: str, message: str, remedy: str) -> None:
    with pytest.raises(AskError) as caught:
        read_target(canon, text)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_name_of_several_things(tmp_path: Path) -> None:
    canon_of(tmp_path, "EXT. PIER - DAY\n\nNobody.\n")
    (tmp_path / "bible/things/mason.md").write_text("---\nname: Mason\n---\n")
    canon = load_canon(tmp_path)
    with pytest.raises(AskError) as caught:
        read_target(canon, "Mason")
    assert caught.value.message == "“Mason” could be Mason (people/mason) or Mason (things/mason)"
    assert read_target(canon, "things/mason").kind == "thing"


def test_it_may_stand_in_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    canon_of(tmp_path, "EXT. PIER - DAY\n\nNobody.\n")
    (tmp_path / "shows/main/s01/e02.fdx").write_text("<FinalDraft><Content><Paragraph", encoding="utf-8")
    canon = load_canon(tmp_path)
    with pytest.raises(AskError) as caught:
        read_target(canon, "S01E02/14")
    assert "mind that shows/main/s01/e02.fdx cannot be read" in caught.value.remedy
