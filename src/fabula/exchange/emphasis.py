"""Emphasis in two forms: marks in the text (Fountain), and runs of one style each (Final Draft)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from fabula.script import emphasis as fountain
from fabula.script.fdx_styles import EMPHASIS, join_styles

__all__ = ["Run", "cut_runs", "mark_emphasis", "read_emphasis"]

Run = tuple[str, str]
"""A text and its style: "Bold", "Italic", "Underline", or several with ``+`` between."""

NAMES: Final = {
    "bold": ("Bold",),
    "italic": ("Italic",),
    "bold italic": ("Bold", "Italic"),
    "underline": ("Underline",),
}
MARKS: Final = {"Underline": "_", "Bold": "**", "Italic": "*"}
"""Marks by style, those that go outermost first."""
SIGNS: Final = re.compile(r"[*_]|\\(?=[*_\\])")
END_SIGNS: Final = re.compile(r"[*_]|\\(?=[*_\\]|\Z)")
ESCAPED: Final = re.compile(r"\\[*_\\]")
SIGNED: Final = re.compile(r"[^\r\n\u2028*_]*[*_][^\r\n\u2028]*")
"""A line with a star or a line under it. In others a backslash is a backslash."""
LINES: Final = re.compile(r"(\r\n|\r|\n|\u2028)")

_Piece = tuple[str, frozenset[str]]


def read_emphasis(text: str) -> list[Run]:
    """The runs of a Fountain text, in order, without the marks; one without emphasis is one run without style.

    What counts as emphasis is for `fabula.script.emphasis` to say.
    """
    if "*" not in text and "_" not in text:
        return [(text, "")]
    turns: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
    hidden: dict[int, int] = {}
    for style, start, end, inner_start, inner_end in fountain.read_emphasis(text):
        turns.setdefault(inner_start, []).append((1, NAMES[style]))
        turns.setdefault(inner_end, []).append((-1, NAMES[style]))
        hidden[start], hidden[inner_end] = inner_start, end
    for line in SIGNED.finditer(text):
        for escape in ESCAPED.finditer(text, line.start(), line.end()):
            hidden[escape.start()] = escape.start() + 1
    held = dict.fromkeys(EMPHASIS, 0)
    runs: list[Run] = []
    at = 0
    for place in sorted({*hidden, *turns}):
        _add(runs, text[at:place], join_styles(frozenset(name for name in EMPHASIS if held[name])))
        for step, names in turns.get(place, ()):
            for name in names:
                held[name] += step
        at = max(at, place, hidden.get(place, 0))
    _add(runs, text[at:], "")
    return runs or [("", "")]


def _add(runs: list[Run], said: str, style: str) -> None:
    if runs and runs[-1][1] == style:
        runs[-1] = (runs[-1][0] + said, style)
    elif said:
        runs.append((said, style))


def cut_runs(text: str, styles: Sequence[tuple[int, int, str]]) -> list[Run]:
    """A text in runs, from the stretches of it that have a style (`Script.styles`)."""
    runs: list[Run] = []
    at = 0
    for start, end, style in styles:
        _add(runs, text[at:start], "")
        _add(runs, text[start:end], style)
        at = end
    _add(runs, text[at:], "")
    return runs or [("", "")]


def mark_emphasis(text: str, styles: Sequence[tuple[int, int, str]] = ()) -> str:
    """A text in Fountain, with marks around the stretches that have a style, and its own stars and lines escaped.

    Emphasis ends with each line, and blanks at its edges are left outside, as Fountain asks. Every line is read again:
    where marks that touch would read as others (styles that change within words) it stands without emphasis.
    """
    if not styles and "*" not in text and "_" not in text:
        return text
    held: list[frozenset[str]] = [frozenset()] * len(text)
    for start, end, style in styles:
        held[start:end] = [frozenset(style.split("+"))] * (min(end, len(text)) - start)
    written: list[str] = []
    at = 0
    for part in LINES.split(text):
        written.append(part if LINES.fullmatch(part) else _mark_line(part, held[at : at + len(part)]))
        at += len(part)
    return "".join(written)


def _mark_line(line: str, held: list[frozenset[str]]) -> str:
    plain = line if read_emphasis(line) == [(line, "")] or not line else SIGNS.sub(lambda sign: "\\" + sign[0], line)
    pieces = _pieces(line, _trim(line, held))
    meant = [(text, join_styles(styles)) for text, styles in pieces]
    if not any(style for _, style in meant):
        return plain
    for write in _WAYS:
        marked = write(pieces)
        if read_emphasis(marked) == meant:
            return marked
    return plain


def _trim(line: str, held: list[frozenset[str]]) -> list[frozenset[str]]:
    """The styles of each letter, without the blanks at the edges of each style."""
    kept = [set(styles) for styles in held]
    for name in EMPHASIS:
        for order in (range(len(line)), range(len(line) - 1, -1, -1)):
            inside = False
            for index in order:
                inside = name in kept[index] and (inside or not line[index].isspace())
                if not inside:
                    kept[index].discard(name)
    return [frozenset(styles) for styles in kept]


def _pieces(line: str, held: list[frozenset[str]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    start = 0
    for index in range(1, len(line) + 1):
        if index == len(line) or held[index] != held[start]:
            pieces.append((line[start:index], held[start]))
            start = index
    return pieces


def _nested(pieces: list[_Piece]) -> str:
    """Marks one inside another: a style stays open for as long as it lasts."""
    written: list[str] = []
    opened: list[str] = []
    for index, (text, styles) in enumerate(pieces):
        keep = next((n for n, name in enumerate(opened) if name not in styles), len(opened))
        written += [MARKS[name] for name in reversed(opened[keep:])]
        del opened[keep:]
        lasting = {name: _lasts(pieces, index, name) for name in styles if name not in opened}
        for name in sorted(lasting, key=lambda name: (-lasting[name], list(MARKS).index(name))):
            opened.append(name)
            written.append(MARKS[name])
        written.append(_escape(text))
    return "".join([*written, *(MARKS[name] for name in reversed(opened))])


def _lasts(pieces: list[_Piece], index: int, name: str) -> int:
    last = index
    while last < len(pieces) and name in pieces[last][1]:
        last += 1
    return last


def _apart(pieces: list[_Piece]) -> str:
    """Marks around each run by itself."""
    written: list[str] = []
    for text, styles in pieces:
        marks = [MARKS[name] for name in MARKS if name in styles]
        written += [*marks, _escape(text), *reversed(marks)]
    return "".join(written)


_WAYS: Final[tuple[Callable[[list[_Piece]], str], ...]] = (_nested, _apart)


def _escape(text: str) -> str:
    """The text of a run; a backslash at its end would take the mark behind it for its own."""
    return END_SIGNS.sub(lambda sign: "\\" + sign[0], text)
