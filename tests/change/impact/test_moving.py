"""Telling a scene elsewhere on trial: what is found is what is found in files in which it really stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.change.impact.impact import find_impact
from fabula.change.impact.moving import move_scene
from fabula.change.impact.outcome import Outcome, try_out
from fabula.change.impact.targets import read_target
from fabula.live.universe import LiveUniverse
from fabula.script.model import Kind
from fabula.script.read import read_script
from fabula.source import Source
from fabula.story.minds.names import AskError
from fabula.story.minds.points import find_scene
from tests.change.impact.test_exact import BIBLE, FDX, TEI
from tests.universe.folders import write

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"
PLAIN = (
    "Title: One\n\nINT. A - DAY\n\nANNA\nOne.\n\n# Act Two\n\n"
    "INT. B - DAY\n\nANNA\nTwo.\n\nINT. C - DAY\n\nANNA\nThree."
)


def universe(folder: Path, **scripts: str) -> LiveUniverse:
    write(folder, {"fabula.toml": "", **{f"shows/main/{name.replace('_', '.')}": t for name, t in scripts.items()}})
    return LiveUniverse(folder)


def told(live: LiveUniverse, scene: str, place: str, before: bool = False) -> list[str]:
    """The scenes in order with a scene moved, each as what is said first in it."""
    canon = live.canon
    live.edit(move_scene(find_scene(canon, scene), find_scene(canon, place), before).texts)
    rows = []
    for one in live.canon.universe.scenes:
        said = next((element.text for element in one.elements() if element.kind is Kind.DIALOGUE), "")
        rows.append(f"{one.episode.code}/{one.label} {said}")
    return rows


def moved(live: LiveUniverse, scene: str, place: str, before: bool = False) -> Outcome:
    canon = live.canon
    impact = find_impact(canon, read_target(canon, scene))
    return try_out(live, move_scene(find_scene(canon, scene), find_scene(canon, place), before), impact)


def test_within_an_episode_scenes_keep_their_numbers(tmp_path: Path) -> None:
    live = universe(tmp_path, e01_fountain=PLAIN)
    assert told(live, "S01E01/1", "S01E01/3") == ["S01E01/2 Two.", "S01E01/3 Three.", "S01E01/1 One."]


def test_before_another_scene(tmp_path: Path) -> None:
    live = universe(tmp_path, e01_fountain=PLAIN)
    assert told(live, "S01E01/3", "S01E01/1", before=True) == ["S01E01/3 Three.", "S01E01/1 One.", "S01E01/2 Two."]


def test_what_announces_an_act_stays_where_it_is(tmp_path: Path) -> None:
    live = universe(tmp_path, e01_fountain=PLAIN)
    told(live, "S01E01/1", "S01E01/3")
    assert [scene.written.act for scene in live.canon.universe.scenes] == ["Act Two"] * 3
    live = universe(tmp_path, e01_fountain=PLAIN)
    told(live, "S01E01/3", "S01E01/1")
    assert [scene.written.act for scene in live.canon.universe.scenes] == ["", "", "Act Two"]


def test_in_another_episode_it_is_called_after_the_one_before_it(tmp_path: Path) -> None:
    live = universe(tmp_path, e01_fountain=PLAIN, e02_fountain=PLAIN.replace("INT. A - DAY", "INT. A - DAY #7#"))
    assert told(live, "S01E01/2", "S01E02/7") == [
        "S01E01/1 One.", "S01E01/3 Three.", "S01E02/7 One.", "S01E02/7A Two.", "S01E02/2 Two.", "S01E02/3 Three.",
    ]  # fmt: skip
    live = universe(tmp_path, e01_fountain=PLAIN, e02_fountain=PLAIN)
    assert told(live, "S01E01/2", "S01E02/1", before=True)[2] == "S01E02/0A Two."


@pytest.mark.parametrize(("name", "text"), [("one_fdx", FDX), ("one_xml", TEI)])
def test_in_xml(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, BIBLE)
    live = universe(tmp_path, **{name: text})
    labels = [scene.label for scene in live.canon.universe.scenes]
    rows = told(live, f"S01E01/{labels[0]}", f"S01E01/{labels[2]}")
    assert rows == [f"S01E01/{labels[1]} So do you.", f"S01E01/{labels[2]} I do.", f"S01E01/{labels[0]} Now I know."]
    live = universe(tmp_path, **{name: text})
    outcome = moved(live, f"S01E01/{labels[0]}", f"S01E01/{labels[2]}")
    assert [finding.code for finding in outcome.appear] == ["C103"]  # nobody has the case yet


def test_findings_stand_where_their_words_stood() -> None:
    live = LiveUniverse(CITADEL)
    outcome = moved(live, "italy S01E02/2", "italy S01E04/2")
    (death,) = [finding for finding in outcome.appear if finding.code == "W101"]
    assert death.span.path.endswith("e02-inventario.fountain")
    assert death.span.text == "Tommaso is killed by Manticore men"
    assert live.canon.universe.by_name["italy/s01e02/2"].label == "2"  # and all is as it was


def test_every_place_of_a_rearranged_script_is_known(tmp_path: Path) -> None:
    live = universe(tmp_path, e01_fountain=PLAIN, e02_fountain=PLAIN.replace("\n", "\r\n"))
    trial = move_scene(find_scene(live.canon, "S01E01/2"), find_scene(live.canon, "S01E02/1"))
    sources = {episode.script.source.path: episode.script.source for episode in live.canon.universe.episodes}
    for path, source in trial.texts.items():
        assert isinstance(source, Source)
        for element in read_script(source)[0].elements:
            there = trial.place_before(source.span(element.start, element.end))
            assert sources[there.path].text[there.start : there.end] == source.text[element.start : element.end], path


def test_a_reference_by_the_old_number_leads_to_nothing(tmp_path: Path) -> None:
    live = universe(
        tmp_path, e01_fountain=PLAIN, e02_fountain=PLAIN.replace("Three.", "Three. [[canon: after S01E01/2]]")
    )
    outcome = moved(live, "S01E01/2", "S01E02/1")
    assert [finding.code for finding in outcome.appear] == ["L110"]
    assert "main S01E02/1A" in outcome.trial.remarks[0]


@pytest.mark.parametrize(
    ("scene", "place", "before", "message"),
    [
        ("S01E01/1", "S01E01/1", False, "cannot be put next to itself"),
        ("S01E01/2", "S01E01/1", False, "stands after main S01E01/1 already"),
        ("S01E01/1", "S01E01/2", True, "stands before main S01E01/2 already"),
        ("S01E01/1", "S01E02/1", False, "is written in fountain and main S01E02/1 in fdx"),
        ("S01E03/1", "S01E01/1", False, "is the only scene of S01E03"),
        ("S01E04/0", "S01E01/1", False, "has no heading"),
    ],
)
def test_what_cannot_be_moved(tmp_path: Path, scene: str, place: str, before: bool, message: str) -> None:
    live = universe(
        tmp_path, e01_fountain=PLAIN, e02_fdx=FDX, e03_fountain="INT. D - DAY\n\nHm.\n",
        e04_fountain="ANNA\nBefore any heading.\n\nINT. E - DAY\n\nHm.\n",
    )  # fmt: skip
    with pytest.raises(AskError, match=message):
        move_scene(find_scene(live.canon, scene), find_scene(live.canon, place), before)


def test_notes_that_final_draft_counts_are_not_guessed(tmp_path: Path) -> None:
    live = universe(tmp_path, e01_fdx=FDX.replace("</Content>", "</Content><ScriptNotes></ScriptNotes>"))
    with pytest.raises(AskError, match="keeps its notes by their distance"):
        move_scene(find_scene(live.canon, "S01E01/1"), find_scene(live.canon, "S01E01/3"))
