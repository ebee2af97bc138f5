"""What a baseline holds is put aside, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from fabula.change.baseline import Baseline, find_baseline, settle_baseline
from fabula.change.baseline_file import BASELINE, read_baseline, write_baseline
from fabula.change.keeping import BrokenBaseline, Kept, keep_findings
from fabula.finding import Finding, Standing
from fabula.rules.run import FAILED
from fabula.source import Source
from fabula.universe.tree import FolderTree
from tests.change.universes import DEAD, FILES, checked, ghost, put

SCRIPT = "shows/main/s01/e01-fall.fountain"
TITLE = "Title: Fall\nStatus: draft\n\n"
ODD = "EXT. YARD - LATER\n\n[[canon: flurb]]\n\nNADIA\nYes.\n\n"


def script(text: str) -> dict[str, str]:
    return {**FILES, SCRIPT: TITLE + text}


def baseline_of(text: str) -> Baseline:
    source = Source(BASELINE, text)
    entries, broken = read_baseline(source)
    return Baseline(source, tuple(entries), tuple(broken))


def keep(files: Mapping[str, str], text: str | None = None, *, add: bool = False, prune: bool = False) -> Kept:
    canon, findings = checked(files)
    before = None if text is None else baseline_of(text)
    return keep_findings(canon, findings, before, (), lambda _: True, add=add, prune=prune)


def settle(files: Mapping[str, str], text: str, **options: object) -> list[tuple[str, str]]:
    canon, findings = checked(files)
    found = settle_baseline(canon, findings, baseline_of(text), **options)  # type: ignore[arg-type]
    return [(finding.code, str(finding.standing)) for finding in found]


TWO = script(DEAD + ghost() + ODD)
TAKEN = write_baseline(keep(TWO).entries)


def test_the_first_takes_all_as_it_is() -> None:
    kept = keep(TWO)
    assert (kept.first, kept.written) == (True, True)
    assert [entry.sighting.code for entry in kept.added] == ["W101", "S201"]
    assert settle(TWO, TAKEN) == [("W101", "baseline"), ("S201", "baseline")]


def test_without_a_baseline_nothing_changes() -> None:
    canon, findings = checked(TWO)
    assert settle_baseline(canon, findings, None) == findings


def test_what_is_new_is_open() -> None:
    more = script(DEAD + ghost() + ODD + ODD.replace("YARD", "PIER").replace("Yes", "No"))
    assert settle(more, TAKEN) == [("W101", "baseline"), ("S201", "baseline"), ("S201", "open")]


def test_what_is_gone_is_told_at_its_line() -> None:
    assert settle(script(DEAD + ghost()), TAKEN) == [("C110", "open"), ("W101", "baseline")]
    canon, findings = checked(script(DEAD + ghost()))
    told = settle_baseline(canon, findings, baseline_of(TAKEN))[0]
    assert told.span.text.startswith("S201")
    assert "it is no longer found" in told.message


def test_rules_that_were_not_asked_for_are_not_gone() -> None:
    canon, findings = checked(TWO)
    some = [finding for finding in findings if finding.code == "W101"]
    assert [f.code for f in settle_baseline(canon, some, baseline_of(TAKEN), ["W101", "C110"])] == ["W101"]
    assert [f.code for f in settle_baseline(canon, [], baseline_of(TAKEN), ["W101", "C110"])] == ["C110"]


def test_of_a_part_of_the_universe_nothing_is_gone() -> None:
    canon, _ = checked(TWO)
    assert settle_baseline(canon, [], baseline_of(TAKEN), whole=False) == []


def test_when_a_rule_failed_nothing_is_gone() -> None:
    canon, findings = checked(TWO)
    failure = Finding(FAILED, findings[0].span.source.whole, "The rule W101 failed")
    found = settle_baseline(canon, [failure], baseline_of(TAKEN))
    assert [(f.code, f.standing) for f in found] == [(FAILED, Standing.OPEN)]


def test_intended_ones_are_neither_taken_nor_touched() -> None:
    noted = script(DEAD + ghost().replace("MASON", "[[canon: intended W101: he is a ghost]]\n\nMASON"))
    assert keep(noted).added == ()
    found = checked(noted)[1]
    canon, findings = checked(noted)
    settled = settle_baseline(canon, findings, baseline_of(TAKEN))
    assert [f for f in settled if f.code == "W101"] == [f for f in found if f.code == "W101"]
    reasons = {f.span.text[:4]: f.message for f in settled if f.code == "C110"}
    assert "intended" in reasons["W101"]
    assert "no longer found" in reasons["S201"]


def test_of_two_alike_the_one_without_a_note_is_held() -> None:
    noted = "EXT. YARD - LATER\n\n[[canon: flurb]]\n[[canon: intended S201: our own word]]\n\nNADIA\nYes.\n\n"
    files = script(DEAD + noted + ODD)
    text = write_baseline(keep(script(DEAD + ODD)).entries)
    canon, findings = checked(files)
    settled = settle_baseline(canon, findings, baseline_of(text))
    marks = [(f.intended, str(f.standing)) for f in settled if f.code == "S201"]
    assert marks == [("our own word", "open"), (None, "baseline")]


def test_again_nothing_is_written_unasked() -> None:
    kept = keep(script(DEAD + ODD + ODD), TAKEN)
    assert (kept.written, kept.added, kept.removed) == (False, (), ())
    assert [entry.sighting.code for entry in kept.new] == ["S201"]
    assert [(entry.sighting.code, reason) for entry, reason in kept.needless] == [("W101", "it is no longer found")]
    assert write_baseline(kept.entries) == TAKEN


@pytest.mark.parametrize(
    ("add", "prune", "codes"),
    [
        (True, False, ["S201", "S201", "W101"]),
        (False, True, ["S201"]),
        (True, True, ["S201", "S201"]),
    ],
)
def test_what_is_asked_for_is_done(add: bool, prune: bool, codes: list[str]) -> None:
    kept = keep(script(DEAD + ODD + ODD), TAKEN, add=add, prune=prune)
    assert sorted(entry.sighting.code for entry in kept.entries) == codes
    assert (len(kept.added), len(kept.removed)) == (int(add), int(prune))
    again = keep(script(DEAD + ODD + ODD), write_baseline(kept.entries), add=add, prune=prune)
    assert (again.written, again.added, again.removed) == (False, (), ())


def test_pruning_writes_down_where_findings_are_now() -> None:
    moved = script(DEAD + ghost("YARD") + ODD)
    kept = keep(moved, TAKEN, prune=True)
    assert (kept.moved, kept.written) == (0, True)
    assert {entry.sighting.scene for entry in kept.entries} == {"EXT. YARD - LATER"}
    renamed = {name.replace("e01-fall", "e04-fall"): text for name, text in TWO.items()}
    kept = keep(renamed, TAKEN, prune=True)
    assert (kept.moved, kept.written) == (2, True)
    assert {entry.sighting.path for entry in kept.entries} == {"shows/main/s01/e04-fall.fountain"}


def test_comments_stay_with_their_finding() -> None:
    lines = TAKEN.splitlines()
    text = "\n".join([*lines[:3], "# the ghost stays", *lines[3:]]) + "\n"
    first = lines[3][:4]
    kept = keep(TWO, text, add=True)
    assert {entry.sighting.code: entry.above for entry in kept.entries}[first] == ("# the ghost stays",)
    assert kept.written is False


def test_a_broken_file_is_not_written_anew() -> None:
    with pytest.raises(BrokenBaseline, match=r"fabula\.baseline:6: this line of the baseline is no finding"):
        keep(TWO, TAKEN + "what is this\n", prune=True)


def test_both_sides_of_a_merge_become_one() -> None:
    lines = TAKEN.splitlines()
    text = "\n".join([*lines[:3], "<<<<<<< a", lines[3], "=======", lines[4], ">>>>>>> b"]) + "\n"
    assert write_baseline(keep(TWO, text, prune=True).entries) == TAKEN


def test_only_some_places() -> None:
    canon, findings = checked(TWO)
    kept = keep_findings(canon, findings, None, (), lambda path: path.startswith("shows/side/"), add=False, prune=False)
    assert kept.added == ()
    assert kept.written is False


def test_a_level_of_the_settings_holds() -> None:
    files = {**script(DEAD + ghost()), "fabula.toml": '[rules]\nC110 = "error"\n'}
    canon, findings = checked(files)
    levels = {f.code: str(f.level) for f in settle_baseline(canon, findings, baseline_of(TAKEN))}
    assert levels["C110"] == "error"


def test_it_is_found_in_a_folder_and_in_a_tree(tmp_path: Path) -> None:
    folder = put(tmp_path, {**TWO, BASELINE: TAKEN})
    found = find_baseline(FolderTree(folder))
    assert found is not None
    assert [entry.sighting.code for entry in found.entries] == ["S201", "W101"]
    (folder / BASELINE).unlink()
    assert find_baseline(FolderTree(folder)) is None
    (folder / BASELINE).mkdir()
    broken = find_baseline(FolderTree(folder))
    assert broken is not None
    assert [(f.code, f.span.path) for f in broken.broken] == [("S105", BASELINE)]


def test_ten_thousand_are_held() -> None:
    lines = "".join(f"Rain {number % 700}.\n\n" for number in range(10_000))
    canon, _ = checked(script(DEAD + "EXT. YARD - LATER\n\n" + lines))
    source = next(e.script.source for e in canon.universe.episodes if e.script.source.path == SCRIPT)
    places = [match.span() for match in re.finditer(r"Rain \d+", source.text)]
    found = [Finding("S201", source.span(*place), "Wet") for place in places]
    kept = keep_findings(canon, found, None, (), lambda _: True, add=False, prune=False)
    text = write_baseline(kept.entries)
    assert len(text.splitlines()) == 10_003
    held = [replace(finding, standing=Standing.BASELINE) for finding in found]
    assert settle_baseline(canon, found, baseline_of(text)) == held
    fewer = settle_baseline(canon, found[5:], baseline_of(text))
    assert [finding.code for finding in fewer].count("C110") == 5
    assert all(finding.standing is Standing.BASELINE for finding in fewer if finding.code == "S201")
