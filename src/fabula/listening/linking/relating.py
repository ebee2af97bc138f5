"""Relationships: two people in one clause, or in one sentence with a word that relates them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from fabula.listening.clauses import Clause, Opens, split_clauses
from fabula.listening.elements import pair_id
from fabula.listening.linking.fold import folded_words, word_set
from fabula.listening.linking.gate import LEAST
from fabula.listening.model import How, Link

__all__ = ["Clauses", "find_pairs"]

RELATING: Final = word_set(
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
    """
)
"""Words that say what two people are to each other, in English, Italian and Hindi ("each other" by its "other")."""
_AND: Final = word_set("and n x e ed aur और with con vs versus")
_JOINTS: Final = frozenset((" and ", " & ", "/", " x ", " with ", " + ", " e ", " और ", " aur "))
_AND_SIGNS: Final = frozenset(("&", "/", "+", "x", "-", "×"))
_OPENERS: Final = word_set(
    """
    and while once as when which who that because if but so or than how where though whose since until then
    mentre quando perché che ma se
    """
)
"""What stands before a name, or a word before it, with which something new begins."""
_BREAK: Final = re.compile(r"[.,;:!?…–—()\n]")
"""Signs at which a clause may end; where there is none, two names are in one clause, or a new subject tells."""
_SOMEBODY: Final = word_set("he she they i we you")
_PAIR: Final = How.PAIR
_new: Any = tuple.__new__
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


class Clauses:
    """The clauses of a comment, for those who need them: to cut it costs more than to find the names in it."""

    __slots__ = ("_held", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._held: list[Clause] | None = None

    def __call__(self) -> list[Clause]:
        if self._held is None:
            self._held = split_clauses(self._text)
        return self._held


def find_pairs(text: str, clauses: Clauses, people: Sequence[Link]) -> list[Link]:
    """The relationships of which a comment speaks. ``people`` are in the order of the text."""
    pairs: Sequence[tuple[Link, Link]] = ()
    if len(people) == 2:
        one, other = people
        between = text[one[2] : other[1]]
        if between in _JOINTS or not _BREAK.search(between):
            pairs = ((one, other),)
    if not pairs:
        pairs = _pairs_by_clause(text, clauses(), people)
    found: list[Link] = []
    for one, other in pairs:
        element, start, _, _, sure = one
        another, _, end, _, other_sure = other
        if element == another:
            continue
        sure = round(_likelihood(text, one, other) * min(sure, other_sure), 3)
        if sure >= LEAST:
            found.append(_new(Link, (_pair(element, another), start, end, _PAIR, sure)))
    return found


@lru_cache(maxsize=1 << 16)
def _pair(one: str, other: str) -> str:
    return pair_id((one, other))


def _pairs_by_clause(text: str, clauses: Sequence[Clause], people: Sequence[Link]) -> list[tuple[Link, Link]]:
    """Those who stand side by side in one clause, or each alone in clauses side by side of one sentence."""
    pairs: list[tuple[Link, Link]] = []
    index = 0
    before: Link | None = None
    for clause in clauses:
        here: list[Link] = []
        while index < len(people) and people[index].start < clause.end:
            if all(person.element != people[index].element for person in here):
                here.append(people[index])
            index += 1
        if clause.opens is Opens.SENTENCE:
            before = None
        if len(here) == 2:
            pairs.append((here[0], here[1]))
        elif before is not None and len(here) == 1 and before.element != here[0].element:
            pairs.append((before, here[0]))
        elif 2 < len(here) <= _MOST:
            pairs += _neighbours(text, here)
        before = here[0] if len(here) == 1 else None
    return pairs


def _neighbours(text: str, people: Sequence[Link]) -> list[tuple[Link, Link]]:
    """Those of several people who stand side by side and in no list: a list is about none of their relationships."""
    found: list[tuple[Link, Link]] = []
    listed = False
    for one, other in pairwise(people):
        between = text[one.end : other.start]
        if not listed and "," not in between:
            found.append((one, other))
        listed = between.strip() in {",", "/", "&", ""}
    return found


def _likelihood(text: str, one: Link, other: Link) -> float:
    """How likely a text that names two people side by side speaks of what they are to each other."""
    _, first, start, _, _ = one
    _, end, last, _, _ = other
    between = text[start:end]
    words: list[bytes] = []
    joined = between in _JOINTS
    if not joined:
        words = folded_words(between)
        joined = _are_joined(between, words)
        if not joined and not _OPENERS.isdisjoint(words[-2:]):
            return 0.0
    around = folded_words(text[first - _AROUND if first > _AROUND else 0 : last + _AROUND])
    related = not RELATING.isdisjoint(around)
    if joined:
        return RELATED if related else JOINED
    if not _SOMEBODY.isdisjoint(words):
        return IN_CLAUSE if related else 0.0
    if related:
        return WITH_WORD
    return CLOSE if len(words) <= _FEW_WORDS else IN_CLAUSE


def _are_joined(between: str, words: list[bytes]) -> bool:
    """Whether nothing but an "and" stands between two names, with a word such as "Uncle" at most."""
    if len(between) > _LONGEST_GAP or "," in between:
        return False
    if words and words[0] == b"s":
        words = words[1:]
    return between.strip() in _AND_SIGNS or (0 < len(words) <= 2 and words[0] in _AND)
