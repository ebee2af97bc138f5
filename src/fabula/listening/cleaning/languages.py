"""Which language a comment is written in, out of those that are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from fabula.listening.cleaning.words import SCRIPTS, SMALL_WORDS

__all__ = ["COMMON", "LanguageTeller"]

COMMON: Final = ("de", "en", "es", "fr", "hi", "it", "pt")
"""What is taken to be at hand where fewer than two languages are stated."""

_SURE: Final = 0.9
"""How sure the model must be of itself."""
_AGREED: Final = 0.7
"""The same where a small word says so too."""
_LETTERS: Final = 20
"""Below this many letters, the model is not asked: it would guess."""
_NOISE: Final = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\bu/\w+|\br/\w+")
_OTHER: Final = re.compile("[" + "".join(letters for letters, _ in SCRIPTS.values()) + "]")
_EACH: Final = [(re.compile(f"[{letters}]"), languages) for letters, languages in SCRIPTS.values()]
_NOT_LATIN: Final = frozenset(language for _, languages in SCRIPTS.values() for language in languages)


class LanguageTeller:
    """Tells the language of short texts: by script, by small words, and only then by the model of py3langid.

    The model is M. Lui's langid.py (Lui and Baldwin, 2012), limited to the languages at hand. It reads 3,000 comments
    a second and needs a sentence or two; small words tell nine in ten comments at thirty times that rate. What none of
    them is sure of has no language.
    """

    def __init__(self, languages: Iterable[str] = ()) -> None:
        stated = sorted(set(languages))
        self.languages = tuple(stated) if len(stated) > 1 else tuple(sorted({*stated, *COMMON}))
        self._votes: dict[str, tuple[str, ...]] = {}
        for language in self.languages:
            for word in SMALL_WORDS.get(language, ()):
                self._votes[word] = (*self._votes.get(word, ()), language)
        self._latin = tuple(one for one in self.languages if one not in _NOT_LATIN)
        self._models: dict[tuple[str, ...], Any] = {}

    def tell(self, text: str, plain: str) -> str | None:
        """The language of a text in two letters; None if it cannot be told.

        ``plain`` is the text without case and punctuation, see `fabula.listening.cleaning.facts.plain_text`.
        """
        if not text.isascii() and _OTHER.search(text):
            other = self._by_script(text)
            if other is not None:
                return other or None
        counts: dict[str, int] = {}
        for word in self._votes.keys() & set(plain.split()):
            for language in self._votes[word]:
                counts[language] = counts.get(language, 0) + 1
        first = second = 0
        best: str | None = None
        for language, count in counts.items():
            if count > first:
                best, second, first = language, first, count
            elif count > second:
                second = count
        if first >= 2 and first >= 2 * second:
            return best
        if best == "hi" and first > second + 1:
            return best
        if "/" in text or "@" in text or "#" in text or "www." in text:
            text = _NOISE.sub(" ", text)
        return self._by_model(text, self._latin, best if first > second else None)

    def _by_script(self, text: str) -> str | None:
        """The language by its letters; "" if those letters tell nothing, None if most are Latin."""
        count, letters = 0, 0
        found: tuple[str, ...] = ()
        for pattern, languages in _EACH:
            number = len(pattern.findall(text))
            letters += number
            if number > count:
                count, found = number, languages
        if letters * 2 < sum(map(str.isalpha, text)):
            return None
        if "ja" in found and _EACH_KANA.search(text):
            return "ja"
        at_hand = [one for one in found if one in self.languages]
        if len(at_hand) == 1 or (not at_hand and len(found) == 1):
            return (at_hand or list(found))[0]
        return self._by_model(text, tuple(at_hand or found), None) or ""

    def _by_model(self, text: str, among: tuple[str, ...], voted: str | None) -> str | None:
        letters = sum(map(str.isalpha, text))
        if letters < _LETTERS and voted is None:
            return None
        if len(among) < 2:
            return among[0] if among and (voted or letters >= _LETTERS) else None
        language, sure = self._model(among).classify(text)
        return str(language) if sure >= (_AGREED if language == voted else _SURE) and letters >= _LETTERS / 2 else None

    def _model(self, among: tuple[str, ...]) -> Any:
        model = self._models.get(among)
        if model is None:
            from py3langid.langid import MODEL_FILE, LanguageIdentifier

            model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
            model.set_languages([one for one in among if one in model.labels] or None)
            self._models[among] = model
        return model


_EACH_KANA: Final = re.compile("[" + SCRIPTS["Kana"][0] + "]")
