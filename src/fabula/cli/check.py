"""``fabula check``: the findings of one or more universes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.cli.places import Target
    from fabula.report.checked import Checked

__all__ = ["FailOn", "Format", "check"]


class FailOn(StrEnum):
    """From which level on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class Format(StrEnum):
    """What the report is for: people, lists, programs, code hosts, pull requests."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            readable=False,  # what cannot be read is told by fabula itself, with a remedy
            help="Universes, or scripts and folders in them [default: this folder].",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="End with 1 if there are findings of this level or above.")
    ] = FailOn.ERROR,
    form: Annotated[Format, typer.Option("--format", help="What the report is for.")] = Format.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULES",
            help="Only these rules: codes (T101), names (dead-acts) or families (T), with commas.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write the report to a file, in one step.")
    ] = None,
    show_intended: Annotated[
        bool, typer.Option("--show-intended", help="Show findings that an `intended` note covers as well.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only findings, no summary.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Find contradictions, each at the line that causes it.

    A path inside a universe shows only what stands there; the whole universe is read all the same, for it takes two
    scenes to contradict each other.

    Ends with 0 if nothing is found at or above --fail-on, 1 if something is, 2 if it was called wrongly, 3 if a
    universe cannot be read.

    \b
    Examples:
      fabula check
      fabula check shows/india --fail-on warning
      fabula check --select T,dead-acts --format concise
      fabula check --format sarif --output fabula.sarif
    """
    from fabula.cli.output import emit, screen_width, terminal_ink, write_file
    from fabula.cli.places import find_targets
    from fabula.report.ink import PLAIN

    rules = _read_selection(select or [])
    _spare_scripts(output)
    form = Format.JSON if json else form
    checked = [_check_one(target, rules) for target in find_targets(paths or [Path()])]
    if output is None:
        emit(_pieces(checked, form, terminal_ink().colours, show_intended, quiet, screen_width()))
    else:
        from fabula.report.text import summarise

        write_file(output, "".join(_pieces(checked, form, PLAIN.colours, show_intended, quiet)))
        if not quiet:
            emit(f"{output} written. {summarise(checked, terminal_ink(), show_intended)}")
    _stop_if_a_rule_failed(checked)
    if fail_on is not FailOn.NEVER:
        from fabula.finding import Level

        lowest = Level[fail_on.name]
        if any(finding.level >= lowest for one in checked for finding in one.reported):
            raise typer.Exit(1)


def _spare_scripts(output: Path | None) -> None:
    """Refuse to write a report over what a universe is made of: a slip of the finger would cost a script."""
    if output is not None and output.suffix.lower() in {".fountain", ".spmd", ".fdx", ".md"} and output.is_file():
        from fabula.cli.errors import WrongUse

        raise WrongUse(f"{output} is a script or an entry, and the report would write over it", "name another file")


def _stop_if_a_rule_failed(checked: Sequence[Checked]) -> None:
    """End with 70 if a rule of fabula itself failed: what is missing must not pass for what is clean."""
    from fabula.rules.run import FAILED

    if any(finding.code == FAILED for one in checked for finding in one.findings):
        from fabula.cli.errors import Code
        from fabula.cli.output import say

        say(f"fabula: a rule failed inside fabula ({FAILED}); the other findings are complete. Please report it.")
        raise typer.Exit(Code.BROKEN)


def _read_selection(values: Sequence[str]) -> list[str]:
    """The rules that were asked for. Raises `WrongUse` for a word that names no rule."""
    words = [word.strip() for value in values for word in value.split(",") if word.strip()]
    if not words:
        return []
    from fabula.cli.errors import WrongUse
    from fabula.cli.suggest import did_you_mean
    from fabula.rules.registry import all_rules

    names = [name for rule in all_rules() for name in (rule.code.lower(), rule.name)]
    for word in words:
        low = word.lower()
        if low not in names and not (len(low) < 4 and any(rule.code.lower().startswith(low) for rule in all_rules())):
            raise WrongUse(f"there is no rule {word!r}", did_you_mean(low, names) or "fabula explain lists them all")
    return words


def _check_one(target: Target, select: Sequence[str]) -> Checked:
    from fabula.cli.errors import debugging
    from fabula.cli.places import open_canon
    from fabula.cli.progress import Progress
    from fabula.report.checked import Checked, count_universe
    from fabula.rules.run import FAILED, run_rules
    from fabula.universe.load import paused_collection

    with Progress() as say, paused_collection():
        canon = open_canon(target, say)
        say("checking")
        findings = run_rules(canon, select, strict=debugging.get())
    return Checked(
        prefix=target.prefix,
        name=canon.universe.settings.name or target.path.stem,
        findings=tuple(f for f in findings if f.code == FAILED or target.covers(f)),
        counts=count_universe(canon),
    )


def _pieces(
    checked: Sequence[Checked],
    form: Format,
    colours: bool,
    show_intended: bool,
    quiet: bool,
    width: int | None = None,
) -> Iterator[str]:
    from fabula.report.ink import Ink

    match form:
        case Format.TEXT:
            from fabula.report.text import write_text

            yield from write_text(checked, Ink(colours), show_intended, quiet, width)
        case Format.CONCISE:
            from fabula.report.concise import write_concise

            yield from write_concise(checked, Ink(colours), show_intended)
        case Format.JSON:
            from fabula.report.json import write_json

            yield write_json(checked, show_intended)
        case Format.SARIF:
            from fabula.report.sarif import write_sarif

            yield write_sarif(checked)
        case Format.GITHUB:
            from fabula.report.github import write_github

            yield from write_github(checked)
