"""How each kind of element is written in Fountain: plainly where that reads back as meant, with its mark where not.

Whether the plain form will do is asked of the reader itself, so the two can never disagree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fabula.script.fountain import read_fountain
from fabula.script.model import Kind
from fabula.source import Source

__all__ = [
    "GUARD",
    "clean_text",
    "write_action",
    "write_cue",
    "write_heading",
    "write_note",
    "write_speech_line",
    "write_transition",
]

GUARD: Final = "\u2060"
"""A word joiner: stands before a line of dialogue that begins with a mark, since dialogue cannot be forced."""

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NUMBER: Final = re.compile(r"[^\w.\-\u2013\u2014]+")
BLANK_LINES: Final = re.compile(r"\n[^\S\n]*(?=\n)")
LEADING: Final = ".,;:!?-\u2026\u2013\u2014"
PLAIN_START: Final = re.compile(r"[^\W_iIeE\d]")


def clean_text(text: str) -> str:
    """Text without what would open a note or a boneyard, and without control characters; line ends as ``\\n``."""
    if not text.isascii() or not text.isprintable():
        text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    if "[[" in text or "]]" in text or "/*" in text or "*/" in text:
        for mark in ("[[", "]]", "/*", "*/"):
            text = text.replace(mark, f"{mark[0]} {mark[1]}")
    return text


@lru_cache(maxsize=1 << 14)
def _reads_as(text: str) -> tuple[tuple[Kind, str, str], ...]:
    script, _ = read_fountain(Source("", f"Before.\n\n{text}\n\nAfter.\n"))
    return tuple((e.kind, e.text, e.detail) for e in script.elements[1:-1])


@lru_cache(maxsize=1 << 14)
def _opens_title_page(text: str) -> bool:
    script, _ = read_fountain(Source("", f"{text}\n\nAfter.\n"))
    return bool(script.title_page)


def one_line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def write_heading(text: str, number: str) -> str:
    """A heading with its number; ``.`` in front unless it begins with INT., EXT. and the like."""
    text = one_line(text)
    number = NUMBER.sub("-", number.strip())
    tail = f" #{number}#" if number else ""
    if _reads_as(text + tail) == ((Kind.HEADING, text, number),) and _has_dot(text):
        return text + tail
    return f".{text.lstrip(LEADING + ' ') or 'SCENE'}{tail}"


def _has_dot(text: str) -> bool:
    return "." in text.partition(" ")[0]


def write_action(text: str, first: bool = False) -> str:
    """Action, as one paragraph if it can be one; ``!`` in front where it would read as something else."""
    plain = text.strip("\n")
    if "\n" not in plain and PLAIN_START.match(plain) and not plain.isupper() and "(" not in plain and ":" not in plain:
        return plain
    if _is_action(plain, plain) and not (first and _opens_title_page(plain)):
        return plain
    if _is_action(f"!{plain}", plain):
        return f"!{plain}"
    lines = [line for line in plain.split("\n") if line.strip()]
    return "\n\n".join(line if _is_action(line, line) and not first else f"!{line}" for line in lines)


def _is_action(written: str, meant: str) -> bool:
    return _reads_as(written) == ((Kind.ACTION, meant, ""),)


@lru_cache(maxsize=1 << 12)
def write_cue(text: str, dual: bool, spoken: bool) -> str:
    """A cue; ``@`` in front where it would not read as one, or where nothing is said under it."""
    text = one_line(text).rstrip("^ ").lstrip("@ ") or "NOBODY"
    tail = " ^" if dual else ""
    meant = (Kind.CUE, text, "^" if dual else "")
    if spoken and _reads_as(f"{text}{tail}\nWords.")[:1] == (meant,):
        return text + tail
    return f"@{text}{tail}"


def write_transition(text: str) -> str:
    """A transition; ``>`` in front unless it is in capitals and ends in ``TO:``."""
    text = one_line(text)
    if _reads_as(text) == ((Kind.TRANSITION, text, ""),):
        return text
    return f"> {text.lstrip('> ').rstrip('< ')}"


def write_speech_line(line: str) -> str:
    """A line of dialogue; guarded where it begins with a mark."""
    if not line.strip():
        return "  "
    line = line.strip()
    if line[0].isalpha() and line[0] not in "IEie":
        return line
    # What follows can matter: ".VAULT" is a heading before a blank line, and dialogue before another line.
    plain = all(
        [kind for kind, _, _ in _reads_as(f"X\n{line}{tail}")] == [Kind.CUE, Kind.DIALOGUE] for tail in ("\nWords.", "")
    )
    return line if plain else GUARD + line


def write_note(text: str) -> str:
    """A note that stands alone; blank lines in it are kept open with two spaces."""
    return f"[[{BLANK_LINES.sub(chr(10) + '  ', clean_text(text).strip())}]]"
