"""The files of a universe folder: which there are, in a stable order, and which are left out."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fabula.bible.model import Entry
from fabula.finding import Finding
from fabula.source import Source
from fabula.universe.model import Settings, Show

__all__ = ["SETTINGS", "Files", "FoundFile", "find_files", "is_skipped", "natural_key", "printable"]

SETTINGS = "fabula.toml"
"""The file that makes a folder a universe."""

_SKIPPED = {"node_modules", "__pycache__"}
_DIGITS = re.compile(r"([0-9]+)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in the folder. ``name`` is its path relative to the folder, with forward slashes, fit to be printed."""

    path: Path
    name: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders and the file name."""
        return tuple(self.name.split("/"))

    @property
    def suffix(self) -> str:
        """The last suffix in lower case: ".fountain"."""
        return self.path.suffix.lower()


@dataclass(slots=True)
class Files:
    """A universe folder, read but not yet linked. ``shows`` hold episodes with scripts and without scenes.

    ``names`` are the paths of all files in the folder, for wikilinks.
    """

    root: Path
    settings: Settings
    shows: dict[str, Show] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    names: tuple[str, ...] = ()
    has_bible: bool = False


def is_skipped(name: str) -> bool:
    """Whether a file or folder of this name is passed over in silence: hidden ones, and those of package managers."""
    return name.startswith(".") or name in _SKIPPED


def natural_key(name: str) -> tuple[tuple[tuple[tuple[int, int, str], ...], ...], str]:
    """A sort key in which "e9" comes before "e10", case and Unicode form do not matter, and ties are settled."""
    folders = unicodedata.normalize("NFC", name).casefold().split("/")
    stem, dot, suffix = folders.pop().rpartition(".")
    folders += [stem, suffix] if dot else [suffix]  # "e01.fountain" comes before "e01-again.fountain"
    return tuple(tuple(_chunk(c) for c in _DIGITS.split(folder) if c) for folder in folders), name


def _chunk(text: str) -> tuple[int, int, str]:
    return (0, int(text), text) if text[0] in "0123456789" else (1, 0, text)


def find_files(root: Path) -> tuple[list[FoundFile], list[Finding]]:
    """Every file under a folder in natural order of path.

    Hidden files and folders and those of package managers are skipped. Links are followed only inside the folder,
    and only to what is not reached otherwise, so loops end and nothing is read twice. What is left out is S112, a
    folder that cannot be listed S105.
    """
    walk = _Walk(root)
    walk.folder(root, "")
    while walk.links:
        links, walk.links = sorted(walk.links, key=lambda link: natural_key(link[1])), []
        for path, name in links:
            walk.link(path, name)
    walk.found.sort(key=lambda file: natural_key(file.name))
    return walk.found, walk.findings


class _Walk:
    """One walk over a folder, with what it has met so far."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.found: list[FoundFile] = []
        self.findings: list[Finding] = []
        self.links: list[tuple[Path, str]] = []
        self.seen: set[str] = set()
        self._reals: set[str] | None = None

    def folder(self, top: Path, prefix: str) -> None:
        """List a folder and all below it; links are kept for later."""
        waiting = [(top, prefix)]
        while waiting:
            folder, before = waiting.pop()
            self.seen.add(os.path.realpath(folder))
            for entry in self._listing(folder, before):
                name = before + printable(entry.name)
                try:
                    if entry.is_symlink():
                        self.links.append((Path(entry.path), name))
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append((Path(entry.path), name + "/"))
                    elif entry.is_file(follow_symlinks=False):
                        self.found.append(FoundFile(Path(entry.path), name))
                    else:
                        self._left_out(name, "This is a pipe or a device and not a file", "take it out of the folder")
                except OSError as error:
                    self._unreadable(name, error)

    def _listing(self, folder: Path, before: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                yield from (e for e in entries if not is_skipped(e.name))
        except OSError as error:
            self._unreadable(before.rstrip("/") or ".", error)

    def link(self, path: Path, name: str) -> None:
        """Follow a link, if it stays inside and leads to something new."""
        target = Path(os.path.realpath(path))
        if not target.exists():
            self._left_out(name, "This link leads to nothing", "remove the link, or put back what it led to")
        elif not target.is_relative_to(self.root):
            self._left_out(
                name,
                "This link leads out of the universe folder, so it is not followed",
                "put the file itself into the folder",
            )
        elif target.is_dir():
            if str(target) not in self.seen and not self.root.is_relative_to(target):
                self.folder(path, name + "/")
        elif target.is_file() and str(target) not in self._real_files():
            self._real_files().add(str(target))
            self.found.append(FoundFile(path, name))

    def _real_files(self) -> set[str]:
        # Worked out only if there are links: resolving twenty thousand paths takes longer than listing them.
        if self._reals is None:
            self._reals = {os.path.realpath(file.path) for file in self.found}
        return self._reals

    def _left_out(self, name: str, message: str, remedy: str) -> None:
        self.findings.append(Finding("S112", Source(name, "").whole, message, remedy))

    def _unreadable(self, name: str, error: OSError) -> None:
        reason = (error.strerror or "it cannot be opened").lower()
        message = f"This folder cannot be read: {reason}"
        remedy = "allow yourself to read it, or move it out of the universe"
        self.findings.append(Finding("S105", Source(name, "").whole, message, remedy))


def printable(name: str) -> str:
    """A file name without what would break a line of output; two names that differ stay apart.

    Control characters become their pictures (``␊``), bytes that are no text ``\\xFF``.
    """
    return _UNPRINTABLE.sub(_picture, name)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\x{code & 0xFF:02X}"
