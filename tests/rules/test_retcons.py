"""A retcon changes what is so from its place on, and leaves what was told as it was told."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.story.canon import Canon
from fabula.story.minds.ask import Asking
from fabula.story.minds.points import find_point
from fabula.story.minds.topics import read_topic

from .shelf import canon_of

DEATH = "INT. FLAT - NIGHT #3#\n\nNADIA\nNo.\n\n[[canon: Mason dies]]\n"
VEST = """INT. PIER - NIGHT #1#

[[canon: retcons S01E01/3: he wore a vest; with Nadia; expect Mason is alive]]

INT. FLAT - NEXT MORNING #2#

MASON
Morning.

[[canon: expect Mason is alive; expect Nadia knows Mason is alive]]
"""


def reported(canon: Canon) -> list[Finding]:
    return [finding for finding in run_rules(canon) if finding.intended is None]


def alive(canon: Canon, scene: str) -> str:
    found = canon.universe.by_name[scene]
    return canon.world.value("people/mason", "alive", canon.moment(found, found.written.end))


def test_a_death_is_taken_back_from_the_retcon_on(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, DEATH, VEST, statuses=("released", "draft"))
    assert reported(canon) == []
    assert [alive(canon, key) for key in ("main/s01e01/3", "main/s01e02/1", "main/s01e02/2")] == ["no", "yes", "yes"]


def test_those_who_are_there_learn_it_and_the_others_do_not(tmp_path: Path) -> None:
    body = "INT. FLAT - NIGHT #3#\n\nNADIA\nNo.\n\nBERNARD\nNo.\n\n[[canon: Mason dies]]\n"
    canon = canon_of(tmp_path, body, VEST, statuses=("released", "draft"))
    asking = Asking(canon)
    topic = read_topic(canon.universe, "Mason is alive")
    held = [asking.ask(topic.within(f"people/{who}"), find_point(canon)) for who in ("nadia", "bernard")]
    assert [(answer.holds, answer.really) for answer in held] == [(True, "yes"), (False, "yes")]


@pytest.mark.parametrize(
    ("told", "later"),
    [
        ("the locket is destroyed", "Nadia takes the locket"),
        ("the locket is lost", "Nadia uses the locket"),
        ("Bernard leaves Citadel", "Bernard acts for Citadel"),
        ("Bernard leaves Citadel", "expect Bernard belongs to Citadel"),
        ("Nadia joins Manticore", "expect Nadia does not belong to Manticore"),
        ("Mason dies", "Mason dies"),
    ],
)
def test_losses_and_memberships_are_taken_back(told: str, later: str, tmp_path: Path) -> None:
    first = f"INT. FLAT - NIGHT #3#\n\n[[canon: {told}]]\n"
    then = "INT. FLAT - NIGHT #1#\n\n[[canon: {}]]\n\nINT. FLAT - NIGHT #2#\n\n[[canon: {}]]\n"
    retcon = then.format("retcons S01E01/3: it was a dream of hers", later)
    assert reported(canon_of(tmp_path, first, retcon, statuses=("released", "draft"))) == []
    kept = then.format("present", later)
    assert reported(canon_of(tmp_path, first, kept, statuses=("released", "draft"))) != []


def test_without_a_reason_nothing_is_taken_back(tmp_path: Path) -> None:
    body = VEST.replace(": he wore a vest", "").replace("expect Mason is alive", "expect Mason is dead", 1)
    canon = canon_of(tmp_path, DEATH, body, statuses=("released", "draft"))
    assert alive(canon, "main/s01e02/2") == "no"
    assert {finding.code for finding in reported(canon)} == {"C103", "W101", "X104"}


def test_a_whole_episode_is_taken_back(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, DEATH, VEST.replace("S01E01/3", "S01E01"), statuses=("released", "draft"))
    assert reported(canon) == []


def test_what_another_scene_told_as_well_stays(tmp_path: Path) -> None:
    twice = "INT. FLAT - NIGHT #3#\n\n[[canon: the locket is lost]]\n\n" + DEATH.replace("#3#", "#4#")
    retcon = "INT. PIER - NIGHT #1#\n\n[[canon: retcons S01E01/3: it lay under the bed; expect Mason is dead]]\n"
    canon = canon_of(tmp_path, twice, retcon, statuses=("released", "draft"))
    assert reported(canon) == []
    scene = canon.universe.by_name["main/s01e02/1"]
    assert canon.world.value("things/locket", "gone", canon.moment(scene, scene.written.end)) == ""


def test_what_a_scene_of_the_same_number_in_another_show_told_stays(tmp_path: Path) -> None:
    (tmp_path / "shows/other/s01").mkdir(parents=True)
    (tmp_path / "shows/other/s01/e01.fountain").write_text("Status: released\n\n" + DEATH, encoding="utf-8")
    canon = canon_of(tmp_path, "INT. PIER - DAY #3#\n\nRain.\n", VEST, statuses=("released", "draft"))
    assert alive(canon, "other/s01e01/3") == "no"
    found = canon.world.changes("people/mason", "alive")
    assert [change.value for change in found] == ["no"]
