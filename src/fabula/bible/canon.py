"""Canon notes: from the text of a note to its statements.

A note is canon when its text begins with ``canon:``. Statements are divided by ``;`` and line ends. What a statement
can say is in `fabula.bible.forms`; nothing is passed over in silence: what matches no form is a finding (S201) at its
own line and column.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from fabula.bible.dates import read_when
from fabula.bible.durations import read_duration, read_number
from fabula.bible.facts import NotUnderstoodError, read_fact
from fabula.bible.forms import FORMS
from fabula.bible.lexicon import Lexicon
from fabula.bible.nearest import suggest_forms
from fabula.bible.patterns import Pattern, index_patterns, make_pattern
from fabula.bible.piece import Piece, Place
from fabula.bible.slots import FEELINGS, SLOT_TYPES
from fabula.bible.statements import SceneName, Slot, Statement
from fabula.bible.stretches import find_opening, find_stretches
from fabula.finding import Finding
from fabula.script.model import Note
from fabula.source import Source, Span

__all__ = ["is_canon", "read_canon_note", "read_fact_text", "read_scene_name"]

CODE: Final = "S201"
LONGEST: Final = 2000
"""Characters of a statement. Reasons may be long; this keeps reading fast on any input."""

_WORD: Final = re.compile(r"[a-z]+")
_SCENE: Final = re.compile(
    r"(?:(?P<show>[^\W\d_][\w-]*)\s+)?S(?P<season>\d{1,3})\s*E(?P<episode>\d{1,4})(?:\s*/\s*(?P<scene>[\w.-]*\w))?",
    re.IGNORECASE,
)
_PATTERNS: Final = index_patterns(make_pattern(text, row) for row, form in enumerate(FORMS) for text in form.patterns)

_ALIKE: Final = str.maketrans("123456789", "000000000")

_Filled = tuple[list[tuple[str, Slot]], list[tuple[str, Span]], int, str]
"""Slots, the places of those that are words, unknown names, and the slot over which the statement is repeated."""


def is_canon(note: Note) -> bool:
    """Whether a note speaks to fabula."""
    return find_opening(note.text) is not None


def read_canon_note(note: Note, source: Source, lexicon: Lexicon) -> tuple[list[Statement], list[Finding]]:
    """The statements of a note, and what in it is not understood. Notes that are not canon say nothing."""
    stretches = find_stretches(note.text)
    if stretches is None:
        return [], []
    whole = None if note.verbatim else Span(source, note.start, note.end)
    place = Place(source, note.text_start, whole)
    statements: list[Statement] = []
    findings: list[Finding] = []
    empty = True
    for start, end in stretches:
        piece = Piece(note.text, start, end, lexicon, place)
        if piece.start >= piece.end:
            continue
        empty = False
        made, finding = _read_piece(piece)
        statements.extend(made)
        if finding is not None:
            findings.append(finding)
    opening = find_opening(note.text)
    if empty and opening is not None:
        span = place.span(opening.end() - len(opening[0].lstrip()), opening.end())
        findings.append(Finding(CODE, span, "This canon note says nothing", help="say something, or delete it"))
    return statements, findings


def read_fact_text(text: str, source: Source, start: int, lexicon: Lexicon) -> Statement | None:
    """A fact that stands elsewhere than in a note (the ``fact`` of a secret), as an ``expect``; None if it is none."""
    piece = Piece(text, 0, len(text), lexicon, Place(source, start, None))
    try:
        found = read_fact(piece, 0, piece.end)
    except NotUnderstoodError:
        return None
    return None if found is None else Statement("expect", (("fact", found[0]),), piece.span(0, piece.end))


def read_scene_name(text: str, span: Span) -> SceneName | None:
    """A reference to a scene or episode, or None."""
    match = _SCENE.fullmatch(text.strip())
    if match is None:
        return None
    show, scene = (match["show"] or "").lower(), match["scene"] or ""
    return SceneName(show, int(match["season"]), int(match["episode"]), scene, span)


def _read_piece(piece: Piece) -> tuple[list[Statement], Finding | None]:
    text = piece.text[piece.start : piece.end]
    if piece.end - piece.start > LONGEST:
        message = f"This statement is longer than {LONGEST} characters"
        return [], Finding(CODE, piece.span(piece.start, piece.end), message, help="divide it with `;`")
    problems: list[NotUnderstoodError] = []
    best = _best(piece, piece.masked, problems)
    if best is None and piece.names:
        best = _best(piece, piece.plain, problems)
    if problems and (best is None or best[0][0]):
        first = problems[0]
        return [], Finding(CODE, piece.span(first.start, first.end), first.message, help=first.remedy)
    if best is None:
        span = piece.span(piece.start, piece.end)
        return [], Finding(CODE, span, f"“{_shorten(text)}” is not understood", help=suggest_forms(piece))
    (_, _, row), (slots, places, _, each) = best
    form, span = FORMS[row].name, piece.span(piece.start, piece.end)
    if not each:
        return [Statement(form, tuple(slots), span, tuple(places))], None
    names = next(value for slot, value in slots if slot == each)
    assert isinstance(names, tuple)
    return [
        Statement(form, tuple((slot, name if slot == each else value) for slot, value in slots), span, tuple(places))
        for name in names
    ], None


def _best(piece: Piece, text: str, problems: list[NotUnderstoodError]) -> tuple[tuple[int, int, int], _Filled] | None:
    """The form that fits best: fewest unknown names, then most letters in its own words, then the earlier row."""
    best: tuple[tuple[int, int, int], _Filled] | None = None
    met: list[tuple[int, NotUnderstoodError]] = []
    for fit in _fits(text.translate(_ALIKE)):
        try:
            filled = _fill(piece, fit)
        except NotUnderstoodError as problem:
            met.append((fit.tried, problem))
            continue
        if filled is None:
            continue
        rank = (filled[2], fit.in_slots, fit.pattern.row)
        if best is None or rank < best[0]:
            best = rank, filled
            if not filled[2]:
                break  # those that follow can be no better, and what is wrong with them does not matter
    problems.extend(problem for _, problem in sorted(met, key=lambda item: item[0]))
    return best


class _Fit(NamedTuple):
    """A pattern that a text matches: when it was tried, the letters in its slots, and the stretch of each slot."""

    tried: int
    in_slots: int
    pattern: Pattern
    stretches: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def _fits(text: str) -> tuple[_Fit, ...]:
    """The patterns that a text matches, those with most letters in their own words first.

    Notes repeat themselves: with names overlaid, and every digit a 0 (patterns do not tell digits apart), "Mason takes
    case 3" and "Nadia takes case 7" are one text.
    """
    found: list[_Fit] = []
    tried: set[int] = set()
    for word in (*dict.fromkeys(_WORD.findall(text.lower())), ""):
        for pattern in _PATTERNS.get(word, ()):
            if id(pattern) in tried:
                continue
            tried.add(id(pattern))
            match = pattern.regex.fullmatch(text)
            if match is not None:
                stretches = tuple(match.span(group) for _, _, group in pattern.slots)
                in_slots = sum(end - start for start, end in stretches)
                found.append(_Fit(len(tried), in_slots, pattern, stretches))
    return tuple(sorted(found, key=lambda fit: (fit.in_slots, fit.pattern.row)))


def _fill(piece: Piece, fit: _Fit) -> _Filled | None:
    """The slots of a pattern, or None if one of them cannot hold what stands there."""
    slots: list[tuple[str, Slot]] = []
    places: list[tuple[str, Span]] = []
    unknown, each = 0, ""
    for (slot, kind, _), (first, last) in zip(fit.pattern.slots, fit.stretches, strict=True):
        if first < 0:
            continue
        start, end = piece.trim(piece.start + first, piece.start + last)
        kinds, many = SLOT_TYPES[kind].kinds, SLOT_TYPES[kind].many
        value: Slot | None
        if many:
            value = names = piece.name_list(start, end, kinds)
            if names is None:
                return None
            unknown += sum(not name.keys for name in names)
            if many == "each" and len(names) == 1:
                value = names[0]
            elif many == "each":
                each = slot
        elif kind == "fact":
            fact = read_fact(piece, start, end)
            if fact is None:
                return None
            value, missing = fact
            unknown += missing
        elif kinds:
            value, missing = _read_name(piece, kind, start, end, kinds)
            unknown += missing
        elif kind in _READERS:
            value = _READERS[kind](piece, start, end)
        else:
            value, start, end = piece.words(start, end)
            if kind == "feeling":
                value = FEELINGS.get(value.lower(), value.lower())
            elif kind in {"attribute", "role", "part"}:
                value = " ".join(value.lower().split())
            places.append((slot, piece.span(start, end)))
        if value is None:
            return None
        slots.append((slot, value))
    return slots, places, unknown, each


def _read_name(piece: Piece, kind: str, start: int, end: int, kinds: frozenset[str]) -> tuple[Slot | None, int]:
    """A name; or a scene or a date, where the slot may hold one."""
    if kind in {"anchor", "point"}:
        scene = _read_scene(piece, start, end)
        if scene is not None:
            return scene, 0
    name = piece.name(start, end, kinds)
    if kind == "point" and (name is None or not name.keys):
        when = _read_date(piece, start, end)
        if when is not None:
            return when, 0
    return name, int(name is not None and not name.keys)


def _read_date(piece: Piece, start: int, end: int) -> Slot | None:
    when, reason = read_when(piece.text[start:end], piece.span(start, end))
    if reason:
        message = f"“{piece.text[start:end]}” is no date: {reason}"
        raise NotUnderstoodError(start, end, message, "write it like `at 2014-06-03 21:40`, `3 June 2014` or `in 2014`")
    return when


def _read_scene(piece: Piece, start: int, end: int) -> Slot | None:
    return read_scene_name(piece.text[start:end], piece.span(start, end))


def _read_duration(piece: Piece, start: int, end: int) -> Slot | None:
    return read_duration(piece.text[start:end], piece.span(start, end))


def _read_length(piece: Piece, start: int, end: int) -> Slot | None:
    return read_duration(piece.text[start:end], piece.span(start, end), exact=True)


def _read_number(piece: Piece, start: int, end: int) -> Slot | None:
    number = read_number(piece.text[start:end])
    return str(number) if number is not None and number.denominator == 1 else None


_READERS: Final = {
    "when": _read_date,
    "scene": _read_scene,
    "duration": _read_duration,
    "length": _read_length,
    "number": _read_number,
}


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
