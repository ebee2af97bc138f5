"""``fabula listen compare A B``: two sources, languages, shows or seasons side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.report import Axis
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["compare"]


def compare(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A source, a language, a show or a season.", show_default=False)
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="Another of the same kind.", show_default=False)],
    axis: Annotated[Axis, typer.Option("--axis", help="What is measured.")] = Axis.LIKING,
    everything: Annotated[bool, typer.Option("--all", help="Every element, not just the first.")] = False,
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Compare how two sources, languages, shows or seasons respond, element by element.

    Each difference has an interval; what is told as sure holds false discoveries to one in twenty over all elements.
    Languages, shows and seasons weigh their sources alike. Where a word could mean two things, say which: source:NAME,
    language:it, show:india.

    \b
    Examples:
      fabula listen compare board reviews
      fabula listen compare en it
      fabula listen compare "citadel S01" "citadel S02" --axis excitement
    """
    from fabula.cli.listen.sides import read_sides
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.comparing import compare_sides
    from fabula.listening.answers.overview import read_overview
    from fabula.report.listening.comparing import (
        comparison_document,
        comparison_page,
        comparison_table,
        write_comparison,
    )

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        overview = read_overview(heard.engine)
        sides = read_sides(heard, overview, first, second)
        found = compare_sides(heard.engine, heard.measuring(overview), overview, axis, *sides)
    world = heard.canon.universe
    write_answer(
        Answered(
            lambda: write_comparison(world, found, everything, terminal_ink()),
            lambda: comparison_document(world, found),
            lambda: comparison_table(world, found),
            lambda: comparison_page(world, found),
        ),
        form,
        out,
    )
