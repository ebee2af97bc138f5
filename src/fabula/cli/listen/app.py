"""The verbs of ``fabula listen``, in the order in which help lists them. Like all verbs they import lazily."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

from fabula.cli.listen.add import add
from fabula.cli.listen.cleaned import cleaned
from fabula.cli.listen.compare import compare
from fabula.cli.listen.forget import forget
from fabula.cli.listen.guesses import guesses
from fabula.cli.listen.label import label
from fabula.cli.listen.propose import propose
from fabula.cli.listen.report import report
from fabula.cli.listen.sources import sources
from fabula.cli.listen.story import story
from fabula.cli.listen.themes import themes
from fabula.cli.listen.train import train
from fabula.cli.listen.trend import trend

__all__ = ["LISTEN_VERBS", "build_listen"]

LISTEN_VERBS: dict[str, Callable[..., None]] = {
    "add": add,
    "sources": sources,
    "cleaned": cleaned,
    "forget": forget,
    "label": label,
    "train": train,
    "report": report,
    "trend": trend,
    "themes": themes,
    "guesses": guesses,
    "compare": compare,
    "story": story,
    "propose": propose,
}
"""Each verb with the function that does it; its docstring is its help."""


def build_listen() -> typer.Typer:
    """The group of verbs as Typer runs it."""
    app = typer.Typer(
        name="listen",
        help="Hear what the audience responds to: people, storylines, relationships, episodes.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for name, verb in LISTEN_VERBS.items():
        app.command(name)(_asking_for_packages(verb))
    return app


def _asking_for_packages(verb: Callable[..., None]) -> Callable[..., None]:
    """A verb that first says which packages are missing, and what installs them; its help needs none."""

    @wraps(verb)
    def ask(*arguments: Any, **options: Any) -> None:
        from fabula.cli.errors import WrongUse
        from fabula.listening.extras import MissingExtraError, require_listening

        try:
            require_listening()
        except MissingExtraError as error:
            raise WrongUse(error.message, error.remedy) from error
        verb(*arguments, **options)

    return ask
