"""How sure a link is: by what the name says by itself, by what the comment is about, and by capitals.

The figures are the shares of right links among those found in the development half of the labelled sentences and in
texts about other things, rounded (docs/design/listening-linking.md).
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import Final

from fabula.listening.linking.patterns import Pattern, Reading, Strength, Table
from fabula.listening.model import How

__all__ = ["LEAST", "Capital", "Context", "capital_of", "likelihood", "limits", "table_of"]

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
_WITH_ARTICLE: Final = ((0.0, 0.0, 0.0), (0.0, 0.3, 0.5), (0.3, 0.6, 0.8))
"""The commonest words with the article that the name has: "the North"."""
_MISSPELT: Final = 0.93
_AROUND: Final = 200
"""Characters before and behind a word that show whether its writer uses capitals."""
_ANY_CASE: Final = ("things/", "secrets/", "storylines/", "events/")
"""What is seldom written with a capital."""


def likelihood(pattern: Pattern, reading: Reading, context: Context, capital: Capital) -> float:
    """How likely a pattern means what a reading says, where nothing else speaks against it."""
    return table_of(pattern, reading)[context][capital]


def limits(pattern: Pattern) -> tuple[tuple[float, float], ...]:
    """The most that a pattern may be worth in each context, without a capital and with one."""
    found = [_limits(table_of(pattern, reading)) for reading in pattern.readings]
    if len(found) < 2:
        return found[0] if found else ()
    return tuple((max(small for small, _ in one), max(large for _, large in one)) for one in zip(*found, strict=True))


def table_of(pattern: Pattern, reading: Reading) -> Table:
    """How likely a pattern means what a reading says, by context and capital."""
    plain = reading.how is How.WORDS or reading.element.startswith(_ANY_CASE)
    short = (reading.short or not reading.whole) and not plain
    has_article = reading.whole and pattern.text.startswith("the ")
    return _weighed(pattern.strength, plain, short, has_article, pattern.slip)


@cache
def _weighed(strength: Strength, plain: bool, short: bool, has_article: bool, slip: bool) -> Table:
    table = (_SHORT if short and strength in _SHORT else _BY)[strength]
    if strength is Strength.COMMON and has_article:
        table = _WITH_ARTICLE
    weight = _MISSPELT if slip else 1.0
    # Where no capital is to be expected, a small letter says nothing.
    return tuple((row[1 if plain else 0] * weight, row[1] * weight, row[2] * weight) for row in table)


@cache
def _limits(table: Table) -> tuple[tuple[float, float], ...]:
    return tuple((max(row[:2]), max(row)) for row in table)


def capital_of(text: str, start: int, end: int) -> Capital:
    """What the capital, or its absence, at a place says, given how its writer treats the words around it."""
    letter, rest = text[start], text[start + 1 : end]
    if not letter.isupper():
        says = letter.lower() != letter.upper() and not text[max(0, start - _AROUND) : end + _AROUND].islower()
        return _SMALL if says else _SILENT
    if not rest.islower():
        if text[max(0, start - _AROUND) : end + _AROUND].isupper():
            return _SILENT
        if " " not in rest and any(map(str.isupper, rest)):
            return _LARGE  # "GoT", "NK"
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return _LARGE
    before = start - 1
    while before >= 0 and not text[before].isalnum():
        if text[before] in _OPENERS or start - before > _AROUND:
            return _SILENT
        before -= 1
    return _SILENT if before < 0 else _LARGE


_SMALL, _SILENT, _LARGE = Capital
_OPENERS: Final = frozenset('.!?\n:;…“"*•—')
"""Signs after which every word has a capital."""
