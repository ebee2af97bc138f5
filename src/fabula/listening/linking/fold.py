"""Texts without case, accents and punctuation, with the way back to the characters as written.

Everything that is compared with a name goes through here: letters in their plain small form ("É" and "e" with an
accent of its own become "e"), whatever is no letter or digit a single space. A character gives one character, so that
places stay what they are; where one cannot (a combining mark goes, "ß" becomes "ss") the places are kept beside it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

__all__ = ["PLAIN", "Folded", "fold", "fold_phrase", "folded_words", "word_set"]

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_LONGEST_KEPT: Final = 32
"""Runs of foreign letters up to this length are remembered: words, quotes, emoji."""
_MOST_KEPT: Final = 1 << 16
_OTHERS: Final = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ँ": "ं"}
"""Letters with strokes, which Unicode does not take apart; a nasal sign that Hindi writes in two ways."""
_DROPPED: Final = frozenset("़ٰ\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""The dot that makes letters for foreign sounds, and what has no width."""
PLAIN: Final = "".join(chr(c).lower() if chr(c).isalnum() else " " for c in range(128))
_BYTES: Final = PLAIN.encode() + bytes(range(128, 256))
_ASCII: Final = {c: PLAIN[c] for c in range(128)}

_characters: dict[str, str] = {}
_runs: dict[str, tuple[str, bool]] = {}


class Folded(NamedTuple):
    """A folded text. ``places`` are where its characters stand in the text as written, None if they are the same."""

    text: str
    places: list[int] | None = None


def fold(text: str) -> Folded:
    """A text in the form in which names are looked for; ASCII is left for `PLAIN`, a table for whole batches."""
    if text.isascii():
        return Folded(text)
    plain = text.replace("’", " ")
    if plain.isascii():
        return Folded(plain)  # as most of what is not ASCII
    moved = False

    def replace(match: re.Match[str]) -> str:
        nonlocal moved
        run = match[0]
        known = _runs.get(run)
        if known is None:
            pieces = _fold_run(run)
            known = "".join(pieces), any(len(piece) != 1 for piece in pieces)
            if len(run) <= _LONGEST_KEPT:
                if len(_runs) >= _MOST_KEPT:
                    _runs.clear()
                _runs[run] = known
        moved = moved or known[1]
        return known[0]

    changed = _NOT_ASCII.sub(replace, text)
    return _with_places(text) if moved else Folded(changed)


def fold_phrase(phrase: str) -> str:
    """A name as it is looked for: folded, in small letters, with single spaces."""
    return " ".join(fold(phrase).text.translate(_ASCII).split())


def folded_words(text: str) -> list[bytes]:
    """The words of a text, folded, as bytes: of a text of ASCII that is several times as fast as with letters."""
    if text.isascii():
        return text.encode().translate(_BYTES).split()
    return fold_phrase(text).encode("utf-8", "surrogatepass").split()


def word_set(words: str) -> frozenset[bytes]:
    """Words as `folded_words` gives them."""
    return frozenset(folded_words(words))


def _with_places(text: str) -> Folded:
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _NOT_ASCII.finditer(text):
        pieces.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        for index, piece in enumerate(_fold_run(match[0]), match.start()):
            pieces.append(piece)
            places.extend([index] * len(piece))
        at = match.end()
    pieces.append(text[at:])
    places.extend(range(at, len(text) + 1))
    return Folded("".join(pieces), places)


def _fold_run(run: str) -> list[str]:
    """What each of a run of characters beyond ASCII becomes. A mark at its start is on a letter before it."""
    if any("\x80" <= c <= "\x9f" for c in run):
        return [" "] * len(run)  # no letters: an apostrophe or a dash that was encoded twice
    known, pieces, before = _characters, [], "a"
    for character in run:
        piece = known.get(character) or _fold_character(character, before)
        pieces.append(piece)
        before = piece[-1:] or before
    return pieces


def _fold_character(character: str, before: str) -> str:
    folded = _characters.get(character)
    if folded is None:
        folded = _characters[character] = _plain(character)
    if not folded and before == " ":
        return " "  # a mark on an emoji or on a quote is no part of a word
    return folded


def _plain(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character in _OTHERS:
        return _OTHERS[character]
    if character <= "\x7f":
        return character
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in parts if not ("\u0300" <= c <= "\u036f" or c in _DROPPED or "\ufe00" <= c <= "\ufe0f"))
    if not bare:
        return ""
    plain = unicodedata.normalize("NFC", bare.casefold())
    letters = "".join(_OTHERS.get(c, c) if _is_word(c) else " " for c in plain)
    return letters if letters.strip() else " "


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"}
