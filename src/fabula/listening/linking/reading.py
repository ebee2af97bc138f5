"""What one name in a comment means: its readings weighed by what else the comment names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Final

from fabula.listening.linking.gate import LEAST, Capital, Context, capital_of, likelihood, limits, table_of
from fabula.listening.linking.patterns import Given, Pattern, Reading, Strength
from fabula.listening.linking.scan import Hit
from fabula.listening.model import How, Link

__all__ = ["prepare", "read_hit"]

_ASK: Final = ("episodes/", "shows/")
_SHOW: Final = Context.SHOW
_SILENT: Final = Capital.SILENT
_RARE: Final = Strength.RARE
_CAPITALS: Final = len(Capital)
_new: Any = tuple.__new__
_NAMED_BEFORE: Final = 20.0
"""How much likelier a reading is if the comment names the same element elsewhere by a name that only it has."""
_AS_EPISODE: Final = 30.0
_AS_SHOW: Final = 8.0
_EPISODE: Final = re.compile(
    r"\b(?:episode|ep|episodio|puntata|titled|called|named|s ?\d+ ?e ?\d+|\d+x\d+)\b|[\"“”«»]", re.IGNORECASE
)
_ABOUT_SHOW: Final = re.compile(
    r"\b(?:show|series|season|watch\w*|binge\w*|episodes?|spin-?offs?|serie|stagione)\b", re.IGNORECASE
)
_NEXT: Final = re.compile(r" [A-Z][a-z]+")
_NEAR: Final = 14
"""Characters before and behind a title in which a word must stand that says that it is one."""


def prepare(pattern: Pattern) -> None:
    """Work out what a name means by itself, so that most comments need no more than to look it up."""
    for other in pattern.by_language.values():
        prepare(other)
    pattern.limits = limits(pattern)
    if pattern.readings:
        first = pattern.readings[0]
        pattern.table = table_of(pattern, first)
        pattern.part = not first.whole and pattern.strength <= Strength.NAME
        pattern.asks = any(reading.element.startswith(_ASK) for reading in pattern.readings)
        pattern.silent = _given(first, first.share * pattern.table[Context.SHOW][Capital.SILENT])
        if len(pattern.readings) > 1:
            pattern.elements = frozenset(reading.element for reading in pattern.readings)
        elif pattern.strength is Strength.RARE and not pattern.asks:
            pattern.alone = pattern.silent


def read_hit(
    text: str, hit: Hit, context: Context, named: frozenset[str], others: Sequence[Hit], *, is_small: bool
) -> list[Link]:
    """The links of one name; none if nothing is likely enough.

    ``named`` are elements that the comment surely names, ``others`` all its names; ``is_small`` says that it has no
    capitals at all.
    """
    pattern, start, end = hit
    small, large = pattern.limits[context]
    if (small if is_small or not text[start].isupper() else large) < LEAST:
        return []  # most of what is found in texts about other things
    capital = _SILENT if is_small or pattern.strength is _RARE else capital_of(text, start, end)
    if pattern.asks or not named.isdisjoint(pattern.elements):
        reading, share = _choose(text, hit, named)
        found = _given(reading, share * likelihood(pattern, reading, context, capital))
    elif context is _SHOW and capital is _SILENT:
        found = pattern.silent
    else:
        place = _CAPITALS * context + capital
        known = pattern.given.get(place)
        if known is None:
            reading = pattern.readings[0]
            known = pattern.given[place] = _given(reading, reading.share * pattern.table[context][capital])
        found = known
    if pattern.part and found and not is_small and _is_longer(text, end, others):
        return []
    return [_new(Link, (element, start, end, how, sure)) for element, how, sure in found]


def _is_longer(text: str, end: int, others: Sequence[Hit]) -> bool:
    """Whether another capitalised word makes a name that of somebody else: "Robert Downey"."""
    if _NEXT.match(text, end) is None or any(start == end + 1 for _, start, _ in others):
        return False
    return not text[max(0, end - 50) : end + 50].isupper()


def _choose(text: str, hit: Hit, named: Collection[str]) -> tuple[Reading, float]:
    """The likeliest reading, and its share."""
    pattern = hit[0]
    is_title = pattern.asks and _is_title(text, hit)
    weights: list[tuple[float, Reading]] = []
    for reading in pattern.readings:
        weight = reading.share
        if reading.element in named:
            weight *= _NAMED_BEFORE
        if is_title and reading.element.startswith("episodes/"):
            weight *= _AS_EPISODE
        if reading.element.startswith("shows/") and _ABOUT_SHOW.search(text):
            weight *= _AS_SHOW
        weights.append((weight, reading))
    total = sum(weight for weight, _ in weights)
    weight, reading = max(weights, key=lambda item: item[0])
    share = weight / total
    if not is_title and reading.element.startswith("episodes/") and pattern.strength < Strength.RARE:
        share = 0.0  # everyday words are no title unless something says so
    return reading, share


def _is_title(text: str, hit: Hit) -> bool:
    """Whether a word beside it says that this is the title of an episode."""
    _, start, end = hit
    around = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
    return _EPISODE.search(around) is not None


def _given(reading: Reading, sure: float) -> Given:
    if sure < LEAST:
        return ()
    probability = round(sure, 3)
    one = (reading.element, reading.how, probability)
    if reading.person:
        return (one, (reading.person, How.COVER, probability))
    return (one,)
