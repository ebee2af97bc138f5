"""``fabula listen themes``: what people talk about that the universe has no entry for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["themes"]


def themes(
    least: Annotated[
        int, typer.Option("--least", min=2, metavar="N", help="How many authors must speak of a theme.")
    ] = 5,
    sample: Annotated[
        int, typer.Option("--sample", min=1000, metavar="N", help="In how many comments at most themes are looked for.")
    ] = 100_000,
    everything: Annotated[bool, typer.Option("--all", help="Every theme, not just the first twenty.")] = False,
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Show what people talk about that the universe has no entry for.

    Names that it does not know, and words that are said where nothing of the universe is named, by how many authors,
    with what they stand beside, and quotes. What turns up here may deserve an entry in the bible, or an alias of one.

    \b
    Examples:
      fabula listen themes
      fabula listen themes --least 20 --format csv --out themes.csv
    """
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.overview import read_overview
    from fabula.listening.answers.spoken import read_spoken
    from fabula.listening.answers.themes import find_themes
    from fabula.report.listening.themes import themes_document, themes_page, themes_table, write_themes

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        world = heard.canon.universe
        overview = read_overview(heard.engine)
        spoken, _ = read_spoken(heard.store, sample)
        found = find_themes(world, spoken, least)
        labels = heard.measuring(overview).labels
    size = len(spoken)
    write_answer(
        Answered(
            lambda: write_themes(world, overview, found, size, everything, terminal_ink()),
            lambda: themes_document(world, overview, labels, found, size),
            lambda: themes_table(found, size),
            lambda: themes_page(world, overview, labels, found, size),
        ),
        form,
        out,
    )
