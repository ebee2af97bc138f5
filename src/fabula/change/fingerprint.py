"""What makes a finding the same finding after the text around it has changed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from fabula.finding import Finding
from fabula.source import Span
from fabula.universe.numbering import number_by_path
from fabula.universe.versions import plain_path

__all__ = ["digest", "fingerprints", "line_and_words", "place_name", "text_behind"]

_LONG = 2000
"""The longest line that is taken whole; of a longer one, what stands around the place."""
_NEAR = 100
_WORDS = 200
"""Characters of the place itself that count: something unclosed may reach to the end of a file."""
_TAG = re.compile(r"<[^<>]*>")


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A stable name for each finding, 16 hexadecimal digits.

    The first eight rest on what is found: the code, the text of the line and of the place in it. The other eight rest
    on where: the episode (or, outside of scripts, the file), and the how-manieth of its kind there it is. So a name
    stays the same when other lines change, when lines are indented or moved in their file, and when a script is saved
    under another name that has the same number; it changes when the line itself does.
    """
    seen: Counter[tuple[str, str]] = Counter()
    names: list[str] = []
    for finding in findings:
        what, where = digest(finding.code, *line_and_words(finding.span)), place_name(finding.span.path)
        names.append(finding.fingerprint or what + digest(where, str(seen[what, where])))
        seen[what, where] += 1
    return names


def digest(*texts: str) -> str:
    """Eight hexadecimal digits that stand for some texts."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "backslashreplace")).hexdigest()[:8]


@lru_cache(maxsize=4096)
def place_name(path: str) -> str:
    """What a file is called here: its show and the number of its episode, or its path if that gives no number.

    A file of a version is called what it stands for.
    """
    path = plain_path(path)
    parts = tuple(path.split("/"))
    show, inner = (parts[:2], parts[2:]) if parts[0].lower() == "shows" and len(parts) > 2 else ((), parts)
    if parts[0].lower() == "bible" or inner[-1].lower() == "show.md":
        return path
    numbered = number_by_path(inner)
    number = numbered.number if numbered.number is not None else numbered.leading
    return path if number is None else "/".join((*show, f"{numbered.season}x{number}"))


def line_and_words(span: Span) -> tuple[str, str]:
    """The text of the line, and of the place in it; both empty for a finding that speaks of the file as such."""
    if span.start == span.end == 0:
        return "", ""
    if is_xml(span):
        text = span.source.text
        # The file's lines are no lines of the script: the run of text around the place is, whatever tags it has.
        start = span.start if text[span.start : span.start + 1] == "<" else text.rfind(">", 0, span.start) + 1
        end = text.find("<", span.end)
        return _bare(text[start : max(end, span.end)]), _bare(span.text)[:_WORDS]
    line = span.source.line_text(span.line)
    if len(line) > _LONG:
        line = line[max(0, span.column - _NEAR) : span.column + _NEAR]
    first = span.text[:_LONG].partition("\n")[0]
    return " ".join(line.split()), " ".join(first.split())[:_WORDS]


def text_behind(span: Span, end: int | None = None) -> str:
    """What stands behind the line of a span, up to an offset or a good stretch further, without the tags of XML."""
    source = span.source
    if is_xml(span):
        return unescape(_TAG.sub("", source.text[span.end : min(span.end + _LONG, end or span.end + _LONG)]))
    starts = source.line_starts
    begin = starts[span.line] if span.line < len(starts) else len(source.text)
    return source.text[begin : min(begin + _LONG, end or begin + _LONG)]


def is_xml(span: Span) -> bool:
    """Whether a span stands in a file whose tags are no words of the script."""
    return span.path.lower().endswith((".fdx", ".xml", ".tei"))


def _bare(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())
