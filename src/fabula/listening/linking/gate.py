"""How sure a link is: by what the name says by itself, by what the comment is about, and by capitals.

The figures are the shares of right links among those found in the development half of the labelled sentences and in
texts about other things, rounded (docs/design/listening-linking.md).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from fabula.listening.linking.patterns import Pattern, Reading, Strength
from fabula.listening.model import How

__all__ = ["LEAST", "Capital", "Context", "capital_of", "likelihood", "limits"]

LEAST: Final = 0.5
"""Below this probability no link is given."""


class Context(IntEnum):
    """What says that a comment is about this universe at all."""

    NONE = 0
    NAMED = 1  # it has a name that hardly anything else has
    SHOW = 2  # its source is about the show


class Capital(IntEnum):
    """What the first letter of a word says."""

    SMALL = 0  # small, by somebody who writes capitals
    SILENT = 1  # by somebody who writes none, or where every word has one
    LARGE = 2


_BY: Final = {
    # strength: for each context (none, named, show) by capitals (small, silent, large)
    Strength.RARE: ((0.85, 0.9, 0.93), (0.93, 0.95, 0.97), (0.95, 0.97, 0.98)),
    Strength.NAME: ((0.0, 0.0, 0.3), (0.55, 0.75, 0.85), (0.75, 0.92, 0.95)),
    Strength.PHRASE: ((0.0, 0.0, 0.4), (0.6, 0.7, 0.8), (0.8, 0.85, 0.9)),
    Strength.WORD: ((0.0, 0.0, 0.0), (0.3, 0.5, 0.7), (0.5, 0.75, 0.9)),
    Strength.COMMON: ((0.0, 0.0, 0.0), (0.0, 0.1, 0.5), (0.1, 0.4, 0.7)),
}
_SHORT: Final = {
    Strength.WORD: ((0.0, 0.0, 0.0), (0.1, 0.3, 0.6), (0.2, 0.45, 0.8)),
    Strength.COMMON: ((0.0, 0.0, 0.0), (0.0, 0.0, 0.4), (0.0, 0.1, 0.6)),
}
"""Where an article is left out that the name has ("hound" for "the Hound"), and for parts of names."""
_WITH_ARTICLE: Final = {Strength.COMMON: ((0.0, 0.0, 0.0), (0.0, 0.3, 0.5), (0.3, 0.6, 0.8))}
"""The commonest words with the article that the name has: "the North"."""
_ANY_CASE: Final = ("things/", "secrets/", "storylines/", "events/")
"""What is seldom written with a capital."""


def likelihood(pattern: Pattern, reading: Reading, context: Context, capital: Capital) -> float:
    """How likely a pattern means what a reading says, where nothing else speaks against it."""
    strength = pattern.strength
    plain = reading.how is How.WORDS or reading.element.startswith(_ANY_CASE)
    if plain and capital is Capital.SMALL:
        capital = Capital.SILENT
    table = _SHORT if (reading.short or not reading.whole) and not plain and strength in _SHORT else _BY
    if strength is Strength.COMMON and pattern.text.startswith("the ") and reading.whole:
        table = _WITH_ARTICLE
    return table[strength][context][capital] * (0.93 if pattern.slip else 1.0)


def limits(pattern: Pattern) -> tuple[tuple[float, float], ...]:
    """The most that a pattern may be worth in each context, without a capital and with one."""
    if not pattern.readings:
        return ()
    found = []
    for context in Context:
        sure = [[likelihood(pattern, reading, context, capital) for reading in pattern.readings] for capital in Capital]
        found.append((max(*sure[0], *sure[1]), max(*sure[0], *sure[1], *sure[2])))
    return tuple(found)


def capital_of(text: str, start: int, end: int) -> Capital:
    """What the capital, or its absence, at a place says."""
    if not text[start].isupper():
        return Capital.SILENT if text[start].lower() == text[start].upper() or text.islower() else Capital.SMALL
    if any(map(str.isupper, text[start + 1 : end])) and " " not in text[start:end] and not text.isupper():
        return Capital.LARGE  # "GoT", "NK"
    before = start - 1
    while before >= 0 and not text[before].isalnum():
        if text[before] in '.!?\n:;…“"*•—':
            return Capital.SILENT
        before -= 1
    if before < 0 or text.isupper():
        return Capital.SILENT
    return Capital.LARGE
