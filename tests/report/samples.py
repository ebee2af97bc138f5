"""Findings made by hand, as the reports get them."""

from __future__ import annotations

from dataclasses import replace

from fabula.change.since import Brought
from fabula.finding import Certainty, Edit, Finding, Fix, Level, Related, Standing, Step
from fabula.report.checked import Checked, Counts
from fabula.source import Source, Span

__all__ = ["ACCORDION", "CLEAN", "FIRST", "THIRD", "compared", "find", "sample"]

FIRST = Source(
    "shows/harbour/s01/e01.fountain",
    "INT. KITCHEN - NIGHT\n\n[[canon: Viktor dies]]\n\nThe kettle boils over.\n",
)
THIRD = Source(
    "shows/coast/s01/e03 à %.fountain",
    "EXT. PIER - DAY\n\nVIKTOR\nIs anybody there?\n\n\tVIKTOR\n\tNo.\n\nअनन्या walks by, 東京 on her scarf.\n",
)
ACCORDION = Source("a.fountain", "x" * 300 + "VIKTOR" + "y" * 300 + "\n")


def find(source: Source, text: str, nth: int = 0) -> Span:
    """Where a text stands in a source, the ``nth`` time."""
    at = -1
    for _ in range(nth + 1):
        at = source.text.index(text, at + 1)
    return source.span(at, at + len(text))


CLEAN = Checked("", "Harbour", (), Counts(1, 1, 2))


def sample() -> Checked:
    """A universe with one finding of each level, one that is intended, and every part that a finding can have."""
    findings = (
        Finding(
            "W101",
            find(THIRD, "VIKTOR"),
            "Viktor speaks here, but he is dead",
            help="give him a scene in which he returns\nor note `intended W101: …`",
            certainty=Certainty.LIKELY,
            related=(Related(find(FIRST, "Viktor dies"), "he dies here"),),
            evidence=(Step(find(FIRST, "Viktor dies"), "he dies"), Step(find(THIRD, "VIKTOR"), "he speaks")),
            fixes=(Fix("let Tom say it", (Edit(find(THIRD, "VIKTOR"), "TOM"),)),),
            level=Level.ERROR,
        ),
        Finding("W101", find(THIRD, "VIKTOR", 1), "Viktor speaks here, but he is dead", level=Level.ERROR),
        Finding("L101", find(THIRD, "東京"), "nobody is called 東京", level=Level.WARNING),
        Finding("S105", Source("shows/coast/broken.fdx", "").whole, "this file cannot be read", level=Level.WARNING),
        Finding("T104", find(THIRD, "अनन्या"), "the sum is \x1b[31mred\x1b[0m, 50% off: a, b", level=Level.NOTE),
        Finding("C101", find(THIRD, "scarf"), "the scarf is never paid off", intended="it returns in season two"),
    )
    return Checked("examples/harbour/", "Harbour", findings, Counts(2, 2, 3))


def compared() -> Checked:
    """The same, compared with a revision and held against a baseline: one of each standing, and two that are gone."""
    one, two, three, *rest = sample().findings
    findings = (one, replace(two, standing=Standing.OLD), replace(three, standing=Standing.BASELINE), *rest)
    gone = (
        Finding(
            "W101", find(FIRST, "Viktor dies"), "Viktor dies twice | here", level=Level.ERROR, fingerprint="0" * 16
        ),
        Finding("C102", find(FIRST, "kettle"), "the `kettle` of @anna is not set up", fingerprint="1" * 16),
    )
    shows = {THIRD.path: "coast", FIRST.path: "harbour"}
    since = Brought("main", findings, gone, shows, frozenset({"harbour", "bible"}), commit="c" * 40)
    return replace(sample(), findings=findings, since=since, baseline=4)
