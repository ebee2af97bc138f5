"""``fabula scenes``: the list of scenes that a script supervisor knows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["scenes"]


def scenes(
    episodes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EPISODES]...",
            help="Shows, seasons or episodes: india, S02, india/S01E02 [default: all].",
            show_default=False,
        ),
    ] = None,
    universe: Annotated[
        Path | None,
        typer.Option(
            "--in", metavar="PATH", readable=False, help="The universe, or anything in it [default: this folder]."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV, for spreadsheets.")] = False,
) -> None:
    """List scenes as a script supervisor does.

    Number, INT or EXT, place, day or night, story day, cast, length in eighths of a page, synopsis.

    A length with ~ is an estimate: the lines that the scene takes in print, at 55 lines a page. Final Draft files
    state it.

    \b
    Examples:
      fabula scenes
      fabula scenes S01E02 --csv
      fabula scenes examples/citadel
      fabula scenes italy --in examples/citadel
    """
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.cli.places import open_canon, pick_episodes, take_path
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.scenes import list_scenes, scenes_document, scenes_table
    from fabula.report.tables import write_csv, write_table

    target, words = take_path(universe, episodes or [])
    with Progress() as say:
        canon = open_canon(target, say)
    rows = list_scenes(canon, pick_episodes(canon, words))
    if json:
        emit(dump(envelope(scenes=scenes_document(rows, target.prefix))))
    elif csv:
        emit(write_csv(scenes_table(rows)))
    else:
        emit(write_table(scenes_table(rows), screen_width(), terminal_ink()))
