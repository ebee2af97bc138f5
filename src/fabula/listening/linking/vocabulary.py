"""How common a word is in everyday language: names that are words as well need more before they are believed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

__all__ = ["GIVEN", "per_million"]

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
    return max(counts.get(word, 0) / millions for counts, millions in _lists())
