"""Versions: folders in a universe that hold some of its files once more, written otherwise.

``versions/NAME/shows/italy/s01/e01.fountain`` stands in place of ``shows/italy/s01/e01.fountain``, or beside the files
of the universe if there is none of that name. What else a version says stands in ``versions/NAME/version.md``: what it
is for, and which files it drops. The universe itself knows nothing of its versions.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from fabula.bible.frontmatter import read_front_matter
from fabula.bible.model import Value
from fabula.finding import Finding, Related
from fabula.source import Source
from fabula.universe.files import FoundFile, natural_key
from fabula.universe.settings import did_you_mean
from fabula.universe.tree import EditedTree, Tree

__all__ = [
    "VersionTree",
    "find_version",
    "in_versions",
    "list_versions",
    "plain_path",
    "universe_files",
    "version_of",
]

FOLDER: Final = "versions"
SHEET: Final = "version.md"
_KEYS: Final = ("name", "drops")
_SIGNS: Final = ("fabula.toml", "shows", "bible")
"""What tells a folder that holds versions from any other folder with a folder of that name."""


def find_version(path: Path) -> tuple[Path, str] | None:
    """The universe folder and the name of the version that a path leads to or into; None if it leads to no version.

    Versions hold no versions: of several folders of that name on the way, the first one counts.
    """
    path = path.expanduser().absolute()
    for folder in reversed((path, *path.parents)):
        if folder.parent.name.lower() == FOLDER and folder.is_dir():
            universe = folder.parent.parent
            own = (folder / "fabula.toml").is_file() and not (universe / "fabula.toml").is_file()
            if not own and ((folder / SHEET).is_file() or any((universe / sign).exists() for sign in _SIGNS)):
                return universe, folder.name
    return None


def in_versions(name: str) -> bool:
    """Whether a file of a universe, by its path in it, belongs to one of its versions."""
    return name[: len(FOLDER) + 1].lower() == f"{FOLDER}/"


def list_versions(names: Iterable[str]) -> list[str]:
    """The names of the versions of a universe that has these files, sorted."""
    return sorted({name.split("/")[1] for name in names if in_versions(name) and name.count("/") > 1})


def plain_path(path: str) -> str:
    """A path in a universe as it is without versions: what a version puts in its place has the same."""
    return "/".join(path.split("/")[2:]) if in_versions(path) else path


def universe_files(tree: Tree) -> tuple[list[FoundFile], list[Finding]]:
    """The files of a tree that make its universe, and what is left out of it: without those of its versions."""
    found, findings = tree.files()
    name = version_of(tree)
    inside = f"{FOLDER}/{name}/".lower() if name else ""
    return (
        [file for file in found if not in_versions(file.name)],
        [f for f in findings if not in_versions(f.span.path) or (inside and f.span.path.lower().startswith(inside))],
    )


def version_of(tree: Tree) -> str:
    """The name of the version that a tree is, edited or not; empty if it is none."""
    while isinstance(tree, EditedTree):
        tree = tree.base
    return tree.name if isinstance(tree, VersionTree) else ""


class VersionTree:
    """A universe with one of its versions laid over it: a `fabula.universe.tree.Tree`.

    Its files have the names that they have in the universe. Where they are read, their paths are those of the files
    that really hold the text, so that a finding leads there.
    """

    def __init__(self, base: Tree, name: str) -> None:
        self.base = base
        self.name = name
        self._own: dict[str, FoundFile] | None = None

    def __repr__(self) -> str:
        return f"VersionTree({self.base!r}, {self.name!r})"

    @property
    def root(self) -> Path:
        """The folder of the universe."""
        return self.base.root

    @property
    def only(self) -> None:
        """A version is always one of a whole universe."""
        return None

    @property
    def names(self) -> list[str]:
        """The names of all versions that the universe has."""
        return list_versions(file.name for file in self.base.files()[0])

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """See `Tree.files`. What is wrong with ``version.md`` is L109."""
        found, findings = self.base.files()
        inside = f"{FOLDER}/{self.name}/".lower()
        own = {file.name[len(inside) :]: file for file in found if file.name[: len(inside)].lower() == inside}
        sheet = own.pop(SHEET, None)
        plain = {file.name: file for file in found if not in_versions(file.name)}
        dropped, notes = self._read_sheet(sheet, plain, own) if sheet is not None else (set(), [])
        files = [file for name, file in plain.items() if name not in dropped and name not in own]
        files += [FoundFile(file.path, name) for name, file in own.items()]
        files.sort(key=lambda file: natural_key(file.name))
        self._own = own
        return files, [*findings, *notes]

    def _read_sheet(
        self, sheet: FoundFile, plain: Mapping[str, FoundFile], own: Mapping[str, FoundFile]
    ) -> tuple[set[str], list[Finding]]:
        """The files that ``version.md`` takes away, and what is wrong with it."""
        source, wrong = self.base.read(sheet)
        if source is None:
            return set(), wrong
        fields, _, notes = read_front_matter(source)
        findings = [*wrong, *_check_keys(fields)]
        findings += [replace(finding, code="L109") for finding in notes]
        dropped: set[str] = set()
        drops = fields.get("drops")
        if drops is None:
            return dropped, findings
        if isinstance(drops.value, Mapping):
            message, remedy = "The field drops is a list of paths", "write `drops: [shows/india/s01/e02.fountain]`"
            return dropped, [*findings, Finding("L109", drops.key or drops.span, message, remedy)]
        for item in drops.items:
            names = _files_at(item.text, plain)
            dropped |= names
            again = sorted(names & own.keys())
            if not names:
                message = f"This version drops “{item.text}”, which is no file or folder of the universe"
                remedy = did_you_mean(item.text, sorted({*plain, *_folders(plain)}))
                findings.append(Finding("L109", item.span, message, remedy))
            elif again:
                message = f"This version drops {again[0]} and has the file as well"
                related = Related(Source(own[again[0]].name, "").whole, "the file of the version, which stands")
                findings.append(Finding("L109", item.span, message, "do one or the other", related=(related,)))
        return dropped, findings

    def _real(self, file: FoundFile) -> FoundFile:
        """The file that really holds the text."""
        if self._own is None:
            self.files()
        return (self._own or {}).get(file.name, file)

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """See `Tree.read`."""
        return self.base.read(self._real(file))

    def head(self, file: FoundFile, size: int) -> bytes:
        """See `Tree.head`."""
        return self.base.head(self._real(file), size)

    def stamp(self, file: FoundFile) -> Hashable:
        """See `Tree.stamp`."""
        return self.base.stamp(self._real(file))


def _check_keys(fields: Mapping[str, Value]) -> Iterable[Finding]:
    """Fields that look like a slip of the finger. Others are the room's own."""
    for key, value in fields.items():
        near = process.extractOne(key.lower(), _KEYS, scorer=fuzz.ratio, score_cutoff=75) if key not in _KEYS else None
        if near is not None:
            yield Finding(
                "L109", value.key or value.span, f"A version has no field “{key}”", f"did you mean {near[0]}?"
            )


def _files_at(path: str, names: Iterable[str]) -> set[str]:
    """The file of that path, or all files below it if it is a folder."""
    path = path.strip().replace("\\", "/").removeprefix("./").rstrip("/")
    return {name for name in names if path and (name == path or name.startswith(f"{path}/"))}


def _folders(names: Iterable[str]) -> set[str]:
    return {name[:at] for name in names for at, char in enumerate(name) if char == "/"}
