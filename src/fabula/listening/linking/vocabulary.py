"""How common a word is in everyday language: names that are words as well need more before they are believed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

__all__ = ["GIVEN", "LANGUAGES", "per_million"]

LANGUAGES: Final = ("en", "it")
"""Whose words are known, by the lists of ``pyspellchecker`` (counted in film subtitles)."""
GIVEN: Final = frozenset(
    """
    adam andrea anna barbara ben billy bob bobby brian charlie donna ella emily eric frank henry jack jean joe john
    johnny laura linda maria mary max michael mike roger ryan sam sarah sean tom tony victoria
    """.split()
)
"""First names that the lists have because they are so common, and that are no words (or hardly ever)."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[dict[str, int], float]]:
    from spellchecker import SpellChecker

    found: dict[str, tuple[dict[str, int], float]] = {}
    for language in LANGUAGES:
        words: Any = SpellChecker(language).word_frequency
        found[language] = words.dictionary, words.total_words / 1e6
    return found


@lru_cache(maxsize=1 << 18)
def per_million(word: str, language: str = "") -> float:
    """How often a folded word is met among a million of a language, by default of that in which it is most common.

    0 if it is never met. The lists leave out most names: one that is in them is a name of many people, or a word.
    """
    lists = _lists()
    return max(
        counts.get(word, 0) / millions for counts, millions in ([lists[language]] if language else lists.values())
    )
