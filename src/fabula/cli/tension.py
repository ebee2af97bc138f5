"""``fabula tension EPISODE``: what those in a room hide from and wrongly believe of one another, as a curve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json, open_asking

__all__ = ["tension"]


def tension(
    episode: Annotated[
        str,
        typer.Argument(
            metavar="EPISODE", help="An episode, a season or a show: S01E02, india S01, india.", show_default=False
        ),
    ],
    universe: In = Path(),
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Draw the curve into a file as well.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All parts of every scene, over many episodes too.")
    ] = False,
    json: Json = False,
) -> None:
    """Show the tension of scenes as a curve, with all that makes it.

    Tension is a measure from 0 to 1 of what those present hide from one another and wrongly believe of one another.
    Each part is listed with its weight and with the lines that it rests on.

    \b
    Examples:
      fabula tension S01E02
      fabula tension "india S01" --all
      fabula tension citadel --svg tension.svg
    """
    from fabula.cli.output import emit, screen_width, terminal_ink, write_file
    from fabula.report.json import dump, envelope
    from fabula.report.tension import tension_document, write_tension
    from fabula.report.tension_svg import draw_tension
    from fabula.story.minds.points import find_episodes
    from fabula.story.minds.tension import scene_tension

    with open_asking(universe) as (asking, prefix):
        episodes = find_episodes(asking.canon, episode)
    tensions = [scene_tension(asking.canon, scene) for one in episodes for scene in one.scenes]
    phrases = asking.phrases
    if svg is not None:
        first, last = episodes[0], episodes[-1]
        span = first.code if first is last else f"{first.code} to {last.code}"
        write_file(svg, draw_tension(f"Tension, {first.show.name} {span}", phrases, tensions))
    if json:
        emit(dump(envelope(scenes=tension_document(phrases, tensions, prefix))))
    else:
        emit(write_tension(phrases, tensions, prefix, screen_width(), everything, terminal_ink()))
