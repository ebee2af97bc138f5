"""Files as streams of UTF-8 bytes: unpacked and decoded on the way, a piece at a time."""

from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from fabula.listening.errors import ListeningError

__all__ = ["CHUNK", "STDIN", "Peeked", "Stream", "TornFileError", "decode_stream", "is_parquet", "open_stream"]

CHUNK: Final = 1 << 20
"""How many bytes are taken at a time."""

STDIN: Final = "-"

_GZIP, _ZSTD, _BZ2, _XZ = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ\x00"
_WINDOW: Final = 1 << 31
"""The largest window of zstd: Reddit's dumps are packed with it (``zstd --long=31``)."""


class TornFileError(Exception):
    """A packed file that ends, or breaks off, in the middle."""


class Stream(Protocol):
    """What can be read from, a piece at a time."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""


class _Unpacked:
    """Says what is wrong with a packed file in one way, whatever it was packed with."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        import zstandard

        try:
            data: bytes = self._stream.read(size)
        except EOFError as error:
            raise TornFileError("the packed file ends in the middle") from error
        except (zlib.error, lzma.LZMAError, zstandard.ZstdError, gzip.BadGzipFile) as error:
            raise TornFileError(f"the packed file is damaged: {error}") from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise TornFileError(f"the packed file is damaged: {error}") from error  # how bz2 says it
        return data


class _Transcoded:
    """Text in another encoding, as UTF-8. What cannot be decoded becomes U+FFFD."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""

    def read(self, size: int, /) -> bytes:
        while len(self._left) < size:
            piece = self._stream.read(CHUNK)
            self._left += self._decoder.decode(piece, final=not piece).encode("utf-8", "replace")
            if not piece:
                break
        data, self._left = self._left[:size], self._left[size:]
        return data


class Peeked:
    """A stream whose first bytes can be looked at before it is read."""

    def __init__(self, stream: Stream, head: bytes = b"") -> None:
        self._stream = stream
        self._head = head

    def peek(self, size: int) -> bytes:
        """The next bytes, at most ``size``, without taking them."""
        while len(self._head) < size:
            piece = self._stream.read(min(CHUNK, size - len(self._head)))
            if not piece:
                break
            self._head += piece
        return self._head[:size]

    def read(self, size: int = -1, /) -> bytes:
        size = size if size >= 0 else CHUNK
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._stream.read(size)

    def readable(self) -> bool:
        """For unpackers that ask."""
        return True

    def seekable(self) -> bool:
        """Never: it may be a pipe."""
        return False


def _unpack(head: bytes, stream: Any) -> Any:
    """The stream behind whatever it is packed with, told by its first bytes: names lie."""
    if head.startswith(_GZIP):
        return _Unpacked(gzip.GzipFile(fileobj=stream))
    if head.startswith(_BZ2):
        return _Unpacked(bz2.BZ2File(stream))
    if head.startswith(_XZ):
        return _Unpacked(lzma.LZMAFile(stream))
    if head.startswith(_ZSTD) or (head[1:4] == b"\x2a\x4d\x18" and 0x50 <= head[0] <= 0x5F):  # or a skippable frame
        import zstandard

        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return _Unpacked(unpacker.stream_reader(stream, read_across_frames=True))
    return stream


_REFUSED: Final = {
    b"PK\x03\x04": ("a zip file, or a workbook of a spreadsheet", "unpack it, or save the sheet as CSV"),
    b"\xd0\xcf\x11\xe0": ("an old workbook of a spreadsheet", "save the sheet as CSV"),
    b"%PDF": ("a PDF", "export the comments as CSV or JSON"),
    b"SQLite format 3": ("a database", "export the table as CSV"),
}


@contextmanager
def open_stream(path: Path | None) -> Iterator[Peeked]:
    """A file (None for standard input), unpacked, from its start.

    Raises `OSError` if it cannot be opened and `ListeningError` for a kind of file that is none of ours. Reading from
    it raises `TornFileError` where a packed file breaks off.
    """
    with _open(path) as file:
        raw = Peeked(file)
        head = raw.peek(64)
        for magic, (what, remedy) in _REFUSED.items():
            if head.startswith(magic):
                raise ListeningError(f"{path or 'standard input'} is {what}", remedy)
        unpacked = _unpack(head, raw)
        yield raw if unpacked is raw else Peeked(unpacked)


def decode_stream(stream: Peeked, encoding: str, start: int = 0) -> Stream:
    """The same as UTF-8, from byte ``start`` of that on. UTF-8 is passed on as it is, right or wrong."""
    decoded: Stream = stream if encoding == "utf-8" else _Transcoded(stream, encoding)
    while start > 0:
        piece = decoded.read(min(start, CHUNK))
        if not piece:
            break
        start -= len(piece)
    return decoded


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, told by its first bytes."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


@contextmanager
def _open(path: Path | None) -> Iterator[Any]:
    if path is None:
        yield sys.stdin.buffer
    else:
        with path.open("rb") as file:
            yield file
