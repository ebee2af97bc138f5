"""The trend of an element, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fabula.listening.answers.trend import Coincidence, Trend, TrendPoint
from fabula.listening.elements import element_name
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.flat import FlatTable
from fabula.report.listening.heading import overview_document, write_heading
from fabula.report.listening.landing import change_words, quote_documents, quote_words
from fabula.report.listening.landing_document import FIGURE_COLUMNS, figure_cells, measured_document
from fabula.report.listening.words import (
    AXIS_WORDS,
    WIDTH,
    count_of,
    day,
    episode_code,
    fold,
    grounds_words,
    main_show,
    number_words,
    signed,
    value_words,
)
from fabula.report.tables import Table, write_table
from fabula.universe.model import Universe

__all__ = ["CAUTION", "aired_words", "point_name", "trend_document", "trend_table", "write_trend"]

CAUTION = "That things fall together says nothing of why: they may have a third cause, or none in common."
_BAR = 25
"""Columns of the curve, on either side of nought."""
_MOMENTS = 6


def point_name(universe: Universe, trend: Trend, name: str) -> str:
    """What a bin of the curve is called."""
    return episode_code(name, main_show(universe)) if trend.by == "episode" else name


def write_trend(universe: Universe, trend: Trend, ink: Ink = PLAIN) -> Iterator[str]:
    """The curve, then each change with what aired where it lies."""
    name = element_name(universe, trend.element)
    yield from write_heading(f"{name}: {trend.axis} by {trend.by}", trend.overview, trend.labels, ink)
    figure = trend.whole.figure
    yield from fold(f"Measured is {AXIS_WORDS[trend.axis]}. In all {value_words(figure)}: {grounds_words(figure)}.")
    yield "\n"
    rows: list[tuple[str, ...]] = [
        (
            point_name(universe, trend, point.bin),
            day(point.start) if trend.by == "episode" else _airing(universe, trend, point),
            value_words(point.measured.figure),
            number_words(point.comments),
            _bar(point),
        )
        for point in trend.points
    ]
    heads = (trend.by, "aired", trend.axis, "comments", "")
    yield from (f"  {line}" for line in write_table(Table(heads, rows, frozenset({3})), WIDTH - 2, ink))
    yield f"\n{ink('Changes', 'strong')}\n"
    if not trend.changes:
        yield "  none that is sure\n"
    for change in trend.changes:
        yield from _change(universe, trend, change, ink)
    if trend.changes:
        yield from fold(CAUTION, 2, style="dim", ink=ink)
    if trend.quotes:
        yield f"\n{ink('Quotes', 'strong')}\n"
        for quote in trend.quotes:
            yield from fold(quote_words(quote, trend.axis), 2, 4)


def _airing(universe: Universe, trend: Trend, point: TrendPoint) -> str:
    """The episodes that aired in a bin of days."""
    later = [other.start for other in trend.points if other.start and point.start and other.start > point.start]
    end = min(later, default=None)
    main = main_show(universe)
    aired = [
        episode_code(one.key, main)
        for one in trend.airings
        if one.released and point.start and point.start <= one.released and (end is None or one.released < end)
    ]
    return ", ".join(aired)


def _bar(point: TrendPoint) -> str:
    """The interval as a line of signs, the figure as a knob on it."""
    figure = point.measured.figure
    low, high = figure.bounds

    def place(value: float) -> int:
        return round((value - low) / (high - low) * _BAR)

    cells = ["\u00a0"] * (_BAR + 1)  # tables fold at plain blanks
    if low < 0:
        cells[place(0.0)] = "┊"
    for at in range(place(figure.low), place(figure.high) + 1):
        cells[at] = "─"
    if figure.value is not None:
        cells[place(figure.value)] = "●"
    return "".join(cells).rstrip("\u00a0")


def aired_words(universe: Universe, change: Coincidence) -> str:
    """The episodes that aired where a change may lie, as a sentence without a full stop."""
    main = main_show(universe)
    names = [f"{episode_code(one.key, main)} ({day(one.released)})" for one in change.aired]
    return f"aired there: {', '.join(names)}" if names else "no episode aired there"


def _change(universe: Universe, trend: Trend, change: Coincidence, ink: Ink) -> Iterator[str]:
    yield from fold(shift_words(universe, trend, change), 2, 4, style="strong", ink=ink)
    yield from fold(aired_words(universe, change), 4)
    for moment in change.moments[:_MOMENTS]:
        yield from fold(f"{moment.scene.name}: {moment.words}", 4, 6)
    if len(change.moments) > _MOMENTS:
        yield f"    … and {count_of(len(change.moments) - _MOMENTS, 'more thing')} that the story does with it\n"


def shift_words(universe: Universe, trend: Trend, change: Coincidence) -> str:
    """A change as a sentence without a full stop."""
    shift = change.shift
    if trend.by == "episode":
        return change_words(universe, shift)
    way = "up" if shift.difference > 0 else "down"
    low, high = sorted((abs(shift.low), abs(shift.high)))
    words = f"{way} by {abs(shift.difference):.2f} ({low:.2f} to {high:.2f}) on {shift.at}"
    words += f", from {signed(shift.before)} to {signed(shift.after)}"
    if shift.earliest != shift.latest:
        words += f"; it may begin from {shift.earliest} to {shift.latest}"
    return words


def trend_document(universe: Universe, trend: Trend) -> dict[str, Any]:
    """The same as data."""
    return {
        "heard": overview_document(trend.overview, trend.labels),
        "element": trend.element,
        "name": element_name(universe, trend.element),
        "axis": trend.axis,
        "by": trend.by,
        **measured_document(trend.whole),
        "points": [
            {
                "bin": point.bin,
                "start": day(point.start) or None,
                "comments": point.comments,
                **measured_document(point.measured),
            }
            for point in trend.points
        ],
        "changes": [
            {
                "at": change.shift.at,
                "earliest": change.shift.earliest,
                "latest": change.shift.latest,
                "before": round(change.shift.before, 4),
                "after": round(change.shift.after, 4),
                "difference": round(change.shift.difference, 4),
                "low": round(change.shift.low, 4),
                "high": round(change.shift.high, 4),
                "chance": round(change.shift.chance, 6),
                "aired": [{"episode": one.key, "released": day(one.released)} for one in change.aired],
                "moments": [
                    {"kind": moment.kind, "scene": moment.scene.key, "words": moment.words} for moment in change.moments
                ],
            }
            for change in trend.changes
        ],
        "airings": [{"episode": one.key, "released": day(one.released)} for one in trend.airings],
        "quotes": quote_documents(trend.quotes),
    }


def trend_table(universe: Universe, trend: Trend) -> FlatTable:
    """A row for each point, of the sources together and of each."""
    columns = {"axis": str, "element": str, "name": str, "by": str, "bin": str, "start": str, "source": str}
    name = element_name(universe, trend.element)
    rows = []
    for point in trend.points:
        head = (trend.axis, trend.element, name, trend.by, point.bin, day(point.start) or None)
        rows.append((*head, None, *figure_cells(point.measured.figure)))
        rows += [(*head, source, *figure_cells(figure)) for source, figure in point.measured.sources]
    return FlatTable({**columns, **FIGURE_COLUMNS}, rows)
