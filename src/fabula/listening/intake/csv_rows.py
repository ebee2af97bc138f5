"""Reading CSV of any dialect: rows may span lines, quotes may be missing, and one bad row costs no other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fabula.listening.intake.lines import cut_excerpt, read_blocks
from fabula.listening.intake.rows import LONGEST_ROW, Broken, Position, Rows
from fabula.listening.intake.streams import Stream

__all__ = ["Dialect", "read_csv", "sniff_dialect"]

_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 200


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written. ``width`` is how many columns it has; ``skip`` lines stand before its header."""

    delimiter: str = ","
    escape: str = ""
    width: int = 0
    skip: int = 0

    def reader(self, lines: Iterator[str], strict: bool = True) -> Iterator[list[str]]:
        """Python's reader for it."""
        csv.field_size_limit(max(2 * LONGEST_ROW, csv.field_size_limit()))
        return csv.reader(lines, delimiter=self.delimiter, escapechar=self.escape or None, strict=strict)


def sniff_dialect(sample: str, delimiter: str = "") -> tuple[Dialect, list[str]]:
    """How a file is written, and its first row, told by which reading gives the most rows of one width.

    ``sample`` is its beginning in whole lines. ``delimiter`` is the one that was declared.
    """
    lines = [line + "\n" for line in sample.split("\n") if line][: 4 * _SAMPLE]
    skip = 0
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:  # what Excel writes and reads
        delimiter = delimiter or lines[0].strip()[-1]
        lines, skip = lines[1:], 1
    best, first, most = Dialect(delimiter or ",", skip=skip), [], (-1.0, 0)
    for mark in [delimiter] if delimiter else _DELIMITERS:
        for escape in ("", "\\"):
            dialect = Dialect(mark, escape, skip=skip)
            rows = _try(dialect, lines)
            if not rows:
                continue
            widths = Counter(map(len, rows))
            width = len(rows[0])
            fit = widths[width] / (len(rows)) if width > 1 else 0.0
            score = (fit, width if fit > 0.5 else 0)
            if score > most:
                most, first = score, rows[0]
                best = Dialect(mark, escape, width, skip)
    if not best.width:
        first = _try(best, lines)[0] if lines and _try(best, lines) else []
        best = Dialect(best.delimiter, "", len(first), skip)
    return best, [cell.strip().removeprefix("\ufeff").strip('"') for cell in first]


def _try(dialect: Dialect, lines: list[str]) -> list[list[str]]:
    """The rows of a sample; one that cannot be read counts as empty."""
    rows: list[list[str]] = []
    at = 0
    while at < len(lines) and len(rows) < _SAMPLE:
        reader = dialect.reader(iter(lines[at:]))
        try:
            for row in reader:
                rows.append(row)
                if len(rows) >= _SAMPLE:
                    break
            break
        except csv.Error as error:
            if "unexpected end of data" in str(error):  # the sample ends within a row, or a quote is never closed
                break
            rows.append([])
            at += max(1, reader.line_num)  # type: ignore[attr-defined]
    return rows


def read_csv(
    stream: Stream, start: Position, dialect: Dialect, header: bool, longest: int = LONGEST_ROW
) -> Iterator[Rows]:
    """The rows of a CSV file by the batch. A row's number is that of the line on which it begins.

    A quote that is never closed would swallow what follows: such a row is given up, and reading goes on with the next
    line. Quotes within an unquoted cell, or unescaped in a quoted one, are taken as they are if the row then has the
    right width.
    """
    carry: list[str] = []
    sizes: list[int] = []
    fresh = not start.offset
    skip = header and fresh
    first = start
    for block in read_blocks(stream, start, longest):
        if fresh:
            block.lines[: dialect.skip] = ["\n"] * dialect.skip
            fresh = False
        if not carry:
            first = block.start
        lines, sizes = carry + block.lines, sizes + block.sizes
        rows = Rows(broken=block.broken)
        done = _parse(lines, dialect, first.row, block.last, sum(map(len, lines)) > longest, rows)
        end = Position(first.offset + sum(sizes[:done]), first.row + done)
        if skip and rows.cells:
            skip = False
            del rows.cells[0], rows.numbers[0]
        rows.end = end
        yield rows
        carry, sizes, first = lines[done:], sizes[done:], end


def _parse(lines: list[str], dialect: Dialect, first: int, last: bool, give_up: bool, rows: Rows) -> int:
    """Take the rows out of lines; how many lines are done with. What is left is the beginning of a row.

    ``give_up`` says that a row which has not ended by now never will.
    """
    at, width = 0, dialect.width
    cells, numbers = rows.cells, rows.numbers
    plain = _parse_plain(lines, dialect)
    if plain is not None:
        cells += plain
        numbers += range(first, first + len(lines))
        return len(lines)
    while at < len(lines):
        reader = dialect.reader(iter(lines[at:] if at else lines))
        before = 0
        try:
            for row in reader:
                number, before_row = first + at + before, before
                before = reader.line_num  # type: ignore[attr-defined]
                if len(row) == width:
                    cells.append(row)
                    numbers.append(number)
                elif row and before - before_row > 1:  # it has swallowed others
                    before = before_row
                    break
                elif row:
                    _settle_width(row, lines[at + before_row], number, width, rows)
            else:
                return len(lines)
        except csv.Error as error:
            if "unexpected end of data" in str(error) and not last and not (give_up and not before and not at):
                return at + before
        _settle_line(lines[at + before], first + at + before, dialect, rows)
        at += before + 1
    return at


def _parse_plain(lines: list[str], dialect: Dialect) -> list[list[str]] | None:
    """The rows, if each line is one of the right width: the usual case, and three times as fast. Else None."""
    try:
        rows = list(dialect.reader(iter(lines)))
    except csv.Error:
        return None
    return rows if len(rows) == len(lines) and set(map(len, rows)) <= {dialect.width} else None


def _settle_width(row: list[str], line: str, number: int, width: int, rows: Rows) -> None:
    while len(row) > width and not row[-1].strip():  # a spreadsheet's empty columns
        row.pop()
    if len(row) == width:
        rows.cells.append(row)
        rows.numbers.append(number)
    elif row and any(cell.strip() for cell in row):
        rows.broken.append(Broken(number, f"it has {len(row)} columns, not {width}", cut_excerpt(line.rstrip("\r\n"))))


def _settle_line(line: str, number: int, dialect: Dialect, rows: Rows) -> None:
    """A line whose quotes do not fit: read without regard to them, if that gives the right width."""
    try:
        row = next(dialect.reader(iter([line]), strict=False), [])
    except csv.Error:
        row = []
    if len(row) == dialect.width:
        rows.cells.append(row)
        rows.numbers.append(number)
    elif line.strip():
        rows.broken.append(
            Broken(number, "its quotes do not fit, or are never closed", cut_excerpt(line.rstrip("\r\n")))
        )
