"""``fabula merge``: two versions become one, texts and story."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.change.merging.files import MergedFile
    from fabula.change.merging.universe import Merge

__all__ = ["ConflictStyle", "MergeFormat", "merge"]


class MergeFormat(StrEnum):
    """What the report is for: people, a comment on a pull request, programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class ConflictStyle(StrEnum):
    """How conflicts are written into a merged file, as in git."""

    MERGE = "merge"
    DIFF3 = "diff3"
    ZDIFF3 = "zdiff3"


def merge(
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BASE] [OURS] [THEIRS]",
            help="Three files; or three versions of a universe: revisions of git, folders, versions in it "
            "(versions/NAME). Two are OURS and THEIRS, since they left each other; one is THEIRS, and OURS is HEAD.",
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
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="PATH",
            help="Where the merge goes: a file for three files, a new folder for three versions.",
        ),
    ] = None,
    style: Annotated[
        ConflictStyle, typer.Option("--style", help="How conflicts are marked in the merged texts.")
    ] = ConflictStyle.MERGE,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Look at the merge that git is at, or has just made; or at the one that a revision is."
        ),
    ] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", "-v", help="Show also the places that both have, and what can be done.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing if nothing clashes.")] = False,
    form: Annotated[MergeFormat, typer.Option("--format", help="What the report is for.")] = MergeFormat.TEXT,
    driver: Annotated[
        bool,
        typer.Option("--driver", help="Merge one file for git: %O %A %B %L %P. `fabula init --git` sets it up."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Merge two versions that were one once, texts and story.

    Texts are merged as git does, and better where fabula knows more: the fields of an entry one by one, canon notes by
    statement, scenes that one room moves and another edits. What only a person can decide stays, both sides of it,
    between git's marks.

    Then the stories are merged: two texts that fit can contradict each other. What is found in the merge and on neither
    side is told with what each side has to do with it.

    Three files give the merged file. Three versions give a report, and with --output the merged folder. Nothing else is
    written: no branch, no working tree.

    Ends with 0 if everything fits, 1 if something clashes, 2 if it was called wrongly, 3 if something cannot be read.

    \b
    Examples:
      fabula merge india
      fabula merge main india --in examples/citadel
      fabula merge base.fountain ours.fountain theirs.fountain --output merged.fountain
      fabula merge 2023/citadel rome/citadel delhi/citadel --output merged
      fabula merge --check
    """
    from fabula.cli.errors import WrongUse

    words = versions or []
    if driver:
        from fabula.cli.merge_driver import run_driver

        raise typer.Exit(run_driver(words))
    form = MergeFormat.JSON if json else form
    if check:
        if len(words) > 1 or output is not None:
            raise WrongUse("--check takes one revision at most, and writes nothing", "fabula merge --check")
        from fabula.cli.merging import look_at_merge
        from fabula.cli.output import emit

        looked_at = look_at_merge("".join(words), universe)
        nothing = f"nothing is being merged, and {words[0] if words else 'the last commit'} is no merge"
        if looked_at is not None:
            _report(looked_at, form, evidence, quiet)
        elif form is MergeFormat.JSON:
            from fabula.report.json import dump, envelope
            from fabula.report.merging.document import NO_MERGE

            emit(dump(envelope(**{**NO_MERGE, "story_not_compared": nothing})))
        elif not quiet:
            emit(f"{nothing[:1].upper()}{nothing[1:]}.\n")
    elif not words:
        raise WrongUse("no versions are named", "fabula merge THEIRS, or see `fabula merge --help`")
    elif len(words) > 3:
        raise WrongUse("more than three versions are named", "fabula merge BASE OURS THEIRS")
    elif len(words) == 3 and all(Path(word).is_file() for word in words):
        _merge_files([Path(word) for word in words], output, style, form)
    else:
        from fabula.change.merging.pieces import Style
        from fabula.cli.merging import merge_versions

        _report(merge_versions(words, universe, Style(style), output), form, evidence, quiet, output)


def _merge_files(paths: list[Path], output: Path | None, style: ConflictStyle, form: MergeFormat) -> None:
    """Three files: the merge goes to standard output, or into a file."""
    from fabula.change.merging.files import merge_contents
    from fabula.change.merging.pieces import Markers, Style
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit, emit_bytes, say, write_file
    from fabula.report.json import dump, envelope
    from fabula.report.words import clean, count

    if form is MergeFormat.MARKDOWN:
        raise WrongUse("three files give a file and no report", "leave out --format, or name three versions")
    base, ours, theirs = paths
    texts = [path.read_bytes() for path in paths]
    markers = Markers(Style(style), 7, *(path.as_posix() for path in (ours, base, theirs)))
    merged = merge_contents(ours.name, texts[0], texts[1], texts[2], markers)
    if output is not None:
        write_file(output, merged.data)
    if form is MergeFormat.JSON:
        emit(dump(envelope(**_file_document(paths, merged, output))))
    elif output is None:
        emit_bytes(merged.data)
    if form is MergeFormat.TEXT:
        said = count(merged.conflicts, "conflict") if merged.conflicts else "no conflicts"
        if merged.kept_ours:
            said = f"it is {ours} as it was, for {merged.kept_ours}; what {theirs} has is not in it"
        if output is not None:
            emit(f"{clean(str(output))} written: {clean(said)}.\n")
        elif merged.conflicts:
            say(f"fabula: {clean(said)}")
    if merged.conflicts:
        raise typer.Exit(1)


def _file_document(paths: list[Path], merged: MergedFile, output: Path | None) -> dict[str, object]:
    from fabula.script.files import decode_source

    source, _ = decode_source(merged.data, paths[1].name)
    return {
        "base": paths[0].as_posix(),
        "ours": paths[1].as_posix(),
        "theirs": paths[2].as_posix(),
        "clean": not merged.conflicts,
        "conflicts": merged.conflicts,
        "kept_ours": merged.kept_ours or None,
        "written": None if output is None else output.as_posix(),
        "merged": None if source is None else source.text,
    }


def _report(found: Merge, form: MergeFormat, evidence: bool, quiet: bool, output: Path | None = None) -> None:
    """Say how it went, and end with 1 if something clashes."""
    from fabula.cli.output import emit, terminal_ink
    from fabula.cli.places import Target
    from fabula.report.words import clean

    clashes = bool(found.clashes or found.story.clashes)
    root = found.ours.tree.root
    prefix = Target(root, root).prefix
    match form:
        case MergeFormat.JSON:
            from fabula.report.json import dump, envelope
            from fabula.report.merging.document import merge_document

            written = None if output is None else output.as_posix()
            emit(dump(envelope(**merge_document(found, prefix), written=written)))
        case MergeFormat.MARKDOWN:
            from fabula.report.merging.markdown import write_merge_comment

            emit(write_merge_comment(found, prefix))
        case _ if clashes or not quiet:
            from fabula.report.merging.text import write_merge

            emit(write_merge(found, prefix, evidence, terminal_ink(), written=output is not None))
            if output is not None:
                emit(f"\n{clean(str(output))} written.\n")
        case _:
            pass
    if clashes:
        raise typer.Exit(1)
