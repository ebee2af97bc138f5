"""``fabula init``: a new universe to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fabula.change.merging.git_setup import Step

__all__ = ["init"]


def init(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="The folder to make; with --git also one that is there.", show_default=False
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option("--name", help="What the universe is called [default: the folder's name].", show_default=False),
    ] = "",
    bare: Annotated[
        bool, typer.Option("--bare", help="Only a fabula.toml, for a folder that has scripts already.")
    ] = False,
    git: Annotated[
        bool,
        typer.Option("--git", help="Have git merge with fabula here: .gitattributes, merge driver, post-merge hook."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Start a universe.

    It has a few bible entries and one short episode, to write over.

    With --git, git is set up to merge scripts and entries with fabula, and to tell what clashes in the story after a
    merge. In a folder that has a universe already nothing else is done. It can be done again at any time.

    Nothing that is there is ever written over.

    \b
    Examples:
      fabula init harbour
      fabula init . --bare
      fabula init harbour --git
      fabula init --git
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit
    from fabula.report.json import dump, envelope
    from fabula.report.words import clean

    if folder is None and not git:
        raise WrongUse("no folder is named", "fabula init harbour")
    folder = folder or Path()
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder} is a file, not a folder", "name a folder that does not exist yet")
    there = folder.is_dir() and any(not one.name.startswith(".") for one in folder.iterdir())
    if there and not bare and not git:
        raise WrongUse(
            f"{folder} is not empty, and nothing is written over",
            "name a new folder, or use --bare to add only a fabula.toml",
        )
    called = name.strip() or folder.absolute().name.replace("-", " ").replace("_", " ").title() or "Universe"
    written = [] if there and not bare else _write_seed(folder, called, bare)
    steps = _set_up_git(folder) if git else []
    if json:
        more = {"git": [{"what": s.what, "done": s.done, "words": s.words} for s in steps]} if git else {}
        emit(dump(envelope(name=called, folder=folder.as_posix(), written=written, **more)))
        return
    shown = clean(str(folder))
    where, command = ("this folder", "") if folder == Path() else (shown, f" {shown}")
    if written:
        emit(f"{clean(called)} is in {where}. Check it with: fabula check{command}\n")
    width = max((len(step.what) for step in steps), default=0)
    emit(f"{step.what.ljust(width)}  {clean(step.words)}\n" for step in steps)


def _write_seed(folder: Path, called: str, bare: bool) -> list[str]:
    """Write the files of a new universe; their paths."""
    from fabula.cli.seed import BARE, SEED
    from fabula.universe.names import slug

    quoted = called.replace("\\", "\\\\").replace('"', '\\"')
    written = []
    for path, text in (BARE if bare else SEED).items():
        written.append(path.replace("{slug}", slug(called)))
        _write_new(folder / written[-1], text.replace("{name}", quoted))
    return written


def _set_up_git(folder: Path) -> list[Step]:
    """Have git merge with fabula in a universe's folder; what was done, step by step."""
    from fabula.change.git import GitError
    from fabula.change.merging.git_setup import set_up_git
    from fabula.cli.errors import WrongUse
    from fabula.universe.files import SETTINGS
    from fabula.universe.load import find_root
    from fabula.universe.reader import SCRIPTS
    from fabula.universe.tree import FolderTree

    root = find_root(folder)[0]
    files = () if (root / SETTINGS).is_file() else FolderTree(root).files()[0]
    if not (root / SETTINGS).is_file() and not any(file.suffix in SCRIPTS for file in files):
        raise WrongUse(f"there is no universe in {root}", "name its folder, or a new one: fabula init harbour --git")
    try:
        return set_up_git(root)
    except GitError as error:
        raise WrongUse(error.message, error.remedy) from error


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises `WrongUse` if it is, `Unreadable` if it cannot be written."""
    from fabula.cli.errors import Unreadable, WrongUse

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise WrongUse(f"{path} is there already, and nothing is written over") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}") from error
