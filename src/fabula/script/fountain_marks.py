"""Lines of a Fountain script that are told by a mark: headings, sections, lyrics, transitions, forced elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from fabula.script.fountain_notes import BONEYARD_COVER, NOTE_COVER, has_cover, uncovered
from fabula.script.model import Element, Kind

__all__ = [
    "ACTION",
    "AFTER",
    "BLANK",
    "HEADING_SECONDS",
    "RARE",
    "SPACE",
    "SPEECH",
    "Reading",
    "is_cue_with_extension",
    "is_transition",
    "miss_speech",
    "read_cue_line",
    "read_marked",
    "read_standing_notes",
    "speaks",
]

# What stands before a line: nothing (a blank line, or what does not print), something of one line, or a paragraph
# or speech that is still going on.
BLANK: Final = 0
AFTER: Final = 1
ACTION: Final = 2
SPEECH: Final = 3

SPACE: Final = frozenset(c for c in map(chr, range(0x3001)) if c.isspace())
RARE: Final = frozenset("#=~>@!.(IEie" + NOTE_COVER + BONEYARD_COVER) | SPACE
"""First characters that need a closer look than action, cues and dialogue do."""
HEADING_SECONDS: Final = frozenset("NnXxSs./")
"""What stands second in a heading that begins with one of the letters in `RARE`."""

_PREFIX = re.compile(r"(?:(?:INT|EXT|EST)(?:\.?/(?:INT|EXT|EST))?|I\.?/E|E\.?/I)(?:(\.)(?!\.)|(?=\s|$))", re.IGNORECASE)
_NUMBER = re.compile(r"#([\w.\-\u2013\u2014]+)#(?=\s*$|\s+[#\x01\x02])")
_EXTENSION = re.compile(r"\([^()]*\)")
_VOICE = re.compile(r"\(\s*(?:V\.?\s?O|O\.?\s?S|O\.?\s?C|CONT|PRE-?LAP|INTO\s+PHONE|ON\s+PHONE)\b", re.IGNORECASE)
_COVERS = NOTE_COVER + BONEYARD_COVER


@dataclass(slots=True)
class Reading:
    """What has been read of a script so far.

    ``covers`` are the starts and ends of its notes and boneyards, the outermost ones. ``findings`` are (code, start,
    end, message, help).
    """

    text: str
    covers: dict[int, int] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)
    findings: list[tuple[str, int, int, str, str]] = field(default_factory=list)

    def find(self, code: str, start: int, end: int, message: str, advice: str) -> None:
        """Add a finding."""
        self.findings.append((code, start, end, message, advice))


def read_marked(reading: Reading, said: str, start: int, after: str, state: int) -> tuple[Element, int] | None:
    """What a line that begins with a mark is, and the state after it; None if the mark is a part of its text.

    ``said`` is the covered line without the space around it, ``start`` its offset, ``after`` the next line that prints.
    """
    end = start + len(said)
    mark = said[0]
    if mark in "IEie" or (mark in _COVERS and start in reading.covers):
        return _read_heading(reading, said, start, after, state)
    text = reading.text[start:end]
    match mark:
        case "(":
            return _read_parenthetical(reading, said, start, after) if state == SPEECH else None
        case "~":
            return Element(Kind.LYRICS, text[1:].strip(), start, end), SPEECH if state == SPEECH else AFTER
        case "=":
            if len(said) >= 3 and not said.strip("="):
                return Element(Kind.PAGE_BREAK, text, start, end), BLANK
            return Element(Kind.SYNOPSIS, text[1:].strip(), start, end), BLANK
        case "#":
            return _read_section(text, said, start, state)
        case ">":
            bare = uncovered(said).rstrip() if has_cover(said) else said
            if bare.endswith("<") and len(bare) > 1:
                inner = text[1:-1] if bare is said else text[1:].replace("<", "", 1)
                return Element(Kind.CENTERED, inner.strip(), start, end), AFTER
            return Element(Kind.TRANSITION, text[1:].strip(), start, end), AFTER
        case "@":
            return _read_forced_cue(reading, said, start, after) if state <= AFTER else None
        case ".":
            return _read_forced_heading(reading, said, start, after, state)
    return None


def _read_section(text: str, said: str, start: int, state: int) -> tuple[Element, int] | None:
    title = said.lstrip("#")
    depth = len(said) - len(title)
    if state >= ACTION and not title[:1].isspace():
        return None  # "#1 DAD" in the middle of a paragraph is what a mug says
    return Element(Kind.SECTION, text[depth:].strip(), start, start + len(said), str(min(depth, 6))), BLANK


def _read_parenthetical(reading: Reading, said: str, start: int, after: str) -> tuple[Element, int] | None:
    bare = uncovered(said).rstrip() if has_cover(said) else said
    if not bare.endswith(")"):
        return None
    end = start + len(said)
    last = reading.elements[-1]
    if last.kind is Kind.CUE and not after.strip() and not reading.text[last.end : start].strip():
        _find_empty(reading, last.start, last.end)
    return Element(Kind.PARENTHETICAL, reading.text[start:end], start, end), SPEECH


def _read_forced_cue(reading: Reading, said: str, start: int, after: str) -> tuple[Element, int] | None:
    if len(said) < 2 or said[1].isspace():
        return None
    if not after.strip():
        _find_empty(reading, start, start + len(said))
    cue = read_cue_line(reading.text, said, start)
    return cue, SPEECH


def _read_heading(reading: Reading, said: str, start: int, after: str, state: int) -> tuple[Element, int] | None:
    bare = uncovered(said).strip() if has_cover(said) else said
    prefix = _PREFIX.match(bare)
    if prefix is None:
        return None
    dotted = prefix[1] is not None
    # The number and what stands in parentheses may be in small letters in any heading.
    upper = bare.isupper() or bare.partition("#")[0].partition("(")[0].isupper()
    if state >= ACTION and not (dotted and upper):
        return None
    if not dotted and not upper and (after.strip() or bare[-1] in ".!?\u2026,;:"):
        return None  # a sentence that happens to begin with such a word ("Est assise une femme.")
    if not dotted:
        spot = start + said.index(bare[0]) + prefix.end()
        reading.find(
            "S104",
            start,
            spot,
            f'This heading has no dot after "{prefix[0]}"',
            f'write "{prefix[0].upper()}." so that every application reads it as a heading',
        )
    return _finish_heading(reading, said, start, after, state, 0)


def _read_forced_heading(reading: Reading, said: str, start: int, after: str, state: int) -> tuple[Element, int] | None:
    if len(said) < 2 or said[1].isspace() or said[1] in ".,;:!?-\u2026\u2013\u2014":
        return None
    if state >= ACTION and not (said[1].isalpha() and said.isupper() and not after.strip()):
        return None
    return _finish_heading(reading, said, start, after, state, 1)


def _finish_heading(reading: Reading, said: str, start: int, after: str, state: int, marks: int) -> tuple[Element, int]:
    end = start + len(said)
    text = reading.text[start:end]
    number = ""
    if "#" in said:
        found = _NUMBER.search(said)
        if found is not None:
            number = found[1]
            text = text[: found.start()].rstrip() + text[found.end() :].rstrip()
    sides = []
    if state >= AFTER:
        sides.append("before")
    if after and after.strip() and after.lstrip()[0] not in "#=":
        sides.append("after")
    if sides:
        reading.find(
            "S103",
            start,
            end,
            f"This heading has no blank line {' and '.join(sides)} it",
            f"put a blank line {' and '.join(sides)} it: other applications may print it as action",
        )
    return Element(Kind.HEADING, text[marks:].strip(), start, end, number), BLANK


def read_cue_line(text: str, said: str, start: int) -> Element:
    """The cue of a speech: ``said`` is its covered line without the space around it."""
    said = said.rstrip()
    end = start + len(said)
    written = text[start:end]
    if said[0] == "@":
        written = written[1:].lstrip()
    if said[-1] == "^":
        return Element(Kind.CUE, written[:-1].rstrip(), start, end, "^")
    if has_cover(said) and uncovered(said).rstrip().endswith("^"):
        spot = said.rindex("^") - len(said)
        return Element(Kind.CUE, written[:spot].rstrip() + written[spot + 1 :], start, end, "^")
    return Element(Kind.CUE, written, start, end)


def is_cue_with_extension(said: str) -> bool:
    """Whether a line is a name in capitals, but for extensions in parentheses: ``NADIA (on the radio)``."""
    name = said.removesuffix("^")
    name = _EXTENSION.sub("", uncovered(name) if has_cover(name) else name)
    return name.isupper() and "^" not in name


def speaks(after: str) -> bool:
    """Whether the line after a name in capitals can be what is said."""
    said = after.strip()
    if not said:
        return False
    first = said[0]
    if first not in "#=>!IEie":
        return True
    if first == "#":
        return not said.lstrip("#")[:1].isspace()
    if first in "IEie":
        return not _is_plain_heading(said)
    return False


def _is_plain_heading(said: str) -> bool:
    prefix = _PREFIX.match(said)
    return prefix is not None and prefix[1] is not None and said.partition("#")[0].partition("(")[0].isupper()


def is_transition(line: str, after: str) -> bool:
    """Whether a line in capitals is a transition: it ends in ``TO:`` and nothing, or a heading, follows."""
    bare = uncovered(line).rstrip() if has_cover(line) else line
    return bare.endswith("TO:") and (not after.strip() or _is_plain_heading(after.strip()))


def miss_speech(reading: Reading, said: str, start: int) -> None:
    """Report a line that has all of a cue, extension included, but nothing said under it."""
    if len(said) < 100 and (said[-1] == "^" or _VOICE.search(said)) and is_cue_with_extension(said):
        _find_empty(reading, start, start + len(said))


def _find_empty(reading: Reading, start: int, end: int) -> None:
    reading.find(
        "S111",
        start,
        end,
        "Nothing is said under this cue",
        "write what is said on the line below, without a blank line between, or take the cue out",
    )


def read_standing_notes(reading: Reading, said: str, start: int) -> bool:
    """Add the notes and boneyards of a line that holds nothing else. False if it holds something else."""
    at, end = start, start + len(said)
    found: list[Element] = []
    text = reading.text
    while at < end:
        stop = reading.covers.get(at)
        if stop is None:
            if not text[at].isspace():
                return False
            at += 1
            continue
        kind = Kind.NOTE if said[at - start] == NOTE_COVER else Kind.BONEYARD
        found.append(Element(kind, text[at + 2 : stop - 2], at, stop))
        at = stop
    reading.elements += found
    return True
