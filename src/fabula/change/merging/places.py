"""Where the conflicts of a merged file are: the line with us, the scene or the field, and what each side has there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from fabula.change.merging.hunks import find_hunks
from fabula.change.merging.lines import read_text
from fabula.change.merging.pieces import Piece
from fabula.change.merging.regions import Origin
from fabula.change.merging.trees import Kept, MergedTree
from fabula.script.files import decode_source

__all__ = ["ClashPlace", "find_places"]


@dataclass(frozen=True, slots=True)
class ClashPlace:
    """One conflict in a file: its line in our version, where it is in the merge with ours, and both texts."""

    line: int
    offset: int
    ours: str
    theirs: str


def find_places(tree: MergedTree, path: str) -> list[ClashPlace]:
    """The conflicts in a merged file, in order; none for a file that was not taken apart."""
    kept = tree.files.get(path)
    if kept is None or kept.merged is None or not kept.merged.conflicts:
        return []
    pieces = kept.merged.pieces
    starts: list[int] = []
    offset = 0
    for piece in pieces:
        starts.append(offset)
        offset += len(piece.text)
    found = [at for at, piece in enumerate(pieces) if piece.origin is Origin.CONFLICT]
    lines = _our_lines(tree, kept, pieces, [starts[at] for at in found]) if found else []
    return [
        ClashPlace(line, starts[at], _first_line(pieces[at].text), _first_line(pieces[at].theirs))
        for at, line in zip(found, lines, strict=True)
    ]


def _our_lines(tree: MergedTree, kept: Kept, pieces: tuple[Piece, ...], offsets: list[int]) -> list[int]:
    """The lines, from 1, of some offsets of the merge with ours, in our version."""
    source, _ = decode_source(tree.ours.read(kept.ours), kept.path)
    merged = "".join(piece.text for piece in pieces)
    before = [unit.text for unit in read_text(source.text if source else "").units]
    hunks = find_hunks(before, [unit.text for unit in read_text(merged).units])
    lines: list[int] = []
    for offset in offsets:
        line = len(read_text(merged[:offset]).units)
        at = bisect_right(hunks, line, key=lambda hunk: hunk.first) - 1
        moved = hunks[at].end - hunks[at].last if at >= 0 else 0
        lines.append(max(0, line + moved) + 1)
    return lines


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
