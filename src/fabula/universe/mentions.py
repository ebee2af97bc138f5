"""Names found in action lines and dialogue: at most a hint that somebody is there or spoken of.

One pass over the capitalised words of a text with a dictionary from first words to names. Things and secrets are
looked for in small letters as well, because a script writes LOCKET once and "the locket" from then on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from fabula.bible.model import EntryKind
from fabula.script.model import Element, Kind, Script
from fabula.universe.common_words import COMMON_WORDS
from fabula.universe.model import Entity, Episode, Mention, Nature
from fabula.universe.names import fold_name
from fabula.universe.people import PeopleNames

__all__ = ["MentionFinder"]

READ: Final = frozenset({Kind.ACTION, Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS, Kind.CENTERED})
CAPITALISED: Final = frozenset({EntryKind.PERSON, EntryKind.COVER, EntryKind.PLACE, EntryKind.GROUP})
ANY_CASE: Final = frozenset({EntryKind.THING, EntryKind.SECRET})

_MARKS: Final = "\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
_WORD: Final = rf"[^\W_](?:\w|[{_MARKS}])*"
_CAPITAL: Final = re.compile(rf"(?<![\w'’])[^\Wa-z\d_](?:[^\W_]|[{_MARKS}])*")
_NEXT: Final = re.compile(rf"(?:[ \t]+|['’-]|\.[ \t]+)({_WORD})")
_WORDS: Final = re.compile(_WORD)
_STARTS: Final = frozenset('\n\r.!?:;"“”„«»(—–-…*_~>')


class _Name(NamedTuple):
    """A name's words after the first, folded, and whom it may mean."""

    rest: tuple[str, ...]
    keys: tuple[str, ...]
    common: bool


class MentionFinder:
    """Finds the names of one universe in its scripts."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._names: dict[str, list[_Name]] = {}
        self._phrases: dict[str, tuple[str, ...]] = {}
        self._folded: dict[str, str] = {}
        for words, keys in _spoken(entities.values()).items():
            common = len(words) == 1 and words[0] in COMMON_WORDS
            self._names.setdefault(words[0], []).append(_Name(words[1:], keys, common))
        for names in self._names.values():
            names.sort(key=lambda name: (-len(name.rest), name.rest))
        for entity in entities.values():
            if entity.kind in ANY_CASE and entity.declared:
                for text in (entity.name, *entity.aliases):
                    phrase = text.lower().removeprefix("the ").removeprefix("a ").strip()
                    if len(phrase) > 2 and phrase not in COMMON_WORDS:
                        self._phrases[phrase] = tuple(dict.fromkeys((*self._phrases.get(phrase, ()), entity.key)))

    def link(self, episode: Episode) -> None:
        """Fill the mentions of an episode's scenes, in the order of the text. Notes and boneyards do not count."""
        script = episode.script
        hidden = sorted([*script.boneyards, *((note.start, note.end) for note in script.notes)])
        elements = script.elements
        phrases = self._phrase_places(script)
        at = 0
        for scene in episode.scenes:
            mentions = scene.mentions
            people = {key for speech in scene.speeches for key in speech.people}
            for index in range(scene.written.first, scene.written.last):
                element = elements[index]
                if element.kind not in READ:
                    continue
                found = [m for m in self._in_element(script, element, index) if len(m[0]) == 1 or people & set(m[0])]
                while at < len(phrases) and phrases[at][0] < element.start:
                    at += 1
                while at < len(phrases) and phrases[at][1] <= element.end:
                    found.append((phrases[at][2], phrases[at][0], phrases[at][1]))
                    at += 1
                if found:
                    found.sort(key=lambda m: (m[1], -m[2], m[0]))
                    _keep(mentions, found, index, people, hidden)

    def _in_element(self, script: Script, element: Element, index: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Names in one element, with their places in the file."""
        if script.format == "fountain":
            yield from self._in_text(script.source.text, element.start, element.end)
            return
        # In XML the words are not simply a stretch of the file, so each name is looked up again from left to right.
        at = element.start
        for keys, start, end in self._in_text(element.text, 0, len(element.text)):
            place = script.source.text.find(element.text[start:end], at, element.end)
            if place >= 0:
                at = place + end - start
                yield keys, place, at
            else:
                yield keys, element.start, element.end

    def _in_text(self, text: str, first: int, last: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
        names, folded = self._names, self._folded
        done = first
        for match in _CAPITAL.finditer(text, first, last):
            word = match[0]
            form = folded.get(word)
            if form is None:
                form = folded[word] = fold_name(word)
            candidates = names.get(form)
            if candidates is None or match.start() < done or word[0].islower():
                continue
            for name in candidates:
                end = _follow(text, match.end(), last, name.rest)
                if end < 0 or (name.common and not _is_name_here(text, first, match.start(), match.end())):
                    continue
                done = end
                yield name.keys, match.start(), end
                break

    def _phrase_places(self, script: Script) -> list[tuple[int, int, tuple[str, ...]]]:
        text = script.source.text
        lowered = text.lower()
        places: list[tuple[int, int, tuple[str, ...]]] = []
        if len(lowered) != len(text):  # a few letters change length when lowered; then places would not agree
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        for phrase, keys in self._phrases.items():
            at = lowered.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                if not (at and lowered[at - 1].isalnum()) and not lowered[end : end + 1].isalnum():
                    places.append((at, end, keys))
                at = lowered.find(phrase, end)
        places.sort()
        return places


def _spoken(entities: Iterable[Entity]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every name to look for in capitals, as folded words, with the entities that go by it."""
    spoken: dict[tuple[str, ...], tuple[str, ...]] = {}
    people: list[Entity] = []
    for entity in entities:
        if entity.kind not in CAPITALISED or entity.nature is not Nature.PERSON:
            continue
        if not entity.declared and entity.kind is not EntryKind.PERSON:
            continue
        if entity.kind in {EntryKind.PERSON, EntryKind.COVER}:
            people.append(entity)
        for name in (entity.name, *entity.aliases):
            words = tuple(fold_name(word) for word in _WORDS.findall(name))
            if words[:1] == ("the",):
                words = words[1:]
            if words and (len(words) > 1 or len(words[0]) > 1):
                spoken[words] = tuple(dict.fromkeys((*spoken.get(words, ()), entity.key)))
    for part, keys in PeopleNames(people).part.items():
        spoken.setdefault((part,), keys)
    return spoken


def _follow(text: str, at: int, last: int, rest: tuple[str, ...]) -> int:
    """Where a name ends whose further words must follow from ``at`` on; -1 if they do not."""
    for word in rest:
        match = _NEXT.match(text, at, last)
        if match is None or fold_name(match[1]) != word:
            return -1
        at = match.end()
    return at


def _is_name_here(text: str, first: int, start: int, end: int) -> bool:
    """Whether a word that is also an everyday word is meant as a name: in capitals, or capitalised in a sentence."""
    word = text[start:end]
    if word.isupper() and len(word) > 1:
        line_start = max(text.rfind("\n", first, start), first)
        line_end = text.find("\n", end)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        return not line.isupper()
    before = start - 1
    while before >= first and text[before] in " \t":
        before -= 1
    return before >= first and text[before] not in _STARTS


def _keep(
    mentions: list[Mention],
    found: list[tuple[tuple[str, ...], int, int]],
    index: int,
    people: set[str],
    hidden: list[tuple[int, int]],
) -> None:
    done = -1
    for keys, start, end in found:
        if start < done:
            continue
        at = bisect_right(hidden, (start, 1 << 60)) - 1
        if at >= 0 and start < hidden[at][1]:
            continue
        likely = keys if len(keys) == 1 else tuple(key for key in keys if key in people)
        if len(likely) == 1:
            mentions.append(Mention(likely[0], start, end, index))
            done = end
