"""``fabula init``: a new universe to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["init"]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.", show_default=False)],
    name: Annotated[
        str,
        typer.Option("--name", help="What the universe is called [default: the folder's name].", show_default=False),
    ] = "",
    bare: Annotated[
        bool, typer.Option("--bare", help="Only a fabula.toml, for a folder that has scripts already.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Start a universe.

    It has a few bible entries and one short episode, to write over.

    Nothing that is there is ever written over.

    \b
    Examples:
      fabula init harbour
      fabula init . --bare
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit
    from fabula.cli.seed import BARE, SEED
    from fabula.report.json import dump, envelope
    from fabula.report.words import clean
    from fabula.universe.names import slug

    called = name.strip() or folder.absolute().name.replace("-", " ").replace("_", " ").title() or "Universe"
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder} is a file, not a folder", "name a folder that does not exist yet")
    if not bare and folder.is_dir() and any(not one.name.startswith(".") for one in folder.iterdir()):
        raise WrongUse(
            f"{folder} is not empty, and nothing is written over",
            "name a new folder, or use --bare to add only a fabula.toml",
        )
    quoted = called.replace("\\", "\\\\").replace('"', '\\"')
    written = []
    for path, text in (BARE if bare else SEED).items():
        written.append(path.replace("{slug}", slug(called)))
        _write_new(folder / written[-1], text.replace("{name}", quoted))
    if json:
        emit(dump(envelope(name=called, folder=folder.as_posix(), written=written)))
        return
    shown = clean(str(folder))
    where, command = ("this folder", "") if folder == Path() else (shown, f" {shown}")
    emit(f"{clean(called)} is in {where}. Check it with: fabula check{command}\n")


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
