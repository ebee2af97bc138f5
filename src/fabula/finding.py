"""Findings: what fabula has to say about a universe, each at the line that causes it.

Mistakes of the people who write a universe are findings, never exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from fabula.source import Span

__all__ = ["Certainty", "Edit", "Finding", "Fix", "Level", "Related", "Standing", "Step"]


class Level(IntEnum):
    """How much a finding matters. Ordered: ``Level.NOTE < Level.WARNING < Level.ERROR``."""

    OFF = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Certainty(IntEnum):
    """How sure a finding is.

    ``CERTAIN``: no reading of what is written avoids it. ``LIKELY``: it rests on a default that writers rarely
    break (scenes happen in the order in which they are told, say). ``POSSIBLE``: some order or place that the text
    leaves open avoids it.
    """

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3

    def __str__(self) -> str:
        return self.name.lower()


class Standing(StrEnum):
    """Whether a finding is news to the room.

    ``OPEN`` ones are reported. ``BASELINE`` ones stand in the universe's baseline, ``OLD`` ones were there in the
    revision with which the universe is compared; they are counted.
    """

    OPEN = "open"
    BASELINE = "baseline"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of, with what is to be seen there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the evidence: an event that the finding rests on, in the order in which it happened."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of ``span`` by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would settle the finding, in words and as edits."""

    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    ``message`` is one sentence without a full stop at its end, in words that a writer uses. ``help`` says what to
    do. ``level`` is filled in from the rule and the universe's settings by `fabula.rules.run`; readers leave it.
    ``intended`` is the reason given in an ``intended CODE: reason`` note; such a finding is kept but not reported.
    ``standing`` and ``fingerprint`` are filled in where findings are held against a baseline or another version.
    """

    code: str
    span: Span
    message: str
    help: str = ""
    certainty: Certainty = Certainty.CERTAIN
    related: tuple[Related, ...] = ()
    evidence: tuple[Step, ...] = ()
    fixes: tuple[Fix, ...] = ()
    level: Level = Level.WARNING
    intended: str | None = None
    standing: Standing = Standing.OPEN
    fingerprint: str = ""

    @property
    def reported(self) -> bool:
        """Whether it is to be shown: nobody intended it, and nobody has put it aside."""
        return self.intended is None and self.standing is Standing.OPEN

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """A total order: by place, then code, then message."""
        return (*self.span.key, self.code, self.message)
