"""Where a document belongs: to which universe, under which name, and as what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from fabula.bible.model import EntryKind
from fabula.universe.files import is_skipped
from fabula.universe.versions import find_version, plain_path

__all__ = ["Home", "Role", "find_home", "find_root_above", "has_shows", "is_universe", "name_in", "role_of"]

SETTINGS = "fabula.toml"
_FOLDERS = ("shows", "bible")
_SCRIPTS = {".fountain", ".spmd"}
_FORMATS = {".fdx", ".xml", ".tei"}
_KINDS = frozenset(map(str, EntryKind))


@dataclass(frozen=True, slots=True)
class Home:
    """A universe that documents belong to: a folder, or one script alone (``only``), which need not be on the disk.

    ``version`` names the version that is laid over the folder, if the documents are those of a version.
    """

    root: Path
    only: str = ""
    version: str = ""

    def key(self, name: str) -> str:
        """The file of the universe that a file stands for: of a version's, the one that it takes the place of."""
        return plain_path(name) if self.version else name


class Role(Enum):
    """What a document is in its universe."""

    SCRIPT = auto()
    """A script in Fountain: everything is answered."""
    FORMAT = auto()
    """A script in another format, which people write in other programs: only diagnosed."""
    ENTRY = auto()
    SHEET = auto()
    SETTINGS = auto()


def find_root_above(path: Path) -> Path | None:
    """The nearest folder upwards, the path itself included, that says it is a universe by its fabula.toml."""
    return next((folder for folder in (path, *path.parents) if _is_file(folder / SETTINGS)), None)


def find_home(path: Path, folders: Iterable[Path]) -> Home:
    """The universe that a file belongs to. ``folders`` are those that are open in the editor.

    It is the nearest folder upwards with a fabula.toml, else the folder in the editor if it has shows or a bible. A
    script outside any universe, or where its universe does not look (a hidden folder), is one by itself. What lies in a
    version of a universe belongs to that version.
    """
    version = find_version(path)
    root = find_root_above(path.parent) if version is None else version[0]
    if root is None:
        root = next((folder for folder in folders if path.is_relative_to(folder) and has_shows(folder)), None)
    if root is None or any(map(is_skipped, path.relative_to(root).parts)):
        return Home(path.parent, path.name)
    return Home(root, version="" if version is None else version[1])


def has_shows(folder: Path) -> bool:
    """Whether a folder without fabula.toml is laid out as a universe all the same."""
    return any(_is_folder(folder / name) for name in _FOLDERS)


def is_universe(home: Home) -> bool:
    """Whether a home is still a folder that is a universe by itself."""
    return not home.only and (_is_file(home.root / SETTINGS) or has_shows(home.root))


def name_in(home: Home, path: Path) -> str:
    """What a file is called in findings: its path relative to the universe, with slashes."""
    return path.name if home.only else path.relative_to(home.root).as_posix()


def role_of(name: str, language: str, alone: bool) -> Role | None:
    """What a document is, by its name in its universe and what its client calls its language; None if nothing.

    ``alone`` says that it is no part of a folder: then only scripts count.
    """
    parts = plain_path(name).lower().split("/")
    suffix = Path(parts[-1]).suffix
    if suffix in _SCRIPTS or (alone and language == "fountain"):
        return Role.SCRIPT
    if suffix in _FORMATS:
        return Role.FORMAT
    if alone:
        return None
    if parts == [SETTINGS]:
        return Role.SETTINGS
    if suffix == ".md" and parts[0] == "bible" and len(parts) > 2 and parts[1] in _KINDS:
        return Role.ENTRY
    if parts[0] == "shows" and parts[2:] == ["show.md"]:
        return Role.SHEET
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
