"""``fabula merge``: two versions become one, texts and story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.change.merging.files import MergedFile
    from fabula.change.merging.universe import Merge
    from fabula.change.sides import Side

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
        _check(words, universe, form, evidence, quiet)
    elif not words:
        raise WrongUse("no versions are named", "fabula merge THEIRS, or see `fabula merge --help`")
    elif len(words) > 3:
        raise WrongUse("more than three versions are named", "fabula merge BASE OURS THEIRS")
    elif len(words) == 3 and all(Path(word).is_file() for word in words):
        _merge_files([Path(word) for word in words], output, style, form)
    else:
        _merge_versions(words, universe, output, style, form, evidence, quiet)


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


def _merge_versions(
    words: list[str],
    universe: Path | None,
    output: Path | None,
    style: ConflictStyle,
    form: MergeFormat,
    evidence: bool,
    quiet: bool,
) -> None:
    """Three versions of a universe: a report, and the merged folder if it is wanted."""
    from fabula.change.merging.pieces import Markers, Style
    from fabula.change.merging.snapshot import take_snapshot
    from fabula.change.merging.universe import merge_universes
    from fabula.cli.errors import WrongUse
    from fabula.cli.progress import Progress

    if output is not None and output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise WrongUse(f"{output} is there already, and nothing is written over", "name a new folder with --output")
    with _answering(), Progress() as say:
        sides, names = _find_versions(words, universe)
        base, ours, theirs = (take_snapshot(side.tree, name) for side, name in zip(sides, names, strict=True))
        markers = Markers(Style(style), 7, names[1], names[0], names[2])
        found = merge_universes(base, ours, theirs, say, markers)
        if output is not None and found.tree is not None:
            from fabula.change.merging.folder import write_folder

            say("writing")
            write_folder(found.tree, output)
    _report(found, form, evidence, quiet, output)


def _find_versions(words: list[str], universe: Path | None) -> tuple[list[Side], list[str]]:
    """Base, ours and theirs, and what each is called."""
    from fabula.change.git import Repository
    from fabula.change.sides import find_sides
    from fabula.universe.load import find_root

    *before, theirs = words
    ours = before.pop() if before else "HEAD"
    base = before.pop() if before else Repository.find(find_root(universe or Path())[0]).merge_base(ours, theirs)
    first, second = find_sides([base, ours], universe)
    _, third = find_sides([ours, theirs], universe)
    return [first, second, third], [base if len(words) == 3 else base[:7], ours, theirs]


def _check(words: list[str], universe: Path | None, form: MergeFormat, evidence: bool, quiet: bool) -> None:
    """The merge that git is at, or has made: whether the stories of its two sides fit."""
    from fabula.change.git import Repository
    from fabula.change.merging.clashes import Clash, ClashKind
    from fabula.change.merging.snapshot import take_snapshot
    from fabula.change.merging.story import StoryMerge, find_story_clashes
    from fabula.change.merging.underway import find_merge
    from fabula.change.merging.universe import Merge
    from fabula.cli.output import emit
    from fabula.cli.progress import Progress
    from fabula.report.words import count
    from fabula.universe.load import find_root
    from fabula.universe.tree import FolderTree

    with _answering(), Progress() as say:
        root = find_root(universe or Path())[0]
        repository = Repository.find(root)
        merge = find_merge(repository, *words)
        if merge is None:
            if not quiet:
                emit(f"Nothing is being merged, and {words[0] if words else 'the last commit'} is no merge.\n")
            return
        base, ours, theirs = (
            take_snapshot(repository.tree(commit), name)
            for commit, name in zip((merge.base, merge.ours, merge.theirs), ("base", *merge.names), strict=True)
        )
        merged = take_snapshot(repository.tree(merge.merged) if merge.merged else FolderTree(root), "the merge")
        if merge.undecided:
            story = StoryMerge(missing=f"{count(len(merge.undecided), 'file')} still to be settled")
        else:
            story = find_story_clashes(base, ours, theirs, merged, say)
        clashes = tuple(Clash(ClashKind.UNDECIDED, path, path, path) for path in merge.undecided)
        found = Merge(base, ours, theirs, story, clashes)
    _report(found, form, evidence, quiet)


@contextmanager
def _answering() -> Iterator[None]:
    """What is wrong with the versions that were named ends the command, each with its remedy."""
    from fabula.change.git import GitError
    from fabula.change.sides import SidesError
    from fabula.cli.errors import Unreadable, WrongUse
    from fabula.universe.load import UnreadableUniverse

    try:
        yield
    except (GitError, SidesError) as error:
        raise WrongUse(error.message, error.remedy) from error
    except UnreadableUniverse as error:
        raise Unreadable(error.message, error.remedy) from error


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
