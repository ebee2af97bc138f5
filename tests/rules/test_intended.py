"""What is intended is kept, marked with its reason."""

from __future__ import annotations

from pathlib import Path

from fabula.finding import Finding
from fabula.rules.intended import settle_intended

from .shelf import canon_of, findings_of

DEATH = "INT. FLAT - NIGHT #3#\n\n[[canon: Mason dies]]\n"
GHOST = "INT. PIER - DAY #8#\n\n[[canon: {}]]\n\nMASON\nMorning.\n"


def marks(found: list[Finding]) -> list[tuple[str, str | None]]:
    return [(f.code, f.intended) for f in found]


def test_an_intended_finding_carries_the_reason(tmp_path: Path) -> None:
    found = findings_of(tmp_path, DEATH + "\n" + GHOST.format("intended W101: he is a ghost"))
    assert marks(found) == [("W101", "he is a ghost")]


def test_without_a_reason_it_says_so(tmp_path: Path) -> None:
    found = findings_of(tmp_path, DEATH + "\n" + GHOST.format("intended W101"))
    assert marks(found) == [("C104", None), ("W101", "intended, but the note gives no reason")]


def test_a_retcon_carries_its_reason(tmp_path: Path) -> None:
    found = findings_of(
        tmp_path, DEATH, GHOST.format("retcons S01E01/3: he wore a vest"), statuses=("released", "draft")
    )
    assert marks(found) == [("W101", "he wore a vest")]


def test_a_retcon_covers_the_scene_it_names_and_no_other(tmp_path: Path) -> None:
    found = findings_of(
        tmp_path,
        DEATH + "\nINT. PIER - DAY #4#\n\nNothing.\n",
        GHOST.format("retcons S01E01/4: it never rained"),
        statuses=("released", "draft"),
    )
    assert marks(found) == [("W101", None)]


def test_a_note_covers_the_line_next_to_it_in_another_scene(tmp_path: Path) -> None:
    body = "INT. FLAT - DAY\n\nRain.\n\n[[canon: intended T105: a storm]]\nINT. PIER - DAY\n\nRain.\n\nMore rain.\n"
    canon = canon_of(tmp_path, body)
    source = canon.universe.scenes[0].source
    line = source.text[: source.text.index("[[")].count("\n") + 1
    places = (source.offset(at) for at in (line + 1, line + 5))
    near, far = (Finding("T105", source.span(at, at + 3), "Dark") for at in places)
    assert [f.intended for f in settle_intended(canon, [near, far])] == ["a storm", None]


def test_two_notes_of_one_code_each_want_something_to_cover(tmp_path: Path) -> None:
    note = "intended W101: he is a ghost; intended W101: he is one"
    found = findings_of(tmp_path, DEATH + "\n" + GHOST.format(note))
    assert marks(found) == [("C107", None), ("W101", "he is a ghost")]


def test_a_retcon_of_a_scene_that_is_not_there_covers_nothing(tmp_path: Path) -> None:
    found = findings_of(
        tmp_path, DEATH, GHOST.format("retcons S01E01/7: he wore a vest"), statuses=("released", "draft")
    )
    assert marks(found) == [("L110", None), ("W101", None)]
