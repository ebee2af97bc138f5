"""Merging a Markdown file with fields at its head: an entry of the bible, the sheet of a show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fabula.change.merging.fields import NO_FIELDS, Block, Fields, Head, plain_value, read_head, split_mapping
from fabula.change.merging.items import merge_items
from fabula.change.merging.lines import Text, choose, fit_ends, raw_of, read_text
from fabula.change.merging.pieces import Piece, Style, conflicts_of, finish, merge_plain, take_side
from fabula.change.merging.regions import Origin
from fabula.change.merging.texts import merge_units
from fabula.change.merging.values import is_flow, merge_lists, merge_pairs

__all__ = ["merge_entry"]


def merge_entry(base: str, ours: str, theirs: str, style: Style = Style.MERGE) -> list[Piece]:
    """The pieces of three versions of a Markdown file: its fields one by one, its prose by lines."""
    texts = read_text(base), read_text(ours), read_text(theirs)
    pieces = _merge_by_field(*texts, style)
    return finish(merge_units(*texts, style) if pieces is None else pieces, *texts)


def _merge_by_field(base: Text, ours: Text, theirs: Text, style: Style) -> list[Piece] | None:
    """None if the fields of one version cannot be told apart, or if what comes out is not what should."""
    raw = [raw_of(text.units) for text in (base, ours, theirs)]
    heads = [read_head(text) if text else Head("", NO_FIELDS, "", 0) for text in raw]
    before, mine, yours = heads
    if before is None or mine is None or yours is None:
        return None
    fields = merge_fields(before.fields, mine.fields, yours.fields)
    frame = [_frame(*(getattr(head, part) for head in (before, mine, yours))) for part in ("opening", "closing")]
    if fields is None or None in frame:
        return None
    head = [frame[0], *fields, frame[1]]
    made = [piece for piece in head if piece is not None]
    if not _is_as_meant(before, mine, yours, made):
        return None
    bodies = [read_text(text[head.end :]) for text, head in zip(raw, (before, mine, yours), strict=True)]
    return [*made, *merge_units(bodies[0], bodies[1], bodies[2], style)]


def _frame(base: str, ours: str, theirs: str) -> Piece | None:
    """The line that opens or closes the head; a file that is new on both sides has it twice."""
    return merge_plain(base or ours, ours, theirs)


def merge_fields(base: Fields, ours: Fields, theirs: Fields) -> list[Piece] | None:
    """The fields of a file, or of a field that has fields itself; None if they cannot be put in one order."""
    order = _order(base, ours, theirs)
    if order is None:
        return None
    merged: list[Piece] = []
    for key in order:
        merged += _merge_block(*(fields.blocks.get(key) for fields in (base, ours, theirs)))
    return [*merged, _plain_or_conflict(base.tail, ours.tail, theirs.tail)]


def _order(base: Fields, ours: Fields, theirs: Fields) -> list[str] | None:
    """The names of the fields that are left, as far as one side changed what the other took out those as well."""
    mine, yours = _with_changed(base, ours, theirs), _with_changed(base, theirs, ours)
    merged = merge_items(list(base.blocks), mine, yours)
    return None if merged is None else [item.key for item in merged.items]


def _with_changed(base: Fields, side: Fields, other: Fields) -> list[str]:
    names = list(side.blocks)
    before = ""
    for key, block in base.blocks.items():
        if key not in side.blocks and key in other.blocks and not _same(other.blocks[key].whole, block.whole):
            names.insert(names.index(before) + 1 if before in names else 0, key)
        before = key
    return names


def _same(one: str, other: str) -> bool:
    return fit_ends(one, "\n") == fit_ends(other, "\n")


def _merge_block(base: Block | None, ours: Block | None, theirs: Block | None) -> list[Piece]:
    """One field."""
    old = base.whole if base else ""
    if ours is None or theirs is None:
        return [_plain_or_conflict(old, ours.whole if ours else "", theirs.whole if theirs else "")]
    lead = _plain_or_conflict(base.lead if base else "", ours.lead, theirs.lead)
    text = merge_plain(base.text if base else "", ours.text, theirs.text)
    if text is not None:
        return [lead, text]
    before = base.text if base else ""
    merged = _merge_values(base, ours, theirs) or _merge_lines(before, ours.text, theirs.text)
    return [lead, *(merged or [Piece(Origin.CONFLICT, ours.text, before, theirs.text)])]


def _merge_lines(base: str, ours: str, theirs: str) -> list[Piece] | None:
    """A field of several lines, if the two sides have changed different ones."""
    pieces = list(merge_units(read_text(base), read_text(ours), read_text(theirs)))
    return None if conflicts_of(pieces) else pieces


def _plain_or_conflict(base: str, ours: str, theirs: str) -> Piece:
    return merge_plain(base, ours, theirs) or Piece(Origin.CONFLICT, ours, base, theirs)


def _merge_values(base: Block | None, ours: Block, theirs: Block) -> list[Piece] | None:
    """A field that both sides have changed, if it is one with things or keys in it."""
    blocks = [block for block in (base, ours, theirs) if block is not None]
    if not all(isinstance(block.value.value, dict) for block in blocks):
        return merge_lists(base, ours, theirs)
    if all(map(is_flow, blocks)):
        return merge_pairs(base, ours, theirs)
    if any(map(is_flow, blocks)):
        return None
    inner = [_inner(block) for block in (base, ours, theirs)]
    if any(part is None for part in inner):
        return None
    (old_head, old), (head, mine), (their_head, yours) = (part for part in inner if part is not None)
    opening = merge_plain(old_head or head, head, their_head)
    fields = merge_fields(old, mine, yours)
    return None if opening is None or fields is None else [opening, *fields]


def _inner(block: Block | None) -> tuple[str, Fields] | None:
    """The line of a field's name, and the fields below it."""
    if block is None:
        return "", NO_FIELDS
    values = block.value.value
    assert isinstance(values, dict)
    span = block.value.span
    start = max(block.file.rfind(end, block.start, span.start) for end in "\r\n") + 1
    fields = split_mapping(block.file, values, start, block.end)
    return None if fields is None or not start else (block.file[block.start : start], fields)


def _is_as_meant(base: Head, ours: Head, theirs: Head, pieces: Sequence[Piece]) -> bool:
    """Whether the merged fields, read again, say what either side wants them to."""
    old, mine, yours = (_data(head) for head in (base, ours, theirs))
    for side in (False, True):
        read = read_head(take_side(pieces, side))
        if read is None or not _is_wanted(old, mine, yours, _data(read), side):
            return False
    return True


def _data(head: Head) -> dict[str, Any]:
    return {key: plain_value(block.value) for key, block in head.fields.blocks.items()}


def _is_wanted(base: Any, ours: Any, theirs: Any, made: Any, for_theirs: bool) -> bool:
    if base in (ours, theirs) or ours == theirs:
        return bool(made == choose(base, ours, theirs))
    if all(isinstance(one, dict) for one in (ours, theirs, made)):
        old = base if isinstance(base, dict) else {}
        keys = {*old, *ours, *theirs, *made}
        return all(_is_wanted(old.get(k), ours.get(k), theirs.get(k), made.get(k), for_theirs) for k in keys)
    if made == (theirs if for_theirs else ours):
        return True  # a conflict, with both sides in it
    if all(isinstance(one, str) for one in (ours, theirs, made)):
        return True  # a text of several lines
    before, mine, yours = _things(base), _things(ours), _things(theirs)
    return _things(made) == (mine | yours) - (before - mine) - (before - yours)


def _things(value: Any) -> set[str]:
    items = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return set(map(repr, items))
