"""Turning scripts of other formats into a universe folder that a person can go on with."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fabula.bible.entries import read_entry
from fabula.bible.model import EntryKind
from fabula.exchange.new_files import write_new
from fabula.exchange.numbered import NumberedScript, number_scripts, numbers_in
from fabula.exchange.stubs import (
    Person,
    gather_people,
    gather_places,
    merge_groups,
    name_players,
    write_person,
    write_place,
)
from fabula.exchange.write_fountain import write_fountain
from fabula.finding import Finding
from fabula.script.files import read_source
from fabula.script.model import Kind, Script
from fabula.script.read import SUFFIXES, read_script
from fabula.script.typed import read_typed
from fabula.source import Source
from fabula.universe.names import fold_name, slug

__all__ = ["ImportRefused", "Imported", "import_scripts"]

TYPED: Final = ".txt"
SURROGATE: Final = re.compile("[\ud800-\udfff]")
NOT_A_SCRIPT: Final = "This is none of the formats that can be imported"
NOT_A_SCRIPT_HELP: Final = (
    "save it as Final Draft (.fdx), Fountain or plain text with its layout (.txt), and import that"
)


class ImportRefused(Exception):  # noqa: N818 - it says what is so, as the messages do
    """Nothing can be imported. ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(slots=True)
class Imported:
    """What an import did, or would do (``dry_run``). New paths are relative to ``target``, with forward slashes.

    ``written`` are the new files, scripts first. ``episodes`` are pairs of an input and the file that it became, or
    would become if that were not there. ``skipped`` are pairs of a path and the reason why nothing was written:
    inputs that hold no script, and files that exist. ``findings`` are those of reading, at the inputs' paths.
    """

    target: Path
    dry_run: bool
    written: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    episodes: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def import_scripts(
    paths: Iterable[Path], target: Path, show: str = "", *, name: str = "", dry_run: bool = False
) -> Imported:
    """Read scripts and write them as the episodes of a show, with first bible entries. Never writes over a file.

    ``paths`` are files or folders of them: FDX, TEI, typed text (``.txt``) and Fountain. Season and episode are taken
    from title pages and names (``s01e02``, ``1x02``, ``102``); what has none gets the next free numbers in the order
    given. ``show`` is what the show is called, and its folder (default: the target's name), ``name`` what the universe
    is. Raises `ImportRefused` if the target cannot hold a universe or no input is a script.
    """
    if target.exists() and not target.is_dir():
        raise ImportRefused(f"{target} is a file, not a folder", "name a folder for the universe; it may be a new one")
    result = Imported(target, dry_run)
    called = show or name or target.absolute().name
    folder = f"shows/{slug(show or target.absolute().name)}"
    scripts = [script for path in paths for script in _read(Path(path), result)]
    if not scripts:
        raise ImportRefused("there is no script to import", _why(result))
    numbered = number_scripts(scripts, numbers_in(target / folder))
    players = name_players((one.code, one.script) for one in numbered if one.script.format == "tei")
    names = {key: person.name for key, person in players.items()}
    for one in numbered:
        path = f"{folder}/{one.path}"
        result.episodes.append((one.script.source.path, path))
        _write(result, path, write_fountain(one.script, names))
    _write(result, "fabula.toml", f'name = {_quote(name or called)}\ntimezone = "UTC"\n\n[rules]\n')
    role = "mothership" if not _other_shows(target, folder) else "spinoff"
    _write(result, f"{folder}/show.md", f"---\nname: {_quote(called)}\nrole: {role}\n---\n")
    _write_bible(result, numbered, players)
    return result


def _why(result: Imported) -> str:
    if result.findings:
        first = min(result.findings, key=lambda finding: finding.sort_key)
        return f"{first.span}: {first.message}. {first.help[:1].upper()}{first.help[1:]}"
    return "give .fdx, .xml (TEI), .txt or .fountain files, or a folder that holds some"


def _read(path: Path, result: Imported) -> Iterator[Script]:
    """The scripts at a path: one, or all below a folder in the order of their names."""
    if not path.is_dir():
        yield from _read_file(path, result)
        return

    def refuse(error: OSError) -> None:
        label = Path(error.filename).as_posix()
        message = f"This folder cannot be read: {(error.strerror or 'no reason given').lower()}"
        result.findings.append(Finding("S105", Source(label, "").whole, message, "allow yourself to read it"))
        result.skipped.append((label, "it cannot be read"))

    for folder, folders, names in os.walk(path, onerror=refuse):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for one in sorted(names):
            file = Path(folder, one)
            if one.startswith(".") or not one.lower().endswith((*SUFFIXES, TYPED)):
                continue
            if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path)):
                result.skipped.append((file.as_posix(), "it is a link that leads out of the folder"))
            else:
                yield from _read_file(file, result)


def _read_file(path: Path, result: Imported) -> Iterator[Script]:
    label = path.as_posix()
    typed = label.lower().endswith(TYPED)
    if not typed and not label.lower().endswith(SUFFIXES):
        result.findings.append(Finding("S112", Source(label, "").whole, NOT_A_SCRIPT, help=NOT_A_SCRIPT_HELP))
        result.skipped.append((label, "it is no script that can be read"))
        return
    source, findings = read_source(path, label)
    result.findings += findings
    if source is None:
        result.skipped.append((label, "it cannot be read"))
        return
    script, findings = (read_typed if typed else read_script)(source)
    result.findings += findings
    if any(element.kind is not Kind.BLANK for element in script.elements):
        yield script
    else:
        result.skipped.append((label, "there is no script in it"))


def _other_shows(target: Path, folder: str) -> bool:
    shows = target / "shows"
    return shows.is_dir() and any(one.is_dir() and one != target / folder for one in shows.iterdir())


def _write_bible(result: Imported, numbered: list[NumberedScript], players: dict[str, Person]) -> None:
    """Write the entries of people and places that the bible has none of."""
    plays = merge_groups(players.values())
    others = [(one.code, one.script) for one in numbered if one.script.format != "tei"]
    known = _known_names(result.target, EntryKind.PERSON)
    held = {fold_name(person.name) for person in plays}
    people = plays + [person for person in gather_people(others) if fold_name(person.name) not in held]
    uses = Counter(name for person in people for name in person.all_names())
    shared = frozenset(name for name, count in uses.items() if count > 1)
    taken: set[str] = set()
    for person in sorted(people, key=lambda person: (fold_name(person.name), person.key)):
        if fold_name(person.name) not in known:
            _write(result, f"bible/people/{_stem(person.name, taken)}.md", write_person(person, shared))
    known = _known_names(result.target, EntryKind.PLACE)
    taken = set()
    for folded, (place, episode) in gather_places((one.code, one.script) for one in numbered).items():
        if folded not in known:
            _write(result, f"bible/places/{_stem(place, taken)}.md", write_place(place, episode))


def _known_names(target: Path, kind: EntryKind) -> set[str]:
    """The names that the entries of a bible already go by."""
    names: set[str] = set()
    for file in sorted((target / "bible" / kind.value).glob("*.md")):
        source, _ = read_source(file, file.name)
        if source is not None:
            entry, _ = read_entry(source, kind)
            names.update(map(fold_name, (entry.name, *entry.aliases, *entry.cues)))
    return names


def _stem(name: str, taken: set[str]) -> str:
    """A file's stem for a name, that no other has."""
    stem, number = slug(name), 2
    while stem in taken:
        stem, number = f"{slug(name)}-{number}", number + 1
    taken.add(stem)
    return stem


def _quote(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _write(result: Imported, path: str, text: str) -> None:
    """Write one new file, or note why not."""
    file = result.target / path
    data = SURROGATE.sub("\ufffd", text.removeprefix("\ufeff")).encode()
    try:
        new = not os.path.lexists(file) if result.dry_run else write_new(file, data)
        same = not new and file.is_file() and file.read_bytes() == data
    except OSError as error:
        result.skipped.append((path, f"it cannot be written: {error.strerror or error}"))
        return
    if new:
        result.written.append(path)
    elif path != "fabula.toml" and not path.endswith("/show.md"):
        reason = "it is there already, just so" if same else "it is there already and says something else"
        result.skipped.append((path, reason))
