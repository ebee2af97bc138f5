"""``fabula retcons``: what was true until when, what is true since, and which scenes still show the old truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import Json

__all__ = ["retcons"]


def retcons(
    episodes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EPISODES]...",
            help="Only retcons that stand, or undo something, in these shows, seasons or episodes: india, S01E02.",
            show_default=False,
        ),
    ] = None,
    universe: Annotated[
        Path | None,
        typer.Option(
            "--in", metavar="PATH", readable=False, help="The universe, or anything in it [default: this folder]."
        ),
    ] = None,
    unsettled: Annotated[bool, typer.Option("--open", help="Only those with scenes that are not settled.")] = False,
    json: Json = False,
) -> None:
    """List what has been retconned, and which scenes still show the old truth.

    `retcons S01E02/14: REASON` openly changes what another scene told. For each: what was true until then and where it
    was told, what is true since, and the scenes that still go by the old truth. Such a scene is settled when it is
    rewritten, retconned itself, or marked with `intended X107: REASON`.

    \b
    Examples:
      fabula retcons
      fabula retcons citadel --open
      fabula retcons "citadel S01E02" --json
    """
    from fabula.change.retcons import list_retcons
    from fabula.cli.output import emit, terminal_ink
    from fabula.cli.places import open_canon, pick_episodes, take_path
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.retcons import retcons_document, write_retcons

    target, words = take_path(universe, episodes or [])
    with Progress() as say:
        canon = open_canon(target, say)
    histories = list_retcons(canon, pick_episodes(canon, words) if words else None, unsettled)
    if json:
        emit(dump(envelope(retcons=retcons_document(canon, histories, target.prefix))))
    else:
        chosen = bool(words) or unsettled
        emit(write_retcons(canon, histories, target.prefix, terminal_ink(), chosen))
