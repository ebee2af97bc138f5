"""What people have labelled, beside what the scorer says of the same comments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fabula.listening.labels import read_labels
from fabula.listening.numbers.labelled import Labelled

if TYPE_CHECKING:
    from fabula.listening.engine import Engine
    from fabula.listening.store import Store

__all__ = ["LabelledRows", "part_of", "read_labelled"]


def part_of(by: str, row: Mapping[str, Any]) -> str | None:
    """The part of the talk that a response belongs to, as groups.sql names it; None if it belongs to none."""
    if by == "nothing":
        return ""
    if by in ("language", "day", "week", "episode"):
        return None if row[by] is None else str(row[by])
    if row["episode"] is None:
        return None
    show, _, code = str(row["episode"]).partition("/")
    return show if by == "show" else f"{show}/{code.partition('e')[0]}"


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """The labelled responses of a store, as the engine knows them, each with what people say of it."""

    rows: tuple[Mapping[str, Any], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def arrange(
        self, axis: str, by: str, strata: str, cells: Mapping[tuple[str, str, str], int], *, campaigns: bool = False
    ) -> Labelled | None:
        """The rows that belong to some cells (element, part, stratum: number), as columns; None if none does."""
        chosen = [
            (place, row)
            for row in self.rows
            if (campaigns or not row["marked"]) and (place := self._cell(row, by, strata, cells)) is not None
        ]
        if not chosen:
            return None
        names = sorted({self._author(row) for _, row in chosen})
        authors = {name: number for number, name in enumerate(names)}
        rows = [row for _, row in chosen]
        return Labelled(
            np.array([place for place, _ in chosen], np.int64),
            np.array([authors[self._author(row)] for row in rows], np.int64),
            _floats([row["comment_weight"] / 1000 for row in rows]),
            _floats([row["weight"] / 1000 for row in rows]),
            _floats([math.nan if row[axis] is None else row[axis] / 1000 for row in rows]),
            _floats([float(row["speaks_of"]) for row in rows]),
            _floats([math.nan if row[f"label_{axis}"] is None else row[f"label_{axis}"] for row in rows]),
            _floats([row["probability"] for row in rows]),
        )

    @staticmethod
    def _cell(row: Mapping[str, Any], by: str, strata: str, cells: Mapping[tuple[str, str, str], int]) -> int | None:
        part = part_of(by, row)
        language = row["language"] or "unknown"
        stratum = {"source": row["source"], "language": language, "both": f"{row['source']}, {language}"}[strata]
        return None if part is None else cells.get((row["element"], part, stratum))

    @staticmethod
    def _author(row: Mapping[str, Any]) -> str:
        return str(row["author"] or row["comment"])


def _floats(values: Sequence[float]) -> Any:
    return np.array(values, np.float64)


def read_labelled(engine: Engine, store: Store) -> LabelledRows:
    """The labels of a store whose comments still speak of what was asked. Raises `ListeningError`."""
    given = read_labels(store).merged().table.to_pylist()
    labels = {(row["comment"], row["element"]): row for row in given if row["probability"] is not None}
    if not labels:
        return LabelledRows(())
    table = engine.query("labelled", comments=sorted({comment for comment, _ in labels}))
    rows = []
    for row in table.to_pylist():
        label = labels.get((row["comment"], row["element"]))
        if label is not None:
            own = {f"label_{axis}": label[axis] for axis in ("liking", "excitement", "confusion", "prediction")}
            rows.append({**row, **own, "speaks_of": label["speaks_of"], "probability": label["probability"]})
    return LabelledRows(tuple(rows))
