"""Names in Devanagari that the bible gives in Latin letters: the consonants must be the same, the vowels alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fabula.listening.linking.fold import fold
from fabula.listening.linking.gate import LEAST, Capital, Context, likelihood
from fabula.listening.linking.patterns import Pattern, Role, Strength
from fabula.listening.model import How, Link

__all__ = ["HindiNames", "is_devanagari"]

_WORD: Final = re.compile(r"[\u0900-\u0963\u0971-\u097f]+")
_CONSONANTS: Final = {
    letter: sound
    for letters, sound in (
        ("कखक़ख़", "k"), ("गघङ", "g"), ("चछ", "C"), ("जझ", "j"), ("टठतथ", "t"), ("डढदध", "d"), ("णनञं", "n"), ("म", "m"),
        ("प", "p"), ("फ", "f"), ("बभ", "b"), ("र", "r"), ("ल", "l"), ("वऴ", "v"), ("शष", "S"), ("स", "s"), ("ह", "h"),
    )
    for letter in letters
}  # fmt: skip
_VOWELS: Final = {
    letter: vowel
    for letters, vowel in (
        ("अ", "[aeou]"), ("आा", "[aou]+"), ("इिईी", "(?:[iey]+|ea)"), ("उुऊू", "(?:[uo]+|ew)"), ("एेऍॅ", "(?:[aei]+y?)"),
        ("ऐै", "(?:[aeiy]+)"), ("ओोऑॉ", "(?:[ou]+w?|au|a)"), ("औौ", "(?:[aou]+w?)"), ("ऋृ", "r[iu]"), ("य", "[iyae]*"),
    )
    for letter in letters
}  # fmt: skip
_ANY: Final = "[aeiou]*"
"""The short vowel that is not written, which in foreign names may be any or none."""
_LATIN: Final = tuple(
    pair.split(":")
    for pair in "sch:S sh:S tch:C ch:C ck:k ph:f th:t dh:d bh:b gh:g kh:k jh:j qu:kv q:k x:ks z:j w:v".split()
)
_ENDINGS: Final = ("ने", "को", "का", "की", "के", "से", "में", "पर", "तक")
_MOST_KEPT: Final = 1 << 16
_SURE: Final = 0.9
"""What a name is worth that is only heard alike, beside one that is written so."""


def is_devanagari(text: str) -> bool:
    """Whether a text has words in Devanagari."""
    return _WORD.search(text) is not None


class HindiNames:
    """The single names of a universe by how they sound; worked out when the first text in Devanagari comes."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._names: dict[str, list[tuple[str, Pattern]]] | None = None
        self._known: dict[str, Pattern | None] = {}

    @property
    def names(self) -> dict[str, list[tuple[str, Pattern]]]:
        """Names as they are heard, by their consonants."""
        if self._names is None:
            self._names = {}
            for pattern in self._patterns:
                if pattern.role is Role.NAME and not pattern.slip and _may_sound(pattern):
                    heard = _heard(pattern.text)
                    consonants = re.sub("[aeiouy]", "", heard)
                    if len(consonants) > 1:
                        self._names.setdefault(consonants, []).append((heard, pattern))
        return self._names

    def find(self, text: str, links: Sequence[Link], is_show: bool) -> list[Link]:
        """The names in a text that no link names yet; none where nothing says that it is about the show."""
        taken = [(link.start, link.end) for link in links]
        if not is_show and not links:
            return []
        context = Context.SHOW if is_show else Context.NAMED
        found: list[Link] = []
        for match in _WORD.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            pattern = self._pattern(match[0])
            if pattern is None:
                continue
            reading = pattern.readings[0]
            sure = round(_SURE * reading.share * likelihood(pattern, reading, context, Capital.SILENT), 3)
            if sure < LEAST:
                continue
            found.append(Link(reading.element, start, end, How.SPELLING, sure))
            if reading.person:
                found.append(Link(reading.person, start, end, How.COVER, sure))
        return found

    def _pattern(self, word: str) -> Pattern | None:
        if word not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[word] = self._look_up(fold(word).text)
        return self._known[word]

    def _look_up(self, word: str) -> Pattern | None:
        for ending in ("", *_ENDINGS):
            stem = word.removesuffix(ending)
            if ending and (stem == word or len(stem) < 2):
                continue
            consonants, sound = _sound(stem)
            those = [pattern for heard, pattern in self.names.get(consonants, ()) if sound.fullmatch(heard)]
            if len(those) == 1 or (those and len({p.readings[0].element for p in those}) == 1):
                return those[0]
        return None


def _may_sound(pattern: Pattern) -> bool:
    kind = pattern.readings[0].element.partition("/")[0]
    return (
        pattern.text.isascii()
        and pattern.text.isalpha()
        and pattern.strength >= Strength.NAME
        and kind in {"people", "covers", "places", "groups", "shows"}
    )


def _heard(word: str) -> str:
    """A Latin name as it is heard: consonants in one letter each, silent and doubled ones gone."""
    for letters, sound in _LATIN:
        word = word.replace(letters, sound)
    word = re.sub(r"c(?=[eiy])", "s", word).replace("c", "k")
    word = re.sub(r"([aeiou])h(?=[^aeiou]|$)", r"\1", word)
    return re.sub(r"([^aeiou])\1+", r"\1", word)


def _sound(word: str) -> tuple[str, re.Pattern[str]]:
    """The consonants of a word in Devanagari, and how its Latin form may be written."""
    consonants: list[str] = []
    pieces: list[str] = []
    bare = False
    for letter in word:
        if letter in _CONSONANTS:
            sound = _CONSONANTS[letter]
            if bare:
                pieces.append(_ANY)
            if consonants and pieces[-1] == sound:
                continue
            consonants.append(sound)
            pieces.append(sound)
            bare = letter != "ं"
        elif letter == "्":
            bare = False
        elif letter in _VOWELS:
            pieces.append(_VOWELS[letter])
            bare = False
        else:
            bare = False
    pieces.append("(?:e|a)?" if bare else "")
    return "".join(consonants), re.compile("".join(pieces))
