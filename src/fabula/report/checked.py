"""What a report is made of: a universe with what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fabula.change.since import Brought
from fabula.finding import Finding, Level, Standing
from fabula.source import Span
from fabula.story.canon import Canon

__all__ = [
    "REPORTED",
    "Checked",
    "Counts",
    "Place",
    "View",
    "count_findings",
    "count_universe",
    "limit_findings",
    "place_of",
]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read."""

    episodes: int = 0
    scenes: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What of the findings is to be seen.

    ``intended`` and ``baseline`` show those that are covered or put aside as well, ``quiet`` leaves the summary out.
    ``limit`` is the most findings of one rule that are shown in full, 0 for all of them.
    """

    intended: bool = False
    baseline: bool = False
    quiet: bool = False
    limit: int = 0

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is to be seen, however many there are."""
        if finding.intended is not None:
            return self.intended
        return finding.reported or (self.baseline and finding.standing is Standing.BASELINE)


REPORTED = View()
"""What is reported, and nothing else."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One universe, checked.

    ``prefix`` stands in front of the paths of its findings so that they lead from the folder in which the user
    stands to the file: empty where they are the same, else with a slash at its end. ``findings`` are in their total
    order, those that are intended among them.
    """

    prefix: str
    name: str
    findings: tuple[Finding, ...]
    counts: Counts = Counts()
    since: Brought | None = None
    """What it was compared with, if it was."""
    baseline: int | None = None
    """How many findings its baseline holds; None if it has none, or it is left aside."""

    @property
    def reported(self) -> tuple[Finding, ...]:
        """The findings that nobody intended or put aside, and that were not there before."""
        return tuple(f for f in self.findings if f.reported)

    @property
    def intended(self) -> tuple[Finding, ...]:
        """Those that an ``intended`` note covers."""
        return tuple(f for f in self.findings if f.intended is not None)

    def standing(self, standing: Standing) -> tuple[Finding, ...]:
        """Those that are in the baseline, or were there before."""
        return tuple(f for f in self.findings if f.intended is None and f.standing is standing)

    def shown(self, view: View) -> tuple[Finding, ...]:
        """The findings that a report shows."""
        return tuple(finding for finding in self.findings if view.shows(finding))


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file as editors count: lines and columns from 1, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def place_of(span: Span, prefix: str = "") -> Place:
    """Where a span stands, seen from the user's folder."""
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(max(span.start, span.end))
    return Place(prefix + span.path, line, column, end_line, end_column)


def count_universe(canon: Canon) -> Counts:
    """How many episodes, scenes and people (bodies of the bible or of the scripts) a universe has."""
    universe = canon.universe
    people = sum(1 for key in universe.entities if key.startswith("people/"))
    return Counts(len(universe.episodes), len(universe.scenes), people)


def count_findings(checked: Sequence[Checked]) -> Counter[Level]:
    """How many findings of each level are reported."""
    return Counter(finding.level for one in checked for finding in one.reported)


def limit_findings(checked: Sequence[Checked], view: View) -> tuple[list[tuple[Checked, Finding]], Counter[str]]:
    """The findings that a report for people shows, each with its universe, and how many more there are of each rule."""
    shown: list[tuple[Checked, Finding]] = []
    seen: Counter[str] = Counter()
    for one in checked:
        for finding in one.shown(view):
            seen[finding.code] += 1
            if not view.limit or seen[finding.code] <= view.limit:
                shown.append((one, finding))
    rest = Counter({code: number - view.limit for code, number in seen.items() if view.limit and number > view.limit})
    return shown, rest
