"""``fabula listen guesses``: the secrets that the audience is on to, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json
from fabula.cli.listen.opening import At, EngineName, ScorerName, open_hearing
from fabula.cli.listen.writing import Form, Out, Shape

__all__ = ["guesses"]


def guesses(
    secret: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SECRET]...", help="Only these secrets [default: all].", show_default=False),
    ] = None,
    level: Annotated[
        float,
        typer.Option("--level", min=0.01, max=0.9, help="From which share of right guesses on it counts as guessed."),
    ] = 0.1,
    form: Shape = Form.TEXT,
    json: Json = False,
    out: Out = None,
    universe: In = Path(),
    store: At = None,
    engine: EngineName = "duckdb",
    scorer: ScorerName = "lexicon",
) -> None:
    """Show which secrets the audience has guessed, and since when, beside when the story tells them.

    Of those who speak of a secret, how many predict the right answer, with an interval; whom they name, also wrongly;
    and the day since which the share surely is above a level, before the story gives it away.

    \b
    Examples:
      fabula listen guesses
      fabula listen guesses "who opened the gate" --level 0.25
    """
    from fabula.bible.model import EntryKind
    from fabula.cli.listen.writing import Answered, check_form, write_answer
    from fabula.cli.output import terminal_ink
    from fabula.listening.answers.bets import read_answers, read_bets
    from fabula.listening.answers.guesses import find_guesses
    from fabula.listening.answers.overview import read_overview
    from fabula.report.listening.guesses import guesses_document, guesses_page, guesses_table, write_guesses
    from fabula.story.minds.names import find_name

    form = Form.JSON if json else form
    check_form(form, out)
    with open_hearing(universe, store, engine, scorer) as heard:
        world = heard.canon.universe
        wanted = [find_name(world, name, EntryKind.SECRET) for name in secret or []]
        overview = read_overview(heard.engine)
        measuring = heard.measuring(overview)
        bets = [bet for bet in read_bets(world, heard.store) if not wanted or bet.secret in wanted]
        found = find_guesses(
            heard.canon, read_answers(world), bets, lambda sums, sure: measuring.of(sums, sure).figure, level
        )
    labels = 0  # no label says who is named: these shares stand on the scorer alone
    write_answer(
        Answered(
            lambda: write_guesses(world, overview, labels, found, level, terminal_ink()),
            lambda: guesses_document(world, overview, labels, found, level),
            lambda: guesses_table(world, found),
            lambda: guesses_page(world, overview, labels, found, level),
        ),
        form,
        out,
    )
