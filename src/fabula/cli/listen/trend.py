"""``fabula listen trend ELEMENT``: how response to one thing goes over time, and where it changes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.report import Axis
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["Bins", "trend"]


class Bins(StrEnum):
    """What a point of a curve stands for."""

    EPISODE = "episode"
    WEEK = "week"
    DAY = "day"


def trend(
    element: Annotated[
        str,
        typer.Argument(
            metavar="ELEMENT", help="A person, a pair (Mason & Nadia), a storyline, a place …", show_default=False
        ),
    ],
    by: Annotated[Bins, typer.Option("--by", help="What a point of the curve stands for.")] = Bins.EPISODE,
    axis: Annotated[Axis, typer.Option("--axis", help="What is measured.")] = Axis.LIKING,
    show: Annotated[
        list[str] | None, typer.Option("--show", metavar="SHOW", help="Only comments on this show.", show_default=False)
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source.", show_default=False)
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="Only this language: en, it.", show_default=False),
    ] = None,
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Show how the response to one thing goes over time, and where it surely changes.

    Changes are looked for in the whole series at once, so that chance alone gives one in one of twenty series at most.
    Each is shown beside what aired where it lies and what the story does there: who is revealed, learns, dies, comes
    or goes. That things fall together says nothing of why. Under 300 comments there is no trend.

    \b
    Examples:
      fabula listen trend Bernard
      fabula listen trend "Mason & Nadia" --by week
      fabula listen trend Livia --axis confusion --format html --out livia.html
    """
    from fabula.cli.listen.selecting import read_selection
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.naming import find_element
    from fabula.listening.answers.overview import read_overview
    from fabula.listening.answers.trend import find_trend
    from fabula.report.listening.html.trend import trend_page
    from fabula.report.listening.trend import trend_document, trend_table, write_trend

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        wanted = find_element(heard.canon, element)
        selection = read_selection(heard, [], "", show or [], [], source or [], language or [])
        overview = read_overview(heard.engine)
        measuring = heard.measuring(overview)
        found = find_trend(heard.canon, heard.engine, measuring, overview, wanted, by, axis, selection)
    world = heard.canon.universe
    write_answer(
        Answered(
            lambda: write_trend(world, found, terminal_ink()),
            lambda: trend_document(world, found),
            lambda: trend_table(world, found),
            lambda: trend_page(world, found),
        ),
        form,
        out,
    )
