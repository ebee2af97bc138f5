"""``fabula check``: the findings of one or more universes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fabula.cli.formats import FOR_PEOPLE, WHOLE, Format, write_report
from fabula.cli.options import Paths, Rules

if TYPE_CHECKING:
    from fabula.report.checked import Checked, View

__all__ = ["FailOn", "check"]

LIMIT = 50
"""How many findings of one rule are shown in full where people read them; the rest is counted."""


class FailOn(StrEnum):
    """From which level on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


def check(
    paths: Paths = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="End with 1 if there are findings of this level or above.")
    ] = FailOn.ERROR,
    form: Annotated[Format, typer.Option("--format", help="What the report is for.")] = Format.TEXT,
    select: Rules = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write the report to a file, in one step.")
    ] = None,
    show_intended: Annotated[
        bool, typer.Option("--show-intended", help="Show findings that an `intended` note covers as well.")
    ] = False,
    show_baseline: Annotated[
        bool, typer.Option("--show-baseline", help="Show findings that are in the baseline as well.")
    ] = False,
    no_baseline: Annotated[
        bool, typer.Option("--no-baseline", help="Leave the baseline aside: report what it holds like all else.")
    ] = False,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="REV",
            help="Only findings that were not there in this revision of git, in every show.",
            show_default=False,
        ),
    ] = "",
    changed: Annotated[
        bool,
        typer.Option("--changed", help="The same as --since HEAD: what has come in since the last commit."),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help="Show this many findings of one rule at most, and count the rest; 0 shows all"
            f" [default: {LIMIT} in text and markdown, else all].",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved, until Ctrl-C.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check anew, even if no file has changed since the last check.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only findings, no summary.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Find contradictions, each at the line that causes it.

    A path inside a universe shows only what stands there; the whole universe is read all the same, for it takes two
    scenes to contradict each other. What `fabula baseline` has put aside is counted and not shown.

    With --since or --changed only findings are reported that were not there before, in whichever show they are: a
    rewrite in one show may break another. A finding that has only moved is not new.

    The last check of a large universe is kept in your folder for caches, and shown again while no file has changed.

    Ends with 0 if nothing is reported at or above --fail-on, 1 if something is, 2 if it was called wrongly, 3 if a
    universe cannot be read. With --watch it ends with 0 on Ctrl-C.

    \b
    Examples:
      fabula check
      fabula check shows/india --fail-on warning
      fabula check --select T,dead-acts --format concise
      fabula check --changed
      fabula check --since origin/main --format markdown
      fabula check --format sarif --output fabula.sarif
      fabula check --watch
    """
    from fabula.cli.checking import Wish, check_target, read_selection
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import spare_scripts, stop_if_a_rule_failed
    from fabula.cli.places import find_targets
    from fabula.report.checked import View

    if changed and since:
        raise WrongUse("--changed is --since HEAD, and --since names another revision", "use one of the two")
    form = Format.JSON if json else form
    if limit is not None and form in WHOLE:
        raise WrongUse(f"a report in {form.upper()} always holds all findings", "leave --limit out")
    wish = Wish(read_selection(select or []), not no_baseline, "HEAD" if changed else since, not no_cache)
    most = limit if limit is not None else LIMIT if form in FOR_PEOPLE else 0
    view = View(show_intended, show_baseline, quiet, most)
    spare_scripts(output)
    targets = find_targets(paths or [Path()])
    if watch:
        from fabula.cli.watch import watch_targets

        watch_targets(targets, wish, form, view, output)
        return
    checked = [check_target(target, wish) for target in targets]
    _report(checked, form, view, output)
    stop_if_a_rule_failed(finding for one in checked for finding in one.findings)
    if fail_on is not FailOn.NEVER:
        from fabula.finding import Level

        lowest = Level[fail_on.name]
        if any(finding.level >= lowest for one in checked for finding in one.reported):
            raise typer.Exit(1)


def _report(checked: Sequence[Checked], form: Format, view: View, output: Path | None) -> None:
    from fabula.cli.output import emit, screen_width, terminal_ink, write_file
    from fabula.report.ink import PLAIN

    if output is None:
        emit(write_report(checked, form, terminal_ink(), view, screen_width()))
        return
    from fabula.report.summary import summarise

    write_file(output, "".join(write_report(checked, form, PLAIN, view)))
    if not view.quiet:
        emit(f"{output} written. {summarise(checked, terminal_ink(), view)}")
