"""Annotations on a pull request."""

from __future__ import annotations

from fabula.finding import Finding, Level
from fabula.report.checked import Checked, View
from fabula.report.concise import write_concise
from fabula.report.github import write_github
from fabula.source import Source
from tests.golden import compare_golden
from tests.report.samples import CLEAN, sample


def test_golden() -> None:
    compare_golden("report/github.txt", "".join(write_github([sample()])))


def test_nothing_when_clean() -> None:
    assert "".join(write_github([CLEAN])) == ""


def test_a_message_cannot_end_its_command() -> None:
    source = Source("a,b: 100%.fountain", "x\n")
    finding = Finding("T101", source.span(0, 1), "50% of a\n::error::forged", level=Level.NOTE)
    (line,) = write_github([Checked("", "", (finding,))])
    assert line == (
        "::notice file=a%2Cb%3A 100%25.fountain,line=1,endLine=1,col=1,endColumn=2,title=T101 (certain)"
        "::50%25 of a␊::error::forged\n"
    )


def test_no_columns_over_several_lines() -> None:
    source = Source("a.fountain", "x\ny\n")
    (line,) = write_github([Checked("", "", (Finding("S101", source.span(0, 3), "m"),))])
    assert line == "::warning file=a.fountain,line=1,endLine=2,title=S101 (certain)::m\n"


def test_concise_golden() -> None:
    compare_golden("report/concise.txt", "".join(write_concise([sample()], view=View(intended=True))))
