"""What was heard in all: comments, authors, sources, languages, and how much of it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["Heard", "Overview", "read_overview"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard from one source, or in all: comments, authors, and the times of the first and the last."""

    source: str
    comments: int
    authors: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What was heard in all. ``languages`` are those of the most comments first; None for what cannot be told.

    ``marked`` comments seem to belong to campaigns, ``copies`` say what was said before, ``nothing`` counts how many do
    not count at all.
    """

    total: Heard
    sources: tuple[Heard, ...]
    languages: tuple[tuple[str | None, int], ...]
    marked: int
    copies: int
    nothing: int

    @property
    def counted(self) -> int:
        """The comments that count for something."""
        return self.total.comments - self.nothing


def read_overview(engine: Engine) -> Overview:
    """Counts what is in the store."""
    heard = [
        Heard(row["source"] or "", row["comments"], row["authors"], row["first"], row["last"])
        for row in engine.query("heard").to_pylist()
    ]
    weighed = engine.query("weighed").to_pylist()
    languages = sorted(
        ((row["language"], row["comments"]) for row in weighed), key=lambda item: (-item[1], item[0] or "")
    )
    return Overview(
        heard[0],
        tuple(heard[1:]),
        tuple(languages),
        sum(row["marked"] for row in weighed),
        sum(row["copies"] for row in weighed),
        sum(row["nothing"] for row in weighed),
    )
