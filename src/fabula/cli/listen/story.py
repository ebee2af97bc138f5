"""``fabula listen story``: response against what the story does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.report import Axis
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["story"]


def story(
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Which elements: people, pairs …")] = "people",
    axis: Annotated[Axis, typer.Option("--axis", help="What is measured.")] = Axis.LIKING,
    show: Annotated[
        list[str] | None, typer.Option("--show", metavar="SHOW", help="Only comments on this show.", show_default=False)
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source.", show_default=False)
    ] = None,
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Relate how people respond to what the story does: presence, pages, lines, tension, irony, reveals, deaths.

    For each person (or pair, storyline …) in each aired episode, by a regularised regression with intervals. It shows
    what goes together and no more: that is association, not cause. Under six episodes it is refused.

    \b
    Examples:
      fabula listen story
      fabula listen story --kind pairs --axis excitement
      fabula listen story --format parquet --out rows.parquet
    """
    from fabula.cli.listen.selecting import read_selection
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.naming import read_kind
    from fabula.listening.answers.overview import read_overview
    from fabula.listening.answers.story import relate_story
    from fabula.report.listening.story import story_document, story_page, story_table, write_story

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        selection = read_selection(heard, [], "", show or [], [], source or [], [])
        overview = read_overview(heard.engine)
        measuring = heard.measuring(overview)
        wanted = str(read_kind(kind))
        found = relate_story(heard.canon, heard.engine, measuring, overview, axis, wanted, selection)
    world = heard.canon.universe
    write_answer(
        Answered(
            lambda: write_story(found, terminal_ink()),
            lambda: story_document(world, found),
            lambda: story_table(world, found),
            lambda: story_page(found),
        ),
        form,
        out,
    )
