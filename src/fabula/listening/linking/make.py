"""A linker from a universe: everything that it knows is worked out here, once."""

from __future__ import annotations

import hashlib
from typing import Final

from fabula.bible.model import EntryKind
from fabula.listening.linking.calls import find_calls, prominence
from fabula.listening.linking.dates import AirDates
from fabula.listening.linking.devanagari import HindiNames
from fabula.listening.linking.facts import SecretFacts
from fabula.listening.linking.fold import fold_phrase
from fabula.listening.linking.gate import LEAST
from fabula.listening.linking.linker import NameLinker
from fabula.listening.linking.numbers import EpisodeNumbers
from fabula.listening.linking.patterns import Pattern, Role, Strength, make_patterns
from fabula.listening.linking.pronouns import HE, SHE
from fabula.listening.linking.reading import prepare
from fabula.listening.linking.scan import Scanner
from fabula.listening.linking.scenes import SceneWords
from fabula.story.canon import Canon
from fabula.universe.model import Nature, Universe

__all__ = ["VERSION", "make_linker"]

VERSION: Final = "1"
"""Part of the stamp: raise it when the same names would be linked otherwise."""


def make_linker(universe: Universe, canon: Canon | None = None) -> NameLinker:
    """The linker for the comments about a universe. ``canon`` is not asked yet: names and scripts say enough."""
    scenes = prominence(universe)
    covered = {
        entity.key: entity.parent
        for entity in universe.entities.values()
        if entity.kind is EntryKind.COVER and entity.parent.startswith(f"{EntryKind.PERSON}/")
    }
    patterns = make_patterns(find_calls(universe, scenes), covered)
    numbers = EpisodeNumbers(universe)
    for trigger in map(fold_phrase, numbers.triggers() if universe.episodes else ()):
        patterns.setdefault(trigger, Pattern(trigger, (), Strength.COMMON, Role.NUMBER))
    for pronoun in (*HE, *SHE):
        patterns.setdefault(pronoun, Pattern(pronoun, (), Strength.COMMON, Role.PRONOUN))
    scene_words = SceneWords.of(universe, [text for text, pattern in patterns.items() if not pattern.slip])
    for word, places in scene_words.words.items():
        if word not in patterns:
            patterns[word] = Pattern(word, (), Strength.COMMON, Role.SCENE, scenes=places)
        elif patterns[word].slip:
            del patterns[word]  # a word of the scripts is no misspelt name
            patterns[word] = Pattern(word, (), Strength.COMMON, Role.SCENE, scenes=places)
    dates = AirDates(universe)
    for pattern in patterns.values():
        prepare(pattern)
    ordered = [
        p
        for _, p in sorted(patterns.items())
        if p.role is not Role.NAME or max(q.limits[-1][-1] for q in (p, *p.by_language.values())) >= LEAST
    ]
    facts = SecretFacts.of(universe)
    single = frozenset(
        key
        for key, entity in universe.entities.items()
        if entity.kind is EntryKind.PERSON and entity.nature is not Nature.CLASS
    )
    stamp = _stamp(ordered, dates, facts, scene_words, single)
    hindi = HindiNames(ordered)
    return NameLinker(stamp, Scanner(ordered), dates, numbers, facts, scene_words, hindi, single)


def _stamp(
    patterns: list[Pattern], dates: AirDates, facts: SecretFacts, scenes: SceneWords, single: frozenset[str]
) -> str:
    """A hash of everything that the links depend on."""
    held = hashlib.sha256(VERSION.encode())
    for pattern in patterns:
        held.update(repr(pattern.row).encode())
    held.update(repr((sorted(dates.episodes.items()), dates.released)).encode())
    held.update(repr([(secret, sorted(keys)) for secret, keys in facts.facts]).encode())
    held.update(repr(sorted(single)).encode())
    for people, places in zip(scenes.people, scenes.places, strict=True):
        held.update(repr((sorted(people), sorted(places))).encode())
    return held.hexdigest()[:16]
