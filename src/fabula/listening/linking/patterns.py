"""The names of a universe as patterns: what each may mean, and how much it needs before it is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, Final, NamedTuple

from fabula.listening.elements import ElementKind
from fabula.listening.linking.calls import Call, is_person
from fabula.listening.linking.slips import SHORTEST, slips_of
from fabula.listening.linking.vocabulary import GIVEN, LANGUAGES, per_million
from fabula.listening.model import How
from fabula.universe.common_words import COMMON_WORDS

__all__ = ["Given", "Pattern", "Reading", "Role", "Row", "Strength", "Table", "make_patterns"]

MOST_SLIPS: Final = 60_000
"""Misspellings that are looked for, of the names that are met most in the scripts."""
_WORD: Final = 4.0
"""From so many in a million on, a word is an everyday word first and a name second."""
_VERY_COMMON: Final = 100.0
_NO_PHRASE: Final = 1000.0
"""Phrases of nothing but words like these are on everybody's lips: "no one"."""
_MOST_READINGS: Final = 12
"""A name that more than so many have means the likeliest of them at most."""
_SMALL: Final = frozenset(
    "the of and a an in on at to for is who what where when s di del della dei il la le lo of with from by".split()
)


class Strength(IntEnum):
    """How much a name says by itself."""

    COMMON = 0  # one of the commonest words: "will", "home"
    WORD = 1  # an everyday word: "the hound", "the locket"
    PHRASE = 2  # several everyday words: "the red woman", "opened the gate"
    NAME = 3  # a name that others have as well: "Robert", "Milan"
    RARE = 4  # a name that hardly anybody else has: "Cersei", "Mason Kane"


class Role(IntEnum):
    """What a pattern is there for; the roles in a comment are added up bit by bit."""

    NAME = 1
    NUMBER = 2  # a word beside which the number of an episode may stand
    SCENE = 4  # a word that only few scenes have
    PRONOUN = 8


Table = tuple[tuple[float, ...], ...]
"""Likelihoods by context and capital (see `fabula.listening.linking.gate`)."""
Given = tuple[tuple[str, How, float], ...]
"""Elements that a name stands for, how, and how surely."""


Row = tuple[str, tuple[tuple[Any, ...], ...], int, int, bool, tuple[int, ...], tuple[Any, ...]]


class Reading(NamedTuple):
    """What a pattern may mean. ``share`` is its part among all readings; ``person`` whose cover it is."""

    element: str
    how: How
    share: float
    whole: bool
    short: bool
    person: str = ""


@dataclass(slots=True)
class Pattern:
    """A folded text with its readings, the likeliest first.

    ``shorter`` is the longest pattern that is made of its first words, if there is one.
    """

    text: str
    readings: tuple[Reading, ...]
    strength: Strength
    role: Role = Role.NAME
    slip: bool = False
    prominence: float = 0.0
    shorter: Pattern | None = None
    alone: Given = ()
    """What it means where it is the only name in a comment about the show, if no look at the text can change that."""
    silent: Given = ()
    """What it means in a comment about the show where capitals say nothing, if the comment names nobody else."""
    given: dict[int, Given] = field(default_factory=dict)
    """What its first reading gives by context and capital, as far as it has been asked."""
    elements: frozenset[str] = frozenset()
    """What it may mean, if that is more than one thing."""
    by_language: dict[str, Pattern] = field(default_factory=dict)
    """The same for comments in languages in which it says more than in others ("Vera" in English)."""
    asks: bool = False
    """Whether the text around it has to be asked what it means: a show, the title of an episode."""
    table: Table = ()
    """How likely its first reading is meant."""
    limits: tuple[tuple[float, float], ...] = ()
    """The most that its readings may be worth, for each context: without a capital, and with one."""
    part: bool = False
    """Whether it is but a part of a name that others may have as well."""
    scenes: tuple[int, ...] = ()
    """For words of scenes: in which scenes they stand."""

    @property
    def row(self) -> Row:
        """What it is made of; the rest follows from that."""
        readings = tuple(map(tuple, self.readings))
        others = tuple((language, pattern.row) for language, pattern in sorted(self.by_language.items()))
        return self.text, readings, int(self.strength), int(self.role), self.slip, self.scenes, others

    @classmethod
    def of(cls, row: Row) -> Pattern:
        """The pattern that is made of that."""
        text, readings, strength, role, slip, scenes, others = row
        own = tuple(Reading(*reading) for reading in readings)
        languages = {language: cls.of(other) for language, other in others}
        return cls(text, own, Strength(strength), Role(role), slip, scenes=scenes, by_language=languages)


def make_patterns(calls: Iterable[Call], covered: dict[str, str]) -> dict[str, Pattern]:
    """All patterns of names by their text. ``covered`` are the people behind covers."""
    by_text: dict[str, list[Call]] = defaultdict(list)
    for call in calls:
        by_text[call.text].append(call)
    patterns: dict[str, Pattern] = {}
    for text, called in sorted(by_text.items()):
        strengths = {language: strength_of(text, language) for language in LANGUAGES}
        meant = [call for call in called if _may_be_called(call, max(strengths.values()))]
        if meant:
            pattern = patterns[text] = _pattern(text, meant, covered, strength_of(text))
            for language, strength in strengths.items():
                if strength is not pattern.strength and len(set(strengths.values())) > 1:
                    pattern.by_language[language] = _pattern(text, meant, covered, strength)
    patterns |= dict(_with_article(patterns))
    return patterns | dict(_misspelt(patterns))


def _with_article(patterns: dict[str, Pattern]) -> Iterator[tuple[str, Pattern]]:
    """ "The Sept of Baelor" beside "Sept of Baelor", where "the Sept" would be found in its place."""
    for text, pattern in patterns.items():
        words = text.split()
        if any(f"the {' '.join(words[:count])}" in patterns for count in range(1, len(words))):
            longer = f"the {text}"
            if longer not in patterns:
                yield longer, replace(pattern, text=longer, by_language={})


def _may_be_called(call: Call, strength: Strength) -> bool:
    """Whether a part of a name is enough of one: no everyday word, unless it is a first name as well."""
    if call.whole:
        return True
    least = Strength.COMMON if call.text in COMMON_WORDS else Strength.WORD
    return call.text not in _SMALL and strength >= (Strength.NAME if call.how is How.ACTOR else least)


def strength_of(text: str, language: str = "") -> Strength:
    """How much a text says by itself, by how common its words are in a language, or in any."""
    words = [word for word in text.split() if word not in _SMALL]
    counts = [per_million(word, language) for word in words]
    if not words:
        return Strength.COMMON
    if len(words) == 1:
        count = counts[0]
        if words[0] in GIVEN:
            return Strength.NAME
        if count >= _VERY_COMMON:
            return Strength.COMMON
        if count >= _WORD:
            return Strength.WORD
        return Strength.NAME if count > 0 or len(words[0]) < 4 else Strength.RARE
    if min(counts) < _WORD:
        return Strength.RARE
    return Strength.PHRASE if min(counts) < _NO_PHRASE else Strength.COMMON


def _pattern(text: str, called: list[Call], covered: dict[str, str], strength: Strength) -> Pattern:
    best: dict[str, Call] = {}
    weights: dict[str, float] = defaultdict(float)
    for call in called:
        held = best.get(call.element)
        if held is None or _rank(call) > _rank(held):
            best[call.element] = call
        weights[call.element] = max(weights[call.element], call.weight)
    family = next((e for e, call in best.items() if e.startswith("groups/") and not call.whole), "")
    if family and sum(is_person(element) for element in best) > 1:
        # Several people have this surname and the house has it too: nobody alone is meant by it.
        weights[family] = sum(weights.values())
        for element, call in best.items():
            if is_person(element) and not call.whole:
                weights[element] *= 0.1
    # A cover and its person are one body: under a name that both have, whoever has it as a whole is meant.
    for element in list(best):
        if covered.get(element) in best and best[covered[element]].whole <= best[element].whole:
            weights.pop(covered[element], None)
            best.pop(covered[element])
    total = sum(weights.values())
    readings = tuple(
        Reading(e, best[e].how, weight / total, best[e].whole, best[e].short, covered.get(e, ""))
        for e, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST_READINGS]
    )
    if strength is Strength.RARE and all(call.how is How.ACTOR and not call.whole for call in best.values()):
        strength = Strength.NAME  # part of an actor's name: actors play in other things as well
    return Pattern(text, readings, strength, prominence=total)


def _rank(call: Call) -> tuple[bool, bool, bool]:
    return call.whole, not call.short, call.how is How.NAME


def _misspelt(patterns: dict[str, Pattern]) -> Iterator[tuple[str, Pattern]]:
    """Patterns for the misspellings of single names, until there are enough."""
    kinds = {ElementKind.PERSON, ElementKind.COVER, ElementKind.PLACE, ElementKind.GROUP}
    able = [
        pattern
        for pattern in patterns.values()
        if pattern.strength >= Strength.NAME
        and len(pattern.text) >= SHORTEST
        and pattern.text.isalpha()
        and pattern.readings[0].how is not How.ACTOR
        and pattern.readings[0].element.partition("/")[0] in kinds
    ]
    able.sort(key=lambda pattern: (-pattern.prominence, pattern.text))
    meant: dict[str, list[Pattern]] = {}
    for pattern in able:
        slips = [slip for slip in slips_of(pattern.text) if slip not in patterns]
        if len(meant) + len(slips) > MOST_SLIPS:
            break
        for slip in slips:
            meant.setdefault(slip, []).append(pattern)
    for slip, of in sorted(meant.items()):
        if per_million(slip) == 0 and per_million(slip.removesuffix("s")) == 0:
            yield slip, _slip_pattern(slip, of)


def _slip_pattern(slip: str, of: list[Pattern]) -> Pattern:
    total = float(len(of))
    readings = [
        reading._replace(how=How.SPELLING, share=reading.share / total)
        for pattern in of
        for reading in pattern.readings
    ]
    readings.sort(key=lambda reading: (-reading.share, reading.element))
    strength = Strength.RARE if len(slip) >= 7 and all(p.strength is Strength.RARE for p in of) else Strength.NAME
    return Pattern(slip, tuple(readings), strength, slip=True)
