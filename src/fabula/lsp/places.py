"""Places of a checked universe as the editor shows them now: moved by what has been typed since the check."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from fabula.lsp.documents import Written
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.positions import Encoding, Positions
from fabula.source import Source, Span

__all__ = ["Places", "range_of", "uri_of"]


def uri_of(path: Path) -> str:
    """What a file is called in the protocol."""
    return path.as_uri()


def range_of(positions: Positions, start: int, end: int) -> types.Range:
    """A stretch of a text as the protocol tells it."""
    return types.Range(types.Position(*positions.place(start)), types.Position(*positions.place(end)))


class Places:
    """The places of one check, for one answer. What stands in the documents is looked at once."""

    def __init__(self, universe: OpenUniverse, checked: Checked, encoding: Encoding) -> None:
        self.root = universe.home.root
        self.encoding = encoding
        self._uris = {name: document.uri for name, document in universe.members.items()}
        self._written = {name: document.written for name, document in universe.members.items()}
        self._checked = checked.written
        self._positions: dict[str, Positions] = {}

    def written(self, name: str) -> Written | None:
        """What stands in the open document of a file, or None if it is not open."""
        return self._written.get(name)

    def version(self, name: str) -> int | None:
        """The version of the open document of a file, or None if it is not open."""
        written = self._written.get(name)
        return None if written is None else written.version

    def uri(self, name: str) -> str:
        """What the client calls a file."""
        return self._uris.get(name) or uri_of(self.root / name)

    def is_behind(self, name: str) -> bool:
        """Whether something has been typed in a file since it was checked."""
        now, then = self._written.get(name), self._checked.get(name)
        return now is not None and then is not None and now.serial != then.serial

    def touches(self, span: Span) -> bool:
        """Whether what stands at a place has been changed since it was checked."""
        now, then = self._written.get(span.path), self._checked.get(span.path)
        return now is not None and then is not None and now.shift_since(then.serial).touches(span.start, span.end)

    def range(self, span: Span) -> types.Range:
        """Where a stretch stands now."""
        return self.stretch(span.source, span.start, span.end)

    def stretch(self, source: Source, start: int, end: int) -> types.Range:
        """Where a stretch of a file stands now."""
        now, then = self._written.get(source.path), self._checked.get(source.path)
        if now is not None and then is not None and now.serial != then.serial:
            start, end = now.shift_since(then.serial).carry(start, end)
        return range_of(self._positions_of(source, now), start, end)

    def position(self, name: str, offset: int) -> types.Position | None:
        """Where an offset of an open document, in the text that was checked, stands now; None if it is not open."""
        now, then = self._written.get(name), self._checked.get(name)
        if now is None:
            return None
        if then is not None:
            offset, _ = now.shift_since(then.serial).carry(offset, offset)
        return types.Position(*now.positions(self.encoding).place(offset))

    def location(self, span: Span) -> types.Location:
        """Where a stretch stands now, with its file."""
        return types.Location(self.uri(span.path), self.range(span))

    def checked_offset(self, name: str, position: types.Position) -> int | None:
        """The offset in the text that was checked of a place in an open document; None if it is not open."""
        now, then = self._written.get(name), self._checked.get(name)
        if now is None:
            return None
        offset = now.positions(self.encoding).offset(position.line, position.character)
        return offset if then is None else now.shift_since(then.serial).back(offset)

    def _positions_of(self, source: Source, written: Written | None) -> Positions:
        held = self._positions.get(source.path)
        if held is None:
            if written is not None:
                held = written.positions(self.encoding)
            else:
                hidden = int(source.text.startswith("\ufeff"))
                held = Positions(source.text, source.line_starts, self.encoding, hidden)
            self._positions[source.path] = held
        return held
