"""How sure the order of two scenes is."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.finding import Certainty
from fabula.rules.certainty import order_certainty
from fabula.story.stated import stated_timeline

from .shelf import canon_of

CERTAIN, LIKELY, POSSIBLE = Certainty.CERTAIN, Certainty.LIKELY, Certainty.POSSIBLE


@pytest.mark.parametrize(
    ("first", "second", "certainty"),
    [
        ("takes 10 minutes", "takes 10 minutes", LIKELY),
        ("at 2014-06-03", "at 2014-06-04", CERTAIN),
        ("at 2014-06-03", "at 2014-06-03", LIKELY),
        ("at 2014-06-03 21:00", "at 2014-06-03 22:00", CERTAIN),
        ("takes 10 minutes", "2 days later", CERTAIN),
        ("takes 10 minutes", "continuous from S01E01/1", CERTAIN),
        ("takes 10 minutes", "after S01E01/1", CERTAIN),
        ("takes 10 minutes", "same time as S01E01/1", POSSIBLE),
        ("at 2014", "takes 10 minutes", LIKELY),
    ],
)
def test_the_second_happens_after_the_first(first: str, second: str, certainty: Certainty, tmp_path: Path) -> None:
    canon = canon_of(tmp_path, f"INT. FLAT #1#\n\n[[canon: {first}]]\n\nINT. PIER #2#\n\n[[canon: {second}]]\n")
    one, two = canon.universe.scenes
    assert order_certainty(canon.timeline, one, two) is certainty


def test_a_scene_is_in_order_with_itself(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, "INT. FLAT\n\nNothing.\n")
    [scene] = canon.universe.scenes
    assert order_certainty(canon.timeline, scene, scene) is CERTAIN


def test_two_flashbacks_are_in_no_order(tmp_path: Path) -> None:
    scene = "INT. FLAT - NIGHT #{}#\n\n[[canon: {}]]\n\n"
    steps = ("present", "flashback", "present", "flashback", "present")
    canon = canon_of(tmp_path, "".join(scene.format(n, step) for n, step in enumerate(steps, 1)))
    first, second = canon.universe.scenes[1], canon.universe.scenes[3]
    assert order_certainty(canon.timeline, first, second) is POSSIBLE
    assert order_certainty(canon.timeline, second, first) is POSSIBLE


def test_what_is_stated_is_worked_out_once(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, "INT. FLAT #1#\n\n[[canon: at 2014]]\n\nINT. PIER #2#\n\nRain.\n")
    stated = stated_timeline(canon.timeline)
    assert stated_timeline(canon.timeline) is stated
    assert stated.start[0] == canon.timeline.start[0]
    assert (stated.start[1].earliest, stated.start[1].latest) == (None, None)
    assert canon.timeline.start[1].earliest == canon.timeline.start[0].earliest
