"""What the verbs that ask minds have in common: opening the universe, finding the moment, saying what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.story.minds.ask import Asking

__all__ = ["At", "Before", "In", "Json", "open_asking"]

In = Annotated[Path, typer.Option("--in", metavar="PATH", help="The universe, or anything in it.")]
At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="SCENE",
        help="When: S01E02/14, india S01E02/14 (the end of that scene), S01E02 or FILE:LINE (just before that line) "
        "[default: the end of the story].",
        show_default=False,
    ),
]
Before = Annotated[bool, typer.Option("--before", help="The start of the scene instead of its end.")]
Json = Annotated[bool, typer.Option("--json", help="Write a JSON document.")]


@contextmanager
def open_asking(universe: Path, at: str = "") -> Iterator[tuple[Asking, str]]:
    """The universe to put questions to, and what stands in front of its paths.

    A question that cannot be put ends the command as wrong use. ``at`` may name a file of a universe elsewhere.
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.places import find_target, open_canon
    from fabula.cli.progress import Progress
    from fabula.story.minds.ask import Asking
    from fabula.story.minds.names import AskError

    script = Path(at.rpartition(":")[0])
    if universe == Path() and script.name and script.is_file():
        universe = script
    target = find_target(universe)
    with Progress() as say:
        canon = open_canon(target, say)
    try:
        yield Asking(canon), target.prefix
    except AskError as error:
        raise WrongUse(error.message, error.remedy) from error
