"""Words and runs of words in comments that the universe has no entry for: what may be a theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from fabula.bible.lexicon import WORD
from fabula.listening.answers.spoken import Spoken
from fabula.listening.answers.stop_words import stop_words
from fabula.universe.model import Universe
from fabula.universe.names import fold_name

__all__ = ["LONGEST", "Token", "known_words", "runs_of", "term_key"]

LONGEST: Final = 3
"""Words of the longest term."""

_TOKEN: Final = re.compile(rf"{WORD}+(?:['’]{WORD}+)*")
_JOINS: Final = re.compile(r"[ \t\-‐‑]+")
_ENDS: Final = re.compile(r"[.!?;:\n\r…।]")
_NOISE: Final = re.compile(r"\d|^(?:https?|www|com|amp|gt|lt|nbsp)$")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")
_CUT: Final = 4000
"""Characters of a comment that are looked at: one endless line is not a thousand comments."""


class Token(NamedTuple):
    """A word of a comment. ``key`` is how it is compared; ``capital`` whether it is written as a name is.

    ``opens`` says that a sentence begins with it, where a capital tells nothing. ``stop`` marks words that say nothing.
    ``bare`` says that its sentence names nothing that the universe knows.
    """

    word: str
    key: str
    capital: bool
    opens: bool
    stop: bool
    bare: bool


def runs_of(spoken: Spoken, known: frozenset[str]) -> Iterator[list[Token]]:
    """The stretches of a comment between punctuation and the names that the universe knows."""
    text = spoken.text[:_CUT]
    stops = stop_words(spoken.language)
    taken = [(match.start(), match.end()) for match in _LINK.finditer(text)]
    taken += [(start, end) for start, end, _ in spoken.named]
    shouted = text.isupper()
    run: list[Token] = []
    behind, opens, bares = 0, True, _bare_sentences(text, spoken)
    for match in _TOKEN.finditer(text):
        gap = text[behind : match.start()]
        ended = bool(_ENDS.search(gap))
        opens = opens or ended
        if run and (ended or not _JOINS.fullmatch(gap)):
            yield run
            run = []
        behind = match.end()
        word = match[0]
        key = term_key(word)
        if any(start < match.end() and match.start() < end for start, end in taken) or _NOISE.search(key):
            if run:
                yield run
            run, opens = [], False
            continue
        capital = word[:1].isupper() and not shouted
        stop = key in stops or word.casefold() in stops or len(key) < 2 or key in known
        bare = next((bare for end, bare in bares if match.start() < end), True)
        run.append(Token(word, key, capital, opens, stop, bare))
        opens = False
    if run:
        yield run


def _bare_sentences(text: str, spoken: Spoken) -> list[tuple[int, bool]]:
    """The ends of the sentences, each with whether nothing in it is named."""
    ends = [match.end() for match in _ENDS.finditer(text)] + [len(text) + 1]
    found: list[tuple[int, bool]] = []
    begin = 0
    for end in ends:
        found.append((end, not any(begin <= start < end for start, _, _ in spoken.named)))
        begin = end
    return found


@lru_cache(maxsize=1 << 16)
def term_key(word: str) -> str:
    """The form in which words are compared: without case and accents, a possessive or plain plural taken off."""
    whole = re.sub(r"['’]s$|['’]$", "", word, flags=re.IGNORECASE)
    key = fold_name(whole)
    if len(key) > 4 and key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


def known_words(universe: Universe) -> frozenset[str]:
    """The words of all names that the universe has: of entries, aliases, actors, shows and episode titles."""
    found: set[str] = set()
    for entity in universe.entities.values():
        texts = [entity.name, *entity.aliases]
        for field in ("cues", "actor"):
            value = entity.value(field)
            texts += [item.text for item in value.items] if value is not None else []
        for text in texts:
            found |= _words(text)
    for show in universe.shows.values():
        found |= _words(show.name) | {fold_name(show.id)}
    for episode in universe.episodes:
        found |= _words(episode.title) if len(_words(episode.title)) == 1 else set()
    return frozenset(found)


def _words(text: str) -> set[str]:
    return {term_key(match[0]) for match in _TOKEN.finditer(text)}
