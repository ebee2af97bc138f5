"""``fabula rehome SHOW``: what a show leaves open if it ends, who carries it, and where it can go on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json

__all__ = ["RehomeFormat", "rehome"]


class RehomeFormat(StrEnum):
    """How the list is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def rehome(
    show: Annotated[
        str,
        typer.Argument(metavar="SHOW", help="The show that ends, by its name or its folder.", show_default=False),
    ],
    universe: In = Path(),
    form: Annotated[RehomeFormat, typer.Option("--format", help="How it is written.")] = RehomeFormat.TEXT,
    json: Json = False,
) -> None:
    """Show what a show leaves open, and where it can go on.

    Its storylines without an end, setups without a payoff, secrets that only its people hold, things and people whose
    fate is open; each with who carries it, and the other shows that it could go on in, with what ties it to them. Then
    what leans on the show from outside: notes that wait for it, expectations, times, payoffs, and open requests.

    Of a show that ends, only what is shot or released counts as made. The show need not be cancelled: this also
    answers what would happen if it were. Shows are ordered by the ties that are listed and by nothing else: whether
    they tell it already, how many of its people they have, who there has to do with it, shared places, declared
    feeds, and whether an episode that happens later can still change.

    \b
    Examples:
      fabula rehome india
      fabula rehome "Citadel India" --format markdown > rehome.md
      fabula rehome india --json
    """
    from fabula.change.rehoming.rehome import rehome_show
    from fabula.cli.output import emit, terminal_ink
    from fabula.cli.places import find_target, open_canon
    from fabula.cli.progress import Progress
    from fabula.cli.requests import find_named_show
    from fabula.report.json import dump, envelope
    from fabula.report.rehome import rehome_document, write_rehome, write_rehome_markdown

    target = find_target(universe)
    with Progress() as say:
        canon = open_canon(target, say)
        found = rehome_show(canon, find_named_show(canon, show))
    match RehomeFormat.JSON if json else form:
        case RehomeFormat.JSON:
            emit(dump(envelope(**rehome_document(canon.universe, found, target.prefix))))
        case RehomeFormat.MARKDOWN:
            emit(write_rehome_markdown(canon.universe, found, target.prefix))
        case _:
            emit(write_rehome(canon.universe, found, target.prefix, terminal_ink()))
