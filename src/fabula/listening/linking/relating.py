"""Relationships: two people in one clause, or in one sentence with a word that relates them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from fabula.listening.clauses import Clause, Opens
from fabula.listening.elements import pair_id
from fabula.listening.linking.gate import LEAST
from fabula.listening.model import How, Link

__all__ = ["Person", "find_pairs"]

_RELATING: Final = re.compile(
    r"\b(?:lov(?:e[sdr]?|ing|ers)|kiss\w*|marr(?:y|ied|ies|iage|ying)|wedding|wed|wife|husband|sisters?|brothers?|"
    r"siblings?|father|mother|dad|mom|sons?|daughters?|parents?|cousins?|uncle|aunt|nephew|niece|twins?|family|couples?|"
    r"chemistry|relationships?|romance|romantic|together|each other|one another|friends?|friendship|"
    r"besties|betray\w*|hat(?:e[sd]?|ing)|trust\w*|fights?|fighting|fought|duels?|kill(?:s|ed|ing)?|murder\w*|all(?:y|ies|iance)|enem(?:y|ies)|rival\w*|"
    r"reun\w+|bond\w*|banter|dynamic|duo|pair(?:ed|ing|ings)?|ship(?:s|ped|ping)?|otp|vs|versus|between|forg[ai]ve\w*|"
    r"sav(?:e[sd]?|ing)|meets?|met|rescue\w*|protect\w*|follow(?:s|ed)?|serves?|served|loyal\w*|affair|sex|slept|"
    r"am(?:a|ano|are|ore)|bacio|bacia\w*|spos\w+|sorell[ae]|fratell[oi]|padre|madre|figli[aoe]|insieme|coppia|chimica|"
    r"rapporto|relazione|amic\w+|odia\w*|tradi\w+|tra|fidar\w*|fida|uccid\w+|ucciso|"
    r"pyaar|pyar|shaadi|dost|dosti|bhai|behen|saath|jodi)\b|प्यार|शादी|दोस्त|भाई|बहन|साथ|जोड़ी|रिश्त|नफ़रत|नफरत|धोख",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\s*(?:['’]s)?\s*(?:and|&|\+|/|x|e|aur|और|with|con)\s*(?:\w+\s+)?", re.IGNORECASE)
_NEW_SUBJECT: Final = re.compile(
    r"\b(?:and|while|once|as|when|which|who|that|because|if|but|so|or|than|how|where|though|whose|since|until|then|mentre|"
    r"quando|perché|che|ma|se)\W+(?:the\s+|\w+\s+)?$",
    re.IGNORECASE,
)
"""What stands before a name with which something new begins."""
_SOMEBODY: Final = re.compile(r"\b(?:he|she|they|i|we|you)\b", re.IGNORECASE)
_MOST: Final = 4
_LONGEST_GAP: Final = 24
_AROUND: Final = 20
"""Characters before and behind two names in which a word may stand that relates them."""
_FEW_WORDS: Final = 5
RELATED: Final = 0.9
JOINED: Final = 0.7
WITH_WORD: Final = 0.85
CLOSE: Final = 0.7
IN_CLAUSE: Final = 0.55


class Person(NamedTuple):
    """Where a comment names somebody: characters of its text, and the person's key."""

    start: int
    end: int
    key: str
    probability: float


def find_pairs(text: str, clauses: Sequence[Clause], people: Sequence[Person]) -> list[Link]:
    """The relationships of which a comment speaks. ``people`` are in the order of the text."""
    found: list[Link] = []
    index = 0
    before: Person | None = None
    for clause in clauses:
        here: list[Person] = []
        while index < len(people) and people[index].start < clause.end:
            if all(person.key != people[index].key for person in here):
                here.append(people[index])
            index += 1
        if clause.opens is Opens.SENTENCE:
            before = None
        pairs: list[tuple[Person, Person]] = []
        if len(here) == 2:
            pairs = [(here[0], here[1])]
        elif before is not None and len(here) == 1 and before.key != here[0].key:
            pairs = [(before, here[0])]
        elif 2 < len(here) <= _MOST:
            pairs = _neighbours(text, here)
        for one, other in pairs:
            sure = round(_likelihood(text, one, other) * min(one.probability, other.probability), 3)
            if sure >= LEAST:
                found.append(Link(pair_id((one.key, other.key)), one.start, other.end, How.PAIR, sure))
        before = here[0] if len(here) == 1 else None
    return found


def _neighbours(text: str, people: Sequence[Person]) -> list[tuple[Person, Person]]:
    """Those of several people who stand side by side and in no list: a list is about none of their relationships."""
    found: list[tuple[Person, Person]] = []
    listed = False
    for one, other in pairwise(people):
        between = text[one.end : other.start]
        if not listed and "," not in between:
            found.append((one, other))
        listed = between.strip() in {",", "/", "&", ""}
    return found


def _likelihood(text: str, one: Person, other: Person) -> float:
    """How likely a text that names two people side by side speaks of what they are to each other."""
    between = text[one.end : other.start]
    words = _RELATING.search(text, max(0, one.start - _AROUND), other.end + _AROUND)
    if _are_joined(text, one, other):
        return RELATED if words else JOINED
    if _NEW_SUBJECT.search(between):
        return 0.0
    if _SOMEBODY.search(between):
        return IN_CLAUSE if words else 0.0
    if words:
        return WITH_WORD
    return CLOSE if between.count(" ") <= _FEW_WORDS + 1 else IN_CLAUSE


def _are_joined(text: str, one: Person, other: Person) -> bool:
    return other.start - one.end <= _LONGEST_GAP and _JOINED.fullmatch(text, one.end, other.start) is not None
