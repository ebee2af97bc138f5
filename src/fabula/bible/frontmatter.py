"""Front matter: the facts at the head of a Markdown file, each with its place.

YAML is read for its structure only. Every scalar stays the text that was written: ``no`` is "no" and a date is a
date's text, because what a value means depends on the field and not on how it looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from fabula.bible.model import Value
from fabula.bible.wikilinks import link_target
from fabula.finding import Finding, Related
from fabula.source import Source, Span

__all__ = ["find_front_matter", "read_front_matter"]

CODE: Final = "L105"
MAX_DEPTH: Final = 20
MAX_VALUES: Final = 20_000
"""More values than this come from references that multiply, never from a writer."""

_FAST: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPEN = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n|\Z)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_CLOSE_CR = re.compile(r"(?:(?<=\r)|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_KEY_LINE = re.compile(r"[^\W\d_][^:\r\n]{0,60}:(?:[ \t].*)?$")
_PLAIN = re.compile(r"([^\W\d_][^:\"'\r\n]{0,60}?)[ ]*:[ ]+([^\s\"'\[{|>&*][^\"'\r\n]*)")
_NEXT_FIELD = re.compile(r"(?:\r\n|\r|\n)(?=[^\s#\-\]}])")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")


class _BrokenError(Exception):
    """The YAML of a stretch cannot be read from an offset on."""

    multiplied = False
    """Whether references multiply; what fails in each field is then no news."""

    def __init__(self, at: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.at, self.message, self.remedy = at, message, remedy


def read_front_matter(source: Source, loader: Any = _FAST) -> tuple[dict[str, Value], int, list[Finding]]:
    """The fields of a Markdown file, the offset at which its prose starts, and what is wrong with the fields.

    What can be read is kept: a field that is broken does not take the others with it.
    """
    text = source.text
    opening = _OPEN.match(text)
    if opening is None:
        return {}, int(text.startswith("\ufeff")), []
    findings: list[Finding] = []
    found = find_front_matter(text)
    if found is not None:
        start, end, body = found
    else:
        start = opening.end()
        end = body = _end_of_fields(text, start)
        findings.append(
            Finding(
                CODE,
                Span(source, int(text.startswith("\ufeff")), len(opening[0].rstrip())),
                "The fields at the head of this file have no end",
                help="put a line with three dashes (---) after the last field",
            )
        )
    fields, notes = _read_fields(source, start, end, loader)
    findings.extend(notes)
    findings.extend(_unprintable(source, start, end))
    return fields, body, findings


def find_front_matter(text: str) -> tuple[int, int, int] | None:
    """Where the fields at the head of a text start and end, and its prose starts; None if it has no closed fields."""
    opening = _OPEN.match(text)
    closing = opening and (_CLOSE_CR if "\r" in text else _CLOSE).search(text, opening.end())
    return (opening.end(), closing.start(), closing.end()) if opening and closing else None


def _end_of_fields(text: str, start: int) -> int:
    """Where fields that nobody closed seem to end: at the first line that can be no field."""
    at = start
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text[start:]):
        content = line.rstrip()
        if not (_KEY_LINE.match(content) or (at > start and content[:1] in {" ", "-", "#", "\t"} and content.strip())):
            break
        at += len(line)
    return at


def _read_fields(source: Source, start: int, end: int, loader: Any) -> tuple[dict[str, Value], list[Finding]]:
    """The whole stretch if it can be read; else its fields one by one, so that a broken one stands alone."""
    try:
        return _read_mapping(source, start, end, loader)
    except _BrokenError as broken:
        multiplied = broken if broken.multiplied else None
    starts = [start]
    starts += [start + line.end() for line in _NEXT_FIELD.finditer(source.text[start:end])]
    fields: dict[str, Value] = {}
    findings: list[Finding] = []
    if multiplied is not None:
        span = Span(source, multiplied.at, multiplied.at + 1)
        findings.append(Finding(CODE, span, multiplied.message, help=multiplied.remedy))
    for first, last in zip(starts, [*starts[1:], end], strict=True):
        try:
            values, notes = _read_mapping(source, first, last, loader)
        except _BrokenError as broken:
            at = min(broken.at, max(first, last - 1))
            if multiplied is None:
                findings.append(Finding(CODE, Span(source, at, min(at + 1, last)), broken.message, help=broken.remedy))
            values, notes = _plain_field(source, first, last), []
        findings.extend(notes)
        for key, value in values.items():
            if key in fields:
                findings.append(_twice(key, value, fields[key]))
            else:
                fields[key] = value
    return fields, findings


def _plain_field(source: Source, start: int, end: int) -> dict[str, Value]:
    """A field on one line that YAML refuses, as the writer meant it: ``title: Citadel: Rome``."""
    match = _PLAIN.fullmatch(source.text[start:end].rstrip())
    if match is None:
        return {}
    span = Span(source, start + match.start(2), start + match.end(2))
    return {match[1]: Value(match[2], span, Span(source, start, start + match.end(1)))}


def _clean(text: str) -> str:
    # YAML refuses control characters outright; the finding about them is made apart, and the rest is still read.
    return _UNPRINTABLE.sub("\ufffd", text)


def _unprintable(source: Source, start: int, end: int) -> Iterator[Finding]:
    match = _UNPRINTABLE.search(source.text, start, end)
    if match is not None:
        yield Finding(
            CODE,
            Span(source, match.start(), match.end()),
            f"There is an invisible character here (U+{ord(match[0]):04X})",
            help="delete it and type the text again",
        )


def _read_mapping(source: Source, start: int, end: int, loader: Any) -> tuple[dict[str, Value], list[Finding]]:
    builder = _Builder(source, start)
    try:
        for event in yaml.parse(_clean(source.text[start:end]), Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _BrokenError(*_explain(source, start, end, mark.index if mark else 0, error.problem or "")) from error
    except yaml.YAMLError as error:
        raise _BrokenError(start, "These fields cannot be read", "write one `name: value` on each line") from error
    return builder.result()


def _explain(source: Source, start: int, end: int, index: int, problem: str) -> tuple[int, str, str]:
    """What YAML says in its own words, in a writer's."""
    at = start + index
    text = source.text
    line_start = max(text.rfind("\n", start, at), text.rfind("\r", start, at), start - 1) + 1
    line = text[line_start : at + 1]
    if "\\t" in problem or "\t" in line[: len(line) - len(line.lstrip())] or text[at : at + 1] == "\t":
        tab = text.find("\t", line_start, end)
        return (tab if tab >= 0 else at), "A tab stands where fields need spaces", "use spaces to indent fields"
    if "mapping values are not allowed" in problem:
        return at, "There is a second colon in this field", 'put the value in quotes: `title: "One: two"`'
    if "scanning a quoted" in problem or "unexpected end of stream" in problem:
        return at, "A quotation mark is not closed", "close it, or leave out both"
    if "could not find expected ':'" in problem:
        return at, "This line is no field: it has no colon", "write `name: value`"
    if "undefined alias" in problem or problem.startswith(("did not find expected alphabetic", "expected alphabetic")):
        return at, "A value that starts with * or & needs quotes", 'put the value in quotes: `name: "*"`'
    if "cannot start any token" in problem:
        return at, f"A value cannot start with {text[at : at + 1]!r}", "put the value in quotes"
    return at, "This field cannot be read", "write `name: value`, with the value in quotes where it has signs in it"


def _twice(key: str, value: Value, first: Value) -> Finding:
    span = value.key or value.span
    return Finding(
        CODE,
        span,
        f"The field “{key}” is written twice; this one is not read",
        help="join the two into one",
        related=(Related(first.key or first.span, "the first one"),),
    )


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "before", "end", "flow", "items", "key", "mapping", "pairs", "start")

    def __init__(self, mapping: bool, start: int, anchor: str | None, flow: bool, before: int) -> None:
        self.mapping, self.start, self.end, self.anchor, self.flow = mapping, start, start, anchor, flow
        self.before = before  # how many values there were when it began
        self.items: list[Value] = []
        self.pairs: dict[str, Value] = {}
        self.key: Value | None = None


class _Builder:
    """Values out of YAML events, with a limit on depth and number (no recursion, no multiplying references)."""

    def __init__(self, source: Source, start: int) -> None:
        self.source, self.start = source, start
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.count = 0
        self.root: Value | None = None
        self.findings: list[Finding] = []

    def take(self, event: Any) -> None:
        start, end = self.start + event.start_mark.index, self.start + event.end_mark.index
        match event:
            case yaml.ScalarEvent():
                start, end = self._trim(start, end)
                text = event.value
                self._put(Value(link_target(text) or text, Span(self.source, start, end)), event.anchor, 1)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self.stack) >= MAX_DEPTH:
                    raise _BrokenError(start, "Fields are nested too deep here", f"use no more than {MAX_DEPTH} levels")
                mapping = isinstance(event, yaml.MappingStartEvent)
                self.stack.append(_Open(mapping, start, event.anchor, bool(event.flow_style), self.count))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(end)
            case yaml.AliasEvent():
                held = self.anchors.get(event.anchor or "")
                if held is None:
                    raise _BrokenError(start, f"Nothing is called &{event.anchor} above", "put the value in quotes")
                value, size = held
                self._put(Value(value.value, Span(self.source, start, end)), None, size)
            case _:
                pass

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.source.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def _close(self, end: int) -> None:
        done = self.stack.pop()
        text = self.source.text
        # Blocks end where the next thing starts, for YAML; for a reader they end with their last item.
        last = end if done.flow else done.end
        span = Span(self.source, *self._trim(done.start, max(last, done.start)))
        if done.mapping:
            self._put(Value(done.pairs, span), done.anchor, 1, done.before)
            return
        # An unquoted wikilink, `home: [[Rome]]`, is a list in a list for YAML and a link for everybody else.
        if self.stack and done.flow and text[span.start : span.start + 2] == "[[" and (t := link_target(span.text)):
            self._put(Value(t, span), done.anchor, 1, done.before)
            return
        self._put(Value(tuple(done.items), span), done.anchor, 1, done.before)

    def _put(self, value: Value, anchor: str | None, size: int, before: int | None = None) -> None:
        before = self.count if before is None else before
        self.count += size
        if self.count > MAX_VALUES:
            broken = _BrokenError(value.span.start, "There are too many values here", "leave out the references (&, *)")
            broken.multiplied = True
            raise broken
        if anchor is not None:
            self.anchors[anchor] = (value, self.count - before)
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        top.end = max(top.end, value.span.end)
        if not top.mapping:
            top.items.append(value)
        elif top.key is None:
            top.key = value
        else:
            self._pair(top, top.key, value)
            top.key = None

    def _pair(self, top: _Open, key: Value, value: Value) -> None:
        if not isinstance(key.value, str) or not key.value:
            message, remedy = "This is no name for a field", "write `name: value`"
            self.findings.append(Finding(CODE, key.span, message, help=remedy))
            return
        named = Value(value.value, value.span, key.span)
        if key.value in top.pairs:
            self.findings.append(_twice(key.value, named, top.pairs[key.value]))
        else:
            top.pairs[key.value] = named

    def result(self) -> tuple[dict[str, Value], list[Finding]]:
        root = self.root
        if root is None or root.value == "":
            return {}, self.findings
        if isinstance(root.value, dict):
            return root.value, self.findings
        first = Span(self.source, root.span.start, root.span.end)
        message = "This is no field: fields are written `name: value`"
        return {}, [*self.findings, Finding(CODE, first, message, help="give it a name, or move it below the fields")]
