"""What the readers of CSV, JSON and Parquet hand on: rows by the batch, and those that are broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

__all__ = ["BATCH_BYTES", "LONGEST_ROW", "Broken", "Position", "Rows", "column_path", "take"]

LONGEST_ROW: Final = 1 << 20
"""The most bytes of a row. What is longer is no comment: a file of one endless line costs no more memory than this."""

BATCH_BYTES: Final = 4 << 20
"""About how many bytes become one batch."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be read: its number, why, and how it begins."""

    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Position:
    """How far a file has been read: bytes (of the text in UTF-8) or elements, and the number of the next row."""

    offset: int = 0
    row: int = 1


@dataclass(slots=True)
class Rows:
    """A batch of rows: ``cells`` are what each holds, ``numbers`` their numbers in the file, 1-based.

    ``end`` is where the next batch begins: what is read from there on follows what was read until now.
    """

    cells: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    end: Position = Position()


def column_path(name: str) -> tuple[str, ...]:
    """The keys of a column in dots: "snippet.likeCount"."""
    return tuple(name.split("."))


def take(path: tuple[str, ...]) -> Callable[[Any], Any]:
    """What finds a value in nested objects by its keys; None where there is none."""
    if len(path) == 1:
        key = path[0]
        return lambda record: record.get(key)
    whole = ".".join(path)

    def find(record: Any) -> Any:
        if whole in record:  # a flattened export has the dots in the name itself
            return record[whole]
        for key in path:
            if isinstance(record, list) and key.isdigit() and int(key) < len(record):
                record = record[int(key)]
            elif isinstance(record, dict):
                record = record.get(key)
            else:
                return None
        return record

    return find
