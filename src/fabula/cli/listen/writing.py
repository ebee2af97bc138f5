"""The forms in which ``fabula listen`` answers, and where an answer is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from fabula.report.listening.flat import FlatTable

__all__ = ["Answered", "Form", "Out", "Shape", "write_answer"]


class Form(StrEnum):
    """What an answer is for: people, programs, spreadsheets, further analysis, a browser."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


Shape = Annotated[Form, typer.Option("--format", help="What the answer is for: people, programs, tables, a browser.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write into a file instead.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in all its forms; each is made when it is asked for."""

    text: Callable[[], Iterable[str]]
    document: Callable[[], dict[str, Any]]
    table: Callable[[], FlatTable]
    page: Callable[[], str]


def write_answer(answer: Answered, form: Form, out: Path | None) -> None:
    """Write an answer to standard output or, as a whole or not at all, into a file. Raises `CommandError`."""
    from fabula.cli.output import emit, spare_scripts, write_file
    from fabula.report.json import dump, envelope

    check_form(form, out)
    data: str | bytes
    match form:
        case Form.TEXT:
            data = "".join(answer.text())
        case Form.JSON:
            data = dump(envelope(**answer.document()))
        case Form.CSV:
            from fabula.report.listening.flat import write_flat_csv

            data = write_flat_csv(answer.table())
        case Form.PARQUET:
            from fabula.report.listening.flat import write_flat_parquet

            data = write_flat_parquet(answer.table())
        case Form.HTML:
            data = answer.page()
    if out is not None:
        spare_scripts(out)
        write_file(out, data, "--out")
    elif isinstance(data, bytes):
        from fabula.cli.output import emit_bytes

        emit_bytes(data)
    else:
        emit(data)


def check_form(form: Form, out: Path | None) -> None:
    """Refuse to throw a file for machines onto a terminal. Raises `WrongUse`."""
    import sys

    from fabula.cli.errors import WrongUse

    if form in (Form.PARQUET, Form.HTML) and out is None and sys.stdout.isatty():
        raise WrongUse(f"{form} is no text for a terminal", f"name a file: `--out audience.{form}`")
