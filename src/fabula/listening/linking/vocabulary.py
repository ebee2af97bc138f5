"""How common a word is in everyday language: names that are words as well need more before they are believed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from fabula.universe.common_words import COMMON_WORDS

__all__ = ["per_million"]

LANGUAGES: Final = ("en", "it")
"""Whose words are known, by the lists of ``pyspellchecker`` (counted in film subtitles)."""
_COMMON: Final = 100.0
"""What words of `COMMON_WORDS` count at least: its list holds those that scripts showed to be taken for names."""


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[dict[str, int], float], ...]:
    from spellchecker import SpellChecker

    found: list[tuple[dict[str, int], float]] = []
    for language in LANGUAGES:
        words: Any = SpellChecker(language).word_frequency
        found.append((words.dictionary, words.total_words / 1e6))
    return tuple(found)


@lru_cache(maxsize=1 << 18)
def per_million(word: str) -> float:
    """How often a folded word is met among a million, in the language in which it is most common; 0 if in none.

    The lists leave out most names: a name that is in them is one that many people have, or a word.
    """
    frequency = max((counts.get(word, 0) / millions for counts, millions in _lists()), default=0.0)
    return max(frequency, _COMMON) if word in COMMON_WORDS and frequency >= 5 else frequency
