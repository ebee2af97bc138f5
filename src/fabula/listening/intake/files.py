"""Which files a source has: paths, patterns of paths, standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fabula.listening.errors import ListeningError
from fabula.listening.intake.streams import STDIN
from fabula.universe.files import natural_key

__all__ = ["SourceFile", "find_source_files"]

_SKIPPED = frozenset({".md", ".py", ".toml", ".pdf", ".png", ".jpg", ".html"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source: how it is called in the store, and where it lies; None for standard input."""

    name: str
    path: Path | None


def find_source_files(patterns: Iterable[str], root: Path, base: Path) -> list[SourceFile]:
    """The files that patterns name, each once, in natural order: "s01e9" before "s01e10".

    ``base`` is what they are relative to. In ``root``, the universe, they are named relative to it; elsewhere by their
    whole path. Raises `ListeningError` where there are none, or where a folder is named.
    """
    found: dict[str, SourceFile] = {}
    for pattern in patterns:
        if pattern == STDIN:
            found[STDIN] = SourceFile(STDIN, None)
            continue
        whole = str(base / Path(pattern).expanduser())
        is_pattern = glob.has_magic(pattern) and not Path(whole).exists()
        matched = [Path(whole)]
        if is_pattern:  # Path.glob takes no pattern from the root on
            matched = [Path(one) for one in glob.iglob(whole, recursive=True)]  # noqa: PTH207
        files = [path for path in matched if path.is_file() or (not is_pattern and path.exists() and not path.is_dir())]
        if not files:
            raise _nothing(pattern, Path(whole), is_pattern, matched)
        for path in files:
            name = _name(path, root)
            found[name] = SourceFile(name, path)
    return sorted(found.values(), key=lambda file: natural_key(file.name))


def _nothing(pattern: str, whole: Path, is_pattern: bool, matched: list[Path]) -> ListeningError:
    if is_pattern:
        what = "only folders" if matched else "nothing"
        return ListeningError(f"{pattern} matches {what}", f"it is looked for in {_fixed(whole)}; ** goes into folders")
    if whole.is_dir():
        inside = sorted({path.suffix for path in whole.iterdir() if path.suffix and path.suffix not in _SKIPPED})
        like = f"{pattern.rstrip('/')}/*{inside[0] if inside else '.csv'}"
        return ListeningError(f"{pattern} is a folder", f"say which files of it: '{like}'")
    return ListeningError(f"there is no file {pattern}", f"it is looked for in {whole.parent}")


def _fixed(whole: Path) -> Path:
    """The part of a pattern that is no pattern."""
    while glob.has_magic(str(whole)):
        whole = whole.parent
    return whole


def _name(path: Path, root: Path) -> str:
    whole = path.absolute()
    try:
        return whole.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        return whole.as_posix()
