"""Names found in action lines and dialogue: at most a hint that somebody is there or spoken of.

All names become one pattern, which passes once over the text of a script in small letters. What it finds is then
judged in the text as written: people and places need a capital, things do not, because a script writes LOCKET once
and "the locket" from then on.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from operator import itemgetter
from typing import Final, NamedTuple

from fabula.bible.model import EntryKind
from fabula.script.model import Kind
from fabula.universe.common_words import COMMON_WORDS
from fabula.universe.model import Entity, Episode, Mention, Nature
from fabula.universe.names import fold_name
from fabula.universe.people import PeopleNames
from fabula.universe.word_pattern import word_pattern

__all__ = ["Meant", "MentionFinder"]

READ: Final = frozenset({Kind.ACTION, Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS, Kind.CENTERED})
CAPITALISED: Final = frozenset({EntryKind.PERSON, EntryKind.COVER, EntryKind.PLACE, EntryKind.GROUP})
ANY_CASE: Final = frozenset({EntryKind.THING, EntryKind.SECRET})

_ARTICLE: Final = re.compile(r"(?i)^(?:the|an?)\s+(?=\S)")
_STARTS: Final = frozenset('\n\r.!?:;"“”„«»(—–-…*_~>')


class Meant(NamedTuple):
    """Whom a name may mean. ``capital``: only with a capital. ``common``: an everyday word as well."""

    keys: tuple[str, ...]
    capital: bool
    common: bool


class MentionFinder:
    """Finds the names of one universe in its scripts."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._names: dict[str, Meant] = {}
        self._written: dict[str, Meant | None] = {}
        spoken: dict[str, None] = {}
        people = []
        for entity in entities.values():
            if not _is_looked_for(entity):
                continue
            if entity.kind in {EntryKind.PERSON, EntryKind.COVER}:
                people.append(entity)
            for name in (entity.name, *entity.aliases):
                self._add(_ARTICLE.sub("", name.strip()), (entity.key,), entity.kind in CAPITALISED, spoken)
        parts = PeopleNames(people)
        for folded, keys in parts.part.items():
            if folded not in self._names:
                self._add(parts.spoken[folded], keys, True, spoken)
        self._pattern = word_pattern(spoken) if spoken else None

    def _add(self, name: str, keys: tuple[str, ...], capital: bool, spoken: dict[str, None]) -> None:
        folded = fold_name(name)
        if len(folded) < 2:
            return
        held = self._names.get(folded)
        if held is not None:
            keys, capital = tuple(dict.fromkeys((*held.keys, *keys))), held.capital and capital
        self._names[folded] = Meant(keys, capital, folded in COMMON_WORDS)
        lowered = unicodedata.normalize("NFC", name.lower())
        for form in (lowered, unicodedata.normalize("NFD", lowered), folded):
            spoken[form] = None

    def link(self, episode: Episode) -> None:
        """Fill the mentions of an episode's scenes, in the order of the text. Notes and boneyards do not count."""
        if self._pattern is None or not episode.scenes:
            return
        script = episode.script
        elements = script.elements
        starts = list(map(itemgetter(2), elements))
        cues = {starts[index] for index in script.places(Kind.CUE)}
        hidden = sorted([*script.boneyards, *((note.start, note.end) for note in script.notes)])
        first_elements = [scene.written.first for scene in episode.scenes]
        text = script.source.text
        for match in self._pattern.finditer(_lowered(text)):
            start, end = match.span(1)
            if start in cues:
                continue  # most of what is found
            index = bisect_right(starts, start) - 1
            if index < 0 or elements[index][0] not in READ or end > elements[index].end:
                continue
            name = self._meaning(match[1])
            if name is None or (name.capital and text[start].islower()):
                continue
            if name.common and not _is_name_here(text, elements[index].start, start, end):
                continue
            at = bisect_right(hidden, (start, len(text))) - 1
            if at >= 0 and start < hidden[at][1]:
                continue
            number = bisect_right(first_elements, index) - 1
            if number < 0 or index >= episode.scenes[number].written.last:
                continue
            scene, likely = episode.scenes[number], name.keys
            if len(likely) > 1:
                here = {key for speech in scene.speeches for key in speech.people}
                likely = tuple(key for key in likely if key in here)
            if len(likely) == 1:
                scene.mentions.append(Mention(likely[0], start, end, index))

    @property
    def names(self) -> Mapping[str, Meant]:
        """Whom each name may mean, by its folded form."""
        return self._names

    def _meaning(self, written: str) -> Meant | None:
        if written not in self._written:
            self._written[written] = self._names.get(fold_name(written))
        return self._written[written]


def _is_looked_for(entity: Entity) -> bool:
    if entity.kind in ANY_CASE:
        return entity.declared
    if entity.kind not in CAPITALISED or entity.nature is not Nature.PERSON:
        return False
    return entity.declared or entity.kind is EntryKind.PERSON


def _lowered(text: str) -> str:
    """A text in small letters, of the same length: a few letters grow when lowered, and are left alone."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


def _is_name_here(text: str, first: int, start: int, end: int) -> bool:
    """Whether an everyday word is meant as a name: in capitals in a line that is not, or capitalised in a sentence."""
    word = text[start:end]
    if word.isupper():
        line_start = max(text.rfind("\n", first, start), first)
        line_end = text.find("\n", end)
        return not text[line_start : line_end if line_end >= 0 else len(text)].isupper()
    before = start - 1
    while before >= first and text[before] in " \t":
        before -= 1
    return text[start].isupper() and before >= first and text[before] not in _STARTS
