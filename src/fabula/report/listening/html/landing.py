"""The page of what lands and what does not: heat map, tables, curves and quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fabula.listening.answers.landing import EpisodeCell, Landing, Response, Verdict
from fabula.listening.elements import element_name
from fabula.report.listening.html.curve import CurveMark, CurvePoint, draw_curve, span_of
from fabula.report.listening.html.heat_map import HeatCell, HeatRow, draw_heat_map
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import METHOD, figure_cell, lead, quotes, table, warning
from fabula.report.listening.landing import change_words, heading_of, reach_words
from fabula.report.listening.words import (
    AXIS_WORDS,
    calibration_words,
    episode_code,
    grounds_words,
    main_show,
    number_words,
    percent,
    signed,
    value_words,
)
from fabula.universe.model import Universe

__all__ = ["landing_page"]

_ROWS = 40
"""Rows of the heat map at most: those most talked of."""
_CURVES = 12


def landing_page(universe: Universe, landing: Landing, title: str, everything: bool = False) -> str:
    """The whole page."""
    page = _Page(universe, landing, everything)
    sections = [
        Section("map", "Element by episode", page.heat_map()),
        Section("lands", heading_of(landing.axis, Verdict.LANDS), page.verdict(Verdict.LANDS)),
        Section("fails", heading_of(landing.axis, Verdict.FAILS), page.verdict(Verdict.FAILS)),
        Section("changes", "What changed", page.changes()),
        Section("all", "Everything that is spoken of", page.everything_spoken_of()),
        Section("figures", "The figures of the map", page.figures()),
    ]
    shown = [section for section in sections if section.content]
    return write_page(title, lead(landing.overview, landing.labels), shown, METHOD)


class _Page:
    def __init__(self, universe: Universe, landing: Landing, everything: bool) -> None:
        self.universe, self.landing, self.everything = universe, landing, everything
        self.main = main_show(universe)
        told = [one for one in landing.responses if any(cell.measured.figure.enough for cell in one.episodes)]
        rows = sorted(told, key=lambda one: (-one.reach.comments, one.element))
        chosen = {one.element for one in (rows if everything else rows[:_ROWS])}
        self.rows = [one for one in landing.responses if one.element in chosen]

    def name(self, one: Response) -> str:
        return element_name(self.universe, one.element)

    def code(self, key: str) -> str:
        return episode_code(key, self.main)

    def heat_map(self) -> str:
        landing = self.landing
        if not self.rows or not landing.episodes:
            return warning(landing.labels)
        rows = [HeatRow(self.name(one), tuple(self._heat(one, key) for key in landing.episodes)) for one in self.rows]
        label = f"{landing.axis} by element and episode; the same figures stand in a table below"
        drawn = draw_heat_map(rows, [self.code(key) for key in landing.episodes], label)
        words = (
            f"Measured is {AXIS_WORDS[landing.axis]}. All together have {value_words(landing.rest.figure)}. "
            "Hatched is what fewer than 100 comments or 20 voices speak of; point at a cell for all of it."
        )
        left = len([one for one in landing.responses if one.episodes]) - len(self.rows)
        more = (
            f" {number_words(left)} more elements, most of them too rarely spoken of, are in the tables."
            if left
            else ""
        )
        figure = element(
            "figure", f'<div class="wide" tabindex="0">{drawn}</div>' + element("figcaption", text(words + more))
        )
        return warning(landing.labels) + figure

    def _heat(self, one: Response, key: str) -> HeatCell | None:
        cell = next((cell for cell in one.episodes if cell.episode == key), None)
        if cell is None:
            return None
        figure = cell.measured.figure
        title = f"{self.name(one)}, {self.code(key)}: {value_words(figure)}; {grounds_words(figure)}"
        return HeatCell(figure.value, "" if figure.value is None else signed(figure.value, figure), title)

    def verdict(self, verdict: Verdict) -> str:
        found = self.landing.with_verdict(verdict)
        found = found[::-1] if verdict is Verdict.FAILS else found
        if not found:
            return paragraph("Nothing that is sure.")
        return "\n".join(part for one in found for part in self._told(one))

    def _told(self, one: Response) -> Iterator[str]:
        figure = one.measured.figure
        yield element("h3", text(f"{self.name(one)}: {value_words(figure)}"))
        yield paragraph(f"{grounds_words(figure)}. {reach_words(one)}")
        apart = ", ".join(f"{source} {value_words(own)}" for source, own in one.measured.sources)
        yield paragraph(f"Apart: {apart}.", "faint") if len(one.measured.sources) > 1 else ""
        if one.reach.marked:
            held = value_words(one.with_campaigns.figure)
            yield paragraph(
                f"With {number_words(one.reach.marked)} comments of campaigns, weighed down: {held}.", "faint"
            )
        for note in figure.notes:
            yield paragraph(note, "faint")
        yield quotes(one.quotes, self.landing.axis)

    def changes(self) -> str:
        landing = self.landing
        if not landing.changes:
            return paragraph(f"Nothing that is sure, of {landing.scanned} elements with enough comments to look.")
        items = "".join(element("li", text(f"{change_words(self.universe, change)}.")) for change in landing.changes)
        moved = list(dict.fromkeys(change.element for change in landing.changes))
        curves = [self._curve(one) for one in self._by_element(moved)]
        return f'<ul class="plain">{items}</ul>\n' + "\n".join(curves)

    def _by_element(self, elements: Sequence[str]) -> list[Response]:
        known = {one.element: one for one in self.landing.responses}
        return [known[name] for name in elements[:_CURVES] if name in known]

    def _curve(self, one: Response) -> str:
        order = {key: float(place) for place, key in enumerate(self.landing.episodes)}
        cells = [cell for cell in one.episodes if cell.episode in order]
        points = [self._point(cell, order[cell.episode]) for cell in cells]
        marks = [
            CurveMark(order[change.at] - 0.5, "changed", True)
            for change in self.landing.changes
            if change.element == one.element and change.at in order
        ]
        ticks = [(order[cell.episode], self.code(cell.episode)) for cell in cells]
        drawn = draw_curve(points, marks, ticks, f"{self.name(one)} by episode", span_of(points))
        return element("h3", text(self.name(one))) + f'<div class="wide" tabindex="0">{drawn}</div>'

    def _point(self, cell: EpisodeCell, at: float) -> CurvePoint:
        figure = cell.measured.figure
        title = f"{self.code(cell.episode)}: {value_words(figure)}; {grounds_words(figure)}"
        return CurvePoint(at, figure.value, figure.low, figure.high, title)

    def everything_spoken_of(self) -> str:
        landing = self.landing
        heads = (
            "",
            landing.axis,
            "against the rest",
            "comments",
            "authors",
            "worth",
            "reach",
            "labels",
            "with campaigns",
        )
        rows = [
            [
                element("th", text(self.name(one)), scope="row"),
                figure_cell(one.measured.figure),
                element("td", text(str(one.verdict))),
                *(
                    element("td", text(words), class_="number")
                    for words in (
                        number_words(one.reach.comments),
                        number_words(one.reach.authors),
                        number_words(round(one.measured.figure.effective)),
                        percent(one.reach.share),
                    )
                ),
                element("td", text(calibration_words(one.measured.figure))),
                figure_cell(one.with_campaigns.figure) if one.reach.marked else "<td></td>",
            ]
            for one in landing.responses
        ]
        return table(
            "All elements; reach is out of the comments on the story (they speak of anything in it), and is not liking",
            heads,
            rows,
            frozenset({1, 3, 4, 5, 6, 8}),
        )

    def figures(self) -> str:
        landing = self.landing
        told = [one for one in landing.responses if one.episodes]
        if not told:
            return ""
        heads = ("", *(self.code(key) for key in landing.episodes))
        rows = []
        for one in told:
            by_key = {cell.episode: cell for cell in one.episodes}
            cells = [
                figure_cell(by_key[key].measured.figure) if key in by_key else "<td></td>" for key in landing.episodes
            ]
            rows.append([element("th", text(self.name(one)), scope="row"), *cells])
        return table("Each figure with its interval", heads, rows, frozenset(range(1, len(heads))))
