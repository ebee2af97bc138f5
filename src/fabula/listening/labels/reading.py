"""The labels of a store: a file of answers for each labeller, and what was drawn for them with which probability.

labels/LABELLER.csv         one row for each comment and element that they have answered
labels/design/sample.csv    what was drawn, with the chance that it had
labels/design/draws.json    how each draw was made
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from fabula.listening.errors import ListeningError
from fabula.listening.labels.table import ANSWERS, LABELS, Answer, Labels
from fabula.listening.store import Store

__all__ = ["COLUMNS", "Given", "read_given", "read_labels", "read_rows"]

COLUMNS: Final = ("comment", "element", *(answer.value for answer in Answer))
"""The columns of a labeller's file."""

Given = Mapping[tuple[str, str], Mapping[Answer, str]]
"""What somebody has answered: of a comment and an element, each question with the answer as files write it."""


def read_labels(store: Store) -> Labels:
    """All labels of a store; an empty table if there are none. Raises `ListeningError` if a file of them is damaged."""
    chances = {(row["comment"], row["element"]): row for _, row in read_rows(store.labels / "design" / "sample.csv")}
    rows = []
    for path in sorted(store.labels.glob("*.csv")):
        for key, answers in read_given(path).items():
            rows.append(_as_row(key, path.stem, answers, chances.get(key)))
    rows.sort(key=lambda row: (row["comment"], row["element"], row["labeller"]))
    return Labels(pa.Table.from_pylist(rows, schema=LABELS))


def read_given(path: Path) -> dict[tuple[str, str], dict[Answer, str]]:
    """What a labeller has answered so far; nothing if there is no such file. Raises `ListeningError`."""
    given: dict[tuple[str, str], dict[Answer, str]] = {}
    for number, row in read_rows(path):
        answers = {}
        for answer, known in ANSWERS.items():
            written = row.get(answer) or ""
            if written and written not in known:
                raise ListeningError(
                    f"{path}:{number}: {written!r} is no answer to {answer}", f"it is one of: {', '.join(known)}"
                )
            answers[answer] = written
        given[row.get("comment", ""), row.get("element", "")] = answers
    return given


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file of the store with their numbers, the heading being row 1. Raises `ListeningError`."""
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        heading = next(reader, [])
        rows = [(number, dict(zip(heading, cells, strict=True))) for number, cells in enumerate(reader, start=2)]
    except (OSError, ValueError, csv.Error) as error:
        raise ListeningError(
            f"{path} cannot be read: it is damaged", "bring it back from a copy, or move it away and label again"
        ) from error
    return rows


def _as_row(
    key: tuple[str, str], labeller: str, answers: Mapping[Answer, str], chance: Mapping[str, str] | None
) -> dict[str, Any]:
    row: dict[str, Any] = {"comment": key[0], "element": key[1], "labeller": labeller}
    speaks = answers[Answer.SPEAKS_OF] == "yes"
    for answer in (Answer.LIKING, Answer.EXCITEMENT, Answer.CONFUSION, Answer.PREDICTION):
        row[answer] = ANSWERS[answer].get(answers[answer]) if speaks else None
    row[Answer.SPEAKS_OF], row[Answer.UNSURE] = speaks, answers[Answer.UNSURE] == "yes"
    row["probability"] = float(chance["probability"]) if chance is not None else None
    row["stratum"] = chance["stratum"] if chance is not None else None
    return row
