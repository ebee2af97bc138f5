"""What a report is made of: a universe with what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fabula.finding import Finding, Level
from fabula.source import Span
from fabula.story.canon import Canon

__all__ = ["Checked", "Counts", "Place", "count_findings", "count_universe", "place_of"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read."""

    episodes: int = 0
    scenes: int = 0
    people: int = 0


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

    @property
    def reported(self) -> tuple[Finding, ...]:
        """The findings that nobody intended."""
        return tuple(f for f in self.findings if f.intended is None)

    @property
    def intended(self) -> tuple[Finding, ...]:
        """Those that an ``intended`` note covers."""
        return tuple(f for f in self.findings if f.intended is not None)


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
    """How many findings of each level nobody intended."""
    return Counter(finding.level for one in checked for finding in one.reported)
