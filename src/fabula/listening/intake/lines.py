"""A stream of bytes cut into lines, none of them longer than a row may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fabula.listening.intake.rows import LONGEST_ROW, Broken, Position
from fabula.listening.intake.streams import CHUNK, Stream

__all__ = ["Block", "cut_excerpt", "read_blocks"]

_EXCERPT = 500


@dataclass(slots=True)
class Block:
    """Whole lines with their ends, as one text. ``start`` is where it begins; ``broken`` are lines that are left out.

    A line that is left out still counts: an empty line stands in its place.
    """

    lines: list[str]
    start: Position
    broken: list[Broken]
    sizes: list[int]
    """The bytes of each line in the stream."""

    last: bool = False


def cut_excerpt(text: str, most: int = _EXCERPT) -> str:
    """The beginning of a row or a name, for people to recognise it by."""
    return text if len(text) <= most else text[: most - 1] + "…"


def read_blocks(stream: Stream, start: Position, longest: int = LONGEST_ROW) -> Iterator[Block]:
    """The lines of a stream, about a megabyte at a time; the last block is marked, and may be empty.

    Lines that are too long, or no UTF-8, are broken. Of the long ones only the beginning is ever held.
    """
    carry, offset, row = b"", start.offset, start.row
    while True:
        piece = stream.read(CHUNK)
        data = carry + piece
        end = data.rfind(b"\n") + 1
        last = not piece
        if last:
            end = len(data)
        elif not end and len(data) > longest:
            size, rest, ended = _skip_line(stream, len(data))
            why = f"the row is longer than {longest >> 10:,} kB ({size:,} bytes)"
            broken = Broken(row, why, cut_excerpt(data[: 4 * _EXCERPT].decode("utf-8", "replace")))
            yield Block(["\n"], Position(offset, row), [broken], [size], last=False)
            carry, offset, row = rest, offset + size, row + 1
            if ended:
                yield Block([], Position(offset, row), [], [], last=True)
                return
            continue
        if end or last:
            block = _make_block(data[:end], Position(offset, row), longest)
            block.last = last
            yield block
            offset, row = offset + end, row + len(block.lines)
        if last:
            return
        carry = data[end:]


def _skip_line(stream: Stream, size: int) -> tuple[int, bytes, bool]:
    """Read on to the end of a line: its size, what was read behind it, and whether the stream has ended."""
    while True:
        piece = stream.read(CHUNK)
        if not piece:
            return size, b"", True
        end = piece.find(b"\n") + 1
        if end:
            return size + end, piece[end:], False
        size += len(piece)


def _make_block(data: bytes, start: Position, longest: int) -> Block:
    if not start.offset and data.startswith(b"\xef\xbb\xbf"):
        block = _make_block(data[3:], Position(3, start.row), longest)
        block.start = start
        if block.sizes:
            block.sizes[0] += 3
        return block
    raw = data.split(b"\n")
    if not raw[-1]:
        raw.pop()
    sizes = [len(line) + 1 for line in raw]
    if raw and not data.endswith(b"\n"):
        sizes[-1] -= 1
    broken: list[Broken] = []
    try:
        lines = [line + "\n" for line in data.decode("utf-8").split("\n")]
        if len(lines) > len(raw):
            lines.pop()
    except UnicodeDecodeError:
        lines = [_decode(line, start.row + number, broken) for number, line in enumerate(raw)]
    if max(sizes, default=0) > longest:
        for number, size in enumerate(sizes):
            if size > longest:
                why = f"the row is longer than {longest >> 10:,} kB ({size:,} bytes)"
                broken.append(Broken(start.row + number, why, cut_excerpt(lines[number])))
                lines[number] = "\n"
    return Block(lines, start, broken, sizes)


def _decode(line: bytes, row: int, broken: list[Broken]) -> str:
    try:
        return line.decode("utf-8") + "\n"
    except UnicodeDecodeError as error:
        why = f"byte {error.start + 1} of the row is not UTF-8"
        broken.append(Broken(row, why, cut_excerpt(line.decode("utf-8", "replace"))))
        return "\n"
