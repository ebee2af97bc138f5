"""Relationships: two people in one clause, or in one sentence with a word that relates them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from fabula.listening.clauses import Clause, Opens
from fabula.listening.elements import pair_id
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
_LONGEST_GAP: Final = 24
RELATED: Final = 0.9
IN_CLAUSE: Final = 0.6
IN_SENTENCE: Final = 0.7


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
    before: list[Person] = []
    for clause in clauses:
        here: list[Person] = []
        while index < len(people) and people[index].start < clause.end:
            if all(person.key != people[index].key for person in here):
                here.append(people[index])
            index += 1
        if len(here) > 1:
            found += _in_clause(text, clause, here)
        elif here and before and clause.opens is not Opens.SENTENCE and before[-1].key != here[0].key:
            sure = _across(text, clause, before[-1], here[0])
            if sure:
                found.append(_link(before[-1], here[0], sure))
        if clause.opens is Opens.SENTENCE or len(here) > 1:
            before = []
        if len(here) == 1:
            before = here
    return found


def _in_clause(text: str, clause: Clause, here: list[Person]) -> list[Link]:
    related = _RELATING.search(text, clause.start, clause.end) is not None
    if len(here) == 2:
        one, other = here
        joined = other.start - one.end <= _LONGEST_GAP and _JOINED.fullmatch(text, one.end, other.start)
        return [_link(one, other, RELATED if related or joined else IN_CLAUSE)]
    if not related or len(here) > 4:
        return []  # a list of people is about none of their relationships
    return [
        _link(one, other, IN_SENTENCE)
        for one, other in pairwise(here)
        if other.start - one.end <= _LONGEST_GAP and _JOINED.fullmatch(text, one.end, other.start)
    ]


def _across(text: str, clause: Clause, one: Person, other: Person) -> float:
    """How sure a relationship is whose two people stand in clauses side by side."""
    joined = other.start - one.end <= _LONGEST_GAP and _JOINED.fullmatch(text, one.end, other.start)
    if joined:
        return RELATED
    return IN_SENTENCE if _RELATING.search(text, one.start, clause.end) is not None else 0.0


def _link(one: Person, other: Person, probability: float) -> Link:
    sure = round(probability * min(one.probability, other.probability), 3)
    return Link(pair_id((one.key, other.key)), one.start, other.end, How.PAIR, sure)
