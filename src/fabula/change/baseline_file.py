"""The file of a baseline: a line a finding, so that git merges what two rooms do to it.

    W101 2f6c1a0b9d3e4f55 8a1c2b3d0e4f5a6b shows/italy/s01/e04.fountain "INT. FLAT - DAY"  # Tommaso speaks here, …

The code, the fingerprint, signs for the lines that follow and for the words it speaks of, the file, the heading of the
scene, and for people what was said. The order of the lines does not matter, nor does a line that stands there twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fabula.change.recognise import Sighting
from fabula.finding import Finding
from fabula.source import EMPTY_SOURCE, Source, Span

__all__ = ["BASELINE", "Entry", "is_merge", "read_baseline", "write_baseline"]

BASELINE = "fabula.baseline"
"""What the file is called; it stands in the universe's folder, beside ``fabula.toml``."""

_VERSION = 1
_HEAD = f"""\
# fabula baseline {_VERSION}
# Findings that were there when `fabula baseline` was run. `fabula check` counts them and shows only what is new.
# A line is a finding, and may be taken out; `fabula baseline --prune` takes out what is settled.
"""
_MESSAGE = 160
"""Characters of a message that are kept beside its line."""
_NAMED = re.compile(r"#\s*fabula baseline\s+(\d+)\s*")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(
    rf"\s*([A-Z]\d{{3}})\s+([0-9a-f]{{16}})\s+([0-9a-f]{{8}})([0-9a-f]{{8}})\s+({_QUOTED}|[^\s\"]\S*)(?:\s+({_QUOTED}))?\s*(?:#.*)?"
)
_MERGE = "The two sides of a merge stand in the baseline"
_MARKER = re.compile(r"(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that the baseline holds.

    ``above`` are the comments of people on the lines over it, which go where it goes.
    """

    sighting: Sighting
    message: str = ""
    above: tuple[str, ...] = ()
    span: Span = EMPTY_SOURCE.whole

    @property
    def key(self) -> tuple[str, str, str]:
        """What the file is sorted by, and what two lines of the same finding share."""
        return self.sighting.path, self.sighting.code, self.sighting.fingerprint


def read_baseline(source: Source) -> tuple[list[Entry], list[Finding]]:
    """The findings that a baseline holds, each once. A stretch of lines that cannot be read is one finding (L109)."""
    entries: dict[tuple[str, str, str], Entry] = {}
    broken = _Broken(source)
    above: list[str] = []
    head = _HEAD.splitlines()
    for number in range(1, len(source.line_starts) + 1):
        line = source.line_text(number).strip()
        if line.startswith("#"):
            named = _NAMED.fullmatch(line)
            if named and int(named[1]) > _VERSION:
                broken.newer(number)
                return [], broken.findings
            if not named and line not in head:
                above.append(line)
        elif _MARKER.match(line):
            broken.merge(number)
        elif match := _LINE.fullmatch(line):
            entry = _entry(match, source, number, tuple(above))
            entries.setdefault(entry.key, entry)
            above = []
        elif line:
            broken.line(number)
    if above and entries:
        last = entries.popitem()[1]
        entries[last.key] = replace(last, above=(*last.above, *above))
    return list(entries.values()), broken.findings


def write_baseline(entries: Iterable[Entry]) -> str:
    """The text of a baseline with these findings, in the order of files, codes and names."""
    return _HEAD + "".join(_lines(entry) for entry in sorted(entries, key=lambda entry: entry.key))


def _lines(entry: Entry) -> str:
    one = entry.sighting
    path = one.path if re.fullmatch(r'[^\s"]\S*', one.path) else _quote(one.path)
    words = [one.code, one.fingerprint, one.after + one.words, path]
    if one.scene:
        words.append(_quote(one.scene))
    message = " ".join(entry.message.encode("utf-8", "replace").decode("utf-8").split())
    if message:
        words.append(f" # {message if len(message) <= _MESSAGE else message[: _MESSAGE - 1] + '…'}")
    return "".join(f"{line}\n" for line in (*entry.above, " ".join(words)))


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _unquote(word: str) -> str:
    if not word.startswith('"'):
        return word
    try:
        return str(json.loads(word, strict=False))
    except ValueError:
        return word[1:-1]


def _entry(match: re.Match[str], source: Source, number: int, above: tuple[str, ...]) -> Entry:
    code, name, after, words, path, scene = match.groups()
    begin = source.offset(number)
    sighting = Sighting(code, _unquote(path), name, _unquote(scene or ""), after, words)
    message = match.string[match.end(6) if scene else match.end(5) :].partition("#")[2].strip()
    return Entry(sighting, message, above, source.span(begin, begin + len(source.line_text(number).rstrip())))


def is_merge(finding: Finding) -> bool:
    """Whether a finding says that git has left both sides of a merge in the file; what they hold is understood."""
    return finding.message == _MERGE


class _Broken:
    """What cannot be read in the file; lines of one kind that follow each other are told once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self._last = -1

    def line(self, number: int) -> None:
        """A line that is no finding."""
        if number != self._last + 1:
            message = "This line of the baseline is no finding"
            remedy = "put it back as it was, or delete it; `fabula baseline --add` takes up what is then missing"
            self._tell(number, message, remedy)
        self._last = number

    def merge(self, number: int) -> None:
        """A line with which git divides the sides of a conflict."""
        if not any(map(is_merge, self.findings)):
            remedy = "both can stay: `fabula baseline --prune` takes out the dividing lines and what is settled"
            self._tell(number, _MERGE, remedy)

    def newer(self, number: int) -> None:
        """A file of a later form."""
        message = "This baseline was written by a newer version of fabula, so none of it is read"
        self._tell(number, message, "bring fabula up to date, as the room that wrote it has")

    def _tell(self, number: int, message: str, remedy: str) -> None:
        begin = self.source.offset(number)
        span = self.source.span(begin, begin + len(self.source.line_text(number)))
        self.findings.append(Finding("L109", span, message, remedy))
