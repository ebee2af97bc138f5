"""``fabula timeline``: story time and the order of telling, side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["By", "timeline"]


class By(StrEnum):
    """In which order the scenes are listed."""

    TELLING = "telling"
    HAPPENING = "happening"


def timeline(
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
    by: Annotated[By, typer.Option("--by", help="The order in which scenes are listed.")] = By.TELLING,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV, for spreadsheets.")] = False,
) -> None:
    """Show story time beside the order of telling.

    Times are local to the scene's place. A stretch means that the scripts leave it open; ? that nothing bounds it.

    \b
    Examples:
      fabula timeline
      fabula timeline india --by happening
      fabula timeline S01E02 --in examples/citadel --csv
    """
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.cli.places import open_canon, pick_episodes, take_path
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.tables import write_csv, write_table
    from fabula.report.timeline import list_timeline, timeline_document, timeline_table

    target, words = take_path(universe, episodes or [])
    with Progress() as say:
        canon = open_canon(target, say)
    rows = list_timeline(canon, pick_episodes(canon, words), by_story=by is By.HAPPENING)
    if json:
        emit(dump(envelope(scenes=timeline_document(rows, target.prefix))))
    elif csv:
        emit(write_csv(timeline_table(rows)))
    else:
        emit(write_table(timeline_table(rows), screen_width(), terminal_ink()))
