"""What rests on what differs between two versions: cut scenes as a whole, else the places whose words are gone."""

from __future__ import annotations

from pathlib import Path

from fabula.change.comparing.compare import compare_universes
from fabula.change.impact.differing import find_difference_impact
from fabula.change.impact.impact import Impact
from fabula.change.impact.outcome import Outcome
from fabula.stages import load_canon
from fabula.universe.tree import EditedTree, FolderTree
from tests.rules.shelf import write

BEFORE = (
    "EXT. PIER - DAY #1#\n\nA long walk along the pier, in the rain, past the boats and the men who mend them.\n\n"
    "MASON\nSo that is how it was. [[canon: Mason learns the mole; Mason takes the locket]]\n\n"
    "EXT. PIER - NIGHT #2#\n\nThe lamps are lit one by one, and nobody knows for whom, or for how long.\n\n"
    "MASON\nI know it now. [[canon: Mason acts on the mole]]\n\n"
    "INT. FLAT - NIGHT #3#\n\nA kettle, two cups, and a letter that has been read too often to be good news.\n\n"
    "MASON\nTake it. [[canon: Mason gives the locket to Nadia; after S01E01/2]]\n"
)


def compared(folder: Path, after: str, **gone: str) -> tuple[Impact, Outcome]:
    write(folder, BEFORE)
    tree = FolderTree(folder)
    edits = {"shows/main/s01/e01.fountain": f"Title: One\nStatus: draft\n\n{after}", **dict.fromkeys(gone.values())}
    found = compare_universes(load_canon(tree), load_canon(EditedTree(tree, edits)))
    return find_difference_impact(found, "monday", "tuesday")


def resting(impact: Impact) -> dict[str, list[str]]:
    return {one.scene.label: [fallen.tie.need.words for fallen in one.fallen] for one in impact.resting}


def test_a_scene_that_is_cut_falls_as_a_whole(tmp_path: Path) -> None:
    impact, outcome = compared(tmp_path, BEFORE[BEFORE.index("EXT. PIER - NIGHT") :])
    assert impact.target.words == "monday and tuesday: 1 scene (1 cut)"
    assert resting(impact) == {"2": ["Mason acts on the mole"], "3": ["Mason gives the locket to Nadia"]}
    assert [finding.code for finding in outcome.appear] == ["K101"]
    # Nobody has the locket by a note any more, so Mason may give it: but nothing says that he has it.
    assert [one.tie.need.words for one in outcome.unfounded] == [
        "Mason acts on the mole",
        "Mason gives the locket to Nadia",
    ]
    assert outcome.trial.did == "as it is in tuesday"


def test_of_a_scene_that_is_still_there_only_what_is_gone(tmp_path: Path) -> None:
    impact, outcome = compared(tmp_path, BEFORE.replace("Mason learns the mole; ", ""))
    assert resting(impact) == {"2": ["Mason acts on the mole"]}
    assert [one.tie.need.words for one in outcome.unfounded] == ["Mason acts on the mole"]
    assert impact.untouched.scenes == 1  # the third; the first is changed itself


def test_what_is_only_worded_otherwise_carries_what_it_did(tmp_path: Path) -> None:
    impact, outcome = compared(tmp_path, BEFORE.replace("So that is how it was.", "Oh."))
    assert impact.resting == ()
    assert outcome.unfounded == ()


def test_nothing_differs(tmp_path: Path) -> None:
    impact, outcome = compared(tmp_path, BEFORE)
    assert impact.target.words == "monday and tuesday: 0 scenes"
    assert (impact.resting, outcome.appear, outcome.disappear) == ((), (), ())
    assert impact.untouched.scenes == impact.untouched.all_scenes == 3


def test_an_entry_that_is_gone_takes_what_is_said_of_it(tmp_path: Path) -> None:
    impact, outcome = compared(tmp_path, BEFORE, secret="bible/secrets/mole.md")
    named = {one.scene.label: [naming.words for naming in one.namings] for one in impact.resting}
    assert named == {"1": ["Mason learns the mole"], "2": ["Mason acts on the mole"]}
    assert "L107" in {finding.code for finding in outcome.appear}
