"""What rests on a scene, on the example universe, whose ties can be read off its scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.change.impact.resting import count_resting, reach_from
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.points import find_scene

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"


@pytest.fixture(scope="module")
def canon() -> Canon:
    return load_canon(CITADEL)


def resting(canon: Canon, name: str) -> dict[str, list[str]]:
    """The scenes that rest on one, each with what it does there, by the scene that it directly rests on."""
    reach = reach_from(canon, [find_scene(canon, name)])
    found: dict[str, list[str]] = {}
    for tie in (one.tie for one in reach.fallen):
        assert tie.ground.scene is not None
        found.setdefault(tie.need.scene.name, []).append(f"{tie.ground.scene.name}: {tie.need.words}")
    return found


def test_a_lie_is_followed_from_teller_to_teller_into_another_show(canon: Canon) -> None:
    assert resting(canon, "italy S01E03/1A") == {
        "italy S01E03/2": ["italy S01E03/1A: Livia tells Nadia that Vikram belongs to Manticore"],
        "india S01E02/2A": [
            "italy S01E03/2: Nadia tells Rahi that Vikram belongs to Manticore",
            "italy S01E03/2: expect Nadia believes Vikram belongs to Manticore",
            "india S01E02/2A: expect Rahi believes Vikram belongs to Manticore",
        ],
        "citadel S02E01/1": ["italy S01E03/2: expect Nadia believes Vikram belongs to Manticore"],
    }
    assert count_resting(canon, find_scene(canon, "italy S01E03/1A")) == (3, 3)


def test_what_is_set_up_in_the_same_scene_does_not_fall_with_what_is_told_there(canon: Canon) -> None:
    """The painted name is set up where Livia tells Dario's lie, and has nothing to do with the lie."""
    assert "italy S01E04/5" in resting(canon, "italy S01E03/2")
    assert "italy S01E04/5" not in resting(canon, "italy S01E03/1A")


def test_a_death_a_thing_a_setup_a_wipe_and_a_time(canon: Canon) -> None:
    assert list(resting(canon, "italy S01E02/2")) == ["italy S01E02/3", "italy S01E03/2", "italy S01E04/1"]
    assert resting(canon, "italy S01E02/1") == {
        "italy S01E03/2": ["italy S01E02/1: expect Livia has the brass key"],
    }
    assert resting(canon, "citadel S01E05/3") == {"citadel S01E06/3": ["citadel S01E05/3: pays off the roster"]}
    assert resting(canon, "citadel S01E05/1A") == {
        "citadel S01E03/4": [
            "citadel S01E05/1A: Mason remembers everything about Nadia",
            "citadel S01E05/1A: expect Mason does not know the gate code",
        ],
        "italy S01E03/2": ["citadel S01E05/1A: Livia remembers everything about Nadia"],
    }
    assert list(resting(canon, "india S01E01/2")) == ["india S01E02/1"]


def test_times_lead_on_until_a_scene_has_a_date_of_its_own(canon: Canon) -> None:
    found = resting(canon, "citadel S01E01/1")
    assert "citadel S01E01/3" in found  # eight years later than what goes on from it
    assert "citadel S01E02/1" not in found
    assert count_resting(canon, find_scene(canon, "citadel S01E01/3")) == (0, 0)
