"""``fabula state FILE:LINE``: who is where with what and who knows what, just before and just after a line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.report.state import State
    from fabula.story.canon import Canon
    from fabula.story.minds.turns import Turn

__all__ = ["state"]

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::\d+)?:?", re.DOTALL)


def state(
    place: Annotated[
        str, typer.Argument(metavar="FILE:LINE", help="A line of a script, as findings name it.", show_default=False)
    ],
    everybody: Annotated[
        bool, typer.Option("--all", help="Everybody and everything, not only who and what the scene concerns.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Show who is where with what at a line, and whose mind it changes.

    The state just before the line, and just after.

    What the line changes has a star behind it. A ? behind "here" means that only the action lines name them.

    \b
    Examples:
      fabula state shows/citadel/s01/e02.fountain:88
      fabula state pilot.fountain:12 --all
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.cli.places import find_target, open_canon
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.minds_turns import turns_document, write_turns
    from fabula.report.state import find_state
    from fabula.report.state_page import state_document, write_state

    match = _PLACE.fullmatch(place)
    if match is None or not int(match["line"]):
        raise WrongUse(f"{place!r} names no line", "write the script and the line: pilot.fountain:12")
    target = find_target(Path(match["path"]))
    with Progress() as say:
        canon = open_canon(target, say)
    path = target.only[0] if target.only else target.path.name
    episode = next((e for e in canon.universe.episodes if e.script.source.path == path), None)
    if episode is None:
        raise WrongUse(f"{match['path']} is not a script of this universe", "name a line of a script")
    lines = len(episode.script.source.line_starts)
    line = int(match["line"])
    if line > lines:
        raise WrongUse(f"{match['path']} has no line {line}", f"its last line is {lines}")
    found = find_state(canon, episode, line, everybody)
    if found is None:
        raise WrongUse(f"{match['path']} has no scenes", "a scene begins with a heading such as INT. KITCHEN - NIGHT")
    turns = _turns(canon, found)
    if json:
        document = {**state_document(canon, found, target.prefix), "minds": turns_document(turns)}
        emit(dump(envelope(**document)))
    else:
        told = list(write_turns(turns, everybody, terminal_ink()))
        emit(write_state(canon, found, screen_width(), terminal_ink(), minds=bool(told)))
        emit(told)


def _turns(canon: Canon, found: State) -> list[Turn]:
    """Whose mind the line changes; nobody's, where it stands before the first scene."""
    from fabula.story.minds.ask import Asking
    from fabula.story.minds.points import point_at
    from fabula.story.minds.turns import find_turns

    if found.outside:
        return []
    source = found.episode.script.source
    start = source.offset(found.line)
    end = start + len(source.line_text(found.line)) + 1
    return find_turns(Asking(canon), point_at(canon, found.scene, start), point_at(canon, found.scene, end))
