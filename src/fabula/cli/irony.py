"""``fabula irony EPISODE``: where the audience and the people on screen differ, and what is revealed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fabula.cli.asking import In, Json, open_asking

__all__ = ["irony"]


def irony(
    episode: Annotated[
        str,
        typer.Argument(
            metavar="EPISODE", help="An episode, a season or a show: S01E02, india S01, india.", show_default=False
        ),
    ],
    universe: In = Path(),
    watch: Annotated[
        str,
        typer.Option(
            "--watch",
            metavar="ORDER",
            help='What the audience has watched, in order: "citadel, italy". What is left out it has not seen '
            "[default: everything, in the order of telling].",
            show_default=False,
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Show where the audience and the people on screen differ.

    Scene by scene: who does not know what the audience knows, or is wrong about it (dramatic irony), what the audience
    does not know yet, and the reveals: where what the audience holds becomes true. A reveal is a surprise if it held
    something else before. What has to do with nobody and nothing in a scene is told once an episode, and marked as
    “still” so if it stood so before. The audience has seen what was told before, in the order of telling.

    \b
    Examples:
      fabula irony S01E02
      fabula irony "india S01E01"
      fabula irony italy --watch "citadel, italy"
      fabula irony italy --json
    """
    from fabula.cli.output import emit, terminal_ink
    from fabula.report.json import dump, envelope
    from fabula.report.minds_irony import SceneIrony, irony_document, write_irony
    from fabula.story.minds.irony import Reveal, episode_irony, find_reveals
    from fabula.story.minds.points import find_episodes

    with open_asking(universe) as (asking, prefix):
        canon = asking.canon
        episodes = find_episodes(canon, episode)
        parts = [part for part in watch.split(",") if part.strip()]
        watched = dict.fromkeys(one for part in parts for one in find_episodes(canon, part.strip()))
    order = [scene for one in watched for scene in one.scenes]
    reveals: dict[str, list[Reveal]] = {}
    for reveal in find_reveals(canon, order):
        reveals.setdefault(reveal.scene.key, []).append(reveal)
    scenes = [
        SceneIrony(scene, tuple(ironies), tuple(reveals.get(scene.key, ())))
        for one in episodes
        for scene, ironies in zip(one.scenes, episode_irony(canon, one.scenes, order), strict=True)
    ]
    if json:
        emit(dump(envelope(scenes=irony_document(asking.phrases, scenes, prefix))))
    else:
        emit(write_irony(asking.phrases, scenes, prefix, terminal_ink()))
