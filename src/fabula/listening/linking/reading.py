"""What one name in a comment means: its readings weighed by what else the comment names."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from fabula.listening.linking.gate import LEAST, Capital, Context, capital_of, likelihood
from fabula.listening.linking.patterns import Pattern, Reading, Role, Strength
from fabula.listening.linking.scan import Hit
from fabula.listening.model import How, Link

__all__ = ["read_alone", "read_hit"]

_NAMED_BEFORE: Final = 20.0
"""How much likelier a reading is if the comment names the same element elsewhere by a name that only it has."""
_AS_EPISODE: Final = 30.0
_AS_SHOW: Final = 8.0
_EPISODE: Final = re.compile(
    r"\b(?:episode|ep|episodio|puntata|titled|called|named|s ?\d+ ?e ?\d+|\d+x\d+)\b|[\"“”«»]", re.IGNORECASE
)
_SHOW: Final = re.compile(
    r"\b(?:show|series|season|watch\w*|binge\w*|episodes?|spin-?offs?|serie|stagione)\b", re.IGNORECASE
)
_NEXT: Final = re.compile(r" ([A-Z][a-z]+)")
_LONGER: Final = 0.4
_NEAR: Final = 14
"""Characters before and behind a title in which a word must stand that says that it is one."""


def read_alone(pattern: Pattern) -> tuple[tuple[str, How, float], ...] | None:
    """What a pattern always means where it is the only name in a comment about the show; None if that depends."""
    if pattern.role is not Role.NAME or pattern.strength is not Strength.RARE or len(pattern.readings) != 1:
        return None
    reading = pattern.readings[0]
    if reading.element.startswith(("people/", "shows/", "episodes/")) or reading.how is How.WORDS:
        return None  # pronouns and titles need a look at the text
    return _given(reading, likelihood(pattern, reading, Context.SHOW, Capital.SILENT))


def read_hit(text: str, hit: Hit, context: Context, named: Collection[str], starts: Collection[int] = ()) -> list[Link]:
    """The links of one name; none if nothing is likely enough.

    ``named`` are elements that the comment surely names, ``starts`` the places where its names start.
    """
    pattern, start, end = hit
    readings = pattern.readings
    capital = Capital.SILENT if pattern.strength is Strength.RARE else capital_of(text, start, end)
    if len(readings) == 1:
        reading = readings[0]
        sure = likelihood(pattern, reading, context, capital)
        if reading.element.startswith("episodes/") and not _is_title(text, hit):
            sure = min(sure, 0.0 if pattern.strength < Strength.RARE else sure)
    else:
        reading, share = _choose(text, hit, named)
        sure = share * likelihood(pattern, reading, context, capital)
    if not reading.whole and pattern.strength <= Strength.NAME and _is_longer(text, end, starts):
        sure *= _LONGER
    if sure < LEAST:
        return []
    return [Link(element, start, end, how, probability) for element, how, probability in _given(reading, sure)]


def _choose(text: str, hit: Hit, named: Collection[str]) -> tuple[Reading, float]:
    """The likeliest reading, and its share."""
    weights: list[tuple[float, Reading]] = []
    for reading in hit.pattern.readings:
        weight = reading.share
        if reading.element in named:
            weight *= _NAMED_BEFORE
        if reading.element.startswith("episodes/") and _is_title(text, hit):
            weight *= _AS_EPISODE
        if reading.element.startswith("shows/") and _SHOW.search(text):
            weight *= _AS_SHOW
        weights.append((weight, reading))
    total = sum(weight for weight, _ in weights)
    weight, reading = max(weights, key=lambda item: item[0])
    return reading, weight / total


def _is_longer(text: str, end: int, starts: Collection[int]) -> bool:
    """Whether another capitalised word follows, which makes it the name of somebody else: "Robert Downey"."""
    following = _NEXT.match(text, end)
    return following is not None and following.start(1) not in starts and not text.isupper()


def _is_title(text: str, hit: Hit) -> bool:
    """Whether a word beside it says that this is the title of an episode."""
    around = text[max(0, hit.start - _NEAR) : hit.start] + " " + text[hit.end : hit.end + _NEAR]
    return _EPISODE.search(around) is not None


def _given(reading: Reading, sure: float) -> tuple[tuple[str, How, float], ...]:
    probability = round(sure, 3)
    one = (reading.element, reading.how, probability)
    if reading.person:
        return (one, (reading.person, How.COVER, probability))
    return (one,)
