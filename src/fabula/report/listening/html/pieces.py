"""Pieces that several pages are made of: quotes, figures, tables that scroll on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import Quote
from fabula.listening.numbers.figure import Figure
from fabula.report.listening.heading import UNCALIBRATED, heard_words, kept_words, labels_words, language_words
from fabula.report.listening.html.page import element, paragraph, text
from fabula.report.listening.words import day, interval_words, signed, value_words

__all__ = ["METHOD", "figure_cell", "lead", "quotes", "table", "warning"]

METHOD: Final = tuple(
    line.replace("\n", " ")
    for line in """\
A response is one comment and one thing that it speaks of. Liking goes from -1 to +1, the other axes from 0 to 1. Each
source is measured apart; figures of several sources together weigh each source by its share of all comments, the same
for everything.
%
An interval holds the truth 95 times in 100, as far as the scorer errs as the labels show. Whoever writes a hundred
comments is one voice: errors are clustered by author. “Worth” is the size of an unweighted sample that would be as
sure.
%
Comments that seem to belong to campaigns are left out of the figures; the figure with them is shown beside it. Copies
count less. Nothing is deleted: `fabula listen cleaned` lists what was marked, and why.
%
Below 100 comments or 20 voices there is no figure but the range in which it may be. What is told as sure was held
against chance over everything that was looked at: of such statements at most one in twenty is expected to be false
(Benjamini and Hochberg 1995).
%
Quotes are chosen by rule, near the mean of those for and of those against, one of an author. Who wrote them is not
said, and what is forgotten in the store (`fabula listen forget`) is quoted no more.""".split("\n%\n")
)
"""How figures are made, for the foot of every page."""


def lead(overview: Overview, labels: int) -> list[str]:
    """What was heard, as the sentences below a title."""
    words = [f"{heard_words(overview)}."]
    if len(overview.languages) > 1:
        words.append(f"Languages: {language_words(overview)}.")
    kept = kept_words(overview)
    if kept:
        words.append(f"{kept}.")
    if labels:
        words.append(labels_words(labels))
    return words


def warning(labels: int) -> str:
    """That no labels stand behind the figures; nothing if some do."""
    return "" if labels else paragraph(UNCALIBRATED, "warning")


def quotes(found: Iterable[Quote], axis: str = "liking") -> str:
    """Quotes with their sources and days; of liking with their side."""
    out = []
    for quote in found:
        when = f", {day(quote.time)}" if quote.time is not None else ""
        side = ("for; " if quote.side > 0 else "against; ") if axis == "liking" else ""
        foot = element("footer", text(f"{side}{quote.source}{when}"))
        out.append(element("blockquote", element("p", text(f"“{quote.text}”")) + foot))
    return "\n".join(out)


def figure_cell(figure: Figure) -> str:
    """A cell of a table with a figure and its interval below it."""
    if figure.value is None:
        return element("td", element("span", text(value_words(figure)), class_="interval"), class_="number")
    interval = element("span", text(interval_words(figure)), class_="interval")
    return element("td", f"{text(signed(figure.value, figure))}<br>{interval}", class_="number")


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()
) -> str:
    """A table; cells are markup, with their own ``td`` or ``th``. ``numbers`` are columns whose heads stand right."""
    head = "".join(
        element("th", text(name), scope="col", **({"class_": "number"} if place in numbers else {}))
        for place, name in enumerate(heads)
    )
    body = "\n".join(element("tr", "".join(row)) for row in rows)
    inner = f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody>"
    return f'<div class="wide" tabindex="0">{element("table", inner)}</div>'
