"""A finding stands in the text that is wrong, and names the other place."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.finding import Certainty, Finding

from .shelf import findings_of

FIRST = "INT. FLAT - NIGHT #3#\n\n[[canon: {}]]\n"
THEN = "INT. PIER - DAY #8#\n\n{}\n"
CASES = {
    "W101": (
        "Mason dies",
        "MASON\nMorning.",
        "Mason dies here, but speaks later in main S01E02/8, which is released",
        "Mason speaks here, but died in main S01E01/3",
    ),
    "W102": (
        "Nadia takes the locket",
        "[[canon: Bernard has the locket]]",
        "Nadia has the locket here, but later Bernard has the locket in main S01E02/8, which is released",
        "Bernard has the locket, but Nadia has had it since main S01E01/3",
    ),
    "W103": (
        "the locket is destroyed",
        "[[canon: Bernard uses the locket]]",
        "The locket is destroyed here, but Bernard uses the locket later in main S01E02/8, which is released",
        "Bernard uses the locket, but it is destroyed in main S01E01/3",
    ),
    "W104": (
        "Mason's wound is left hand",
        "[[canon: Mason's wound is right hand]]",
        "Mason's wound is left hand here, but right hand later in main S01E02/8, which is released",
        "Mason's wound is right hand here, but is left hand in main S01E01/3",
    ),
    "W105": (
        "Bernard leaves Citadel",
        "[[canon: Bernard acts for Citadel]]",
        "Bernard leaves Citadel here, but acts for it later in main S01E02/8, which is released",
        "Bernard acts for Citadel, but has left it in main S01E01/3",
    ),
    "W106": (
        "Mason joins Citadel",
        "[[canon: Mason joins Citadel]]",
        "Mason joins Citadel here, and again later in main S01E02/8, which is released",
        "Mason joins Citadel, but already belongs to it in main S01E01/3",
    ),
    "W107": (
        "Mason dies",
        "[[canon: Mason dies]]",
        "Mason dies here, and again later in main S01E02/8, which is released",
        "Mason dies, but is dead already in main S01E01/3",
    ),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_draft_that_contradicts_what_is_released_is_wrong(code: str, tmp_path: Path) -> None:
    stated, later, then, now = CASES[code]
    episodes = (FIRST.format(stated), THEN.format(later))
    [finding] = findings_of(tmp_path / "a", *episodes, statuses=("draft", "released"))
    assert (finding.code, finding.span.path, finding.span.line) == (code, "shows/main/s01/e01.fountain", 6)
    assert finding.message == then
    assert related(finding) == [("shows/main/s01/e02.fountain", 6)]
    [finding] = findings_of(tmp_path / "b", *episodes, statuses=("released", "draft"))
    assert (finding.code, finding.span.path, finding.span.line) == (code, "shows/main/s01/e02.fountain", 6)
    assert finding.message == now
    assert related(finding) == [("shows/main/s01/e01.fountain", 6)]
    assert finding.certainty is Certainty.LIKELY
    assert [step.span.path[-14:-9] for step in finding.evidence] == ["1/e01", "1/e02"]


def related(finding: Finding) -> list[tuple[str, int]]:
    return [(r.span.path, r.span.line) for r in finding.related]


def test_among_equals_the_later_one_is_wrong(tmp_path: Path) -> None:
    stated, later, _, now = CASES["W104"]
    [finding] = findings_of(tmp_path, FIRST.format(stated), THEN.format(later), statuses=("released", "released"))
    assert (finding.message, finding.span.path) == (now, "shows/main/s01/e02.fountain")


def test_one_finding_counts_the_later_scenes(tmp_path: Path) -> None:
    more = "".join(f"INT. PIER - DAY #{n}#\n\nMASON\nMorning.\n\n" for n in (4, 5, 6))
    [finding] = findings_of(tmp_path, FIRST.format("Mason dies") + "\n" + more)
    assert finding.message == "Mason speaks here (and in 2 later scenes), but died in main S01E01/3"


def test_wrong_on_both_sides_is_two_findings(tmp_path: Path) -> None:
    found = findings_of(
        tmp_path,
        FIRST.format("Mason dies"),
        THEN.format("MASON\nMorning."),
        THEN.format("MASON\nEvening."),
        statuses=("locked", "draft", "released"),
    )
    assert [(f.code, f.span.path[-12:-9]) for f in found] == [("W101", "e01"), ("W101", "e02")]
