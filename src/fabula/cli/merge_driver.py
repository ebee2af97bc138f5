"""Git's merge driver: one file, merged where git says. It imports little, for git starts it once for every file.

Git gives the three versions as files, expects the merge in the second, and reads from the exit code how it went: 0
clean, 1 conflicts. Anything else says that nothing was done; the command that ``fabula init --git`` sets up then lets
git merge the file by lines, as if there were no driver.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fabula.change.merging.files import MergedFile
    from fabula.change.merging.pieces import Style

__all__ = ["FAILED", "run_driver"]

FAILED: Final = 129
"""What git takes for a driver that has broken down, and not for a conflict."""
_LABELS: Final = ("ours", "base", "theirs")


def run_driver(words: Sequence[str]) -> int:
    """Merge a file as git's driver. ``words`` are ``%O %A %B %L %P`` and, of newer versions of git, ``%S %X %Y``.

    Whatever goes wrong, the file at ``%A`` is either the whole merge or untouched.
    """
    try:
        base, ours, theirs = words[:3]
        return _merge(base, ours, theirs, words[3:])
    except Exception as error:  # noqa: BLE001  git has to go on, whatever it is
        path = words[4] if len(words) > 4 else "this file"
        _say(f"fabula: {path} was not merged by fabula: {type(error).__name__}: {error}")
        return FAILED


def _merge(base: str, ours: str, theirs: str, rest: Sequence[str]) -> int:
    from fabula.change.merging.files import merge_contents
    from fabula.change.merging.pieces import Markers, Style

    size = int(rest[0]) if rest and rest[0].isdigit() else 7
    path = rest[1] if len(rest) > 1 else ours
    given = [text for text in rest[2:5] if not text.startswith("%")]  # older versions leave them as they are
    base_name, ours_name, theirs_name = (
        (given[0], given[1], given[2]) if len(given) == 3 else ("base", "ours", "theirs")
    )
    texts = [Path(name).read_bytes() for name in (base, ours, theirs)]

    def merge(style: Style) -> MergedFile:
        markers = Markers(style, size, ours_name, base_name, theirs_name)
        return merge_contents(path, texts[0], texts[1], texts[2], markers)

    merged = merge(Style.MERGE)
    if merged.conflicts and merged.pieces and (style := _wanted_style()) is not Style.MERGE:
        merged = merge(style)
    if merged.data != texts[1]:
        _replace(Path(ours), merged.data)
    if merged.kept_ours:
        _say(f"fabula: {path} stays as it is with us: {merged.kept_ours}")
        _say(f"  theirs is kept by git: git show :3:{path} (or git checkout --theirs -- {path})")
    return int(bool(merged.conflicts))


def _wanted_style() -> Style:
    """How this repository has conflicts written down."""
    from fabula.change.merging.pieces import Style

    done = subprocess.run(
        ["git", "config", "--get", "merge.conflictStyle"],  # noqa: S607  git itself has called us
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode("ascii", "replace").strip().lower()
    return Style(said) if said in {style.value for style in Style} else Style.MERGE


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step."""
    name = ""
    try:
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.absolute().parent, prefix=f".{path.name}.", delete=False
        ) as file:
            name = file.name
            file.write(data)
        os.replace(name, path)  # noqa: PTH105
    except OSError:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        raise


def _say(text: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
