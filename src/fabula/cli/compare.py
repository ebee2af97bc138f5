"""``fabula compare WHO WHO``: what each of two people has over the other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import At, Before, In, Json, open_asking

__all__ = ["compare"]


def compare(
    first: Annotated[str, typer.Argument(metavar="WHO", help="Somebody.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="WHO", help="Somebody else.", show_default=False)],
    universe: In = Path(),
    at: At = "",
    before: Before = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also everyday things: places, possessions, looks, names.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what each of two people has over the other.

    What one knows and the other does not, what both know, and where each is wrong about the other's mind.

    \b
    Examples:
      fabula compare Mason Nadia --at S01E04/2
      fabula compare Vera audience
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.json import dump, envelope
    from fabula.report.minds_contents import comparison_document, write_comparison
    from fabula.story.minds.contents import compare_minds
    from fabula.story.minds.names import find_person
    from fabula.story.minds.points import find_point

    with open_asking(universe, at) as (asking, prefix):
        one, other = find_person(asking.universe, first), find_person(asking.universe, second)
        if one == other:
            raise WrongUse(f"“{first}” and “{second}” are one person", "name two people")
        found = compare_minds(asking, one, other, find_point(asking.canon, at, before), everything)
        if json:
            emit(dump(envelope(**comparison_document(found, prefix))))
        else:
            emit(write_comparison(asking, found, prefix, terminal_ink()))
