"""Canon notes, merged statement by statement."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from fabula.bible.stretches import find_stretches
from fabula.change.merging.items import Item, merge_items
from fabula.change.merging.listing import Listing, write_items
from fabula.change.merging.pieces import Piece
from fabula.change.merging.regions import Origin

__all__ = ["is_canon_note", "merge_note", "statements_of", "without_statements"]

_DIVIDER = "; "


def _key(text: str) -> str:
    """What makes two statements the same statement: their words."""
    return " ".join(text.split()).rstrip(" .")


def is_canon_note(raw: str) -> bool:
    """Whether a text is a note, brackets included, that speaks to fabula."""
    return raw.startswith("[[") and raw.endswith("]]") and find_stretches(raw[2:-2]) is not None


def _read(raw: str) -> Listing | None:
    """A note, brackets included, as a list of statements."""
    found = find_stretches(raw[2:-2])
    if found is None:
        return None
    stretches = [(2 + start, 2 + start + len(raw[2 + start : 2 + end].rstrip())) for start, end in found]
    stretches = [(start, end) for start, end in stretches if start < end]
    return Listing(raw, tuple(stretches), tuple(_key(raw[start:end]) for start, end in stretches))


def merge_note(base: str, ours: str, theirs: str) -> list[Piece] | None:
    """The pieces of a note that both sides have changed; none of them if nothing is left to be said.

    Each is given with its brackets. None if only a person can say what it should be.
    """
    before, mine, yours = _read(base), _read(ours), _read(theirs)
    if before is None or mine is None or yours is None:
        return None
    merged = merge_items(before.keys, mine.keys, yours.keys)
    if merged is None:
        return None
    if not merged.items:
        return []
    follow_ours = bool(mine.stretches) and (merged.host is Origin.OURS or not yours.stretches)
    pieces = write_items(*((mine, yours) if follow_ours else (yours, mine)), merged.items, _DIVIDER)
    said = statements_of("".join(piece.text for piece in pieces))
    return pieces if said == tuple(item.key for item in merged.items) else None


def without_statements(raw: str, said: AbstractSet[str]) -> str:
    """A note without the statements that are said already; empty if none are left."""
    note = _read(raw)
    if note is None or said.isdisjoint(note.keys):
        return raw
    kept = [Item(key, Origin.SAME) for key in dict.fromkeys(note.keys) if key not in said]
    return "".join(piece.text for piece in write_items(note, note, kept, _DIVIDER)) if kept else ""


def statements_of(raw: str) -> tuple[str, ...]:
    """The statements of a note, as they are compared."""
    note = _read(raw)
    return note.keys if note is not None else ()
