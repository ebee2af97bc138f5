"""Where the files of a universe come from: a folder, a folder with edits on top, or (elsewhere) a revision of git."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Protocol

from fabula.finding import Finding
from fabula.script.files import decode_source, read_source
from fabula.source import Source
from fabula.universe.files import FoundFile, find_files, natural_key

__all__ = ["EditedTree", "FolderTree", "Tree"]


class Tree(Protocol):
    """The files of one universe at one moment.

    ``root`` is the folder that it stands for, which need not exist as such (a revision of git). ``only`` is the one
    file to be read, for a script outside any universe; None for a whole folder.
    """

    @property
    def root(self) -> Path: ...

    @property
    def only(self) -> FoundFile | None: ...

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """Every file in natural order of path, and what had to be left out (S105, S112)."""
        ...

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """A file's text, or None with findings that say why not. See `fabula.script.files.read_source`."""
        ...

    def head(self, file: FoundFile, size: int) -> bytes:
        """The first ``size`` bytes of a file; empty if it cannot be read."""
        ...

    def stamp(self, file: FoundFile) -> Hashable:
        """What is equal for two readings only if the file says the same in both; None if that cannot be told."""
        ...


class FolderTree:
    """A folder on the disk, as it is now."""

    def __init__(self, root: Path, only: Path | None = None) -> None:
        self.root = root
        self.only = None if only is None else FoundFile(only, only.name)

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """See `Tree.files`."""
        return find_files(self.root) if self.only is None else ([self.only], [])

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """See `Tree.read`."""
        return read_source(file.path, file.name)

    def head(self, file: FoundFile, size: int) -> bytes:
        """See `Tree.head`."""
        try:
            with file.path.open("rb") as opened:
                return opened.read(size)
        except OSError:
            return b""

    def stamp(self, file: FoundFile) -> Hashable:
        """See `Tree.stamp`. Two edits within a tick of the clock that leave the size alone look the same."""
        try:
            found = os.stat(file.path)  # noqa: PTH116  a thousand files are asked at once
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


class EditedTree:
    """Another tree with some files replaced, added or taken away: what an editor holds and has not saved.

    ``texts`` are whole files by name, None for one that is gone; a `Source` is read as it is. Names are relative to the
    root, with slashes.
    """

    def __init__(self, base: Tree, texts: Mapping[str, str | bytes | Source | None]) -> None:
        self.base = base
        self.texts = dict(texts)

    @property
    def root(self) -> Path:
        """The root of the tree below."""
        return self.base.root

    @property
    def only(self) -> FoundFile | None:
        """The one file of the tree below, if it has only one."""
        return self.base.only

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """See `Tree.files`."""
        found, findings = self.base.files()
        names = {file.name for file in found}
        files = [file for file in found if self.texts.get(file.name, "") is not None]
        added = [name for name, text in self.texts.items() if text is not None and name not in names]
        if added:
            files += [FoundFile(self.root / name, name) for name in added]
            files.sort(key=lambda file: natural_key(file.name))
        return files, findings

    def read(self, file: FoundFile) -> tuple[Source | None, list[Finding]]:
        """See `Tree.read`."""
        text = self.texts.get(file.name)
        if text is None:
            return self.base.read(file)
        if isinstance(text, Source):
            return text, []
        return decode_source(text, file.name) if isinstance(text, bytes) else (Source(file.name, text), [])

    def head(self, file: FoundFile, size: int) -> bytes:
        """See `Tree.head`."""
        text = self.texts.get(file.name)
        if text is None:
            return self.base.head(file, size)
        if isinstance(text, Source):
            text = text.text
        return text[:size] if isinstance(text, bytes) else text[:size].encode("utf-8", "surrogatepass")[:size]

    def stamp(self, file: FoundFile) -> Hashable:
        """See `Tree.stamp`."""
        text = self.texts.get(file.name)
        return self.base.stamp(file) if text is None else text
