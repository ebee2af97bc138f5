"""The report that people read."""

from __future__ import annotations

import re

from fabula.report.checked import Checked, View
from fabula.report.ink import Ink
from fabula.report.text import write_text
from tests.golden import compare_golden
from tests.report.samples import CLEAN, sample


def write(*checked: Checked, **options: View) -> str:
    return "".join(write_text(checked, **options))  # type: ignore[arg-type]


def test_every_part_of_a_finding() -> None:
    compare_golden("report/text.txt", write(sample(), view=View(intended=True)))


def test_intended_findings_are_counted_but_not_shown() -> None:
    text = write(sample())
    assert "scarf is never" not in text
    assert (
        "5 findings in 2 episodes, 2 scenes and 3 people: 2 errors, 2 warnings, 1 note, 1 intended and not shown."
        in text
    )


def test_clean_is_one_quiet_line() -> None:
    assert write(CLEAN) == "Nothing to report in 1 episode, 1 scene and 2 people.\n"


def test_quiet_says_nothing_when_clean() -> None:
    assert write(CLEAN, view=View(quiet=True)) == ""


def test_several_universes_are_summed() -> None:
    assert write(CLEAN, CLEAN) == "Nothing to report in 2 episodes, 2 scenes and 4 people.\n"


def test_no_control_character_reaches_the_terminal() -> None:
    text = write(sample(), view=View(intended=True))
    assert not [char for char in text if char != "\n" and not char.isprintable() and char != " "]
    assert "the sum is ␛[31mred␛[0m" in text


def test_colours_add_nothing_but_codes() -> None:

    coloured = "".join(write_text([sample()], Ink(colours=True)))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == write(sample())


def test_sentences_are_folded_into_the_columns_of_a_terminal() -> None:
    narrow = "".join(write_text([sample()], width=60))
    wide = write(sample())
    assert narrow.split() == wide.split()
    assert narrow != wide
    excerpts = [line for line in wide.splitlines() if " | " in line or line.endswith(" |")]
    assert excerpts == [line for line in narrow.splitlines() if " | " in line or line.endswith(" |")]
    assert "".join(write_text([sample()], width=10_000)) == wide
    for line in narrow.splitlines():
        assert len(line) <= 60 or line in excerpts or re.search(r":\d+:\d+|findings in", line), line
