"""How people misspell a name: the likely slips, made ahead, so that looking for them costs nothing while reading.

Four in five misspellings are one letter left out, put in, changed or swapped with its neighbour (Damerau, "A technique
for computer detection and correction of spelling errors", 1964). Of those, the ones that hands and ears make: any
letter left out, doubled or swapped; vowels for vowels; consonants that sound alike; a vowel or an h put in. The first
letter stays (Mason and Jason are two men), and so does a vowel at the end (Mario and Maria are two people).
"""

from __future__ import annotations

from typing import Final

__all__ = ["SHORTEST", "slips_of"]

SHORTEST: Final = 5
"""Letters of a name in which slips are looked for."""
_VOWELS: Final = "aeiouy"
_ALIKE: Final = {
    "b": "pv", "c": "ksz", "d": "t", "f": "v", "g": "jk", "h": "", "j": "gy", "k": "cq", "l": "r", "m": "n", "n": "m",
    "p": "b", "q": "k", "r": "l", "s": "zc", "t": "d", "v": "wfb", "w": "v", "x": "z", "z": "sx",
}  # fmt: skip
_TWO_FOR_ONE: Final = tuple(
    pair.split(":") for pair in "ph:f f:ph ck:k k:ck ee:i i:ee oo:u ai:a ae:e sh:s th:t x:ks ch:k sc:sh".split()
)


def slips_of(word: str) -> set[str]:
    """The likely misspellings of a folded word of small Latin letters; none of a short or of another word."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return set()
    found: set[str] = set()
    last = len(word) - 1
    for i in range(1, len(word)):
        letter, before, after = word[i], word[:i], word[i + 1 :]
        if i < last or letter == word[i - 1]:
            found.add(before + after)
        if i < last:
            found.add(before + word[i + 1] + letter + word[i + 2 :])
        if letter != "s" or i < last:
            found.add(before + letter + letter + after)
        vowels = _VOWELS if i < last else ""
        others = vowels if letter in _VOWELS else _ALIKE.get(letter, "")
        found.update(before + other + after for other in others)
        found.update(before + more + letter + after for more in "aeiouh")
    for one, other in _TWO_FOR_ONE:
        at = word.find(one, 1)
        if at > 0:
            found.add(word[:at] + other + word[at + len(one) :])
    found.discard(word)
    return {slip for slip in found if len(slip) >= SHORTEST - 1 and slip != word + "s"}
