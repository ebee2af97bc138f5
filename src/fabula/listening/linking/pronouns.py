"""Pronouns that can only mean the one person whom a sentence has named before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fabula.listening.linking.relating import Person
from fabula.listening.linking.scan import Hit
from fabula.listening.model import How, Link

__all__ = ["HE", "SHE", "find_pronouns"]

HE: Final = frozenset("he him his himself lui".split())
SHE: Final = frozenset("she her hers herself lei".split())
_ENDS: Final = re.compile(r"[.!?…।]+(?=\s)|\n")
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:man|men|woman|women|guy|girl|boy|kid|child|baby|king|queen|prince|princess|lord|lady|wife|husband|"
    r"sister|brother|father|mother|dad|mom|son|daughter|uncle|aunt|friend|lover|actor|actress|writer|director|someone|"
    r"somebody|anyone|everyone|who)\b",
    re.IGNORECASE,
)
SURE: Final = 0.9
_FAR: Final = 200
"""Characters: further away than that nobody is meant for sure."""


def find_pronouns(text: str, pronouns: Sequence[Hit], people: Sequence[Person]) -> list[Link]:
    """The pronouns that mean somebody, in order. ``pronouns`` and ``people`` are in the order of the text.

    A sentence must have named one single person before the pronoun, and nobody else by any other noun. The first
    pronoun says whether it is a he or a she; the other kind then means somebody else.
    """
    found: list[Link] = []
    index = -1
    kind: bool | None = None
    for pattern, start, end in pronouns:
        before = index
        while index + 1 < len(people) and people[index + 1].start < start:
            index += 1
        if index < 0:
            continue
        if index != before:
            kind = None
        one = people[index]
        ends = [match.end() for match in _ENDS.finditer(text, max(0, one.start - _FAR), start)]
        if (ends and ends[-1] > one.start) or start - one.end > _FAR:
            continue
        sentence = ends[-1] if ends else max(0, one.start - _FAR)
        others = any(person.key != one.key and person.start >= sentence for person in people[:index])
        kind = pattern.text in HE if kind is None else kind
        if others or kind != (pattern.text in HE) or _SOMEBODY_ELSE.search(text, sentence, start):
            continue
        found.append(Link(one.key, start, end, How.PRONOUN, round(SURE * one.probability, 3)))
    return found
