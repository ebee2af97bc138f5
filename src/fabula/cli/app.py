"""The verbs of the command line, in the order in which help lists them.

A verb's module imports only Typer and the standard library; the rest of fabula is imported when the verb runs. So
``fabula --help`` reads no story and is there at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

import fabula
from fabula.cli.baseline import baseline
from fabula.cli.believes import believes
from fabula.cli.check import check
from fabula.cli.compare import compare
from fabula.cli.diff import diff
from fabula.cli.doctor import doctor
from fabula.cli.explain import explain
from fabula.cli.export import export
from fabula.cli.impact import impact
from fabula.cli.import_ import import_
from fabula.cli.init import init
from fabula.cli.irony import irony
from fabula.cli.knows import knows
from fabula.cli.listen.app import LISTEN_VERBS, build_listen
from fabula.cli.lsp import lsp
from fabula.cli.merge import merge
from fabula.cli.mind import mind
from fabula.cli.rehome import rehome
from fabula.cli.requests import requests
from fabula.cli.retcons import retcons
from fabula.cli.scenes import scenes
from fabula.cli.secret import secret
from fabula.cli.state import state
from fabula.cli.tension import tension
from fabula.cli.timeline import timeline

__all__ = ["VERBS", "build_app"]

VERBS: dict[str, Callable[..., None]] = {
    "init": init,
    "check": check,
    "baseline": baseline,
    "explain": explain,
    "state": state,
    "timeline": timeline,
    "scenes": scenes,
    "knows": knows,
    "believes": believes,
    "secret": secret,
    "mind": mind,
    "compare": compare,
    "irony": irony,
    "tension": tension,
    "requests": requests,
    "retcons": retcons,
    "rehome": rehome,
    "diff": diff,
    "merge": merge,
    "impact": impact,
    "import": import_,
    "export": export,
    "lsp": lsp,
    "doctor": doctor,
}
"""Each verb with the function that does it; its docstring is its help."""


def build_app() -> typer.Typer:
    """The command line as Typer runs it. Help is plain text: it reads well in any terminal, and aloud."""
    app = typer.Typer(
        name="fabula",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_start)
    for name, verb in VERBS.items():
        app.command(name)(verb)
    if LISTEN_VERBS:
        app.add_typer(build_listen())
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"fabula {fabula.__version__}\n")
        raise typer.Exit


def _start(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True, callback=_show_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback if fabula itself fails.")] = False,
) -> None:
    """Check the bible and the scripts of a story universe against each other.

    \b
    Start with:
      fabula check                 check the universe in this folder
      fabula check pilot.fountain  check one script
      fabula explain               list everything that is checked
    """
