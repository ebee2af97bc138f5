"""``fabula diff``: two versions of a universe, compared in terms of the story."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.change.comparing.differences import Differences
    from fabula.change.sides import Side

__all__ = ["DiffFormat", "compare_versions", "diff"]


class DiffFormat(StrEnum):
    """What the report is for: people, a comment on a pull request, programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[A] [B]",
            help="Two versions: revisions of git, folders, versions in the universe (versions/NAME), or scripts; or "
            "A..B, or A...B (since B left A). One alone is held against the universe as it is now "
            "[default: the last commit and the universe as it is now].",
            show_default=False,
        ),
    ] = None,
    universe: Annotated[
        Path | None,
        typer.Option(
            "--in",
            metavar="PATH",
            readable=False,
            help="The universe, or anything in it [default: this folder].",
            show_default=False,
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", "-v", help="List everything, with places, notes, and who told whom.")
    ] = False,
    form: Annotated[DiffFormat, typer.Option("--format", help="What the report is for.")] = DiffFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write the report to a file, in one step.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if anything differs.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Compare two versions of a universe in terms of the story.

    Which scenes came, went, were moved or rewritten; which facts are otherwise; who now knows what they did not, and
    who no longer does; which covers are blown; what the audience learns earlier, later or never; setups that lost
    their payoff; findings that are new or gone. First what is hardest to change: released, shot, locked, draft.

    Revisions are read from git itself; nothing is checked out. A version is a folder in the universe, versions/NAME,
    with those of its files that are otherwise in it.

    Ends with 0 if the two could be compared, with --exit-code 1 if they differ, 2 if it was called wrongly, 3 if a
    universe cannot be read.

    \b
    Examples:
      fabula diff
      fabula diff HEAD~3
      fabula diff main..rome-room --in examples/citadel
      fabula diff versions/late-memory
      fabula diff monday.fdx tuesday.fdx
      fabula diff main... --format markdown --output comment.md
    """
    from fabula.cli.output import emit, screen_width, spare_scripts, stop_if_a_rule_failed, terminal_ink, write_file
    from fabula.report.ink import PLAIN

    spare_scripts(output)
    form = DiffFormat.JSON if json else form
    sides, found = compare_versions(versions or [], universe)
    if output is None:
        emit(_pieces(found, sides, form, evidence, terminal_ink().colours, screen_width()))
    else:
        write_file(output, "".join(_pieces(found, sides, form, evidence, PLAIN.colours)))
        emit(f"{output} written.\n")
    stop_if_a_rule_failed(finding for findings in found.checked for finding in findings)
    if exit_code and found:
        raise typer.Exit(1)


def compare_versions(words: list[str], universe: Path | None) -> tuple[tuple[Side, Side], Differences]:
    """Find, read and compare what was named; whatever is wrong with it ends the command."""
    from fabula.change.comparing.compare import compare_universes
    from fabula.change.git import GitError
    from fabula.change.sides import SidesError, find_sides, load_sides
    from fabula.cli.errors import Unreadable, WrongUse, debugging
    from fabula.cli.places import find_target
    from fabula.cli.progress import Progress
    from fabula.rules.run import run_rules
    from fabula.universe.load import UnreadableUniverse, paused_collection

    if universe is not None:
        find_target(universe)
    try:
        sides = find_sides(words, universe)
        with Progress() as say, paused_collection():
            before, after = load_sides(*sides, say)
            say("checking")
            findings = (run_rules(before, strict=debugging.get()), run_rules(after, strict=debugging.get()))
            say("comparing")
            return sides, compare_universes(before, after, findings)
    except (GitError, SidesError) as error:
        raise WrongUse(error.message, error.remedy) from error
    except UnreadableUniverse as error:
        raise Unreadable(error.message, error.remedy) from error


def _pieces(
    found: Differences,
    sides: tuple[Side, Side],
    form: DiffFormat,
    evidence: bool,
    colours: bool,
    width: int | None = None,
) -> Iterator[str]:
    from fabula.report.ink import Ink

    before, after = sides
    names, prefixes = (before.words, after.words), (before.prefix, after.prefix)
    match form:
        case DiffFormat.TEXT:
            from fabula.report.diff_text import write_diff

            yield from write_diff(found, names, prefixes, evidence, Ink(colours), width)
        case DiffFormat.MARKDOWN:
            from fabula.report.diff_markdown import write_markdown

            yield from write_markdown(found, names, prefixes, evidence)
        case DiffFormat.JSON:
            from fabula.report.diff_document import diff_document
            from fabula.report.json import dump, envelope

            yield dump(envelope(**diff_document(found, sides, prefixes)))
