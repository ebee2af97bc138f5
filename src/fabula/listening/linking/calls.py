"""What the audience may call everybody and everything in a universe, before it is made into patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import dropwhile
from typing import Final, NamedTuple

from fabula.bible.model import EntryKind
from fabula.listening.elements import ElementKind, episode_id, show_id
from fabula.listening.linking.fold import fold_phrase
from fabula.listening.model import How
from fabula.universe.model import Entity, Nature, Universe
from fabula.universe.people import AGES, HONORIFICS, name_parts

__all__ = ["Call", "find_calls", "prominence"]

_ARTICLES: Final = ("the ", "a ", "an ", "il ", "lo ", "la ", "l ", "i ", "gli ", "le ")
_HOUSE: Final = re.compile(
    r"^(?:house|the house of|clan|famiglia|casa) (\w+)$|^(?:the )?(\w+) (?:family|clan|dynasty)$"
)
_PARTICLES: Final = frozenset("of the and de di von van".split())
_MOST_WORDS: Final = 8
_PART: Final = 0.05
"""What a part of a name weighs beside a name that is given as a whole."""


class Call(NamedTuple):
    """A way to call an element. ``text`` is folded.

    ``weight`` tells calls of one text apart. ``whole`` is False for a part of a name. ``short`` says that the name has
    an article which is left out here ("hound" for "the Hound").
    """

    text: str
    element: str
    how: How
    weight: float
    whole: bool = True
    short: bool = False


def prominence(universe: Universe) -> Counter[str]:
    """In how many scenes everybody speaks, and every place is the place."""
    scenes: Counter[str] = Counter()
    for scene in universe.scenes:
        here = {person for speech in scene.speeches for person in speech.people}
        scenes.update({*here, *scene.cast, *([scene.place] if scene.place else [])})
    return scenes


def find_calls(universe: Universe, scenes: Counter[str]) -> Iterator[Call]:
    """All ways to call an element of a universe, the shows and titles of episodes with them."""
    for entity in universe.entities.values():
        if entity.kind in {EntryKind.PERSON, EntryKind.COVER}:
            yield from _of_person(entity, scenes[entity.key])
        elif entity.declared or entity.kind is EntryKind.GROUP:
            yield from _of_thing(entity, scenes[entity.key])
        elif entity.kind is EntryKind.PLACE and not entity.parent and scenes[entity.key] > 1:
            yield from _called(entity.name, entity.key, How.NAME, 1.0 + scenes[entity.key])
    for show in universe.shows.values():
        yield from _called(show.name, show_id(show), How.NAME, 10.0)
        words = fold_phrase(show.name).split()
        if len(words) > 2:
            yield Call("".join(word[0] for word in words), show_id(show), How.ALIAS, 10.0)
    for episode in universe.episodes:
        if episode.title:
            yield from _called(episode.title, episode_id(episode), How.NUMBER, _PART)


def _of_person(entity: Entity, scenes: int) -> Iterator[Call]:
    key, weight = entity.key, 1.0 + scenes
    is_class = entity.nature is Nature.CLASS
    if not entity.declared and (is_class or not fold_phrase(entity.name).strip("0123456789 ")):
        return
    how = How.COVER if entity.kind is EntryKind.COVER else How.NAME
    other = How.COVER if entity.kind is EntryKind.COVER else How.ALIAS
    yield from _called(entity.name, key, how, weight)
    cues = entity.entry.cues if entity.entry is not None else ()
    for name in (*entity.aliases, *cues, *_texts(entity, "nicknames")):
        yield from _called(name, key, other, weight)
    for phrase in _texts(entity, "words"):
        yield from _called(phrase, key, How.WORDS, weight)
    if entity.nature is Nature.PERSON:
        for part in name_parts(entity.name):
            yield from _called(part, key, other, weight * _PART, whole=False)
        yield from _joined(entity.name, key, other, weight)
        yield from _titled(entity.name, key, other, weight)
    if entity.value("actor") is not None:
        yield from _of_actor(entity, weight)


def _of_actor(entity: Entity, weight: float) -> Iterator[Call]:
    for actor in _texts(entity, "actor"):
        yield from _called(actor, entity.key, How.ACTOR, weight)
        yield from _joined(actor, entity.key, How.ACTOR, weight)
        words = [word for word in fold_phrase(actor).split() if len(word) > 1]
        if len(words) > 1:
            for word in (words[0], *words[1:]):
                yield from _called(word, entity.key, How.ACTOR, weight * _PART * _PART, whole=False)
            if len(words) > 2:
                yield from _called(" ".join(words[:2]), entity.key, How.ACTOR, weight)
                yield from _called(" ".join(words[1:]), entity.key, How.ACTOR, weight)


def _of_thing(entity: Entity, scenes: int) -> Iterator[Call]:
    key, weight = entity.key, 1.0 + scenes
    yield from _called(entity.name, key, How.NAME, weight)
    for name in (*entity.aliases, *_texts(entity, "nicknames")):
        yield from _called(name, key, How.ALIAS, weight)
    for field in ("words", *(("says",) if entity.kind is EntryKind.SECRET else ())):
        for phrase in _texts(entity, field):
            yield from _called(phrase, key, How.WORDS, weight)
    house = _HOUSE.match(fold_phrase(entity.name)) if entity.kind is EntryKind.GROUP else None
    if house is not None:
        name = house[1] or house[2]
        yield from _called(f"{name}s", key, How.ALIAS, weight)
        yield from _called(f"{name} family", key, How.ALIAS, weight)
        yield from _called(f"house {name}", key, How.ALIAS, weight)
        yield from _called(name, key, How.ALIAS, weight * _PART, whole=False)


def _called(
    name: str, element: str, how: How, weight: float, *, whole: bool = True, short: bool = False
) -> Iterator[Call]:
    """A name as it is and in the other ways in which its signs are written."""
    for text in _spellings(name):
        if len(text) < 2 or text.count(" ") >= _MOST_WORDS:
            continue
        yield Call(text, element, how, weight, whole, short)
        bare = next((text[len(article) :] for article in _ARTICLES if text.startswith(article)), "")
        if len(bare) > 1 and not short:
            yield Call(bare, element, how, weight, whole, short=True)


def _spellings(name: str) -> Iterable[str]:
    """ "Jaqen H'ghar" is "jaqen h ghar" and "jaqen hghar", "Mr. Kane" also "mr kane", "Coster-Waldau" also one word."""
    without = re.sub(r"(?<=\w)['’ʼ`´.](?=\w)", "", name)
    return dict.fromkeys(map(fold_phrase, (name, without, re.sub(r"(?<=\w)[-‐‑](?=\w)", "", without))))


def _joined(name: str, element: str, how: How, weight: float) -> Iterator[Call]:
    """A hashtag: "masonkane"."""
    words = fold_phrase(name).split()
    if 1 < len(words) <= 3:
        joined = "".join(words)
        if len(joined) > 6:
            yield Call(joined, element, how, weight)


def _titled(name: str, element: str, how: How, weight: float) -> Iterator[Call]:
    """ "Grand Maester Pycelle", "Lord Varys", "Young Mason": without the title, as long as two words are left."""
    words = fold_phrase(name).split()
    own = list(dropwhile(lambda word: word in HONORIFICS or word in AGES, words))
    if 1 < len(own) < len(words) and own[0] != "of":
        yield Call(" ".join(own), element, how, weight)
    if len(own) > 2 and own[-2] not in _PARTICLES and own[0] != "the":
        yield Call(f"{own[0]} {own[-1]}", element, how, weight)


def _texts(entity: Entity, field: str) -> tuple[str, ...]:
    value = entity.value(field)
    return tuple(text for item in value.items if (text := item.text.strip())) if value is not None else ()


def is_person(element: str) -> bool:
    """Whether an element is somebody: a person or a cover."""
    return element.startswith((f"{ElementKind.PERSON}/", f"{ElementKind.COVER}/"))
