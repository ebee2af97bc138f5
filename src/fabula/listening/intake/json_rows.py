"""Reading JSON: an object a line, or one document with an array in it that may be larger than memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from fabula.listening.intake.lines import cut_excerpt, read_blocks
from fabula.listening.intake.rows import BATCH_BYTES, LONGEST_ROW, Broken, Position, Rows
from fabula.listening.intake.streams import CHUNK, Stream

__all__ = ["read_json", "read_json_lines"]

_BLANK: Final = re.compile(rb"[\s,\x00]*")
_QUOTE: Final = ord('"')
_INSIDE: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
"""A whole string, or a bracket; or a quote whose string does not end here."""
_TO_QUOTE: Final = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_WORD: Final = re.compile(rb"[^\s,\]}:]*")
_ASSIGNED: Final = re.compile(rb"\s*[\w.$\[\]]+\s*=\s*")
"""What stands before the array in the files of an archive of tweets: ``window.YTD.tweet.part0 =``."""


def _load(text: str | bytes) -> tuple[Any, str]:
    """A JSON value, or why it is none."""
    try:
        return json.loads(text), ""
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:].removesuffix(" starting at")
        return None, f"it is not JSON: {what}, column {error.colno}"
    except UnicodeDecodeError as error:
        return None, f"byte {error.start + 1} of the row is not UTF-8"
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets thousands deep
        return None, "it is not JSON that can be read: a number is too long, or it is nested too deep"


def read_json_lines(stream: Stream, start: Position, longest: int = LONGEST_ROW) -> Iterator[Rows]:
    """The objects of a file that has one a line. A row's number is its line."""
    for block in read_blocks(stream, start, longest):
        rows = Rows(broken=block.broken)
        for number, line in enumerate(block.lines, block.start.row):
            if line.isspace():
                continue
            value, why = _load(line.strip())
            if isinstance(value, dict):
                rows.cells.append(value)
                rows.numbers.append(number)
            else:
                rows.broken.append(Broken(number, why or "it is no JSON object", cut_excerpt(line.strip())))
        rows.end = Position(block.start.offset + sum(block.sizes), block.start.row + len(block.lines))
        yield rows


def read_json(
    stream: Stream, start: Position, inner: tuple[str, ...] = (), longest: int = LONGEST_ROW
) -> Iterator[Rows]:
    """The objects of a document: the elements of its array, or of the array that lies in it at ``inner``.

    Several documents one after another are read as one. A row's number counts elements. The array is never held as a
    whole; a value that is longer than a row may be is broken, and skipped without being held either.
    """
    walker = _Walker(stream, longest)
    number = 0
    rows = Rows()
    held = 0
    for raw, why in walker.elements(inner):
        number += 1
        if number < start.row:
            continue
        value, own = _load(raw) if not why else (None, why)
        if isinstance(value, dict):
            rows.cells.append(value)
            rows.numbers.append(number)
        else:
            text = cut_excerpt(raw[: 4 * 500].decode("utf-8", "replace"))
            rows.broken.append(Broken(number, own or "it is no JSON object", text))
        held += len(raw)
        if held >= BATCH_BYTES:
            rows.end = Position(walker.offset, number + 1)
            yield rows
            rows, held = Rows(), 0
    rows.end = Position(walker.offset, max(number + 1, start.row))
    yield rows


class _Walker:
    """Walks through a document by its brackets and quotes, and cuts out the elements of one array."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._data = b""
        self._at = 0
        self._dropped = 0
        self._ended = False

    @property
    def offset(self) -> int:
        return self._dropped + self._at

    def _fill(self, need: int) -> bool:
        """Have at least so many bytes ahead, if there are; whether there are any."""
        while len(self._data) - self._at < need and not self._ended:
            piece = self._stream.read(CHUNK)
            if not piece:
                self._ended = True
                break
            self._dropped += self._at
            self._data = self._data[self._at :] + piece
            self._at = 0
        return self._at < len(self._data)

    def _skip_blank(self) -> int:
        """Go on to the next thing; its first byte, 0 at the end."""
        while self._fill(1):
            match = _BLANK.match(self._data, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._data):
                return self._data[self._at]
        return 0

    def elements(self, inner: tuple[str, ...]) -> Iterator[tuple[bytes, str]]:
        """Each element as text, with why it is none."""
        self._fill(64)
        if self._data.startswith(b"\xef\xbb\xbf"):
            self._at = 3
        while byte := self._skip_blank():
            if byte == ord("["):
                self._at += 1
                yield from self._array()
            elif byte == ord("{") and inner:
                self._at += 1
                yield from self._object(inner)
            elif byte == ord("{"):
                yield self._value()
            else:
                self._fill(256)
                match = _ASSIGNED.match(self._data, self._at)
                if match:
                    self._at = match.end()
                elif byte == ord(";"):
                    self._at += 1
                else:
                    yield self._value()

    def _array(self) -> Iterator[tuple[bytes, str]]:
        while byte := self._skip_blank():
            if byte == ord("]"):
                self._at += 1
                return
            yield self._value()
        yield b"", "the file ends in the middle of its array"

    def _object(self, inner: tuple[str, ...]) -> Iterator[tuple[bytes, str]]:
        """Go through the keys of an object; into the one that is looked for, past the others."""
        while byte := self._skip_blank():
            if byte == ord("}"):
                self._at += 1
                return
            key, why = self._value()
            if why or self._skip_blank() != ord(":"):
                yield key, why or "a key without a value"
                return
            self._at += 1
            first = self._skip_blank()
            if _load(key)[0] != inner[0]:
                self._value(keep=False)
            elif first == ord("[") and len(inner) == 1:
                self._at += 1
                yield from self._array()
            elif first == ord("{") and len(inner) > 1:
                self._at += 1
                yield from self._object(inner[1:])
            else:
                self._value(keep=False)

    def _value(self, keep: bool = True) -> tuple[bytes, str]:
        """Take one value: an object, an array, a string or a word. Only its beginning is held if it is too long."""
        kept, size, nesting = bytearray(), 0, _Nesting()
        while self._fill(1):
            end, done = nesting.scan(self._data, self._at)
            if keep and len(kept) <= self._longest:
                kept += self._data[self._at : end]
            size += end - self._at
            self._at = end
            if done:
                break
        else:
            if not nesting.word:
                return bytes(kept[:4096]), "the file ends in the middle of it"
        if keep and size > self._longest:
            return bytes(kept[:4096]), f"the row is longer than {self._longest >> 10:,} kB ({size:,} bytes)"
        return bytes(kept), ""


class _Nesting:
    """How deep in brackets, and whether in quotes, a walk through a value is."""

    def __init__(self) -> None:
        self.word: bool | None = None
        self._depth = 0
        self._quoted = False
        self._escaped = False

    def scan(self, data: bytes, at: int) -> tuple[int, bool]:
        """How far the value goes in what is held, and whether it has ended there."""
        if self.word is None:
            self.word = data[at] not in b'"{['
        if self.word:
            match = _WORD.match(data, at)
            end = max(match.end() if match else at, at + 1)
            return end, end < len(data)
        if self._quoted:
            at, closed = self._close_quote(data, at)
            if not closed or not self._depth:
                return at, closed
        while match := _INSIDE.search(data, at):
            at = match.end()
            first = data[match.start()]
            if first != _QUOTE:
                self._depth += 1 if first in b"{[" else -1
                if self._depth <= 0:
                    return at, True
            elif at - match.start() == 1:  # a string that goes on behind what is held
                self._quoted = True
                at, _ = self._close_quote(data, at)
                return at, False
            elif not self._depth:
                return at, True
        return len(data), False

    def _close_quote(self, data: bytes, at: int) -> tuple[int, bool]:
        if self._escaped:
            self._escaped = False
            at += 1
        match = _TO_QUOTE.match(data, at)
        if match:
            self._quoted = False
            return match.end(), True
        rest = data[at:]
        self._escaped = (len(rest) - len(rest.rstrip(b"\\"))) % 2 == 1
        return len(data), False
