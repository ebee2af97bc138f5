"""Reading a universe folder: settings, bible, shows and their scripts."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fabula.bible.frontmatter import read_front_matter
from fabula.bible.model import EntryKind
from fabula.finding import Finding
from fabula.script.model import Script
from fabula.source import Source
from fabula.universe.episodes import arrange_episodes
from fabula.universe.files import Files, FoundFile
from fabula.universe.model import Settings
from fabula.universe.settings import read_settings
from fabula.universe.shelf import Shelf
from fabula.universe.shows import ShowSheet, choose_mothership, read_show, settle_feeds
from fabula.universe.tree import FolderTree, Tree

__all__ = ["UnreadableUniverse", "find_root", "open_tree", "paused_collection", "read_universe"]

SETTINGS = "fabula.toml"
SCRIPTS = {".fountain", ".spmd", ".fdx"}
NO_SCRIPTS_YET = {".pdf", ".doc", ".docx", ".rtf", ".odt", ".txt", ".highland", ".fadein", ".celtx", ".wdz"}
FOLDER_NAMES = {
    "characters": "people",
    "character": "people",
    "persons": "people",
    "person": "people",
    "cast": "people",
    "aliases": "covers",
    "cover": "covers",
    "identities": "covers",
    "group": "groups",
    "organisations": "groups",
    "organizations": "groups",
    "factions": "groups",
    "place": "places",
    "locations": "places",
    "sets": "places",
    "thing": "things",
    "props": "things",
    "objects": "things",
    "secret": "secrets",
    "storyline": "storylines",
    "plots": "storylines",
    "arcs": "storylines",
    "event": "events",
    "timeline": "events",
}
"""What people call the folders of a bible, with the name that fabula reads."""


class UnreadableUniverse(Exception):  # noqa: N818 - it says what is so, as the messages do
    """There is nothing to read. ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def find_root(path: Path) -> tuple[Path, Path | None]:
    """The universe folder that a path belongs to, and the one file to read if it is a script outside any universe.

    The folder is the nearest one upwards with a fabula.toml, else the given folder or the script's folder.
    """
    path = path.expanduser().absolute()
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        raise UnreadableUniverse(f"{path} cannot be opened: {error.strerror}", "check its name and rights") from error
    if not is_file and not is_folder and os.path.lexists(path):
        remedy = "a link that leads to nothing, a pipe or a device cannot be read; give a folder or a script"
        raise UnreadableUniverse(f"{path} is there, but is no file or folder", remedy)
    if not is_file and not is_folder:
        raise UnreadableUniverse(
            f"there is no file or folder {path}", "give the folder of a universe, or a script; `fabula init` makes one"
        )
    start = path.parent if is_file else path
    for folder in (start, *start.parents):
        if _exists(folder / SETTINGS):
            return folder, None
    return start, path if is_file else None


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


@contextmanager
def paused_collection() -> Iterator[None]:
    """Stop looking for garbage cycles meanwhile.

    Reading makes millions of small records and no garbage; the collector would walk all of them again and again,
    for about a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def open_tree(place: str | os.PathLike[str] | Tree) -> Tree:
    """The tree of files that a path leads to: a universe folder or anything in it, a bare folder, or one script.

    A tree is given back as it is. Raises `UnreadableUniverse` if there is no such path.
    """
    if isinstance(place, str | os.PathLike):
        return FolderTree(*find_root(Path(place)))
    return place


def read_universe(place: str | os.PathLike[str] | Tree, shelf: Shelf | None = None) -> tuple[Files, list[Finding]]:
    """Read the universe at a path or in a tree.

    Raises `UnreadableUniverse` if there is no such path or no script in it. Everything else is a finding. What is on
    the ``shelf`` is not parsed again, and what is parsed is put there.
    """
    tree = open_tree(place)
    with paused_collection():
        return _Loader(tree, shelf or Shelf()).load()


class _Loader:
    """One reading of one folder."""

    def __init__(self, tree: Tree, shelf: Shelf) -> None:
        self.tree = tree
        self.shelf = shelf
        self.root = tree.root
        self.only = tree.only
        self.findings: list[Finding] = []
        self.has_shows = False

    def load(self) -> tuple[Files, list[Finding]]:
        found, findings = self.tree.files()
        self.findings.extend(findings)
        if self.only is None:
            self.has_shows = any(len(file.parts) > 1 and file.parts[0].lower() == "shows" for file in found)
        files = Files(self.root, self._settings(found), names=tuple(file.name for file in found))
        self._read_bible(files, found)
        self._read_shows(files, found)
        if not any(show.episodes for show in files.shows.values()):
            raise self._nothing(found)
        return files, self.findings

    def _settings(self, found: list[FoundFile]) -> Settings:
        file = next((file for file in found if file.name == SETTINGS), None)
        source = self._source(file) if file is not None else None
        if source is None:
            return Settings()
        settings, findings = read_settings(source)
        self.findings.extend(findings)
        return settings

    def _source(self, file: FoundFile) -> Source | None:
        source, findings = self.shelf.source(self.tree, file)
        self.findings.extend(findings)
        return source

    def _read_bible(self, files: Files, found: list[FoundFile]) -> None:
        strange: set[str] = set()
        kinds = {str(kind): kind for kind in EntryKind}
        for file in found:
            parts = file.parts
            if parts[0].lower() != "bible" or len(parts) < 3 or file.suffix != ".md":
                continue
            kind = kinds.get(parts[1].lower())
            if kind is None:
                self._strange_folder(file, strange)
                continue
            files.has_bible = True
            source = self._source(file)
            if source is not None:
                entry, findings = self.shelf.entry(source, kind)
                self.findings.extend(findings)
                files.entries.append(entry)

    def _strange_folder(self, file: FoundFile, told: set[str]) -> None:
        folder = file.parts[1]
        right = FOLDER_NAMES.get(folder.lower())
        if right is not None and folder not in told:
            told.add(folder)
            message = f"The folder bible/{folder} is no folder of entries, so what is in it is not read"
            self._left_out(file, message, f"call the folder bible/{right}")

    def _left_out(self, file: FoundFile, message: str, remedy: str) -> None:
        self.findings.append(Finding("S112", Source(file.name, "").whole, message, remedy))

    def _read_shows(self, files: Files, found: list[FoundFile]) -> None:
        sheets: dict[str, ShowSheet] = {}
        scripts: dict[str, list[tuple[tuple[str, ...], Script]]] = {}
        for file in found:
            show, inner = self._show_of(file)
            if show is None:
                if self._is_script(file):
                    remedy = "move it into shows/NAME/, where NAME is its show"
                    self._left_out(file, "This script belongs to no show, so it is not read", remedy)
            elif inner == ("show.md",) and self.only is None:
                sheets[show] = self._sheet(show, file)
            elif self._is_script(file):
                source = self._source(file)
                if source is not None:
                    script, findings = self.shelf.script(source)
                    self.findings.extend(findings)
                    scripts.setdefault(show, []).append((inner, script))
            elif self.has_shows and self.only is None and file.suffix in NO_SCRIPTS_YET:
                self._not_a_script(file, files.names)
        for show in scripts:
            if show not in sheets:
                sheets[show] = self._sheet(show, None)
        ordered = [sheets[show] for show in sorted(sheets)]
        choose_mothership(ordered)
        settle_feeds(ordered)
        self._tell_apart(ordered)
        for sheet in ordered:
            self.findings.extend(arrange_episodes(sheet, scripts.get(sheet.show.id, ())))
            self.findings.extend(sheet.findings)
            files.shows[sheet.show.id] = sheet.show

    def _tell_apart(self, sheets: list[ShowSheet]) -> None:
        ids: dict[str, ShowSheet] = {}
        for sheet in sheets:
            other = ids.setdefault(sheet.show.id.lower(), sheet)
            if other is not sheet:
                message = f"The shows {other.show.id} and {sheet.show.id} cannot be told apart in references to scenes"
                sheet.report("L109", sheet.show.span, message, "give one of the two folders another name")

    def _show_of(self, file: FoundFile) -> tuple[str | None, tuple[str, ...]]:
        """The show that a file belongs to, and its path inside the show."""
        parts = file.parts
        if self.has_shows:
            return (parts[1], parts[2:]) if parts[0].lower() == "shows" and len(parts) > 2 else (None, ())
        if parts[0].lower() == "bible":
            return None, ()
        return self._bare_name(), parts

    def _bare_name(self) -> str:
        return self.root.name or "show"

    def _sheet(self, show: str, file: FoundFile | None) -> ShowSheet:
        if file is None:
            where = f"shows/{show}" if self.has_shows else "."
            return read_show(show, show, Source(where, ""), {})
        source = self._source(file)
        if source is None:
            return read_show(show, show, Source(file.name, ""), {})
        fields, _, findings = read_front_matter(source)
        self.findings.extend(replace(finding, code="L109") for finding in findings)
        return read_show(show, show, source, fields)

    def _is_script(self, file: FoundFile) -> bool:
        if file.suffix in SCRIPTS or self.only is not None:
            return True
        return file.suffix == ".xml" and _is_tei(self.tree.head(file, 8192))

    def _not_a_script(self, file: FoundFile, names: tuple[str, ...]) -> None:
        stem = file.name.rsplit(".", 1)[0]
        if any(stem + suffix in names for suffix in (*sorted(SCRIPTS), ".xml")):
            return  # a print of a script that is there
        remedy = "turn it into a script with `fabula import`, or move it out of shows/"
        self._left_out(file, f"Scripts are not read from {file.suffix} files", remedy)

    def _nothing(self, found: list[FoundFile]) -> UnreadableUniverse:
        broken = next((f for f in self.findings if f.code.startswith("S1")), None)
        if broken is not None:
            return UnreadableUniverse(
                f"no script in {self.root} can be read: {broken.span.path}: {broken.message}", broken.help
            )
        if any(file.suffix in NO_SCRIPTS_YET for file in found):
            remedy = "turn the texts into scripts with `fabula import`"
        else:
            remedy = "put .fountain or .fdx files into it, or start a universe with `fabula init`"
        return UnreadableUniverse(f"there are no scripts in {self.root}", remedy)


def _is_tei(start: bytes) -> bool:
    # Other XML (feeds, exports of other tools) lies around in folders; the root element tells.
    return b"<TEI" in start or b"<teiCorpus" in start or b":TEI" in start
