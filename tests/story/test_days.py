"""Script days as formats and notes write them, and whose days are counted together."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.stages import load_canon
from fabula.story.constraints import gather_constraints
from fabula.story.days import day_scopes, script_day
from tests.story.universes import Draft, says


@pytest.mark.parametrize(
    ("written", "day"),
    [("3", 3), ("Day 3", 3), ("D3", 3), ("N3", 3), ("Story Day 12", 12), ("3 (night)", 3), ("3N", 3)],
)
def test_reads(written: str, day: int) -> None:
    found = script_day(Draft().episode().scene(day=written))
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize("written", ["", "FB1", "Flashback", "three", "Day", "1944-06-06"])
def test_leaves_alone(written: str) -> None:
    assert script_day(Draft().episode().scene(day=written)) is None


def test_a_note_wins_over_the_format() -> None:
    found = script_day(Draft().episode().scene(says("story-day", number="three"), day="7"))
    assert found is not None
    assert found[0] == 3


def scopes(*episodes: list[str]) -> list[list[int]]:
    draft = Draft()
    for number, days in enumerate(episodes, 1):
        draft.episode(f"S01E{number:02}")
        for day in days:
            draft.scene(day=day)
    return [sorted(scope) for scope in day_scopes(gather_constraints(draft.universe))]


def test_episodes_count_for_themselves() -> None:
    assert scopes(["1", "2"], ["1", "2", "3"]) == [[1, 2], [1, 2, 3]]


def test_numbers_that_go_on_are_counted_together() -> None:
    assert scopes(["1", "2"], ["2", "3"], ["4"]) == [[1, 2, 3, 4]]


def test_numbers_that_start_again_once_are_not() -> None:
    assert scopes(["1", "2"], ["3", "4"], ["2", "5"]) == [[1, 2], [3, 4], [2, 5]]


def test_the_present_starts_on_day_one_whatever_the_card_over_it_says(tmp_path: Path) -> None:
    script = tmp_path / "pilot.fountain"
    script.write_text(
        "INT. TOWER - NIGHT (FLASHBACK)\n\nFire.\n\nINT. KITCHEN - MORNING\n\nSUPER: Eight years later\n\nToast.\n\n"
        "INT. KITCHEN - NIGHT\n\nSilence.\n\nINT. KITCHEN - MORNING\n\nToast again.\n"
    )
    assert load_canon(script).timeline.days == [None, 1, 1, 2]
