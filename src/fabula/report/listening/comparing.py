"""Two audiences side by side, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.listening.answers.comparing import Compared, Comparison
from fabula.listening.elements import element_name, kind_of
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.flat import FlatTable
from fabula.report.listening.heading import overview_document, write_heading
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import METHOD, figure_cell, lead, table, warning
from fabula.report.listening.landing_document import FIGURE_COLUMNS, figure_cells, measured_document
from fabula.report.listening.words import (
    AXIS_WORDS,
    WIDTH,
    count_of,
    figure_document,
    fold,
    interval_words,
    number_words,
    percent,
    signed,
    value_words,
)
from fabula.report.tables import Table, write_table
from fabula.universe.model import Universe

__all__ = ["comparison_document", "comparison_page", "comparison_table", "write_comparison"]

_FEW = 15


def _name(universe: Universe, row: Compared) -> str:
    return "everything together" if row.element == "*" else element_name(universe, row.element)


def _title(comparison: Comparison) -> str:
    first, second = comparison.sides
    return f"{first.name} and {second.name}: {comparison.axis} compared by {first.kind}"


def _scale(comparison: Comparison) -> str:
    first, second = comparison.sides
    words = f"Measured is {AXIS_WORDS[comparison.axis]}. A difference is {first.name} less {second.name}."
    if first.kind != "source":
        return words + " Both sides weigh their sources alike, so that not one source is compared with another."
    return words


def write_comparison(
    universe: Universe, comparison: Comparison, everything: bool = False, ink: Ink = PLAIN
) -> Iterator[str]:
    """What surely differs, then the rest."""
    yield from write_heading(_title(comparison), comparison.overview, comparison.labels, ink)
    yield from fold(_scale(comparison))
    if comparison.together is not None:
        row = comparison.together
        how = "surely" if row.is_sure else "not surely"
        yield from fold(f"Everything together differs by {_difference(row)}, {how}.")
    sure = [row for row in comparison.elements if row.is_sure]
    rest = [row for row in comparison.elements if not row.is_sure]
    for title, rows in (("What surely differs", sure), ("What does not, as far as can be told", rest)):
        yield f"\n{ink(title, 'strong')}\n"
        if not rows:
            yield "  nothing\n"
            continue
        shown = rows if everything else rows[:_FEW]
        yield from (f"  {line}" for line in write_table(_rows(universe, comparison, shown), WIDTH - 2, ink))
        if len(shown) < len(rows):
            yield f"  … and {number_words(len(rows) - len(shown))} more (--all)\n"
    if comparison.left_out:
        yield "\n"
        yield from fold(f"{_left(comparison)}.")


def _left(comparison: Comparison) -> str:
    return f"Of {count_of(comparison.left_out, 'element')} one side says too little to compare"


def _difference(row: Compared) -> str:
    return f"{signed(row.difference.estimate)} {interval_words(row.difference)}"


def _rows(universe: Universe, comparison: Comparison, rows: list[Compared]) -> Table:
    first, second = comparison.sides
    heads = ("", "difference", first.name, second.name, "comments", "reach")
    cells: list[tuple[str, ...]] = [
        (
            _name(universe, row),
            _difference(row),
            value_words(row.first.figure),
            value_words(row.second.figure),
            f"{number_words(row.comments[0])} | {number_words(row.comments[1])}",
            f"{percent(row.shares[0])} | {percent(row.shares[1])}",
        )
        for row in rows
    ]
    return Table(heads, cells, frozenset({4, 5}))


def comparison_document(universe: Universe, comparison: Comparison) -> dict[str, Any]:
    """The same as data."""

    def row_document(row: Compared) -> dict[str, Any]:
        return {
            "element": row.element,
            "name": _name(universe, row),
            "first": {**measured_document(row.first), "comments": row.comments[0], "share": round(row.shares[0], 6)},
            "second": {**measured_document(row.second), "comments": row.comments[1], "share": round(row.shares[1], 6)},
            "difference": figure_document(row.difference),
            "chance": round(row.chance, 6),
            "sure": row.is_sure,
        }

    return {
        "heard": overview_document(comparison.overview, comparison.labels),
        "axis": comparison.axis,
        "sides": [{"name": side.name, "kind": side.kind} for side in comparison.sides],
        "left_out": comparison.left_out,
        "together": None if comparison.together is None else row_document(comparison.together),
        "elements": [row_document(row) for row in comparison.elements],
    }


def comparison_table(universe: Universe, comparison: Comparison) -> FlatTable:
    """A row for each element and side, and one for the difference."""
    columns = {"axis": str, "element": str, "kind": str, "name": str, "side": str, **FIGURE_COLUMNS, "chance": float}
    rows = []
    together = [comparison.together] if comparison.together is not None else []
    for row in (*together, *comparison.elements):
        kind = "all" if row.element == "*" else str(kind_of(row.element))
        head = (comparison.axis, row.element, kind, _name(universe, row))
        for side, measured in zip(comparison.sides, (row.first, row.second), strict=True):
            rows.append((*head, side.name, *figure_cells(measured.figure), None))
        rows.append((*head, "difference", *figure_cells(row.difference), row.chance))
    return FlatTable(columns, rows)


def comparison_page(universe: Universe, comparison: Comparison) -> str:
    """The page of a comparison."""
    first, second = comparison.sides
    heads = ("", "difference", first.name, second.name, "comments", "surely")
    rows = [
        [
            element("th", text(_name(universe, row)), scope="row"),
            figure_cell(row.difference),
            figure_cell(row.first.figure),
            figure_cell(row.second.figure),
            element("td", text(f"{number_words(row.comments[0])} | {number_words(row.comments[1])}"), class_="number"),
            element("td", "yes" if row.is_sure else "no"),
        ]
        for row in ([comparison.together] if comparison.together else []) + list(comparison.elements)
    ]
    content = warning(comparison.labels) + paragraph(_scale(comparison))
    content += table("Those that surely differ first", heads, rows, frozenset({1, 2, 3, 4}))
    sections = [Section("elements", "Element by element", content)]
    return write_page(_title(comparison), lead(comparison.overview, comparison.labels), sections, METHOD)
