"""Real plays: a scene that is carried to another place is found there, and nothing else is said to be touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fabula.change.comparing.differences import How
from tests.change.comparing.drafts import compare, load

PLAYS = Path(__file__).parents[4] / "shared" / "data" / "tei"
pytestmark = pytest.mark.skipif(not PLAYS.is_dir(), reason=f"the plays are not there: {PLAYS}")
SCENE = re.compile(r'<div[^>]*type="scene"[^>]*>.*?</div>', re.DOTALL)


@pytest.fixture(scope="module")
def plays() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(PLAYS.glob("*.xml"))}


def carry(text: str, source: int, target: int) -> str:
    """A play with one of its scenes put in front of another, act or no act."""
    scenes = list(SCENE.finditer(text))
    carried = scenes[source]
    without = text[: carried.start()] + text[carried.end() :]
    place = scenes[target].start() - (len(carried[0]) if target > source else 0)
    return without[:place] + carried[0] + without[place:]


@pytest.mark.parametrize(("play", "source", "target"), [
    ("henry-iv-part-1.xml", 3, 7),
    ("henry-iv-part-2.xml", 9, 2),
    ("henry-v.xml", 1, 12),
    ("the-merry-wives-of-windsor.xml", 14, 0),
])  # fmt: skip
def test_a_scene_of_a_play_is_carried(plays: dict[str, str], play: str, source: int, target: int) -> None:
    after = {**plays, play: carry(plays[play], source, target)}
    found = compare(plays, after)
    touched = [change for change in found.scenes if set(change.how) - {How.RETIMED, How.RENUMBERED}]
    moved = [change for change in touched if How.MOVED in change.how]
    assert len(moved) == 1
    assert touched == moved
    (change,) = moved
    assert change.before is not None
    assert change.after is not None
    assert change.rewritten < 0.02  # its heading says another act now
    assert {one.episode.script.source.path for one in (change.before, change.after)} == {play}
    assert not found.entries
    assert not [one for one in found.episodes if one.before is None or one.after is None]


def test_an_act_is_cut(plays: dict[str, str]) -> None:
    text = plays["henry-iv-part-1.xml"]
    act = re.compile(r'<div[^>]*type="act"[^>]*>')
    starts = [match.start() for match in act.finditer(text)]
    after = {**plays, "henry-iv-part-1.xml": text[: starts[2]] + text[starts[3] :]}
    found = compare(plays, after)
    cut = [change.scene for change in found.scenes if change.how == (How.CUT,)]
    gone = [scene.label for scene in cut]
    assert len(gone) == len(SCENE.findall(text[starts[2] : starts[3]]))
    assert {scene.written.act for scene in cut} == {cut[0].written.act}
    assert not [change for change in found.scenes if How.ADDED in change.how or How.REWRITTEN in change.how]


def test_a_speech_is_cut_short(plays: dict[str, str]) -> None:
    text = plays["henry-v.xml"]
    speeches = list(re.finditer(r"<sp\b.*?</sp>", text, re.DOTALL))
    speech = speeches[len(speeches) // 2]
    after = {**plays, "henry-v.xml": text[: speech.start()] + text[speech.end() :]}
    found = compare(plays, after)
    (change,) = [change for change in found.scenes if How.REWRITTEN in change.how]
    assert 0 < change.rewritten < 0.2
    assert not [one for one in found.scenes if set(one.how) & {How.CUT, How.ADDED, How.MOVED}]


def test_two_plays_have_no_scene_in_common(plays: dict[str, str]) -> None:
    one = {"a.xml": plays["henry-v.xml"]}
    found = compare(one, {"a.xml": plays["the-merry-wives-of-windsor.xml"]})
    number = len(load(one).universe.scenes)
    assert len([change for change in found.scenes if change.how == (How.CUT,)]) == number
