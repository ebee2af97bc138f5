"""Pronouns that can only mean the one person whom a sentence has named before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from fabula.listening.linking.fold import folded_words, word_set
from fabula.listening.linking.scan import Hit
from fabula.listening.model import How, Link

__all__ = ["HE", "SHE", "find_pronouns"]

HE: Final = frozenset("he him his himself lui".split())
SHE: Final = frozenset("she her hers herself lei".split())
_ENDS: Final = re.compile(r"[.!?…।\n]")
_SOMEBODY_ELSE: Final = word_set(
    """
    man men woman women guy girl boy kid child baby king queen prince princess lord lady wife husband sister brother
    father mother dad mom son daughter uncle aunt friend lover actor actress writer director someone somebody anyone
    everyone who
    """
)
SURE: Final = 0.88
"""Of 60 pronouns that were read in comments 53 meant who was thought."""
_FAR: Final = 120
"""Characters: further away than that nobody is meant for sure."""
_MOST: Final = 20
_BEFORE: Final = 60
"""So many characters before a name are looked at for somebody else."""
_new: Any = tuple.__new__


def find_pronouns(text: str, pronouns: Sequence[Hit], people: Sequence[Link]) -> list[Link]:
    """The pronouns that mean somebody, in order. ``pronouns`` and ``people`` are in the order of the text.

    A sentence must have named one single person before the pronoun, and nobody else by another noun near by. The first
    pronoun says whether it is a he or a she; the other kind then means somebody else.
    """
    found: list[Link] = []
    index = -1
    kind: bool | None = None
    first, count = people[0], len(people)
    for pattern, start, end in pronouns:
        if start < first[2]:
            continue  # before anybody is named
        before = index
        while index + 1 < count and people[index + 1][1] < start:
            index += 1
        if index != before:
            kind = None
        one = people[index]
        if start - one[2] > _FAR or _ENDS.search(text, one[2], start):
            continue
        sentence = max(0, one[1] - _BEFORE)
        if index > 0 and any(
            person.element != one.element and person.start >= sentence
            for person in people[max(0, index - _MOST) : index]
        ):
            continue
        is_he = pattern.text in HE
        kind = is_he if kind is None else kind
        if kind is is_he and _SOMEBODY_ELSE.isdisjoint(folded_words(text[sentence:start])):
            found.append(_new(Link, (one[0], start, end, How.PRONOUN, round(SURE * one[4], 3))))
    return found
