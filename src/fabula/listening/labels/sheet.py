"""A sample as a spreadsheet: written as CSV for a person to fill in, read back cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from fabula.listening.errors import ListeningError
from fabula.listening.labels.keeping import NO, Answers
from fabula.listening.labels.questions import Question
from fabula.listening.labels.reading import Given
from fabula.listening.labels.sample import Key
from fabula.listening.labels.table import ANSWERS, Answer

__all__ = ["read_sheet", "write_sheet"]

_KEYS: Final = ("comment", "element")
_SHOWN: Final = ("name", "about", "episode", "source", "text", "answers_to")
_RISKY: Final = frozenset("=+-@\t\r\n＝＋－＠'")
"""What a cell begins with that a spreadsheet may take for a formula, and the mark that keeps it from that."""

_MOST_MISTAKES: Final = 10
_SPELLINGS: Final[Mapping[str, str]] = {
    "y": "yes", "true": "yes", "x": "yes", "sì": "yes", "si": "yes", "n": "no", "false": "no",
}  # fmt: skip


def write_sheet(questions: Sequence[Question], given: Given) -> str:
    """The questions as CSV with the answers given so far: columns to fill in, and beside them what is to be read.

    Cells that a spreadsheet would take for a formula have a quotation mark in front. It begins with a byte order mark,
    without which Excel breaks accents.
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([*_KEYS, *Answer, *_SHOWN])
    for one in questions:
        answers = given.get(one.key, {})
        about = one.about + (f" (linked {one.why})" if one.why else "")
        shown = (one.name, about, one.episode, one.source, one.marked(), one.parent)
        rows.writerow([*map(_guard, one.key), *(answers.get(answer, "") for answer in Answer), *map(_guard, shown)])
    return "\ufeff" + out.getvalue()


def _guard(cell: str) -> str:
    cell = cell.replace("\0", "\ufffd")
    return f"'{cell}" if cell[:1] in _RISKY and cell else cell


def read_sheet(path: Path, sample: Collection[Key]) -> dict[Key, Answers]:
    """What a filled-in sheet says. Rows without any answer are left out: they are not labelled yet.

    Answers are as `write_sheet` has them, in any order of columns and rows, divided by commas, semicolons or tabs. Of
    a comment that speaks of the element liking must be said; where excitement, confusion and prediction are left empty
    there is none. Raises `ListeningError` that names every mistake by row and column, as spreadsheets count them.
    """
    heading, rows = _read(path)
    missing = [name for name in (*_KEYS, Answer.SPEAKS_OF, Answer.LIKING) if name not in heading]
    if missing:
        raise ListeningError(
            f"{path} has no column {missing[0]}", "it is the file that `fabula listen label --out` writes, filled in"
        )
    found: dict[Key, Answers] = {}
    mistakes: list[str] = []
    for number, row in rows:
        cells = dict(zip(heading, row, strict=False))
        written = {answer: cells.get(answer, "").strip() for answer in Answer}
        if not any(written.values()):
            continue
        key = _find_key(cells, sample)
        if key is None:
            mistakes.append(f"row {number}: no such comment and element were drawn: {cells.get('comment', '')!r}")
        elif key in found:
            mistakes.append(f"row {number}: this comment and element stand in an earlier row too")
        else:
            answers, wrong = _check(written)
            mistakes += [f"row {number}, column {column}: {what}" for column, what in wrong]
            found[key] = answers
    if mistakes:
        more = len(mistakes) - _MOST_MISTAKES
        listed = mistakes[:_MOST_MISTAKES] + ([f"and {more} more"] if more > 0 else [])
        raise ListeningError(f"{path} cannot be taken in:\n  " + "\n  ".join(listed), "correct it and read it again")
    return found


def _read(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListeningError(
            f"{path} is not UTF-8 (byte {error.start + 1})", 'save it as "CSV UTF-8" in the spreadsheet'
        ) from error
    except OSError as error:
        raise ListeningError(f"{path} cannot be read: {(error.strerror or 'no reason given').lower()}") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ListeningError(f"{path} is no CSV: {error}", "save it as CSV in the spreadsheet") from error
    if not table:
        raise ListeningError(f"{path} is empty", "write a sample with `fabula listen label --out`")
    return [name.strip().lower() for name in table[0]], list(enumerate(table[1:], start=2))


def _find_key(cells: Mapping[str, str], sample: Collection[Key]) -> Key | None:
    written = cells.get("comment", ""), cells.get("element", "")
    bare = tuple(cell.removeprefix("'") for cell in written)
    for key in (written, (bare[0], bare[1])):
        if key in sample:
            return key
    return None


def _check(written: Mapping[Answer, str]) -> tuple[Answers, list[tuple[Answer, str]]]:
    """The answers of a row, and what is wrong with them, by column."""
    answers: dict[Answer, str] = {}
    wrong: list[tuple[Answer, str]] = []
    for answer, known in ANSWERS.items():
        cell = _spell(written[answer], known)
        if cell and cell not in known:
            wrong.append((answer, f"{written[answer]!r} is none of {', '.join(known)}"))
        answers[answer] = cell
    if wrong:
        return answers, wrong
    given = [
        answer for answer in (Answer.LIKING, Answer.EXCITEMENT, Answer.CONFUSION, Answer.PREDICTION) if answers[answer]
    ]
    if answers[Answer.SPEAKS_OF] == "no":
        if any(ANSWERS[answer][answers[answer]] for answer in given):
            wrong.append((given[0], "it is said not to speak of the element: empty this, or say yes to speaks_of"))
        return {**NO, Answer.UNSURE: answers[Answer.UNSURE] or "no"}, wrong
    if not answers[Answer.LIKING]:
        wrong.append((Answer.LIKING, "it is empty: write -2 to 2, or no to speaks_of"))
    for answer, none in ((Answer.EXCITEMENT, "0"), (Answer.CONFUSION, "no"), (Answer.PREDICTION, "no")):
        answers[answer] = answers[answer] or none
    answers[Answer.SPEAKS_OF], answers[Answer.UNSURE] = "yes", answers[Answer.UNSURE] or "no"
    return answers, wrong


def _spell(cell: str, known: Mapping[str, float]) -> str:
    """An answer as files write it, from how people and spreadsheets do: "Yes", "+1", "−2", "2.0", "'-1"."""
    cell = cell.lower().removeprefix("'").replace("−", "-").replace("–", "-").strip()
    if "yes" in known:
        return {"1": "yes", "0": "no"}.get(cell, _SPELLINGS.get(cell, cell))
    cell = cell.removeprefix("+")
    whole, _, rest = cell.replace(",", ".").partition(".")
    return (whole if rest.strip("0") == "" else cell).replace("-0", "0")
