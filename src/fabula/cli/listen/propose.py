"""``fabula listen propose``: what the surest findings suggest to adjust."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["propose"]


def propose(
    show: Annotated[
        list[str] | None, typer.Option("--show", metavar="SHOW", help="Only comments on this show.", show_default=False)
    ] = None,
    episode: Annotated[
        list[str] | None,
        typer.Option("--episode", metavar="EPISODE", help="Only comments on this episode, season.", show_default=False),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source.", show_default=False)
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
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Propose what to adjust: more of, less of, sooner, explain, pair.

    Only from findings that are surely no chance over everything that was looked at. Each proposal has its figures, what
    people say, the scenes to come in which it stands, and what rests on these; `fabula impact` follows that further.

    \b
    Examples:
      fabula listen propose
      fabula listen propose --show citadel --format html --out proposals.html
    """
    from fabula.cli.listen.selecting import read_selection
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.overview import read_overview
    from fabula.listening.answers.proposals import find_proposals
    from fabula.report.listening.proposals import (
        proposals_document,
        proposals_page,
        proposals_table,
        write_proposals,
    )

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        selection = read_selection(heard, [], "", show or [], episode or [], source or [], [])
        overview = read_overview(heard.engine)
        measuring = heard.measuring(overview, audience)
        found = find_proposals(heard.canon, heard.engine, heard.store, measuring, overview, selection)
    world = heard.canon.universe
    write_answer(
        Answered(
            lambda: write_proposals(world, found, terminal_ink()),
            lambda: proposals_document(world, found),
            lambda: proposals_table(world, found),
            lambda: proposals_page(world, found),
        ),
        form,
        out,
    )
