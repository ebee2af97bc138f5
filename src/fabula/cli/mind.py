"""``fabula mind WHO``: what is in somebody's mind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import At, Before, In, Json, open_asking

__all__ = ["mind"]


def mind(
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO", help="Somebody, by any of their names; audience is whoever watches.", show_default=False
        ),
    ],
    universe: In = Path(),
    at: At = "",
    before: Before = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also everyday things: places, possessions, looks, names.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what is in somebody's mind.

    What they wrongly believe, know, suspect, have forgotten and do not know, by topic. Listed is what matters:
    secrets, who people really are, deaths, what is held wrongly, and what they take others to know of all this.

    \b
    Examples:
      fabula mind Nadia --at S01E04/2
      fabula mind Mason --at S01E01/3 --before
      fabula mind audience --at S01E05
      fabula mind Bernard --all
    """
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.json import dump, envelope
    from fabula.report.minds_contents import mind_document, write_mind
    from fabula.story.minds.contents import read_mind
    from fabula.story.minds.names import find_person
    from fabula.story.minds.points import find_point

    with open_asking(universe, at) as (asking, prefix):
        person = find_person(asking.universe, who)
        point = find_point(asking.canon, at, before)
        items = read_mind(asking, person, point, everything)
        if json:
            emit(dump(envelope(**mind_document(person, items, point, prefix))))
        else:
            emit(write_mind(asking, person, items, point, prefix, terminal_ink()))
