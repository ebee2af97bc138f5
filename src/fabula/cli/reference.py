"""The reference page of the command line, made from the verbs themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import typer

from fabula.cli.app import build_app

__all__ = ["write_cli_page"]

_HEAD = """\
# Command line

This page is made from the commands themselves. `fabula VERB --help` shows the same.

| what a command ends with | means |
| --- | --- |
| 0 | all is well |
| 1 | `fabula check` has findings at or above `--fail-on`; with `--exit-code`, `fabula diff` has found differences |
| 2 | it was called wrongly |
| 3 | the universe cannot be read, or the output cannot be written |
| 70 | a mistake of fabula itself; `fabula --debug …` shows where |
| 130 | stopped with Ctrl-C |

Where a verb prints data, `--json` gives them as a document with the version of fabula and of its form, see
[output](output.md). Colours are for terminals only; `NO_COLOR=1` switches them off, `FORCE_COLOR=1` on.
"""


def write_cli_page() -> str:
    """The page in Markdown: each verb with what it does, its arguments and options, and examples."""
    command: Any = typer.main.get_command(build_app())
    lines = [_HEAD, "## fabula", "", "| option | what it does |", "| --- | --- |"]
    lines += [_row(one) for one in command.params if one.name in {"version", "debug"}]
    for name, verb in _verbs(command):
        arguments = [one for one in verb.params if one.param_type_name == "argument"]
        options = [one for one in verb.params if one.param_type_name == "option"]
        lines += ["", f"## fabula {name}", "", *_text(inspect.getdoc(verb.callback) or "")]
        if arguments:
            lines += ["", "| argument | what it is |", "| --- | --- |", *map(_row, arguments)]
        lines += ["", "| option | what it does |", "| --- | --- |", *map(_row, options)]
    return "\n".join(lines) + "\n"


def _verbs(command: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every verb with its name; of a group, those in it."""
    for name, verb in command.commands.items():
        if hasattr(verb, "commands"):
            yield from _verbs(verb, f"{before}{name} ")
        else:
            yield before + name, verb


def _row(one: Any) -> str:
    if one.param_type_name == "argument":
        names = f"`{one.metavar or one.name.upper()}`"
    else:
        names = ", ".join(f"`{name}`" for name in one.opts)
        values = _values(one)
        names += f" {values}" if values else ""
    help_text = (one.help or "").replace("|", "\\|")
    default = one.default
    if default and default is not True and one.show_default is not False and one.param_type_name == "option":
        help_text += f" [default: {getattr(default, 'value', default)}]"
    return f"| {names} | {help_text} |"


def _values(one: Any) -> str:
    if one.is_flag:
        return ""
    kind = type(one.default)
    members = getattr(kind, "__members__", {})
    if members:
        return " or ".join(f"`{member.value}`" for member in members.values())
    return str(one.metavar or one.name.upper())


def _text(doc: str) -> Iterator[str]:
    """A docstring as Markdown: what stands behind ``\\b`` is a block of commands."""
    blocks = iter(doc.split("\n\n"))
    first = True
    for block in blocks:
        if not first:
            yield ""
        first = False
        if block.startswith("\b"):
            title, *rest = block.removeprefix("\b").strip("\n").split("\n")
            yield title
            yield ""
            yield from (f"    {line.strip()}" for line in rest)
        else:
            yield from block.split("\n")
