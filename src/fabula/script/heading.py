"""Scene headings (sluglines) taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fabula.script.fountain_notes import strip_notes
from fabula.script.heading_words import HeadingTime, read_flag, read_time

__all__ = ["Heading", "read_heading"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene heading in its parts.

    ``prefix`` is "INT", "EXT", "INT/EXT", "EST" or empty (forced headings without one). ``places`` are the parts of
    the location from outer to inner, as written ("BERNARD'S FLAT", "KITCHEN"). ``time`` is the time of day in upper
    case English terms ("DAY", "NIGHT", "DAWN", "CONTINUOUS", "LATER", "MOMENTS LATER", "NEXT MORNING" …), empty if
    none; ``time_text`` as written. ``flags`` are of "flashback", "flash-forward", "dream", "present" (back to the
    present), "intercut". ``number`` is not here: it is the element's detail.

    A heading may say both: NIGHT - CONTINUOUS has the ``part`` "NIGHT" and the ``relation`` (to the scene before)
    "CONTINUOUS", and its ``time`` is the part. For NEXT MORNING they are "MORNING" and "NEXT MORNING", and ``time``
    is the relation. Clock times and dates are in ``time_text`` only.
    """

    prefix: str
    places: tuple[str, ...]
    time: str
    time_text: str
    flags: frozenset[str] = frozenset()
    part: str = ""
    relation: str = ""

    @property
    def place(self) -> str:
        """The location as one text."""
        return " - ".join(self.places)


_PREFIX = re.compile(
    r"(INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|INT\.?/EST|EST\.?/INT|I\.?\s?/\s?E|E\.?\s?/\s?I|INT|EXT|EST)"
    r"(?:\.|(?=[\s:\-\u2013\u2014])|$)[\s:.\-\u2013\u2014]*",
    re.IGNORECASE,
)
# A dash divides parts if there is space on a side of it; long and double dashes always do.
_DASH = re.compile(r"\s+-+\s*|\s*-+\s+|\s*--+\s*|\s*[\u2013\u2014]+\s*")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LAST = re.compile(r"(.*\S)\s*[.,;]\s+([^.,;]+)")
_BARE_TIMES: Final = frozenset(
    "DAY NIGHT MORNING AFTERNOON EVENING DAWN DUSK CONTINUOUS LATER GIORNO NOTTE TAG NACHT JOUR NUIT DIA "
    "DÍA NOCHE".split()
)
_LEADING: Final = frozenset("THE OF AND A AN IN AT ON BY TO NEXT FOLLOWING LAST FIRST".split())
# What a heading may say behind the time and is neither place nor time.
_MANNERS: Final = frozenset(
    "ESTABLISHING,ESTABLISHING SHOT,STOCK,STOCK SHOT,STOCK FOOTAGE,AERIAL,MOVING,TRAVELING,TRAVELLING,DRIVING,"
    "MONTAGE,SERIES OF SHOTS,RAIN,RAINING,SNOW,POV".split(",")
)
_LONGEST: Final = 1000
_EDGES: Final = " .,;:*_"


@lru_cache(maxsize=1 << 16)
def read_heading(text: str) -> Heading:
    """The parts of a heading's text. Never fails: what is not understood is part of the place."""
    if len(text) > _LONGEST:
        return Heading("", (text,), "", "")
    reading = _Reading()
    text = " ".join(strip_notes(text).split()).strip("*_ ")
    text = _BRACKETS.sub(reading.read_brackets, text)
    prefix, parts = _cut(text, reading)
    parts = reading.read_parts(parts, bool(prefix))
    times = reading.times + reading.bracketed
    part = next((time.part for time, _ in times if time.part), "")
    relation = next((time.relation for time, _ in times if time.relation), "")
    follows = relation.startswith(("NEXT ", "SAME "))
    time = relation if follows or not part else part
    written = " - ".join(said for _, said in times)
    return Heading(prefix, tuple(parts), time, written, frozenset(reading.flags), part, relation)


def _cut(text: str, reading: _Reading) -> tuple[str, list[str]]:
    """The prefix and the parts of a heading's text, with flags before the prefix taken off."""
    for _ in range(4):
        found = _PREFIX.match(text)
        if found is not None:
            parts = [part.strip(_EDGES) for part in _DASH.split(text[found.end() :])]
            return _usual_prefix(found[1]), [part for part in parts if part]
        head, divider, rest = _first_part(text)
        flag = read_flag(head) if divider else ""
        if not flag:
            break
        reading.flags.add(flag)
        text = rest
    parts = [part.strip(_EDGES) for part in _DASH.split(text)]
    return "", [part for part in parts if part]


def _first_part(text: str) -> tuple[str, str, str]:
    found = re.search(r":\s*|" + _DASH.pattern + r"|\.\s+(?=(?:INT|EXT|EST|I/E)\b)", text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found[0] or "-", text[found.end() :]


def _usual_prefix(written: str) -> str:
    plain = written.upper().replace(".", "").replace(" ", "")
    return "INT/EXT" if "/" in plain else plain


class _Reading:
    """What has been understood of one heading."""

    def __init__(self) -> None:
        self.flags: set[str] = set()
        self.times: list[tuple[HeadingTime, str]] = []
        self.bracketed: list[tuple[HeadingTime, str]] = []

    def read_brackets(self, found: re.Match[str]) -> str:
        """Take a bracket's text as a flag or a time, or leave it where it stands."""
        inner = found[1].strip()
        flag = read_flag(inner)
        time = read_time(inner)
        if flag:
            self.flags.add(flag)
        elif time is not None:
            self.bracketed.append((time, inner))
        elif inner.upper() not in _MANNERS:
            return found[0]
        return " "

    def read_parts(self, parts: list[str], prefixed: bool) -> list[str]:
        """Take flags and times off the parts; what is left are places."""
        left: list[str] = []
        # The first part is a place ("EXT. SUNSET - DAY"), unless there is no other part, or no prefix ("LATER").
        times_only = (len(parts) == 1 or not prefixed) and all(read_time(part) or read_flag(part) for part in parts)
        for index, part in enumerate(parts):
            flag = read_flag(part)
            if flag:
                self.flags.add(flag)
                continue
            time = read_time(part)
            if time is not None and (index > 0 or times_only):
                self.times.append((time, part))
            elif index == 0 or part.upper() not in _MANNERS:
                left.append(part)
        if left and not self.times:
            left[-1] = self._take_last(left[-1], len(left) == 1)
        return [part for part in left if part]

    def _take_last(self, part: str, alone: bool) -> str:
        """The time at the end of a part without a dash before it: "KITCHEN, NIGHT", "HOUSE DAY"."""
        found = _LAST.fullmatch(part)
        if found is not None:
            flag = read_flag(found[2])
            time = read_time(found[2])
            if time is not None and not flag:
                self.times.append((time, found[2].strip()))
                return found[1].strip(_EDGES)
        words = part.split()
        if alone and len(words) > 1 and words[-1].upper() in _BARE_TIMES and words[-2].upper() not in _LEADING:
            time = read_time(words[-1])
            if time is not None:
                self.times.append((time, words[-1]))
                return " ".join(words[:-1])
        return part
