"""Wikilinks: ``[[target]]``, as Obsidian writes them."""

from __future__ import annotations

import re

from fabula.bible.model import Wikilink
from fabula.source import Source, Span

__all__ = ["find_wikilinks", "link_target"]

_LINK = re.compile(r"!?\[\[([^\[\]\r\n]+)\]\]")
_WHOLE = re.compile(r"\s*!?\[\[([^\[\]\r\n]+)\]\]\s*")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\r\n]*$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\r\n]|`(?!\1))*?[^`\r\n]?\1(?!`)")


def find_wikilinks(source: Source, start: int = 0, end: int | None = None) -> tuple[Wikilink, ...]:
    """The wikilinks and embeds (``![[…]]``) in a stretch of Markdown, those in code left out.

    A link that names only a part of its own page (``[[#part]]``) leads nowhere else and is left out as well.
    """
    text = source.text
    end = len(text) if end is None else end
    code = _code_stretches(text, start, end) if "`" in text or "~" in text else []
    links: list[Wikilink] = []
    index = 0
    for match in _LINK.finditer(text, start, end):
        while index < len(code) and code[index][1] <= match.start():
            index += 1
        if index < len(code) and code[index][0] <= match.start():
            continue
        target = _target(match[1])
        if target:
            links.append(Wikilink(target, Span(source, match.start(), match.end())))
    return tuple(links)


def link_target(text: str) -> str:
    """The target of a text that is one wikilink and nothing else; empty if it is not."""
    match = _WHOLE.fullmatch(text)
    return _target(match[1]) if match is not None else ""


def _target(inside: str) -> str:
    # In tables Obsidian escapes the bar before a label.
    target = inside.partition("|")[0].rstrip("\\").partition("#")[0].partition("^")[0].strip()
    return target.removesuffix(".md")


def _code_stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Fenced blocks and code in a line, in order and without overlap."""
    fences: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text, start, end):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]) and match[0].strip() == match[1]:
            fences.append((opened.start(), match.end()))
            opened = None
    if opened is not None:
        fences.append((opened.start(), end))
    stretches: list[tuple[int, int]] = []
    at = start
    for first, last in [*fences, (end, end)]:
        stretches.extend((m.start(), m.end()) for m in _CODE.finditer(text, at, first))
        if last > first:
            stretches.append((first, last))
        at = last
    return stretches
