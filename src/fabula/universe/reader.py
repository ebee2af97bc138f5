"""Reading the files of a universe: settings, bible, shows and scripts; all of them, or those that have changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fabula.bible.frontmatter import read_front_matter
from fabula.bible.model import EntryKind
from fabula.finding import Finding
from fabula.script.model import Script
from fabula.source import Source
from fabula.universe.episodes import arrange_episodes
from fabula.universe.files import SETTINGS, Files, FoundFile
from fabula.universe.model import Episode, Settings
from fabula.universe.settings import read_settings
from fabula.universe.shelf import Shelf
from fabula.universe.shows import ShowSheet, choose_mothership, read_show, settle_feeds
from fabula.universe.tree import Tree
from fabula.universe.unreadable import UnreadableUniverse
from fabula.universe.versions import universe_files

__all__ = ["UniverseReader"]

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


@dataclass(frozen=True, slots=True)
class _Found:
    """A script with its path inside its show."""

    file: FoundFile
    inner: tuple[str, ...]
    script: Script


class UniverseReader:
    """A tree of files, read; and read again in part after an edit.

    ``files`` is what was read. Raises `UnreadableUniverse` if there is no script in the tree.
    """

    def __init__(self, tree: Tree, shelf: Shelf | None = None) -> None:
        self.tree = tree
        self.shelf = shelf or Shelf()
        self.root = tree.root
        self.only = tree.only
        self.has_shows = False
        self._findings: dict[str, list[Finding]] = {}
        """By the name of a file; those of a show's episodes by its id behind a colon; those of the whole by nothing."""
        self._sheets: dict[str, ShowSheet] = {}
        self._scripts: dict[str, list[_Found]] = {}
        self._places: dict[str, tuple[str, int]] = {}
        """By the name of a script: its show, and its place among the scripts of that show."""
        self.files = self._read()

    @property
    def findings(self) -> list[Finding]:
        """Everything that is wrong with the files themselves."""
        return [finding for findings in self._findings.values() for finding in findings]

    def reread(self, tree: Tree, names: Iterable[str]) -> list[tuple[Episode, Episode]] | None:
        """Read some files again, and give each episode that has changed, as it was and as it is.

        None if more has changed than the texts of scripts: then everything has to be read again, with the same shelf.
        ``files`` have the new episodes in the places of the old ones.
        """
        changed: dict[str, list[tuple[int, Script, list[Finding]]]] = {}
        for name in names:
            place = self._places.get(name)
            if place is None:
                return None
            show, index = place
            source, findings = self.shelf.source(tree, self._scripts[show][index].file)
            if source is None:
                return None
            script, broken = self.shelf.script(source)
            changed.setdefault(show, []).append((index, script, [*findings, *broken]))
        found: list[tuple[Episode, Episode]] = []
        for show, scripts in changed.items():
            pairs = self._rearrange(show, scripts)
            if pairs is None:
                return None
            found += pairs
        self.tree = tree
        return found

    def _rearrange(
        self, show: str, changed: list[tuple[int, Script, list[Finding]]]
    ) -> list[tuple[Episode, Episode]] | None:
        """Put changed scripts in their places in a show; None if that changes more than these episodes."""
        scripts = [(found.inner, found.script) for found in self._scripts[show]]
        for index, script, _ in changed:
            scripts[index] = (scripts[index][0], script)
        sheet = self._sheets[show]
        trial = replace(sheet, show=replace(sheet.show, episodes=[]))
        findings = arrange_episodes(trial, scripts)
        if len(sheet.show.episodes) != len(trial.show.episodes):
            return None  # one is left out, or is there again
        new = {id(script): script for _, script, _ in changed}
        pairs: list[tuple[int, Episode, Episode]] = []
        for index, (before, after) in enumerate(zip(sheet.show.episodes, trial.show.episodes, strict=True)):
            if _standing(before) != _standing(after):
                return None
            if id(after.script) in new and after.script is not before.script:
                after.show = sheet.show
                pairs.append((index, before, after))
            elif after.script is not before.script:
                return None  # two episodes have changed places
        for index, _, after in pairs:
            sheet.show.episodes[index] = after
        self._findings[f":{show}"] = [*findings, *sheet.findings]
        for index, script, broken in changed:
            self._scripts[show][index] = replace(self._scripts[show][index], script=script)
            self._findings[script.source.path] = broken
        return [(before, after) for _, before, after in pairs]

    def _report(self, where: str, findings: Iterable[Finding]) -> None:
        held = self._findings.setdefault(where, [])
        held.extend(findings)

    def _read(self) -> Files:
        found, findings = universe_files(self.tree)
        self._report("", findings)
        if self.only is None:
            self.has_shows = any(len(file.parts) > 1 and file.parts[0].lower() == "shows" for file in found)
        files = Files(self.root, self._settings(found), names=tuple(file.name for file in found))
        self._read_bible(files, found)
        self._read_shows(files, found)
        if not any(show.episodes for show in files.shows.values()):
            raise self._nothing(found)
        return files

    def _settings(self, found: list[FoundFile]) -> Settings:
        file = next((file for file in found if file.name == SETTINGS), None)
        source = self._source(file) if file is not None else None
        if source is None:
            return Settings()
        settings, findings = read_settings(source)
        self._report(file.name if file is not None else "", findings)
        return settings

    def _source(self, file: FoundFile) -> Source | None:
        source, findings = self.shelf.source(self.tree, file)
        self._report(file.name, findings)
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
                self._report(file.name, findings)
                files.entries.append(entry)

    def _strange_folder(self, file: FoundFile, told: set[str]) -> None:
        folder = file.parts[1]
        right = FOLDER_NAMES.get(folder.lower())
        if right is not None and folder not in told:
            told.add(folder)
            message = f"The folder bible/{folder} is no folder of entries, so what is in it is not read"
            self._left_out(file, message, f"call the folder bible/{right}")

    def _left_out(self, file: FoundFile, message: str, remedy: str) -> None:
        self._report("", [Finding("S112", Source(file.name, "").whole, message, remedy)])

    def _read_shows(self, files: Files, found: list[FoundFile]) -> None:
        sheets, scripts = self._sheets, self._scripts
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
                    self._report(file.name, findings)
                    own = scripts.setdefault(show, [])
                    self._places[file.name] = (show, len(own))
                    own.append(_Found(file, inner, script))
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
            theirs = [(one.inner, one.script) for one in scripts.get(sheet.show.id, ())]
            self._report(f":{sheet.show.id}", [*arrange_episodes(sheet, theirs), *sheet.findings])
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
        self._report(file.name, (replace(finding, code="L109") for finding in findings))
        return read_show(show, show, source, fields)

    def _is_script(self, file: FoundFile) -> bool:
        if file.suffix in SCRIPTS or self.only is not None:
            return True
        return file.suffix == ".xml" and _is_tei(self.shelf.head(self.tree, file, 8192))

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


def _standing(episode: Episode) -> tuple[object, ...]:
    """What other episodes may rest on beside an episode's text."""
    return episode.key, episode.code, episode.status, episode.released, episode.title
