"""What lands and what does not, as data: a document, and a table with one row a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from fabula.listening.answers.landing import EpisodeCell, Landing, Reach, Response
from fabula.listening.answers.measuring import Measured
from fabula.listening.elements import element_name, kind_of
from fabula.listening.numbers.figure import Figure
from fabula.report.listening.flat import Cell, FlatTable
from fabula.report.listening.heading import overview_document
from fabula.report.listening.landing import quote_documents
from fabula.report.listening.words import figure_document
from fabula.universe.model import Universe

__all__ = ["FIGURE_COLUMNS", "figure_cells", "landing_document", "landing_table", "measured_document"]

FIGURE_COLUMNS: Final[dict[str, type]] = {
    "value": float,
    "low": float,
    "high": float,
    "comments": int,
    "authors": int,
    "effective": float,
    "labels": int,
    "calibration": str,
}
"""The columns of a figure in tables. ``value`` is empty below the least sample: the rest is a range."""


def measured_document(measured: Measured) -> dict[str, Any]:
    """A figure, and those of each source."""
    sources = [{"source": source, "figure": figure_document(figure)} for source, figure in measured.sources]
    return {"figure": figure_document(measured.figure), "sources": sources}


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "comments": reach.comments,
        "authors": reach.authors,
        "share": round(reach.share, 6),
        "campaigns": reach.marked,
    }


def landing_document(universe: Universe, landing: Landing) -> dict[str, Any]:
    """The whole answer as data."""
    return {
        "heard": overview_document(landing.overview, landing.labels),
        "axis": landing.axis,
        "rest": measured_document(landing.rest),
        "looked_at": landing.looked_at,
        "scanned": landing.scanned,
        "elements": [_response(universe, one) for one in landing.responses],
        "changes": [
            {
                "element": change.element,
                "name": element_name(universe, change.element),
                "at": change.at,
                "earliest": change.earliest,
                "latest": change.latest,
                "before": round(change.before, 4),
                "after": round(change.after, 4),
                "difference": round(change.difference, 4),
                "low": round(change.low, 4),
                "high": round(change.high, 4),
                "chance": round(change.chance, 6),
            }
            for change in landing.changes
        ],
    }


def _response(universe: Universe, one: Response) -> dict[str, Any]:
    return {
        "element": one.element,
        "kind": str(kind_of(one.element)),
        "name": element_name(universe, one.element),
        "verdict": one.verdict.name.lower(),
        **measured_document(one.measured),
        "with_campaigns": figure_document(one.with_campaigns.figure),
        "reach": _reach(one.reach),
        "languages": [{"language": code, "comments": number} for code, number in one.languages],
        "distance": round(one.distance, 4) if one.distance == one.distance else None,
        "chance": round(one.chance, 6),
        "episodes": [_episode(cell) for cell in one.episodes],
        "quotes": quote_documents(one.quotes),
    }


def _episode(cell: EpisodeCell) -> dict[str, Any]:
    return {"episode": cell.episode, **measured_document(cell.measured), "comments": cell.reach.comments}


_HEAD: Final[dict[str, type]] = {
    "axis": str,
    "element": str,
    "kind": str,
    "name": str,
    "episode": str,
    "source": str,
    "campaigns": bool,
}


def landing_table(universe: Universe, landing: Landing) -> FlatTable:
    """A row for each figure: of an element in all or in an episode, of the sources together or of one."""
    columns = {**_HEAD, **FIGURE_COLUMNS, "reach": int, "share": float, "chance": float, "verdict": str}
    return FlatTable(columns, [row for one in landing.responses for row in _rows(universe, landing.axis, one)])


def _rows(universe: Universe, axis: str, one: Response) -> Iterator[tuple[Cell, ...]]:
    head = (axis, one.element, str(kind_of(one.element)), element_name(universe, one.element))
    about = (one.reach.comments, one.reach.share, one.chance, one.verdict.name.lower())
    yield (*head, None, None, False, *figure_cells(one.measured.figure), *about)
    yield (*head, None, None, True, *figure_cells(one.with_campaigns.figure), *about)
    for source, figure in one.measured.sources:
        yield (*head, None, source, False, *figure_cells(figure), None, None, None, None)
    for cell in one.episodes:
        reach = (cell.reach.comments, None, None, None)
        yield (*head, cell.episode, None, False, *figure_cells(cell.measured.figure), *reach)
        for source, figure in cell.measured.sources:
            yield (*head, cell.episode, source, False, *figure_cells(figure), None, None, None, None)


def figure_cells(figure: Figure) -> tuple[Cell, ...]:
    """The cells of a figure, as in `FIGURE_COLUMNS`."""
    return (
        figure.value,
        figure.low,
        figure.high,
        figure.comments,
        figure.authors,
        round(figure.effective, 3),
        figure.labels,
        str(figure.calibration),
    )
