"""Scenes whose time is open keep to the order of telling: SAME TIME, what goes on from it, undated flashbacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.rules.run import run_rules
from fabula.stages import load_canon

NOON = "[[canon: at 2014-06-03 12:00]]"


def happening(folder: Path, *scenes: str) -> list[int]:
    """The places in the order of telling, from 1, in the order of happening."""
    text = "".join(f"INT. {scene.partition('|')[0]}\n\n{scene.partition('|')[2]}\n\nRain.\n\n" for scene in scenes)
    (folder / "pilot.fountain").write_text(text, encoding="utf-8")
    return [scene.order + 1 for scene in load_canon(folder).timeline.order]


@pytest.mark.parametrize("first", ["", NOON])
@pytest.mark.parametrize("last", ["BARN - NIGHT", "BARN - NEXT MORNING"])
def test_the_same_time_and_what_goes_on_from_it(first: str, last: str, tmp_path: Path) -> None:
    scenes = (f"HOUSE - DAY|{first}", "OFFICE - SAME TIME", "OFFICE - LATER", "ROOF - CONTINUOUS", "YARD - DAY", last)
    assert happening(tmp_path, *scenes) == [1, 2, 3, 4, 5, 6]


def test_a_note_of_the_same_time_is_no_hour_early(tmp_path: Path) -> None:
    beside = "OFFICE - DAY|[[canon: same time as S01E01/2]]"
    assert happening(tmp_path, "BARN - DAY", f"HOUSE - DAY|{NOON}", "YARD - DAY", beside) == [1, 2, 3, 4]


@pytest.mark.parametrize("first", ["", NOON])
def test_what_is_told_after_a_next_morning_comes_after_it(first: str, tmp_path: Path) -> None:
    scenes = (f"HOUSE - DAY|{first}", "OFFICE - SAME TIME", "OFFICE - NEXT MORNING", "BARN - DAY")
    assert happening(tmp_path, *scenes) == [1, 2, 3, 4]


@pytest.mark.parametrize("first", ["", NOON])
def test_what_goes_back_by_its_own_word_still_does(first: str, tmp_path: Path) -> None:
    scenes = (f"HOUSE - DAY|{first}", "OFFICE - DAY|[[canon: 2 days earlier]]", "OFFICE - LATER", "BARN - NIGHT")
    assert happening(tmp_path, *scenes)[0] == 2
    assert happening(tmp_path, *scenes)[-1] == 4


def test_a_date_wins_over_the_order_of_telling(tmp_path: Path) -> None:
    scenes = (f"HOUSE - DAY|{NOON}", "OFFICE - SAME TIME", "BARN - DAY|[[canon: at 2014-06-01]]")
    assert happening(tmp_path, *scenes) == [3, 1, 2]


def test_undated_flashbacks_lie_before_all_of_the_present(tmp_path: Path) -> None:
    scenes = ("HOUSE - DAY", "OFFICE - DAY", "PIER - DAY (FLASHBACK)", "BARN - NEXT MORNING", "PIER - DAY (FLASHBACK)")
    assert happening(tmp_path, *scenes) == [3, 5, 1, 2, 4]


def test_a_thing_handed_on_at_the_same_time_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "pilot.fountain").write_text(
        f"INT. HOUSE - DAY\n\n{NOON}\n\n[[canon: Bernard takes the locket; Bernard gives the locket to Nadia]]\n\n"
        "INT. OFFICE - SAME TIME\n\nFARAH\nHello?\n\n"
        "INT. OFFICE - LATER\n\n[[canon: Nadia gives the locket to Farah]]\n\n"
        "INT. OFFICE - NIGHT\n\n[[canon: Farah uses the locket; expect Farah has the locket]]\n",
        encoding="utf-8",
    )
    assert [f.message for f in run_rules(load_canon(tmp_path))] == []


def test_the_dead_speak_in_a_flashback_after_a_next_morning(tmp_path: Path) -> None:
    (tmp_path / "pilot.fountain").write_text(
        "INT. CHAPEL - NIGHT\n\nGRACE\nNow.\n\n[[canon: Grace dies]]\n\n"
        "INT. HARBOUR - NEXT MORNING\n\nTILDE\nShe is gone.\n\n"
        "INT. HARBOUR - DAY (FLASHBACK)\n\nGRACE\nThe boat leaves at noon.\n",
        encoding="utf-8",
    )
    assert [f.message for f in run_rules(load_canon(tmp_path))] == []
