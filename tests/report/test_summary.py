"""The end of a report, and how much of ten thousand findings is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from fabula.change.since import Brought
from fabula.finding import Finding, Level, Standing
from fabula.report.checked import Checked, Counts, View, limit_findings
from fabula.report.comment import write_comment
from fabula.report.concise import write_concise
from fabula.report.github import write_github
from fabula.report.summary import summarise, tell_rest
from fabula.report.text import write_text
from fabula.source import Source
from tests.golden import compare_golden
from tests.report.samples import CLEAN, compared, sample


def many(number: int = 10_000) -> Checked:
    """A universe with very many findings, of three rules."""
    source = Source("shows/a/e01.fountain", "MASON\n" * number)
    codes = ["W101"] * 3 + ["L101"] * 5 + ["T105"]
    findings = tuple(
        Finding(codes[n % 9] if n % 900 else "K102", source.span(n * 6, n * 6 + 5), f"finding {n}", "mend it")
        for n in range(number)
    )
    return Checked("", "Many", findings, Counts(1, 2, 3))


def test_text_of_a_comparison() -> None:
    compare_golden("report/compared.txt", "".join(write_text([compared()])))


def test_markdown_of_a_comparison() -> None:
    compare_golden("report/compared.md", "".join(write_comment([compared()])))


def test_markdown_of_one_version() -> None:
    compare_golden("report/findings.md", "".join(write_comment([sample()])))


def test_markdown_of_nothing() -> None:
    assert "".join(write_comment([CLEAN])) == "### fabula: no findings\n\n"
    clean = replace(CLEAN, since=Brought("main", ()))
    assert "".join(write_comment([clean])) == "### fabula: no new findings since `main`\n\n"


def test_a_story_has_no_power_over_the_page() -> None:
    text = "".join(write_comment([compared()]))
    assert "Viktor dies twice \\| here" in text
    assert "the `kettle` of @\u200banna" in text
    assert "\x1b" not in text


def test_what_is_said_of_a_baseline() -> None:
    held = tuple(replace(finding, standing=Standing.BASELINE) for finding in many(3).findings)
    one = replace(CLEAN, findings=held, baseline=3)
    assert summarise([one]) == "Nothing new in 1 episode, 1 scene and 2 people, and 3 findings from the baseline.\n"
    both = replace(one, findings=(*held, Finding("L101", held[0].span, "m", level=Level.NOTE)))
    assert summarise([both]).startswith(
        "1 finding in 1 episode, 1 scene and 2 people: 1 note, and 3 from the baseline.\n"
    )
    shown = "".join(write_text([one], view=View(baseline=True)))
    assert shown.count("  baseline it was there when the baseline was made\n") == 3
    assert "".join(write_concise([one], view=View(baseline=True))).count(" (baseline)\n") == 3
    assert "".join(write_concise([one])) == ""


def test_what_is_said_where_there_was_nothing_to_compare_with() -> None:
    one = replace(many(1), since=Brought("main", (), missing="nothing is committed yet"))
    assert "All of Many is new: nothing is committed yet.\n0 were there before, 0 are gone.\n" in summarise([one])


def test_the_rest_is_counted() -> None:
    shown, rest = limit_findings([many()], View(limit=50))
    assert Counter(finding.code for _, finding in shown) == {"W101": 50, "L101": 50, "T105": 50, "K102": 12}
    assert sum(rest.values()) + len(shown) == 10_000
    assert "K102" not in rest
    assert limit_findings([many(60)], View())[1] == {}
    text = "".join(write_text([many()], view=View(limit=50)))
    assert text.count("  help     mend it\n") == 162
    assert (
        f"Not shown: {rest['L101']} more of L101, {rest['T105']} more of T105 and {rest['W101']} more of W101." in text
    )
    assert "10000 findings in 1 episode" in text
    assert tell_rest(Counter()) == ""


def test_of_several_universes_the_limit_is_one() -> None:
    shown, rest = limit_findings([many(90), many(90)], View(limit=20))
    assert Counter(finding.code for _, finding in shown)["L101"] == 20
    assert rest["L101"] == 80


def test_lists_are_whole_unless_they_are_limited() -> None:
    assert len(list(filter(None, write_concise([many()])))) == 10_000
    assert len(list(write_github([many()]))) == 10_000
    limited = "".join(write_concise([many()], view=View(limit=1))).splitlines()
    assert len(limited) == 5
    assert limited[-1].startswith("Not shown: ")
    assert len(list(write_github([many()], View(limit=1)))) == 4
    comment = "".join(write_comment([many()], View(limit=1)))
    assert comment.startswith("### fabula: 10000 findings\n")
    assert comment.count("\n- **") == 4


def test_many_that_are_gone_are_counted_as_well() -> None:
    one = replace(CLEAN, since=Brought("main", (), gone=many().findings))
    text = "".join(write_text([one], view=View(limit=50)))
    assert text.count("\ngone ") == 162
    assert "gone 9838 more\n" in text
    assert "0 were there before, 10000 are gone." in text
    assert "and 9980 more" in "".join(write_comment([one], View(limit=50)))
