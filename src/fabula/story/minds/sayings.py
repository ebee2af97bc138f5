"""What gives a secret away: the phrases of its ``says`` field, where scripts have somebody say them.

A name is found by linking (`fabula.universe.mentions`); a phrase such as "second door" is no name and is looked for
here. Like a name with a capital, a phrase that begins with one counts only where the script has it so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import partial
from typing import Final, NamedTuple

from fabula.bible.model import EntryKind
from fabula.script.model import Kind
from fabula.story.minds.events import Matter
from fabula.universe.model import Episode, Scene, Speech, Universe
from fabula.universe.names import fold_name
from fabula.universe.word_pattern import word_pattern

__all__ = ["Saying", "find_sayings", "phrase_of", "speech_at"]

_SPOKEN: Final = frozenset({Kind.DIALOGUE, Kind.LYRICS})


class Saying(NamedTuple):
    """Somebody says a secret's phrase. ``element`` is the index of the line in the script."""

    secret: str
    phrase: str
    start: int
    end: int
    element: int

    @property
    def matter(self) -> Matter:
        """Whether somebody has heard the phrase."""
        return phrase_of(self.secret, self.phrase)


def phrase_of(secret: str, phrase: str) -> Matter:
    """The matter of whether somebody has heard a phrase that gives a secret away."""
    return Matter("heard", secret, fold_name(phrase))


def find_sayings(universe: Universe) -> dict[Scene, list[Saying]]:
    """Every place where a secret's phrase is said or sung, by scene, in the order of the text."""
    phrases = universe.once("phrases", _find_phrases)
    found: dict[Scene, list[Saying]] = {}
    if phrases is not None:
        find = partial(_find_in, phrases)
        for episode in universe.episodes:
            found.update(episode.once("sayings", find))
    return found


class _Phrases(NamedTuple):
    """The phrases that give secrets away: one pattern for all, and whose each is by its folded form."""

    pattern: re.Pattern[str]
    secrets: dict[str, list[tuple[str, str]]]


def _find_phrases(universe: Universe) -> _Phrases | None:
    secrets: dict[str, list[tuple[str, str]]] = {}
    forms: dict[str, None] = {}
    for entity in universe.entities.values():
        value = entity.value("says") if entity.kind is EntryKind.SECRET else None
        for item in value.items if value is not None else ():
            phrase = item.text.strip()
            if len(fold_name(phrase)) > 1:
                secrets.setdefault(fold_name(phrase), []).append((entity.key, phrase))
                forms[unicodedata.normalize("NFC", phrase.lower())] = None
                forms[fold_name(phrase)] = None
    return _Phrases(word_pattern(forms), secrets) if forms else None


def _find_in(phrases: _Phrases, episode: Episode) -> dict[Scene, list[Saying]]:
    found: dict[Scene, list[Saying]] = {}
    text = episode.script.source.text.lower()
    if len(text) != len(episode.script.source.text):
        text = "".join(c.lower() if len(c.lower()) == 1 else c for c in episode.script.source.text)
    for match in phrases.pattern.finditer(text):
        _place(episode, match.start(1), match.end(1), phrases.secrets.get(fold_name(match[1]), []), found)
    return found


def _place(
    episode: Episode, start: int, end: int, secrets: list[tuple[str, str]], found: dict[Scene, list[Saying]]
) -> None:
    elements = episode.script.elements
    index = bisect_right(elements, start, key=lambda element: element.start) - 1
    if index < 0 or elements[index].kind not in _SPOKEN or end > elements[index].end:
        return
    if any(note.start <= start < note.end for note in episode.script.notes):
        return
    if any(first <= start < last for first, last in episode.script.boneyards):
        return
    number = bisect_right(episode.scenes, index, key=lambda scene: scene.written.first) - 1
    if number < 0:
        return
    for secret, phrase in secrets:
        if not phrase[0].isupper() or episode.script.source.text[start].isupper():
            found.setdefault(episode.scenes[number], []).append(Saying(secret, phrase, start, end, index))


def speech_at(scene: Scene, element: int) -> Speech | None:
    """The speech that an element of a scene is part of, None if nobody speaks before it."""
    at = bisect_right(scene.speeches, element, key=lambda speech: speech.element) - 1
    return scene.speeches[at] if at >= 0 else None
