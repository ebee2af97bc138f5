"""Relationships: two people in one clause, or in one sentence with a word that relates them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from fabula.listening.clauses import Clause, Opens
from fabula.listening.elements import pair_id
from fabula.listening.linking.gate import LEAST
from fabula.listening.model import How, Link

__all__ = ["Clauses", "Person", "find_pairs"]

RELATING: Final = frozenset(
    """
    love loves loved loving lover lovers kiss kisses kissed kissing marry married marries marriage wedding wed wife
    husband sister sisters brother brothers sibling siblings father mother dad mom son sons daughter daughters parent
    parents cousin cousins uncle aunt nephew niece twin twins couple couples chemistry relationship relationships
    romance romantic together friend friends friendship betray betrays betrayed betraying betrayal hate hates hated
    hating hatred trust trusts trusted trusting fight fights fighting fought duel duels dueling kill kills killed
    killing killer murder murders murdered ally allies alliance enemy enemies rival rivals rivalry reunion reunite
    reunited reunites bond bonds bonding banter dynamic duo pair paired pairing ship ships shipped shipping otp vs
    versus between forgive forgives forgave forgiven save saves saved saving meet meets met meeting rescue rescues
    rescued protect protects protected follow follows followed serve serves served loyal affair sex slept sleeping
    other another amore ama amano amare bacio bacia baciano sposa sposano sposati sorella sorelle fratello fratelli
    padre madre figlio figlia insieme coppia chimica rapporto relazione amico amica amici amicizia odia odiano odio
    tradisce tradito tradimento fidarsi uccide ucciso uccidere pyaar pyar mohabbat shaadi dost dosti bhai behen saath
    jodi dhokha nafrat प्यार मोहब्बत शादी दोस्त दोस्ती भाई बहन साथ जोड़ी रिश्ता रिश्ते नफ़रत नफरत धोखा धोखे दुश्मन पति
    पत्नी बेटा बेटी पिता माँ
    """.split()
)
"""Words that say what two people are to each other, in English, Italian and Hindi ("each other" by its "other")."""
_SIGNS: Final = str.maketrans(dict.fromkeys(".,;:!?\"'()[]/&+-*’“”…", " "))
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


Clauses = Callable[[], list[Clause]]
"""The clauses of a comment, for those who need them: to cut it costs more than to find the names in it."""


class Person(NamedTuple):
    """Where a comment names somebody: characters of its text, and the person's key."""

    start: int
    end: int
    key: str
    probability: float


def find_pairs(text: str, clauses: Clauses, people: Sequence[Person]) -> list[Link]:
    """The relationships of which a comment speaks. ``people`` are in the order of the text."""
    found: list[Link] = []
    pairs: list[tuple[Person, Person]] = []
    if len(people) == 2 and _are_joined(text, *people):
        pairs = [(people[0], people[1])]
    else:
        pairs = _pairs_by_clause(text, clauses(), people)
    for one, other in pairs:
        sure = round(_likelihood(text, one, other) * min(one.probability, other.probability), 3)
        if sure >= LEAST:
            found.append(Link(pair_id((one.key, other.key)), one.start, other.end, How.PAIR, sure))
    return found


def _pairs_by_clause(text: str, clauses: Sequence[Clause], people: Sequence[Person]) -> list[tuple[Person, Person]]:
    """Those who stand side by side in one clause, or each alone in clauses side by side of one sentence."""
    pairs: list[tuple[Person, Person]] = []
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
        if len(here) == 2:
            pairs.append((here[0], here[1]))
        elif before is not None and len(here) == 1 and before.key != here[0].key:
            pairs.append((before, here[0]))
        elif 2 < len(here) <= _MOST:
            pairs += _neighbours(text, here)
        before = here[0] if len(here) == 1 else None
    return pairs


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
    around = text[max(0, one.start - _AROUND) : other.end + _AROUND].lower().translate(_SIGNS)
    words = not RELATING.isdisjoint(around.split())
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
