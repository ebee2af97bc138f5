"""``fabula doctor``: what fabula sees of this machine and of a universe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["doctor"]


def doctor(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="The universe, or anything in it.", readable=False)
    ] = Path(),
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Show what fabula sees of this machine and folder.

    Versions, what was read and what was not, and where the time goes. Ends with 3 if
    there is no universe that can be read.

    \b
    Examples:
      fabula doctor
      fabula doctor examples/citadel --json
    """
    from fabula.cli.errors import Code, Unreadable
    from fabula.cli.output import emit
    from fabula.cli.places import find_target
    from fabula.report.doctor import examine_machine, examine_universe, write_examination
    from fabula.report.json import dump, envelope
    from fabula.universe.load import UnreadableUniverse

    machine = examine_machine()
    problem = ""
    universe: dict[str, object] = {}
    try:
        target = find_target(path)
        universe = examine_universe(target.path, target.root)
    except (Unreadable, UnreadableUniverse) as error:
        problem = error.message
    if json:
        emit(dump(envelope(machine=machine, universe=universe or None, problem=problem or None)))
    else:
        emit(write_examination(machine, universe, problem))
    if problem:
        raise typer.Exit(Code.UNREADABLE)
