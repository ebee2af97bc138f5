"""Keeping what a labeller says: a file of their own, whole after every answer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from fabula.listening.errors import ListeningError
from fabula.listening.labels.reading import COLUMNS, Given
from fabula.listening.labels.sample import Key
from fabula.listening.labels.table import Answer
from fabula.listening.store import Store
from fabula.listening.store.writing import write_whole

__all__ = ["NO", "Answers", "labeller_path", "write_given"]

Answers = Mapping[Answer, str]
"""What somebody says of a pair, question by question, as files write it."""

NO: Final[Answers] = {answer: "no" if answer is Answer.SPEAKS_OF else "" for answer in Answer} | {Answer.UNSURE: "no"}
"""It does not speak of the element: nothing else is asked."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,40}\Z")


def labeller_path(store: Store, labeller: str) -> Path:
    """The file of a labeller. Raises `ListeningError` if the name cannot be that of a file."""
    name = labeller.strip().lower()
    if not _NAME.match(name):
        raise ListeningError(
            f"{labeller!r} cannot be the name of a labeller",
            "use letters a to z, digits, dots, - and _: --labeller anna",
        )
    return store.labels / f"{name}.csv"


def write_given(path: Path, given: Given) -> None:
    """Write a labeller's answers in one step, sorted, so that the same answers give the same file."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    key: Key
    for key in sorted(given):
        rows.writerow([*key, *(given[key].get(answer, "") for answer in Answer)])
    write_whole(path, out.getvalue().encode())
