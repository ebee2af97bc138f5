"""Elements by the names that people type; what the aired episodes do with them."""

from __future__ import annotations

import pytest

from fabula.listening.answers.moments import moments_of
from fabula.listening.answers.naming import find_element, read_kind
from fabula.listening.answers.standing import scenes_of, scenes_to_come
from fabula.story.minds.names import AskError
from tests.listening.answers.conftest import World

PAIR = "pairs/people/ada-quill+people/ben-orme"


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("Ada", "people/ada-quill"),
        ("ada quill", "people/ada-quill"),
        ("people/ada-quill", "people/ada-quill"),
        ("Ben & Ada", PAIR),
        ("Ada and Ben", "storylines/ada-and-ben"),  # a name of its own goes first
        ("Ada + Ben", PAIR),
        (PAIR, PAIR),
        ("pairs/people/ben-orme+people/ada-quill", PAIR),
        ("Dov and Ben", "pairs/people/ben-orme+people/dov-marsh"),
        ("S01E02", "episodes/tidewater/s01e02"),
        ("northshore S01E02", "episodes/northshore/s01e02"),
        ("S01E02/1", "scenes/tidewater/s01e02/1"),
        ("Northshore", "shows/northshore"),
        ("the map is real", "secrets/the-map-is-real"),
        ("the wreckers", "groups/wreckers"),
    ],
)
def test_names(world: World, text: str, element: str) -> None:
    assert find_element(world.canon, text) == element


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("Adda Quil", "did you mean Ada Quill?"), ("Ada & Ada", "name two people"), ("Ada & Bne", ""), ("", "")],
)
def test_names_that_lead_nowhere(world: World, text: str, remedy: str) -> None:
    with pytest.raises(AskError) as caught:
        find_element(world.canon, text)
    assert remedy in caught.value.remedy


def test_kinds() -> None:
    assert read_kind("people") == read_kind("Person") == "people"
    assert read_kind("pair") == "pairs"
    with pytest.raises(AskError, match="no kind “folk”"):
        read_kind("folk")


def test_where_elements_stand(world: World) -> None:
    canon = world.canon
    assert [scene.key for scene in scenes_of(canon, "people/fay-linden")] == [
        "tidewater/s01e05/3",
        "tidewater/s01e07/2",
    ]
    assert [scene.key for scene in scenes_to_come(canon, PAIR)] == ["tidewater/s02e01/1"]
    assert "tidewater/s01e08/1" in [scene.key for scene in scenes_of(canon, "secrets/who-sank-the-marigold")]
    assert "tidewater/s01e08/1" in [scene.key for scene in scenes_of(canon, "groups/wreckers")]
    assert scenes_of(canon, "storylines/ada-and-ben")[0].key == "tidewater/s01e04/1"
    assert len(scenes_of(canon, "places/pier")) == len(canon.universe.scenes)
    assert [scene.key for scene in scenes_of(canon, "episodes/northshore/s01e02")] == ["northshore/s01e02/1"]
    assert scenes_of(canon, "people/nobody") == []


def test_moments(world: World) -> None:
    def told(element: str) -> list[tuple[str, str]]:
        return [(one.kind, one.words) for one in moments_of(world.canon, element)]

    secret = told("secrets/who-sank-the-marigold")
    assert [kind for kind, _ in secret] == ["first", "learns", "reveal"]
    assert ("does", "Ben lies to Ada: Enid is dead.") in told("people/ben-orme")
    assert ("first", "Fay Linden is back after an episode without.") in told("people/fay-linden")
    assert ("gone", "Fay Linden is last there in S01E07, and not in an episode since.") in told("people/fay-linden")
    assert told("shows/tidewater") == []
    assert all(one.episode.released is not None for one in moments_of(world.canon, "people/cleo-vance"))
