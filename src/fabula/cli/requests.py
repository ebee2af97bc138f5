"""``fabula requests [SHOW]``: what the shows ask of one another, and what was answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fabula.cli.asking import In, Json

if TYPE_CHECKING:
    from fabula.story.canon import Canon
    from fabula.universe.model import Show

__all__ = ["find_named_show", "requests"]


def requests(
    show: Annotated[
        str, typer.Argument(metavar="SHOW", help="Only requests from or to this show.", show_default=False)
    ] = "",
    universe: In = Path(),
    to: Annotated[str, typer.Option("--to", metavar="SHOW", help="Only requests to this show.")] = "",
    by: Annotated[str, typer.Option("--from", metavar="SHOW", help="Only requests from this show.")] = "",
    unsettled: Annotated[
        bool, typer.Option("--open", help="Only what is not settled: open, never asked, or refused and still there.")
    ] = False,
    json: Json = False,
) -> None:
    """List what shows change of what other shows own.

    A show that lets somebody die, join or marry who belongs to another show asks for it, by a note in the scene:
    `asks SHOW: REASON`. The owner answers in the entry, with `grants` or `refuses`. Listed is who asks whom, for what
    and why, how it was answered, how hard the scene is to change, and which scenes of other shows stand against it.

    \b
    Examples:
      fabula requests
      fabula requests --to citadel --open
      fabula requests india --json
    """
    from fabula.change.requests import list_requests
    from fabula.cli.output import emit, terminal_ink
    from fabula.cli.places import find_target, open_canon
    from fabula.cli.progress import Progress
    from fabula.report.json import dump, envelope
    from fabula.report.requests import requests_document, write_requests
    from fabula.story.minds.phrases import Phrases

    target = find_target(universe)
    with Progress() as say:
        canon = open_canon(target, say)
    either, owner, asker = (find_named_show(canon, word) if word else None for word in (show, to, by))
    listed = list_requests(canon, either, owner, asker, unsettled)
    phrases = Phrases(canon.universe)
    if json:
        emit(dump(envelope(requests=requests_document(phrases, listed, target.prefix))))
    else:
        chosen = bool(show or to or by) or unsettled
        emit(write_requests(phrases, listed, target.prefix, terminal_ink(), chosen))


def find_named_show(canon: Canon, word: str) -> Show:
    """The show that a user names, by its name or its folder. Raises `WrongUse` if there is none."""
    from fabula.cli.errors import WrongUse
    from fabula.cli.suggest import did_you_mean
    from fabula.rules.requests import find_show

    found = find_show(canon.universe, word)
    if found is None:
        shows = sorted(canon.universe.shows)
        known = f"the shows are: {', '.join(shows)}" if shows else "there are no shows in it"
        raise WrongUse(f"there is no show {word!r} in this universe", did_you_mean(word, shows) or known)
    return found
