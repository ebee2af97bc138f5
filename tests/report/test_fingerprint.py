"""A finding keeps its name while its line stays the same."""

from __future__ import annotations

from fabula.finding import Finding
from fabula.report.fingerprint import fingerprints
from fabula.source import Source
from tests.report.samples import find, sample


def names(text: str, *places: int) -> list[str]:
    source = Source("a.fountain", text)
    return fingerprints(Finding("W101", find(source, "VIKTOR", nth), "m") for nth in places)


def test_lines_put_in_above_change_nothing() -> None:
    assert names("VIKTOR\nNo.\n", 0) == names("INT. PIER\n\nVIKTOR\nNo.\n", 0)


def test_another_line_is_another_finding() -> None:
    assert names("VIKTOR\n", 0) != names("VIKTOR (O.S.)\n", 0)


def test_the_same_line_twice_gives_two_names() -> None:
    first, second = names("VIKTOR\nNo.\n\nVIKTOR\nYes.\n", 0, 1)
    assert first != second
    assert first == names("VIKTOR\n", 0)[0]


def test_message_does_not_matter() -> None:
    source = Source("a.fountain", "VIKTOR\n")
    one, other = (Finding("W101", find(source, "VIKTOR"), message) for message in ("a", "b"))
    assert fingerprints([one]) == fingerprints([other])


def test_unique_in_the_sample() -> None:
    found = fingerprints(sample().findings)
    assert len(set(found)) == len(found)
