"""What comes of a trial, and that nothing is left of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.change.impact.impact import Impact, find_impact
from fabula.change.impact.leaving_out import leave_out
from fabula.change.impact.outcome import Outcome, try_out
from fabula.change.impact.targets import read_target
from fabula.live.universe import LiveUniverse
from fabula.report.impact import ImpactView, write_impact
from fabula.report.impact_words import ImpactWords
from fabula.story.minds.names import AskError
from tests.rules.shelf import write

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"


def answer(live: LiveUniverse, text: str) -> tuple[Impact, Outcome]:
    impact = find_impact(live.canon, read_target(live.canon, text))
    return impact, try_out(live, leave_out(live.canon, impact.target), impact)


def universe(folder: Path, *episodes: str, statuses: tuple[str, ...] = ()) -> LiveUniverse:
    write(folder, *episodes, statuses=statuses)
    return LiveUniverse(folder)


def test_nothing_is_left_of_a_trial() -> None:
    live = LiveUniverse(CITADEL)
    edited = "shows/india/s01/e01-monsoon-static.fountain"
    text = (CITADEL / edited).read_text(encoding="utf-8").replace("Farah leaves Manticore", "Farah is here")
    live.edit({edited: text})
    before, findings = dict(live.edits), live.findings
    for name in ("india S01E01/1A", "india S01E01", "Paola", "the gate code", "Tommaso is dead"):
        answer(live, name)
        assert live.edits == before
        assert live.findings == findings


def test_no_file_is_written() -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in CITADEL.rglob("*")}

    before = stamps()
    answer(LiveUniverse(CITADEL), "italy S01E03/1A")
    assert stamps() == before


def test_who_no_longer_knows_what(tmp_path: Path) -> None:
    live = universe(
        tmp_path,
        "EXT. PIER - DAY #1#\n\nMASON\nOh. [[canon: Mason learns the mole]]\n\n"
        "EXT. PIER - DAY #2#\n\nMASON\nNadia.\n\nNADIA\nYes. [[canon: Mason tells Nadia the mole]]\n\n"
        "EXT. PIER - DAY #3#\n\nMASON\nOh. [[canon: Mason learns the mole]]\n",
    )
    _, outcome = answer(live, "S01E01/1")
    words = ImpactWords(live.canon.universe)
    assert [sentence for sentence, _ in words.minds(outcome)] == [
        "Mason learns “the mole” in main S01E01/3 instead of main S01E01/1",
        "the audience learns “the mole” in main S01E01/2 instead of main S01E01/1",
    ]
    assert [finding.code for finding in outcome.appear] == ["K105"]
    assert [one.scene.label for one in outcome.unfounded] == ["2"]


def test_what_is_no_longer_so_is_told_once(tmp_path: Path) -> None:
    live = universe(
        tmp_path, "EXT. PIER - DAY #1#\n\nNADIA\nOh.\n\nBERNARD\nOh. [[canon: Mason dies]]\n\nEXT. PIER - DAY #2#\n"
    )
    _, outcome = answer(live, "S01E01/1")
    told = [sentence for sentence, _ in ImpactWords(live.canon.universe).minds(outcome)]
    assert told == ["it is no longer so that Mason is dead; Bernard, Nadia and the audience knew it"]


def test_a_mistake_that_stands_at_the_next_place_is_no_new_one(tmp_path: Path) -> None:
    scene = "EXT. PIER - DAY #{}#\n\n[[canon: Mason acts on the mole]]\n\n"
    live = universe(tmp_path, "".join(scene.format(number) for number in (1, 2, 3)))
    _, outcome = answer(live, "S01E01/1")
    assert (outcome.appear, outcome.disappear) == ((), ())
    (pair,) = outcome.changed
    assert [finding.span.line for finding in pair] == [6, 10]


def test_the_only_scene_can_be_left_out(tmp_path: Path) -> None:
    live = universe(tmp_path, "EXT. PIER - DAY\n\nMASON\nOh. [[canon: Mason acts on the mole]]\n")
    impact, outcome = answer(live, "S01E01/1")
    assert impact.resting == ()
    assert [finding.code for finding in outcome.disappear] == ["K101"]
    with pytest.raises(AskError, match="is all there is: without it nothing is left"):
        answer(live, "S01E01")


def test_what_is_released_can_be_left_out_and_that_is_said(tmp_path: Path) -> None:
    scenes = "EXT. PIER - DAY\n\nNobody.\n\nEXT. PIER - DAY\n\nNobody.\n"
    live = universe(tmp_path, scenes, scenes, statuses=("released", "shot"))
    assert answer(live, "S01E01/1")[1].trial.remarks == (
        "main S01E01 is released: it cannot be taken back, only retconned (`retcons S01E01/…: REASON`)",
        "scenes without a printed number go by their place; here they keep the numbers they have now",
    )
    assert answer(live, "S01E02/2")[1].trial.remarks == ("main S01E02 is shot already",)


def test_what_the_bible_gives_of_a_fact_goes_with_it(tmp_path: Path) -> None:
    live = universe(
        tmp_path, "EXT. PIER - DAY #1#\n\nBERNARD\nI left. [[canon: expect Bernard is a member of Citadel]]\n"
    )
    _, outcome = answer(live, "Bernard belongs to Citadel")
    assert outcome.trial.remarks == ("1 field of the bible is left out",)
    assert [finding.code for finding in outcome.appear] == ["C103"]
    _, outcome = answer(live, "Kyle is Mason")
    assert "bible/covers/kyle.md" in outcome.trial.texts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Bernard belongs to Manticore", "nothing says that Bernard belongs to Manticore"),
        ("who has the locket", "says of nothing what it is"),
        ("Harbour", "Harbour has no entry in the bible that could be left out"),
    ],
)
def test_what_cannot_be_left_out(tmp_path: Path, text: str, message: str) -> None:
    live = universe(tmp_path, "EXT. HARBOUR - DAY #1#\n\nBERNARD\nI left.\n")
    with pytest.raises(AskError, match=message):
        answer(live, text)


def test_lists_of_the_bible_lose_one_item(tmp_path: Path) -> None:
    live = universe(tmp_path, "EXT. PIER - DAY #1#\n\nBERNARD\nI left.\n")
    for field in ("[Citadel, Manticore]", "[Manticore, Citadel]", "\n  - Manticore\n  - Citadel", "Citadel"):
        (tmp_path / "bible/people/bernard.md").write_text(f"---\nname: Bernard\ngroups: {field}\n---\n")
        live.refresh()
        _, outcome = answer(live, "Bernard belongs to Citadel")
        assert outcome.appear == (), field
        live.edit(outcome.trial.texts)
        facts = {name for name, _ in live.canon.world.about("people/bernard")}
        assert ("member:groups/citadel" in facts, "member:groups/manticore" in facts) == (False, "Manticore" in field)
        live.revert(*outcome.trial.texts)


def test_ten_thousand_findings_are_counted_and_a_few_are_shown(tmp_path: Path) -> None:
    notes = "\n".join("[[canon: after S01E01/1]]" for _ in range(10_000))
    live = universe(tmp_path, "EXT. PIER - DAY\n\nNobody.\n", f"EXT. PIER - DAY\n\n{notes}\n")
    impact, outcome = answer(live, "S01E01/1")
    assert len(outcome.appear) == 10_000
    text = "".join(write_impact(ImpactWords(live.canon.universe), impact, outcome, ImpactView()))
    assert "10000 findings appear." in text
    assert "… and 9992 more findings (--all)" in text
    assert len(text) < 10_000
