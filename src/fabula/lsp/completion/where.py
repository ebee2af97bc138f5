"""Where in a script the cursor stands, told from the lines around it: no more is read than one scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from fabula.script.fountain import read_fountain
from fabula.script.model import Script
from fabula.source import Source

__all__ = ["Spot", "SpotKind", "find_spot", "scene_above"]

LONGEST: Final = 3000
"""Lines that are looked at above the cursor for the beginning of its scene."""

_CANON: Final = re.compile(r"\s*canon\s*:", re.IGNORECASE)
_PIECE: Final = re.compile(r"(?:\"[^\"\r\n]*\"|“[^”\r\n]*”|[^;\r\n\"“]|[\"“](?![^\"”\r\n]*[\"”]))*\Z")
_HEADING: Final = re.compile(
    r"[ \t]*(?:\.(?=[^\W_])|(?:INT|EXT|EST|I/E|E/I)(?:\.?/(?:INT|EXT|EST))?\b\.?)", re.IGNORECASE
)
_KEY: Final = re.compile(r"[^\s:][^:]{0,59}:|[ \t]+\S")


class SpotKind(Enum):
    """What is being written at the cursor."""

    NOWHERE = auto()
    NOTE = auto()
    """The beginning of a note: whether it is canon is not known yet."""
    STATEMENT = auto()
    TITLE_KEY = auto()
    TITLE_VALUE = auto()
    HEADING = auto()
    LINE = auto()
    """The first words of a paragraph: a cue, a heading, a transition, or action."""
    EXTENSION = auto()
    """The parenthesis behind a name."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The cursor's place: what is being written, what of it has been typed (``typed``, from the offset ``start`` on),
    and what it belongs to (``of``): the key of a title page, the name before a parenthesis.

    ``at_top`` says that nothing stands above it in the file.
    """

    kind: SpotKind
    typed: str = ""
    start: int = 0
    of: str = ""
    at_top: bool = False


_NOWHERE: Final = Spot(SpotKind.NOWHERE)


def find_spot(text: str, starts: Sequence[int], line: int, offset: int) -> Spot:
    """What is being written at an offset of a Fountain text, on a line counted from 0."""
    if _in_boneyard(text, offset):
        return _NOWHERE
    paragraph = line
    while paragraph > 0 and _words(text, starts, paragraph - 1).strip():
        paragraph -= 1
    note = _open_note(text, starts[paragraph], offset)
    if note >= 0:
        return _spot_in_note(text, note + 2, offset)
    start = starts[line] + (line == 0 and text.startswith("\ufeff"))
    typed = text[start:offset]
    behind = _words(text, starts, line)[offset - starts[line] :].strip()
    at_top = not text[: starts[paragraph]].strip("\ufeff \t\r\n")
    if at_top and _is_title_page(text, starts, paragraph, line):
        key, colon, value = typed.partition(":")
        if colon:
            left = len(value) - len(value.lstrip())
            return Spot(SpotKind.TITLE_VALUE, value.lstrip(), start + len(key) + 1 + left, key.strip(), at_top=True)
        if not typed[:1].isspace() and not behind and line > paragraph:
            return Spot(SpotKind.TITLE_KEY, typed, start, at_top=True)
    if behind:
        return _NOWHERE
    return _spot_on_line(typed, start, line == paragraph, at_top)


def _spot_on_line(typed: str, start: int, first: bool, at_top: bool) -> Spot:
    words = typed.lstrip()
    start += len(typed) - len(words)
    heading = _HEADING.match(words)
    if heading is not None and (words[heading.end() :][:1].isspace() or words[:1] == "."):
        rest = words[heading.end() :]
        left = len(rest) - len(rest.lstrip())
        place = start + heading.end() + left
        return Spot(SpotKind.HEADING, rest.lstrip(), place, heading[0]) if first else _NOWHERE
    if not first:
        return _NOWHERE
    name, opening, inside = words.rpartition("(")
    if opening and ")" not in inside and name.strip() and (name.isupper() or name.startswith("@")):
        return Spot(SpotKind.EXTENSION, inside, start + len(name), name.strip())
    if not words or words[0] in "@>" or words.isupper():
        return Spot(SpotKind.LINE, words, start, at_top=at_top)
    return Spot(SpotKind.TITLE_KEY, words, start, at_top=True) if at_top else _NOWHERE


def _spot_in_note(text: str, start: int, offset: int) -> Spot:
    inside = text[start:offset]
    canon = _CANON.match(inside)
    if canon is None:
        typed = inside.lstrip()
        return Spot(SpotKind.NOTE, typed, offset - len(typed)) if "canon:".startswith(typed.lower()) else _NOWHERE
    piece = _PIECE.search(inside, canon.end())
    begin = piece.start() if piece is not None else canon.end()
    begin = max(begin, canon.end())
    typed = inside[begin:]
    left = len(typed) - len(typed.lstrip())
    return Spot(SpotKind.STATEMENT, typed.lstrip(), start + begin + left)


def _in_boneyard(text: str, offset: int) -> bool:
    opened = text.rfind("/*", 0, offset)
    if opened < 0 or text.find("*/", opened + 2, offset) >= 0:
        return False
    return text.find("*/", max(opened + 2, offset - 1)) >= 0  # what is never closed is no boneyard


def _open_note(text: str, start: int, offset: int) -> int:
    """Where the note begins that is open at an offset, in a paragraph that starts at ``start``; -1 if none is."""
    opened = text.rfind("[[", start, offset)
    return opened if opened >= 0 and text.find("]]", opened + 2, offset) < 0 else -1


def _is_title_page(text: str, starts: Sequence[int], first: int, line: int) -> bool:
    """Whether the lines of the first paragraph down to this one are those of a title page."""
    lines = [_words(text, starts, number).lstrip("\ufeff") for number in range(first, line)]
    if not lines:
        return ":" in _words(text, starts, line)
    return all(_KEY.match(words) for words in lines)


def _words(text: str, starts: Sequence[int], line: int) -> str:
    end = starts[line + 1] if line + 1 < len(starts) else len(text)
    return text[starts[line] : end].rstrip("\r\n")


def scene_above(text: str, starts: Sequence[int], line: int) -> Script:
    """The scene that a line stands in, from its heading down to the line before."""
    first = line
    while first > 0 and line - first < LONGEST:
        first -= 1
        if _HEADING.match(text, starts[first]) and (not first or not _words(text, starts, first - 1).strip()):
            break
    return read_fountain(Source("", text[starts[first] : starts[line]]))[0]
