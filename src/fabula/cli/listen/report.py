"""``fabula listen report``: what lands, what does not, and what changed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["Axis", "report"]


class Axis(StrEnum):
    """What is measured."""

    LIKING = "liking"
    EXCITEMENT = "excitement"
    CONFUSION = "confusion"
    PREDICTION = "prediction"


def report(
    element: Annotated[
        list[str] | None,
        typer.Option("--element", metavar="NAME", help="Only this person, pair, storyline …", show_default=False),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Only people, pairs, storylines …", show_default=False)
    ] = "",
    show: Annotated[
        list[str] | None, typer.Option("--show", metavar="SHOW", help="Only comments on this show.", show_default=False)
    ] = None,
    episode: Annotated[
        list[str] | None,
        typer.Option(
            "--episode", metavar="EPISODE", help="Only comments on this episode or season.", show_default=False
        ),
    ] = None,
    axis: Annotated[Axis, typer.Option("--axis", help="What is measured.")] = Axis.LIKING,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source.", show_default=False)
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="Only this language: en, it.", show_default=False),
    ] = None,
    audience: Annotated[
        Path | None,
        typer.Option(
            "--audience",
            metavar="FILE",
            help="The make-up of the audience that is meant: a CSV file with source, language and share.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every element, not just the first of each kind.")] = False,
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Show what lands, what does not, and what changed.

    For each person, pair, storyline and so on: how it is responded to against everything else, with an interval, how
    many comments of how many authors that rests on, sources apart and together, with and without campaigns, and
    quotes. How much something is talked of (reach) is kept apart from how it is liked. Below a hundred comments there
    is a range and no figure. What is told as sure holds false discoveries to one in twenty over all elements.

    \b
    Examples:
      fabula listen report
      fabula listen report --kind pairs --show citadel
      fabula listen report --axis confusion --episode S01E05
      fabula listen report --format html --out audience.html
    """
    from fabula.cli.listen.selecting import read_selection
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.overview import read_overview
    from fabula.listening.answers.responses import find_landing
    from fabula.report.listening.html.landing import landing_page
    from fabula.report.listening.landing import write_landing
    from fabula.report.listening.landing_document import landing_document, landing_table

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        selection = read_selection(heard, element or [], kind, show or [], episode or [], source or [], language or [])
        overview = read_overview(heard.engine)
        landing = find_landing(
            heard.canon, heard.engine, heard.measuring(overview, audience), overview, axis, selection
        )
    universe_ = heard.canon.universe
    title = f"{universe_.settings.name or 'This universe'}: what the audience responds to"
    write_answer(
        Answered(
            lambda: write_landing(universe_, landing, title, everything, terminal_ink()),
            lambda: landing_document(universe_, landing),
            lambda: landing_table(universe_, landing),
            lambda: landing_page(universe_, landing, title),
        ),
        form,
        out,
    )
