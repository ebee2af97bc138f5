"""Files that have been read and parsed, kept so that a second reading parses only what has changed."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from fabula.bible.entries import read_entry
from fabula.bible.model import Entry, EntryKind
from fabula.finding import Finding
from fabula.script.model import Script
from fabula.script.read import read_script
from fabula.source import Source
from fabula.universe.files import FoundFile
from fabula.universe.tree import Tree

__all__ = ["Shelf"]

_Read = tuple[Source | None, list[Finding]]


@dataclass(slots=True)
class Shelf:
    """What was read of each file, by name, with the stamp that it had then. An empty one remembers nothing yet.

    A text that is the same as before is the same `Source`, and what was parsed from it the same object: so what is
    new can be told from what is not.
    """

    sources: dict[str, tuple[Hashable, _Read]] = field(default_factory=dict)
    scripts: dict[str, tuple[Source, tuple[Script, list[Finding]]]] = field(default_factory=dict)
    entries: dict[str, tuple[Source, tuple[Entry, list[Finding]]]] = field(default_factory=dict)
    looked_at: dict[str, Hashable] = field(default_factory=dict)
    """The stamps of files that were looked into and not read."""

    def source(self, tree: Tree, file: FoundFile) -> _Read:
        """A file's text. It is read again only if its stamp has changed."""
        stamp = tree.stamp(file)
        held = self.sources.get(file.name)
        if held is not None and stamp is not None and held[0] == stamp:
            return held[1]
        read = tree.read(file)
        if held is not None and _same_text(held[1][0], read[0]):
            read = held[1]
        self.sources[file.name] = (stamp, read)
        return read

    def is_stale(self, tree: Tree, file: FoundFile) -> bool:
        """Whether a file that is on the shelf may say something else by now."""
        held = self.sources.get(file.name)
        if held is None and file.name not in self.looked_at:
            return False  # it was not read, and need not be
        stamp = tree.stamp(file)
        return stamp is None or stamp != (held[0] if held is not None else self.looked_at[file.name])

    def head(self, tree: Tree, file: FoundFile, size: int) -> bytes:
        """The first bytes of a file, by which it is told whether to read it at all."""
        self.looked_at[file.name] = tree.stamp(file)
        return tree.head(file, size)

    def script(self, source: Source) -> tuple[Script, list[Finding]]:
        """A script, parsed once."""
        held = self.scripts.get(source.path)
        if held is None or held[0] is not source:
            held = self.scripts[source.path] = (source, read_script(source))
        return held[1]

    def entry(self, source: Source, kind: EntryKind) -> tuple[Entry, list[Finding]]:
        """An entry of the bible, parsed once."""
        held = self.entries.get(source.path)
        if held is None or held[0] is not source or held[1][0].kind is not kind:
            held = self.entries[source.path] = (source, read_entry(source, kind))
        return held[1]


def _same_text(one: Source | None, other: Source | None) -> bool:
    if one is None or other is None or type(one) is not Source or type(other) is not Source:
        return False  # what leaves parts of a file out is like no other
    return (one.text, one.encoding, one.errors) == (other.text, other.encoding, other.errors)
