"""Title cards and marks: what a script says of time in lines of their own.

``SUPER: EIGHT YEARS LATER``, a centered ``14 JUNE 2014``, ``FLASHBACK TO:``, ``END FLASHBACK.`` They are read only
where a line says nothing else, so that "He thinks of it eight years later" in action is no card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from fabula.bible.durations import find_spoken
from fabula.script.model import Element, Kind
from fabula.source import Span
from fabula.universe.model import Scene

__all__ = ["Card", "Sign", "Where", "find_date", "read_cards"]


class Sign(StrEnum):
    """What a card or mark says."""

    DATE = "date"
    LATER = "later"
    AGO = "ago"  # also EARLIER and BEFORE
    PRESENT = "present"
    FLASHBACK = "flashback"
    FLASHFORWARD = "flash-forward"
    DREAM = "dream"
    END = "end"  # of a flashback, flash-forward or dream


class Where(StrEnum):
    """Where in its scene a card stands.

    One that stands after all that happens speaks of the scene after; so does every transition (``FLASHBACK TO:``). A
    card that counts (``SUPER: EIGHT YEARS LATER``) mostly stands under the paragraph that sets the scene: after no
    more than that it still speaks of the scene as a whole.
    """

    BEFORE = "before"
    AMID = "amid"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Card:
    """One card or mark. ``text`` is the amount ("EIGHT YEARS") or the date, as written; else empty."""

    sign: Sign
    where: Where
    text: str
    span: Span


_LABEL = re.compile(
    r"(?:(?:OPENING|NEW)\s+)?(?:SUPER(?:IMPOSED?|IMPOSITION|TITLE)?|(?:SUB)?TITLE(?:\s+CARD)?|CARD|CHYRON|CAPTION|LEGEND"
    r"|(?:TITLE|TEXT|WORDS)\s+ON\s+SCREEN|ON[- ]SCREEN(?:\s+(?:TEXT|TITLE))?|TEXT|INTERTITLE)"
    r"(?:\s*\([^)]*\))?\s*[:\-–—]+\s*(?P<said>.+)",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"(?:THE\s+)?PRESENT(?:\s+DAY)?|PRESENT\s+TIME|NOW|TODAY", re.IGNORECASE)
_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?"
_SEASON = r"(?:SPRING|SUMMER|AUTUMN|FALL|WINTER)"
_DATE = re.compile(
    rf"(?:^|[,;:–—-]\s*|\s)(?P<date>(?:\d{{1,2}}(?:ST|ND|RD|TH)?\s+(?:OF\s+)?{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:ST|ND|RD|TH)?,?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|{_MONTH},?\s+\d{{4}}|{_SEASON}(?:\s+OF)?,?\s+\d{{4}}|[12]\d{{3}})"
    r"(?:[,\s]+(?:AT\s+)?\d{1,2}:\d{2})?)$",
    re.IGNORECASE,
)
_MARKS = (
    (
        Sign.END,
        re.compile(
            r"(?:END(?:\s+OF)?(?:\s+THE)?\s+(?:FLASH[- ]?(?:BACKS?|FORWARD)|DREAM|NIGHTMARE|FANTASY)(?:\s+SEQUENCE)?"
            r"|(?:FLASH[- ]?BACK|FLASH[- ]?FORWARD|DREAM|NIGHTMARE)(?:\s+SEQUENCE)?\s+ENDS"
            r"|(?:(?:(?:SMASH|MATCH|HARD)\s+)?(?:CUT\s+)?BACK\s+TO|RETURN\s+TO)\s+"
            r"(?:THE\s+)?(?:PRESENT(?:\s+DAY)?|REALITY|NOW)"
            r"|BACK\s+TO\s+SCENE)",
            re.IGNORECASE,
        ),
    ),
    (
        Sign.FLASHBACK,
        re.compile(
            r"(?:(?:BEGIN|START|SERIES\s+OF|QUICK)\s+)?FLASH[- ]?BACKS?(?:\s+SEQUENCE)?(?:\s+(?:TO|BEGINS))?"
            r"|(?:[A-Z]+\s+)?(?:CUT|DISSOLVE)\s+TO\s+FLASH[- ]?BACK",
            re.IGNORECASE,
        ),
    ),
    (Sign.FLASHFORWARD, re.compile(r"(?:(?:BEGIN|START)\s+)?FLASH[- ]?FORWARD(?:\s+(?:TO|BEGINS))?", re.IGNORECASE)),
    (
        Sign.DREAM,
        re.compile(
            r"(?:(?:BEGIN|START)\s+)?(?:DREAM|NIGHTMARE|FANTASY)\s+SEQUENCE(?:\s+BEGINS)?"
            r"|(?:BEGIN|START)\s+(?:DREAM|NIGHTMARE|FANTASY)",
            re.IGNORECASE,
        ),
    ),
)
_HINT = re.compile(
    r"FLASH|DREAM|NIGHTMARE|FANTASY|PRESENT|BACK\s+TO|LATER|AGO|EARLIER|BEFORE|NOW|TODAY|PREVIOUSLY|\d{4}",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"[:\-–—]")
"""What stands behind the label of a card."""
_POINTS = {"later": Sign.LATER, "ago": Sign.AGO, "earlier": Sign.AGO, "before": Sign.AGO}
_SHIFTS = frozenset({Sign.LATER, Sign.AGO})
_HAPPENS = frozenset(
    {Kind.ACTION, Kind.CUE, Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS, Kind.ENTRANCE, Kind.EXIT, Kind.CENTERED}
)
_SPEAKS = frozenset({Kind.ACTION, Kind.CENTERED, Kind.TRANSITION})
_PROSE = frozenset({Kind.ACTION})
_LONGEST = 120
_BEYOND = float("inf")
_DECORATION = " \t*_\"'“”‘’«»()[]:.…!-–—"


def read_cards(scene: Scene) -> list[Card]:
    """The cards and marks of a scene, in order."""
    written = scene.written
    elements = scene.episode.script.elements[written.first : written.last]
    if not any(element[0] in _SPEAKS and _may_be_card(element) for element in elements):
        return []  # nearly all scenes
    cards: list[tuple[Card, float]] = []
    first_event, second_event, last_event = _BEYOND, _BEYOND, -1.0
    sets_scene = False
    for index, element in enumerate(scene.elements()):
        kind = element.kind
        happens = [float(index)] if kind in _HAPPENS else []
        if kind in _SPEAKS and _HINT.search(element.text):
            found, others = _read_element(scene, element)
            if found:
                to_next = kind is Kind.TRANSITION or element.text.rstrip(" :").upper().endswith(" TO")
                cards.extend((card, _BEYOND if to_next else index + line) for line, card in found)
                happens = [index + line for line in others] if kind in _HAPPENS else []
        if happens:
            if first_event == _BEYOND:
                sets_scene = kind is Kind.ACTION
            else:
                second_event = min(second_event, happens[0])
            first_event = min(first_event, happens[0])
            last_event = happens[-1]
    opening = second_event if sets_scene else first_event
    return [replace(card, where=_where(card, place, first_event, opening, last_event)) for card, place in cards]


def _may_be_card(element: Element) -> bool:
    """Whether an element can be a card or mark at all: prose in action lines cannot. See `_read_line`."""
    text = element[1]
    if element[0] in _PROSE and _SET_OFF.search(text) is None:
        lines = text.split("\n") if "\n" in text else (text,)
        if all(line != line.upper() for line in lines):
            return False
    return _HINT.search(text) is not None


def _where(card: Card, place: float, first_event: float, opening: float, last_event: float) -> Where:
    if place < min(first_event, _BEYOND):
        return Where.BEFORE
    if place > last_event:
        return Where.AFTER
    return Where.BEFORE if card.sign in _SHIFTS and place < opening else Where.AMID


def _read_element(scene: Scene, element: Element) -> tuple[list[tuple[float, Card]], list[float]]:
    """The cards in an element and its other lines, by their places in it from 0 to 1."""
    cards: list[tuple[float, Card]] = []
    others: list[float] = []
    at = element.start
    lines = element.text.split("\n")
    for number, line in enumerate(lines):
        text = line.strip()
        found = _read_line(line, element.kind) if len(line) <= _LONGEST else None
        if found is None:
            if text:
                others.append(number / len(lines))
            continue
        start = scene.source.text.find(text, at, element.end)
        span = scene.source.span(start, start + len(text)) if start >= 0 else scene.episode.script.span(element)
        at = max(at, span.end) if start >= 0 else at
        cards.append((number / len(lines), Card(found[0], Where.AMID, found[1], span)))
    return cards, others


def _read_line(line: str, kind: Kind) -> tuple[Sign, str] | None:
    """What a line says of time, if it says nothing else."""
    text = line.strip(_DECORATION)
    label = _LABEL.fullmatch(text)
    if label is not None:
        text = label["said"].strip(_DECORATION)
    elif kind is Kind.ACTION and text != text.upper():
        return None
    card = label is not None or kind is Kind.CENTERED
    spoken = next((s for s in find_spoken(text) if s.end == len(text)), None)
    if spoken is not None and spoken.word in _POINTS and _alone(text[: spoken.start], card):
        return _POINTS[spoken.word], text[spoken.start : spoken.end - len(spoken.word)].strip()
    if label is None:
        for sign, pattern in _MARKS:
            if pattern.fullmatch(text):
                return sign, ""
    if _PRESENT.fullmatch(text) and (card or "PRESENT" in text.upper()):
        return Sign.PRESENT, ""
    match = _DATE.search(text)
    # A bare year in action may be anything; a whole date on a line of its own is a card.
    if match is not None and (card or (match.start("date") == 0 and len(text) > 4)):
        return Sign.DATE, match["date"]
    return None


def find_date(text: str) -> str:
    """The date at the end of a text ("NIGHT, 14 JUNE 2014"), as written, or empty."""
    match = _DATE.search(text)
    return match["date"] if match is not None else ""


def _alone(before: str, card: bool) -> bool:
    """Whether what stands before an amount is nothing or, on a card, a place ("LONDON. EIGHT YEARS LATER")."""
    return not before.strip() or (card and before.rstrip()[-1] in ",.;:–—-|/")
