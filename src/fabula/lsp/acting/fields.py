"""A name more in a list of an entry's front matter, however the list is written."""

from __future__ import annotations

import json
import re

from fabula.bible.model import Entry
from fabula.finding import Edit
from fabula.lsp.acting.notes import line_end_of

__all__ = ["add_to_list", "new_field", "scalar"]

_PLAIN = re.compile(r"[^\W_](?:[\w .'’&()+/–-]*[\w.'’)])?")


def scalar(text: str) -> str:
    """A name as a value of YAML: plain if it can be, else in quotation marks."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def add_to_list(entry: Entry, field: str, name: str) -> Edit | None:
    """One name more in a field of an entry; None if the list is written in a way that this does not know."""
    value = entry.fields.get(field)
    if value is None:
        return new_field(entry, f"{field}: [{scalar(name)}]")
    source, span = entry.source, value.span
    text = span.text
    if isinstance(value.value, str):
        if not value.text:
            return None
        return Edit(span, f"[{text}, {scalar(name)}]")
    if not isinstance(value.value, tuple):
        return None
    if text.startswith("[") and text.endswith("]"):
        gap = ", " if value.value else ""
        at = span.end - 1
        while at > span.start + 1 and source.text[at - 1].isspace():
            at -= 1
        return Edit(source.span(at, at), f"{gap}{scalar(name)}")
    last = value.value[-1].span
    line = source.line_text(last.line)
    dash = re.match(r"(\s*-\s+)", line)
    if dash is None or "\n" in last.text:
        return None
    return Edit(source.span(last.end, last.end), f"{line_end_of(source)}{dash[1]}{scalar(name)}")


def new_field(entry: Entry, line: str) -> Edit:
    """A field put in at the head of an entry, below its name; with a head of its own, if it has none."""
    source = entry.source
    end = line_end_of(source)
    start = int(source.text.startswith("\ufeff"))
    if entry.body_start <= start:
        return Edit(source.span(start, start), f"---{end}{line}{end}---{end}")
    name = entry.fields.get("name")
    at = source.offset(name.span.line + 1 if name is not None and "\n" not in name.span.text else 2)
    return Edit(source.span(at, at), f"{line}{end}")
