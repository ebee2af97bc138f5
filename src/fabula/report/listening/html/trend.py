"""The page of a trend: the curve with its band, air dates and changes, and the figures behind it."""

from __future__ import annotations

from fabula.listening.answers.trend import Trend, TrendPoint
from fabula.listening.elements import element_name
from fabula.report.listening.html.curve import CurveMark, CurvePoint, draw_curve, span_of
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import METHOD, figure_cell, lead, quotes, table, warning
from fabula.report.listening.trend import CAUTION, aired_words, point_name, shift_words
from fabula.report.listening.words import (
    AXIS_WORDS,
    day,
    episode_code,
    grounds_words,
    main_show,
    number_words,
    value_words,
)
from fabula.universe.model import Universe

__all__ = ["trend_page"]


def trend_page(universe: Universe, trend: Trend) -> str:
    """The whole page."""
    name = element_name(universe, trend.element)
    title = f"{name}: {trend.axis} by {trend.by}"
    sections = [
        Section("curve", "The curve", warning(trend.labels) + _curve(universe, trend, title)),
        Section("changes", "Changes", _changes(universe, trend)),
        Section("quotes", "Quotes", quotes(trend.quotes, trend.axis)),
        Section("figures", "Figures", _figures(universe, trend)),
    ]
    return write_page(title, lead(trend.overview, trend.labels), [one for one in sections if one.content], METHOD)


def _at(trend: Trend, point: TrendPoint) -> float:
    if trend.by == "episode" or point.start is None:
        return float(trend.points.index(point))
    return float(point.start.toordinal())


def _curve(universe: Universe, trend: Trend, title: str) -> str:
    places = {point.bin: _at(trend, point) for point in trend.points}
    points = [
        CurvePoint(
            places[point.bin],
            point.measured.figure.value,
            point.measured.figure.low,
            point.measured.figure.high,
            f"{point_name(universe, trend, point.bin)}: {value_words(point.measured.figure)}; "
            f"{grounds_words(point.measured.figure)}",
        )
        for point in trend.points
    ]
    marks = [CurveMark(places[one.shift.at] - 0.5, "change", True) for one in trend.changes if one.shift.at in places]
    if trend.by != "episode":
        main = main_show(universe)
        marks += [
            CurveMark(float(one.released.toordinal()), episode_code(one.key, main))
            for one in trend.airings
            if one.released is not None
        ]
    ticks = [(places[point.bin], point_name(universe, trend, point.bin)) for point in trend.points]
    drawn = draw_curve(points, marks, ticks, title, span_of(points))
    figure = trend.whole.figure
    words = f"Measured is {AXIS_WORDS[trend.axis]}. In all {value_words(figure)}: {grounds_words(figure)}. "
    words += "The band holds the truth 95 times in 100 at each point."
    return element("figure", f'<div class="wide" tabindex="0">{drawn}</div>' + element("figcaption", text(words)))


def _changes(universe: Universe, trend: Trend) -> str:
    if not trend.changes:
        return paragraph("None that is sure.")
    out = []
    for change in trend.changes:
        out.append(element("h3", text(shift_words(universe, trend, change))))
        out.append(paragraph(f"{aired_words(universe, change)}."))
        items = "".join(element("li", text(f"{one.scene.name}: {one.words}")) for one in change.moments)
        out.append(f"<ul>{items}</ul>" if items else "")
    return "\n".join([*out, paragraph(CAUTION, "faint")])


def _figures(universe: Universe, trend: Trend) -> str:
    sources = sorted({source for point in trend.points for source, _ in point.measured.sources})
    heads = (trend.by, "begins", trend.axis, "comments", *sources)
    rows = []
    for point in trend.points:
        own = dict(point.measured.sources)
        rows.append(
            [
                element("th", text(point_name(universe, trend, point.bin)), scope="row"),
                element("td", text(day(point.start))),
                figure_cell(point.measured.figure),
                element("td", text(number_words(point.comments)), class_="number"),
                *(figure_cell(own[source]) if source in own else "<td></td>" for source in sources),
            ]
        )
    return table("Each figure with its interval; sources apart", heads, rows, frozenset(range(2, len(heads))))
