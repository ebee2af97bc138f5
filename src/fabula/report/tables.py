"""Tables in plain text, as wide as the screen and no wider."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from fabula.report.ink import PLAIN, Ink
from fabula.report.words import cell_width, clean

__all__ = ["Table", "write_csv", "write_table"]

_GAP = 2
_NARROW = 8
"""A column is not folded below this."""
_LONGEST = 500
"""Characters of a cell: one endless line of a script must not make every row as long. CSV and JSON hold it all."""


@dataclass(slots=True)
class Table:
    """Rows of text under headers.

    ``right`` are the columns of numbers, ``marked`` the cells, as (row, column), that differ from another table.
    """

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
    right: frozenset[int] = frozenset()
    marked: set[tuple[int, int]] = field(default_factory=set)


def write_table(table: Table, width: int | None = None, ink: Ink = PLAIN) -> Iterator[str]:
    """The lines of a table, each with its line end.

    With a ``width``, the widest columns are folded at words until the table fits. Marked cells have a star behind
    them, and a colour where there are colours.
    """
    cells = [[_cut(clean(cell)) for cell in row] for row in table.rows]
    for row, column in table.marked:
        cells[row][column] = f"{cells[row][column]} *".lstrip()
    widths = [max(map(cell_width, (header, *(row[i] for row in cells)))) for i, header in enumerate(table.headers)]
    if width is not None:
        _shrink(widths, width - _GAP * (len(widths) - 1))

    def dim(text: str, _: int) -> str:
        return ink(text, "dim")

    yield from _row(list(table.headers), widths, table.right, dim)
    yield from _row(["-" * w for w in widths], widths, frozenset(), dim)
    for number, cells_of_row in enumerate(cells):
        changed = {column for row, column in table.marked if row == number}

        def paint(text: str, column: int, changed: set[int] = changed) -> str:
            return ink(text, "changed") if column in changed else text

        yield from _row(cells_of_row, widths, table.right, paint)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _shrink(widths: list[int], room: int) -> None:
    while sum(widths) > room:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= _NARROW:
            return
        widths[widest] -= 1


def _row(
    cells: Sequence[str], widths: Sequence[int], right: frozenset[int], paint: Callable[[str, int], str]
) -> Iterator[str]:
    folded = [_fold(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, folded))):
        parts: list[str] = []
        for column, pieces in enumerate(folded):
            piece = pieces[line] if line < len(pieces) else ""
            blanks = " " * (widths[column] - cell_width(piece))
            painted = paint(piece, column)
            parts.append(blanks + painted if column in right else painted + blanks)
        yield (" " * _GAP).join(parts).rstrip() + "\n"


def _fold(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` columns, broken between words where that is possible."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while cell_width(line) > width:
            cut = len(line) if width < 2 else 1
            while cut < len(line) and cell_width(line[: cut + 1]) <= width:
                cut += 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines


def write_csv(table: Table) -> str:
    """A table as CSV, for spreadsheets.

    A cell that a spreadsheet would take for a formula has a quotation mark in front, as it advises; numbers stay.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.headers)
    for row in table.rows:
        writer.writerow([f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell for cell in map(clean, row)])
    return out.getvalue()
