"""Pronouns that can only mean the one person whom a sentence has named before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fabula.listening.clauses import Clause, Opens
from fabula.listening.linking.relating import Person
from fabula.listening.model import How, Link

__all__ = ["find_pronouns", "may_have_pronoun"]

_PRONOUN: Final = re.compile(r"\b(?:(he|him|his|himself|lui)|(she|her|hers|herself|lei))\b", re.IGNORECASE)
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:man|men|woman|women|guy|girl|boy|kid|child|baby|king|queen|prince|princess|lord|lady|wife|husband|"
    r"sister|brother|father|mother|dad|mom|son|daughter|uncle|aunt|friend|lover|actor|actress|writer|director|someone|"
    r"somebody|anyone|everyone|who)\b",
    re.IGNORECASE,
)
SURE: Final = 0.9


def may_have_pronoun(text: str) -> bool:
    """Whether it is worth looking for pronouns in a text."""
    return _PRONOUN.search(text) is not None


def find_pronouns(text: str, clauses: Sequence[Clause], people: Sequence[Person]) -> list[Link]:
    """The pronouns that mean somebody, in order.

    A sentence must have named one single person before the pronoun, and nobody else by any other noun. The first
    pronoun says whether it is a he or a she; the other kind then means somebody else.
    """
    found: list[Link] = []
    index = 0
    for start, end in _sentences(clauses):
        one: Person | None = None
        first = index
        while index < len(people) and people[index].start < end:
            index += 1
        here = people[first:index]
        if not here:
            continue
        one = here[0]
        until = next((person.start for person in here if person.key != one.key), end)
        kind = 0
        for match in _PRONOUN.finditer(text, one.end, until):
            kind = kind or match.lastindex or 0
            if match.lastindex != kind or _SOMEBODY_ELSE.search(text, start, match.start()):
                break
            found.append(Link(one.key, *match.span(), How.PRONOUN, round(SURE * one.probability, 3)))
    return found


def _sentences(clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Clauses put together until the next sentence opens."""
    found: list[tuple[int, int]] = []
    for clause in clauses:
        if clause.opens is Opens.SENTENCE or not found:
            found.append((clause.start, clause.end))
        else:
            found[-1] = found[-1][0], clause.end
    return found
