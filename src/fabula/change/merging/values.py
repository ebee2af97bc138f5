"""A field that both sides have changed: lists merged thing by thing, mappings key by key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from fabula.change.merging.fields import Block, cut_lines, value_key
from fabula.change.merging.items import Item, merge_items
from fabula.change.merging.listing import Listing, write_items
from fabula.change.merging.pieces import Piece
from fabula.change.merging.regions import Origin

__all__ = ["is_flow", "merge_lists", "merge_pairs", "says_more"]

_COMMENT: Final = re.compile(r"(?:^|(?<=[\s\]}]))#[^\r\n]*", re.MULTILINE)
_FLOW_SIGNS: Final = frozenset(",[]{}")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def is_flow(block: Block) -> bool:
    """Whether a field's list or mapping stands between brackets."""
    return block.file[block.value.span.start : block.value.span.start + 1] in {"[", "{"}


def says_more(base: Block | None, other: Block) -> bool:
    """Whether a side has changed comments inside a field, which would be lost where the other's form is kept."""
    return _comments(other) != ([] if base is None else _comments(base))


def _comments(block: Block) -> list[str]:
    # A sign inside quotation marks may pass for a comment; then a person decides, and nothing is lost.
    return _COMMENT.findall(block.text)


def merge_lists(base: Block | None, ours: Block, theirs: Block) -> list[Piece] | None:
    """A list that both sides have changed. A single value counts as a list of one, if another version has a list."""
    if not any(isinstance(block.value.value, tuple) for block in (ours, theirs)):
        return None
    keys = [[value_key(item) for item in block.value.items] if block else [] for block in (base, ours, theirs)]
    merged = merge_items(*keys)
    if merged is None or not merged.items:
        return None
    host, other = (ours, theirs) if merged.host is Origin.OURS else (theirs, ours)
    if not isinstance(host.value.value, tuple) or not host.value.items:
        host, other = other, host
    if says_more(base, other):
        return None
    return _in_brackets(host, other, merged.items) if is_flow(host) else _in_lines(host, other, merged.items)


def _listing(block: Block) -> Listing:
    """A list between brackets, or a single value."""
    stretches = tuple((item.span.start - block.start, item.span.end - block.start) for item in block.value.items)
    return Listing(block.text, stretches, tuple(map(value_key, block.value.items)))


def _in_brackets(host: Block, other: Block, items: Sequence[Item]) -> list[Piece] | None:
    if "#" in host.text[: host.value.span.end - host.start]:
        return None
    mine, yours = _listing(host), _listing(other)
    if not is_flow(other):
        texts = [_quoted(yours.raw[start:end]) for start, end in yours.stretches]
        if any(_LINE_END.search(text) for text in texts):
            return None
        edges = accumulate(map(len, texts), initial=0)
        yours = Listing("".join(texts), tuple(pairwise(edges)), yours.keys)
    return write_items(mine, yours, items, ", ")


def _quoted(text: str) -> str:
    """A plain value as it must be written between brackets."""
    plain = text[:1] not in {"'", '"'} and not _FLOW_SIGNS.isdisjoint(text)
    return "'" + text.replace("'", "''") + "'" if plain else text


class _Line(NamedTuple):
    """A thing of a list with a line for each: its lines, where in the block they are, and how far in it stands."""

    text: str
    start: int
    end: int
    indent: str


def _in_lines(host: Block, other: Block, items: Sequence[Item]) -> list[Piece] | None:
    """A list with a line for each thing."""
    mine, yours = _lines_of(host), {} if is_flow(other) else _lines_of(other) or {}
    if mine is None:
        return None
    first = min(mine.values(), key=lambda line: line.start)
    end = _LINE_END.search(host.text)
    single = _listing(other)
    head, tail = host.text[: first.start], host.text[max(line.end for line in mine.values()) :]
    pieces = [Piece(Origin.SAME, head, head)]
    for key, origin in items:
        line = mine.get(key) or yours.get(key)
        if line is not None and line.indent == first.indent:
            text = line.text
        else:
            said = single.text(key)
            if _LINE_END.search(said):
                return None
            text = f"{first.indent}- {said}{end[0] if end else ''}"
        pieces.append(Piece(origin, text, text if origin is Origin.SAME else ""))
    return [*pieces, Piece(Origin.SAME, tail, tail)]


def _lines_of(block: Block) -> dict[str, _Line] | None:
    """The lines of every thing of a list; None if they cannot be told apart."""
    span, items = block.value.span, block.value.items
    if not isinstance(block.value.value, tuple):
        return None
    start = max(block.file.rfind(end, block.start, span.start) for end in "\r\n") + 1
    cut = cut_lines(block.file, [item.span.start for item in items], start or block.start, block.end, "-")
    lines: dict[str, _Line] = {}
    for item, (lead, first, last) in zip(items, cut[0] if cut else (), strict=cut is not None):
        text = block.file[first:last]
        at = first - len(lead) - block.start
        lines[value_key(item)] = _Line(lead + text, at, last - block.start, text[: text.index("-")])
    return lines if cut is not None and len(lines) == len(items) else None


def merge_pairs(base: Block | None, ours: Block, theirs: Block) -> list[Piece] | None:
    """A mapping between brackets that both sides have changed; None if a person must decide some key."""
    if says_more(base, theirs) or "#" in ours.text[: ours.value.span.end - ours.start]:
        return None
    none = Listing("", (), ())
    before, mine, yours = (_pairs(block) if block else none for block in (base, ours, theirs))
    if not mine.keys or not yours.keys:
        return None
    texts: dict[str, str] = {}
    origins: dict[str, Origin] = {}
    for key in dict.fromkeys((*before.keys, *mine.keys, *yours.keys)):
        b, o, t = (listing.text(key) if key in listing.keys else "" for listing in (before, mine, yours))
        if b not in {o, t} and o != t:
            return None
        texts[key] = t if o == b else o
        origins[key] = Origin.SAME if texts[key] == b else Origin.OURS if texts[key] == o else Origin.THEIRS
    merged = merge_items(before.keys, mine.keys, yours.keys)
    if merged is None or not merged.items:
        return None
    host, other = (mine, yours) if merged.host is Origin.OURS else (yours, mine)
    return write_items(host, other, [Item(key, origins[key]) for key, _ in merged.items], ", ", texts)


def _pairs(block: Block) -> Listing:
    values = block.value.value
    assert isinstance(values, dict)
    places = [(value.key.start if value.key else value.span.start, value.span.end) for value in values.values()]
    return Listing(block.text, tuple((a - block.start, z - block.start) for a, z in places), tuple(values))
