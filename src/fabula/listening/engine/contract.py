"""What an engine is: it brings mentions up to date, and answers questions in SQL about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from fabula.listening.mapping import Mapper, Skipped

__all__ = ["Engine", "Progress", "Update"]

Progress = Callable[[str], None]
"""Is told what is being done: "listening: 131,072 of 2,000,000 comments"."""


class Update(NamedTuple):
    """What it took to bring the mentions up to date: numbers of parts, comments and mentions, and what was skipped."""

    made: int
    kept: int
    comments: int  # of all parts
    mentions: int  # of all parts
    skipped: tuple[Skipped, ...]  # in all parts, also in those that were kept
    died: int  # workers that died and whose parts were done again


class Engine(Protocol):
    """Runs the map over the parts of a store, and SQL texts over what comes out.

    The texts see the tables ``mentions``, ``comments`` and ``marks`` of the whole store, and ``responses``.
    """

    def bring_up_to_date(self, mapper: Mapper, progress: Progress | None = None) -> Update:
        """Make the mentions of all parts where they are missing, or older than the comments, the names or the scorer.

        What was made stays when it is interrupted. Raises `ListeningError` for parts that cannot be done, after all
        others are.
        """

    def query(self, name: str, **parameters: Any) -> pa.Table:
        """What the SQL text of that name answers. Rows are in one order, whatever computes them.

        Raises `LookupError` if there is no such text, `TypeError` or `ValueError` if a parameter is not what it
        declares, and `ListeningError` if mentions are missing or damaged.
        """

    def close(self) -> None:
        """Let go of processes and connections."""
