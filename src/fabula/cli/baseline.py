"""``fabula baseline``: the findings of an old project, taken as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fabula.cli.options import Paths, Rules

if TYPE_CHECKING:
    from fabula.change.keeping import Kept
    from fabula.cli.places import Target

__all__ = ["baseline"]


def baseline(
    paths: Paths = None,
    add: Annotated[
        bool, typer.Option("--add", help="Take up what is found and not in the baseline yet as well.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Take out what is no longer found.")] = False,
    select: Rules = None,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Take today's findings as they are, so that from now on only new ones are reported.

    They are written to `fabula.baseline` in the universe's folder, a line each: put the file into git like the
    scripts. `fabula check` counts them and shows what is new. A finding is recognised again when lines around it
    change, when its scene moves and when its script gets another name.

    If the folder has a baseline already, nothing is written unless it is asked for: --prune takes out what has been
    mended, --add takes up what is new. What an `intended` note covers is never taken up, nor what is said of such
    notes (C104 to C107).

    \b
    Examples:
      fabula baseline
      fabula baseline --select L,S102
      fabula baseline --prune
      fabula baseline shows/india --add
    """
    from fabula.cli.checking import read_selection
    from fabula.cli.output import emit
    from fabula.cli.places import find_targets
    from fabula.report.baseline import baseline_document, write_kept
    from fabula.report.json import dump, envelope

    rules = read_selection(select or [])
    kept = [(target, _keep(target, rules, add, prune)) for target in find_targets(paths or [Path()])]
    # All of them can be read and taken in, or none is written.
    for target, one in kept:
        _write(target, one)
    if json:
        emit(dump(envelope(universes=[baseline_document(one, target.prefix) for target, one in kept])))
    else:
        for target, one in kept:
            emit(write_kept(one, target.prefix, asked=add or prune))


def _keep(target: Target, rules: tuple[str, ...], add: bool, prune: bool) -> Kept:
    from fabula.change.baseline import find_baseline
    from fabula.change.keeping import BrokenBaseline, keep_findings
    from fabula.cli.errors import WrongUse, debugging
    from fabula.cli.places import open_canon
    from fabula.cli.progress import Progress
    from fabula.rules.run import FAILED, run_rules
    from fabula.universe.tree import FolderTree

    if target.script:
        remedy = "give its folder, or make the folder a universe with `fabula init --bare`"
        raise WrongUse(f"{target.path} is one script, and a baseline is of a whole folder", remedy)
    if target.version:
        raise WrongUse(f"{target.version} is a version, and a baseline is of the universe itself", "give its folder")
    with Progress() as say:
        canon = open_canon(target, say)
        say("checking")
        findings = run_rules(canon, rules, strict=debugging.get())
    if any(finding.code == FAILED for finding in findings):
        raise WrongUse(
            f"a rule failed inside fabula ({FAILED}), so the findings are not complete", "see `fabula check`"
        )
    try:
        held = find_baseline(FolderTree(target.root))
        return keep_findings(canon, findings, held, rules, target.holds, add=add, prune=prune)
    except BrokenBaseline as error:
        raise WrongUse(f"{target.prefix}{error.message}", error.remedy) from error


def _write(target: Target, kept: Kept) -> None:
    from fabula.change.baseline_file import BASELINE, write_baseline
    from fabula.cli.output import write_file

    if kept.written:
        path = Path(f"{target.prefix}{BASELINE}")
        write_file(path, write_baseline(kept.entries), remedy="make its folder one that you may write to")
