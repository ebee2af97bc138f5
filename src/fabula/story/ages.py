"""Ages: how old somebody is on a day, and what action lines say of it.

``MASON KANE (38)``, ``NADIA, 33, comes in``, ``a 38-year-old MASON``. "30s" is an age from 30 to 39, "late 30s" from 36
on. A number behind a name that no one can be old is no age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from fabula.bible.dates import DAY
from fabula.script.model import Element, Kind
from fabula.source import Span
from fabula.universe.model import Mention, Scene

__all__ = ["Age", "age_between", "ages_in", "read_age"]

_START = datetime(1, 1, 1)  # noqa: DTZ001  local time by definition
_LAST_DAY = (datetime(9999, 12, 31) - _START).days  # noqa: DTZ001  local time by definition
_OLDEST = 120
_AGE = r"(?:(?P<part>early|mid|late)[\s-]+)?(?P<years>\d{1,3})(?P<decade>['’]?s)?"
_READ = frozenset({Kind.ACTION})
_NUMBER = re.compile(r"\d")
_ONLY = re.compile(rf"(?:aged?\s+|about\s+|around\s+)?{_AGE}(?:\s+years?(?:\s+old)?)?", re.IGNORECASE)
_BEHIND = re.compile(
    rf"\s*(?:\(\s*(?:aged?\s+)?{_AGE}\s*(?:[,;)])|,\s+(?:aged?\s+)?(?P<part2>early\s+|mid\s+|late\s+|)"
    r"(?P<years2>\d{1,3})(?P<decade2>['’]?s)?\s*(?:,|\.(?=\s|$)))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?P<years>\d{1,3})[\s-]years?[\s-]old,?\s+$", re.IGNORECASE)
_DECADES = {"": (0, 9), "early": (0, 4), "mid": (3, 7), "late": (6, 9)}


class Age(NamedTuple):
    """An age as stated: least and most in full years, the words, and where they stand."""

    person: str
    least: int
    most: int
    text: str
    span: Span


def read_age(text: str) -> tuple[int, int] | None:
    """The least and most years of "38", "30s", "late 30s", or None if it is no age."""
    match = _ONLY.fullmatch(text.strip())
    return None if match is None else _years(match["years"], bool(match["decade"]), match["part"] or "")


def _years(years: str, decade: bool, part: str) -> tuple[int, int] | None:
    number = int(years)
    part = part.strip().lower()
    if number > _OLDEST or (decade and number % 10) or (part and not decade):
        return None
    least, most = _DECADES[part] if decade else (0, 0)
    return number + least, number + most


def ages_in(scene: Scene) -> Iterator[Age]:
    """The ages that the action lines of a scene give to people, in order."""
    elements = scene.episode.script.elements
    for mention in scene.mentions:
        element = elements[mention.element]
        if element[0] in _READ and _NUMBER.search(element[1]) is not None and mention.key.startswith("people/"):
            found = _age_of(scene, element, mention)
            if found is not None:
                yield found


def _age_of(scene: Scene, element: Element, mention: Mention) -> Age | None:
    text = scene.source.text
    behind = _BEHIND.match(text, mention.end, element.end)
    if behind is not None:
        years, decade = behind["years"] or behind["years2"], behind["decade"] or behind["decade2"]
        bounds = _years(years, bool(decade), behind["part"] or behind["part2"] or "")
        place = behind.span("years") if behind["years"] else behind.span("years2")
        end = max(place[1], behind.end("decade"), behind.end("decade2"))
        if bounds is not None:
            return Age(mention.key, *bounds, text[place[0] : end], scene.source.span(place[0], end))
        return None
    line = text[max(element.start, mention.start - 30) : mention.start]
    before = _BEFORE.search(line)
    bounds = _years(before["years"], False, "") if before is not None else None
    if before is None or bounds is None:
        return None
    start = mention.start - len(line) + before.start("years")
    span = scene.source.span(start, start + len(before["years"]))
    return Age(mention.key, *bounds, before["years"], span)


def age_between(born: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """The least and most full years of somebody born in a stretch of time, somewhere between two minutes.

    All are local minutes. Negative before birth.
    """
    return _full_years(born[1], first), _full_years(born[0], last)


def _full_years(born: int, at: int) -> int:
    day, now = (_START + timedelta(days=max(0, min(minute // DAY, _LAST_DAY))) for minute in (born, at))
    return now.year - day.year - ((now.month, now.day) < (day.month, day.day))
