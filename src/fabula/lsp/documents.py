"""The texts that stand in the editor: opened, changed by edits as they are typed, closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabula.lsp.positions import Encoding, Positions, find_line_starts, splice_line_starts
from fabula.lsp.shifts import NO_SHIFT, Replaced, Shift
from fabula.source import Source

__all__ = ["Document", "Documents", "TextChange", "Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a document at one moment. Never changed, so that any thread may read it.

    ``serial`` grows with every edit, and from one text of a document to the next. ``edits`` are the last ones, those
    that lead here from the last text that was checked.
    """

    text: str
    starts: Sequence[int]
    version: int
    serial: int = 0
    edits: tuple[Replaced, ...] = ()

    def shift_since(self, serial: int) -> Shift:
        """What has been typed since the text with a serial."""
        return (
            Shift(self.edits[max(0, len(self.edits) - (self.serial - serial)) :]) if serial < self.serial else NO_SHIFT
        )

    def positions(self, encoding: Encoding) -> Positions:
        """Its places as a client counts them."""
        return Positions(self.text, self.starts, encoding)

    def source(self, path: str) -> Source:
        """It as a file that is to be read."""
        source = Source(path, self.text)
        source.__dict__["line_starts"] = list(self.starts)  # they are known: a cached property takes them from here
        return source


class TextChange(NamedTuple):
    """One edit as a client tells it: lines and columns of the stretch to be replaced, or None for all of it."""

    stretch: tuple[int, int, int, int] | None
    text: str


@dataclass(slots=True)
class Document:
    """One open document. ``uri`` is what the client calls it, ``language`` what it says it is."""

    uri: str
    language: str
    written: Written

    def change(self, version: int, changes: Iterable[TextChange], encoding: Encoding) -> None:
        """Take edits, each made to the text that the one before has left."""
        before = self.written
        text, starts, edits = before.text, before.starts, list(before.edits)
        for change in changes:
            if change.stretch is None:
                start, end = 0, len(text)
                starts = find_line_starts(change.text)
            else:
                places = Positions(text, starts, encoding)
                start, end = sorted((places.offset(*change.stretch[:2]), places.offset(*change.stretch[2:])))
                starts = splice_line_starts(starts, text, start, end, change.text)
            text = f"{text[:start]}{change.text}{text[end:]}"
            edits.append(Replaced(start, end, len(change.text)))
        serial = before.serial + len(edits) - len(before.edits)
        self.written = Written(text, starts, version, serial, tuple(edits))

    def forget_before(self, serial: int) -> None:
        """Edits before the text with a serial will not be asked for again."""
        self.written = replace(self.written, edits=self.written.shift_since(serial).edits)


class Documents:
    """All open documents, by what the client calls them."""

    def __init__(self) -> None:
        self.encoding = Encoding.UTF16
        self._held: dict[str, Document] = {}
        self._serial = 0

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._held.values()))

    def get(self, uri: str) -> Document | None:
        """The open document of a name, or None."""
        return self._held.get(uri)

    def open(self, uri: str, language: str, version: int, text: str) -> Document:
        """A document has been opened. One that was open already is taken anew, with its history lost."""
        self.close(uri)
        self._serial += 1  # no text of before, of whatever document, is taken for this one
        serial = self._serial
        document = Document(uri, language, Written(text, find_line_starts(text), version, serial))
        self._held[uri] = document
        return document

    def change(self, uri: str, version: int, changes: Iterable[TextChange]) -> str:
        """Take edits to a document. Gives the reason why they were not taken, or nothing.

        An edit that is not newer than the text was made to a text that is gone: taken all the same it would land in
        a wrong place, and every later one after it.
        """
        document = self._held.get(uri)
        if document is None:
            return "it is not open"
        if version <= document.written.version:
            return f"version {version} came after version {document.written.version}"
        document.change(version, changes, self.encoding)
        return ""

    def close(self, uri: str) -> Document | None:
        """A document has been closed. What it was, or None if it was not open."""
        document = self._held.pop(uri, None)
        if document is not None:
            self._serial = max(self._serial, document.written.serial)
        return document
