"""Merging one file: from the bytes of three versions to those of the merge, whatever kind of file it is.

Nothing is lost: where the merge is not clean, both sides stand in it between marks; and where marks would break the
file (Final Draft, pictures), ours stays as it is, and the caller is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fabula.change.merging.lines import read_text
from fabula.change.merging.pieces import PLAIN, Markers, Piece, Style, conflicts_of, finish, write_pieces
from fabula.change.merging.texts import merge_units
from fabula.script.files import decode_source
from fabula.source import Source

__all__ = ["MergedFile", "merge_contents"]

NOT_TEXT: Final = "it is not text"
NO_XML: Final = "marks in it, or a merge that is no longer well-formed, would make it unreadable"


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A merged file. ``conflicts`` counts what a person has to decide.

    ``kept_ours`` says why the file is ours as it was, though theirs has changes that are not in it; empty if it is not.
    ``pieces`` are the parts of a text; of what was not taken apart there are none.
    """

    data: bytes
    conflicts: int = 0
    kept_ours: str = ""
    pieces: tuple[Piece, ...] = ()


def merge_contents(path: str, base: bytes | None, ours: bytes, theirs: bytes, markers: Markers = PLAIN) -> MergedFile:
    """Merge three versions of a file; ``base`` is None if it was not there. ``path`` says what kind of file it is."""
    if ours == theirs or theirs == base:
        return MergedFile(ours)
    if ours == base:
        return MergedFile(theirs)
    sources = [decode_source(data, path)[0] for data in (base or b"", ours, theirs)]
    before, mine, yours = sources
    if before is None or mine is None or yours is None:
        return MergedFile(ours, 1, NOT_TEXT)
    pieces = tuple(_merge_texts(path)(before.text, mine.text, yours.text, markers.style))
    conflicts = conflicts_of(pieces)
    text = write_pieces(pieces, markers)
    if _is_xml(path) and (conflicts or not _is_well_formed(path, text)):
        return MergedFile(ours, max(1, conflicts), NO_XML)
    data = _encode(text, before if base is not None else None, mine, yours)
    return MergedFile(data, conflicts, "", pieces)


def _same_form(one: Source, other: Source) -> bool:
    return (one.encoding, one.errors) == (other.encoding, other.errors)


def _encode(text: str, base: Source | None, ours: Source, theirs: Source) -> bytes:
    """A text in the encoding of whoever changed it, or in one that has all of its letters."""
    first = theirs if base is not None and _same_form(ours, base) else ours
    for source in (first, ours, theirs):
        try:
            return text.encode(source.encoding, source.errors)
        except UnicodeEncodeError:
            continue
    return text.encode("utf-8", "surrogateescape")


def _merge_texts(path: str) -> Callable[[str, str, str, Style], list[Piece]]:
    """How the texts of a file are merged."""
    name = path.lower()
    if name.endswith((".fountain", ".spmd")):
        from fabula.change.merging.scripts import merge_script

        return merge_script
    if name.endswith(".md"):
        from fabula.change.merging.entries import merge_entry

        return merge_entry
    return _merge_plain_texts


def _merge_plain_texts(base: str, ours: str, theirs: str, style: Style) -> list[Piece]:
    texts = read_text(base), read_text(ours), read_text(theirs)
    return finish(merge_units(*texts, style), *texts)


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".fdx", ".xml", ".tei"))


def _is_well_formed(path: str, text: str) -> bool:
    from fabula.script.xml import read_xml

    return not read_xml(Source(path, text))[1]
