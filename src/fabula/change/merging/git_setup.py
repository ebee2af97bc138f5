"""Setting up git so that it merges scripts and entries with fabula, and asks after the story behind every merge.

Three things: which files the driver is for (``.gitattributes``, which is committed and shared), the driver itself (in
the configuration of this clone, for it names a program), and a hook that tells what clashes after a merge or pull. What
somebody has set up otherwise is left as it is, and told.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fabula.change.git import GitError, Repository

__all__ = ["Step", "set_up_git"]

PATTERNS: Final = {
    "*.fountain": "pilot.fountain",
    "*.spmd": "pilot.spmd",
    "*.fdx": "pilot.fdx",
    "bible/**/*.md": "bible/people/anna.md",
    "shows/*/show.md": "shows/harbour/show.md",
}
"""The files that fabula merges, each with a path that is one of them."""

_NAME: Final = "fabula: scripts by scene and note, entries by field"
_OWN_DRIVER: Final = re.compile(r".* -P -m fabula merge --driver .*")
"""A driver that this has set up before, maybe with another Python."""
_HEAD: Final = "# fabula merges scripts by scene and canon note, and entries by field (`fabula init --git`)\n"
_HOOK: Final = """\
#!/bin/sh
# What clashes in the story after a merge, though the texts fit. It only tells; it never stops anything.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was to be set up. ``done`` is False if it was left; ``words`` say what happened."""

    what: str
    done: bool
    words: str


def set_up_git(folder: Path) -> list[Step]:
    """Set up the repository that a universe's folder lies in, and make one if it lies in none.

    Doing it again changes nothing. Raises `GitError` if there is no git, `OSError` if a file cannot be written.
    """
    steps: list[Step] = []
    try:
        repository = Repository.find(folder)
    except GitError:
        _git(folder, "init", "--quiet")
        repository = Repository.find(folder)
        steps.append(Step("repository", True, "made: it lay in none"))
    steps.append(_set_attributes(repository, folder))
    steps += _set_driver(repository)
    steps.append(_set_hook(repository))
    return steps


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  the words are ours, and no shell reads them
            ["git", "-C", str(folder), *words],  # noqa: S607
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise GitError("there is no git on this machine", "install git") from error
    if done.returncode > 1 or (done.returncode and done.stderr):
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise GitError(f"git {words[0]}: {said}", "run the same in a shell to see more")
    return done.stdout.decode("utf-8", "replace").strip()


def _set_attributes(repository: Repository, folder: Path) -> Step:
    """The files that the driver is for: those that nothing says otherwise of yet."""
    held = {pattern: _merge_attribute(folder, path) for pattern, path in PATTERNS.items()}
    missing = [pattern for pattern, value in held.items() if value == "unspecified"]
    others = [f"{pattern} (merge={value})" for pattern, value in held.items() if value not in {"unspecified", "fabula"}]
    left = f"; left as it is: {', '.join(others)}" if others else ""
    name = ".gitattributes"
    if not missing:
        return Step(name, False, f"nothing to add{left}")
    file = folder / name
    text = file.read_bytes() if file.exists() else b""
    end = b"" if not text or text.endswith(b"\n") else b"\n"
    lines = _HEAD + "".join(f"{pattern} merge=fabula\n" for pattern in missing)
    with file.open("ab") as opened:
        opened.write(end + lines.encode("ascii"))
    return Step(name, True, f"{', '.join(missing)} merged by fabula{left}; commit it, so that it holds for everybody")


def _merge_attribute(folder: Path, path: str) -> str:
    return _git(folder, "check-attr", "merge", "--", path).rpartition(": ")[2]


def _set_driver(repository: Repository) -> Iterator[Step]:
    """The driver, in the configuration of this clone."""
    wanted = {"name": _NAME, "driver": driver_command(), "recursive": "text"}
    for key, value in wanted.items():
        name = f"merge.fabula.{key}"
        held = _git(repository.top, "config", "--local", "--default", "", "--get", name)
        if held == value:
            yield Step(name, False, "set already")
        elif held and not (key == "driver" and _OWN_DRIVER.fullmatch(held)):
            yield Step(name, False, f"left as it is: {held}")
        else:
            _git(repository.top, "config", "--local", name, value)
            yield Step(name, True, "set anew" if held else "set")


def driver_command() -> str:
    """The command that git runs for each file.

    What it ends with other than 0 and 1 says that fabula could not do it, or is not there any more; then git merges the
    file by lines itself.
    """
    return (
        f"{_python()} -P -m fabula merge --driver %O %A %B %L %P %S %X %Y; "
        "fabula=$?; test $fabula -le 1 && exit $fabula; "
        "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1"
    )


def _python() -> str:
    """This Python, as a shell takes it (git brings one with it on Windows as well)."""
    return "'" + Path(sys.executable).as_posix().replace("'", "'\\''") + "'"


def _set_hook(repository: Repository) -> Step:
    """The hook that looks at the story behind every merge, if there is none of that name yet."""
    where = repository.prefix.rstrip("/")
    inside = f" --in '{where}'" if where else ""
    line = f"{_python()} -P -m fabula merge --check --quiet{inside} || true\n"
    folder = Path(_git(repository.top, "rev-parse", "--git-path", "hooks"))
    folder = folder if folder.is_absolute() else repository.top / folder
    file = folder / "post-merge"
    name = "hook post-merge"
    if not file.exists():
        if not folder.resolve().is_relative_to(_git_folder(repository).resolve()):
            return Step(name, False, f"left out: hooks are kept in {folder}; put this there: {line.strip()}")
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(_HOOK + line, encoding="utf-8", newline="\n")
        file.chmod(0o755)
        return Step(name, True, "tells what clashes in the story after a merge or pull")
    text = file.read_text(encoding="utf-8", errors="surrogateescape")
    if line in text:
        return Step(name, False, "set already")
    if text.startswith(_HOOK):  # ours: another universe of the same repository, or another Python
        kept = [old for old in text[len(_HOOK) :].splitlines(keepends=True) if _inside(old) != _inside(line)]
        file.write_text(_HOOK + "".join([*kept, line]), encoding="utf-8", errors="surrogateescape", newline="\n")
        return Step(name, True, "set anew")
    return Step(name, False, f"left as it is; to be told, add to it: {line.strip()}")


def _inside(line: str) -> str:
    return line.partition("--quiet")[2]


def _git_folder(repository: Repository) -> Path:
    folder = Path(_git(repository.top, "rev-parse", "--git-common-dir"))
    return folder if folder.is_absolute() else repository.top / folder
