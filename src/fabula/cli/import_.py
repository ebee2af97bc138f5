"""``fabula import``: scripts of other programs into a universe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fabula.exchange.import_scripts import Imported
    from fabula.finding import Finding

__all__ = ["import_"]

_NOT_READ = frozenset({"S105", "S107", "S108", "S112"})


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES...", help="Scripts, or folders of them.", show_default=False, readable=False),
    ],
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="DIR", help="The universe, new or there already.", show_default=False, readable=False
        ),
    ],
    show: Annotated[
        str, typer.Option("--show", metavar="NAME", help="The show they belong to [default: the folder's name].")
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="What a new universe is called [default: as the show].")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Turn scripts into a universe to go on with.

    Reads Final Draft (.fdx), TEI plays (.xml), typed text (.txt) and Fountain. Each becomes an episode in Fountain;
    people and places get first bible entries. Season and episode are taken from names and title pages. Nothing that
    is there is written over. Ends with 1 if one of the files could not be read.

    \b
    Examples:
      fabula import draft.fdx --to my-show
      fabula import scripts/ --to franchise --show india --dry-run
    """
    from fabula.cli.errors import Unreadable
    from fabula.cli.output import emit
    from fabula.exchange.import_scripts import ImportRefused, import_scripts
    from fabula.report.json import dump, envelope

    try:
        imported = import_scripts(files, to, show, name=name, dry_run=dry_run)
    except ImportRefused as error:
        raise Unreadable(error.message, error.remedy) from error
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise Unreadable(
            f"{error.filename or to} cannot be written: {reason}", "name another folder with --to"
        ) from error
    findings = _with_levels(imported.findings)
    if json:
        emit(dump(envelope(**_document(imported, findings))))
    else:
        emit(_lines(imported, findings))
    if any(finding.code in _NOT_READ for finding in findings):
        raise typer.Exit(1)


def _with_levels(findings: list[Finding]) -> list[Finding]:
    from dataclasses import replace

    from fabula.rules.registry import all_rules

    levels = {rule.code: rule.level for rule in all_rules()}
    leveled = [replace(finding, level=levels.get(finding.code, finding.level)) for finding in findings]
    return sorted(leveled, key=lambda finding: finding.sort_key)


def _lines(imported: Imported, findings: list[Finding]) -> Iterator[str]:
    from fabula.cli.output import terminal_ink
    from fabula.report.checked import Checked, View
    from fabula.report.text import write_text
    from fabula.report.words import clean, count

    yield from write_text([Checked("", "", tuple(findings))], terminal_ink(), view=View(quiet=True))
    for origin, path in imported.episodes:
        yield f"{clean(origin)} -> {clean(path)}\n"
    scripts = {path for _, path in imported.episodes}
    for path in imported.written:
        if path not in scripts:
            yield f"new: {clean(path)}\n"
    for path, reason in imported.skipped:
        yield f"left out: {clean(path)}: {clean(reason)}\n"
    folder = clean(str(imported.target))
    if imported.dry_run:
        yield f"{count(len(imported.written), 'file')} would be written into {folder}.\n"
    else:
        yield f"{count(len(imported.written), 'file')} written into {folder}. Check it with: fabula check {folder}\n"


def _document(imported: Imported, findings: list[Finding]) -> dict[str, object]:
    from fabula.report.json import finding_documents

    return {
        "target": imported.target.as_posix(),
        "dry_run": imported.dry_run,
        "episodes": [{"from": origin, "to": path} for origin, path in imported.episodes],
        "written": imported.written,
        "left_out": [{"path": path, "reason": reason} for path, reason in imported.skipped],
        "findings": finding_documents(findings),
    }
