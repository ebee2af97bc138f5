"""The fields at the head of an entry, as blocks of lines that can be merged one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fabula.bible.frontmatter import find_front_matter, read_front_matter
from fabula.bible.model import Value
from fabula.change.merging.lines import read_text
from fabula.source import Source

__all__ = ["NO_FIELDS", "Block", "Fields", "Head", "cut_lines", "plain_value", "read_head", "split_mapping"]

_REFERS: Final = re.compile(r"(?:^|[\s\[{,:-])[&*!]\S", re.MULTILINE)
"""Anchors, references and tags: what a field says then depends on others."""


@dataclass(frozen=True, slots=True)
class Block:
    """A field as it is written: its lines, and the comments and blank lines in front of them."""

    key: str
    lead: str
    file: str = field(repr=False)
    start: int
    end: int
    value: Value

    @property
    def text(self) -> str:
        """Its lines."""
        return self.file[self.start : self.end]

    @property
    def whole(self) -> str:
        """Its lines with those in front of it."""
        return self.lead + self.text


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a file or of one field, by name and in order. ``tail`` is what stands behind the last one."""

    blocks: Mapping[str, Block] = field(default_factory=dict)
    tail: str = ""


NO_FIELDS: Final = Fields()
"""Those of a version that has no such file or field."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an entry: its fields, and the lines that open and close them. ``end`` is where the prose starts."""

    opening: str
    fields: Fields
    closing: str
    end: int


def read_head(text: str) -> Head | None:
    """The head of an entry.

    None if it has none, or one whose fields cannot be told apart for certain: broken ones, two on a line, or such that
    refer to others.
    """
    found = find_front_matter(text)
    if found is None:
        return None
    start, end, body = found
    values, _, findings = read_front_matter(Source("entry.md", text))
    if findings or _REFERS.search(text, start, end):
        return None
    fields = split_mapping(text, values, start, end)
    return None if fields is None else Head(text[:start], fields, text[end:body], body)


def split_mapping(text: str, values: Mapping[str, Value], start: int, end: int) -> Fields | None:
    """The fields of a mapping that stands between two offsets, each on lines of its own; None if they do not."""
    places = [(value.key.start if value.key is not None else -1) for value in values.values()]
    cut = cut_lines(text, places, start, end, "")
    if cut is None:
        return None
    parts, tail = cut
    blocks = {
        key: Block(key, lead, text, first, last, value)
        for (key, value), (lead, first, last) in zip(values.items(), parts, strict=True)
    }
    return Fields(blocks, tail)


def cut_lines(
    text: str, places: Sequence[int], start: int, end: int, sign: str
) -> tuple[list[tuple[str, int, int]], str] | None:
    """Cut lines into parts, each of which begins with a line on which a place is the first thing, behind a ``sign``.

    For each part the comments and blank lines in front of it, its start and its end; then what stands behind the last.
    None if some place is not the first thing on its line, or stands further in than the others.
    """
    starts: list[int] = []
    indents: set[int] = set()
    for place in places:
        line = max(text.rfind("\n", start, max(place, 0)), text.rfind("\r", start, max(place, 0)), start - 1) + 1
        before = text[line:place] if place >= 0 else "?"
        if before.strip(" ") != sign:
            return None
        starts.append(line)
        indents.add(len(before) if not sign else before.index(sign))
    if len(indents) > 1 or starts != sorted(starts):
        return None
    parts: list[tuple[str, int, int]] = []
    last = start
    for first, until in zip(starts, [*starts[1:], end], strict=True):
        stop = first + len(_without_tail(text[first:until], min(indents)))
        parts.append((text[last:first], first, stop))
        last = stop
    return parts, text[last:end]


def _without_tail(text: str, indent: int) -> str:
    """A part's lines without the blank ones and comments at their end, which speak of the next part."""
    lines = [unit.raw for unit in read_text(text).units]
    while len(lines) > 1:
        shown = lines[-1].strip()
        inside = len(lines[-1]) - len(lines[-1].lstrip(" ")) > indent
        if shown and (inside or not shown.startswith("#")):
            break
        lines.pop()
    return "".join(lines)


def plain_value(value: Value | None) -> Any:
    """What a field says, as data; None if it is not there."""
    if value is None:
        return None
    if isinstance(value.value, str):
        return value.value
    if isinstance(value.value, tuple):
        return [plain_value(item) for item in value.value]
    return {key: plain_value(item) for key, item in value.value.items()}


def value_key(value: Value) -> str:
    """What makes two values the same."""
    return json.dumps(plain_value(value), ensure_ascii=False, sort_keys=True)
