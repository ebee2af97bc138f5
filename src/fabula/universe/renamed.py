"""Which names mean something else than before, and which episodes may hold one of them.

It is asked after an edit that brings a new name or takes one away. The answer may name an episode too many, never one
too few. Texts and names are compared by their words, without case, accents and everything that is no letter or digit,
once with apostrophes and dots dividing words and once without: so every way in which a name is found in a text is also
found here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fabula.universe.lexicon import name_pairs
from fabula.universe.model import Entity, Episode

if TYPE_CHECKING:
    from fabula.universe.link_cues import CueLinker
    from fabula.universe.link_places import PlaceLinker
    from fabula.universe.mentions import MentionFinder

    Finders = tuple[Mapping[str, Entity], CueLinker, PlaceLinker, MentionFinder]

__all__ = ["Renamed", "bare_words", "holds_any", "notes_are_open"]

_ARTICLE = re.compile(r"(?i)^(?:the|an?)\s+(?=\S)")
_GOES_ON = re.compile(r"\(cont['’]?d\.?\)")
"""What stands behind every second cue, and is nobody's name."""
_SIGNS = "'’‘ʼ`´."
_NO_SIGNS = str.maketrans("", "", _SIGNS)
_DIVIDES = bytes(code if chr(code).isascii() and chr(code).isalnum() else 0x20 for code in range(256))


def _plain(text: str) -> str:
    """A text in small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _words(plain: str) -> str:
    """The words of a text, each between blanks."""
    if plain.isascii():
        divided = plain.encode("ascii").translate(_DIVIDES).decode("ascii")
    else:
        divided = "".join(c if c.isalnum() else " " for c in plain)
    return f" {' '.join(divided.split())} "


def bare_words(text: str) -> tuple[str, str]:
    """A text by its words alone: divided at apostrophes and dots, and without them."""
    plain = _plain(text)
    return _words(plain), _words(plain.translate(_NO_SIGNS))


@dataclass(slots=True)
class Renamed:
    """The names that mean something else than before.

    ``names`` are their `bare_words`; ``headings`` are pairs of a show and the parts of a heading.
    """

    names: set[tuple[str, str]] = field(default_factory=set)
    headings: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    identities: bool = False
    """Whether somebody is meant by another id than before (TEI)."""

    def __bool__(self) -> bool:
        return bool(self.names or self.headings or self.identities)

    @classmethod
    def between(cls, before: Finders, after: Finders) -> Renamed:
        """What differs between two ways of understanding names."""
        texts = set(_changed_entities(before[0], after[0]))
        texts |= {name for name, _ in name_pairs(before[0].values()).keys() ^ name_pairs(after[0].values()).keys()}
        for old, new in (
            (before[1].names.full, after[1].names.full),
            (before[1].names.part, after[1].names.part),
        ):
            texts |= set(_changed(old, new))
        # Of several who share a name the one is meant who speaks in the scene; those who come or go speak nowhere else.
        spoken = (
            name for name in _changed(before[3].names, after[3].names) if not _are_many(name, before[3], after[3])
        )
        texts |= set(spoken)
        headings = set(_changed(before[2].found, after[2].found))
        identities = dict(before[1].identities) != dict(after[1].identities)
        return cls({bare_words(_ARTICLE.sub("", text.strip())) for text in texts}, headings, identities)

    def touches(self, episode: Episode) -> bool:
        """Whether an episode has a heading that leads elsewhere than before, or ids that do."""
        if self.identities and episode.script.people:
            return True
        return any((episode.show.id, places) in self.headings for places in episode.kept["headings"].where)


def _changed(before: Mapping[Any, object], after: Mapping[Any, object]) -> Iterator[Any]:
    """The keys whose values differ, or that only one of two mappings has."""
    for key, value in after.items():
        if key not in before or before[key] != value:
            yield key
    yield from (key for key in before if key not in after)


def _changed_entities(before: Mapping[str, Entity], after: Mapping[str, Entity]) -> Iterator[str]:
    """The names of entities that come, go, or are something else than before."""
    for key in _changed(
        {key: _standing(entity) for key, entity in before.items()},
        {key: _standing(entity) for key, entity in after.items()},
    ):
        yield from (entity.name for entity in (before.get(key), after.get(key)) if entity is not None)


def _standing(entity: Entity) -> tuple[object, ...]:
    return entity.kind, entity.name, entity.owner, entity.nature, entity.parent, entity.declared


def _are_many(name: str, before: MentionFinder, after: MentionFinder) -> bool:
    """Whether several people share a name that is found in texts, before and after."""
    old, new = before.names.get(name), after.names.get(name)
    return old is not None and new is not None and min(len(old.keys), len(new.keys)) > 1 and old[1:] == new[1:]


def holds_any(episode: Episode, renamed: Renamed) -> bool:
    """Whether an episode may hold one of the names."""
    plain = episode.once("plain text", _plain_text)
    joined = episode.once("plain text without signs", lambda _: plain.translate(_NO_SIGNS))
    near = [(one, other) for one, other in renamed.names if _first(one) in plain or _first(other) in joined]
    if not near:
        return False
    texts = episode.once("bare words", lambda _: (_words(plain), _words(joined)))
    return any(not one.strip() or one in texts[0] or other in texts[1] for one, other in near)


def _first(words: str) -> str:
    """The longest word, which stands in every text that holds them all."""
    return max(words.split(), key=len, default="")


def _plain_text(episode: Episode) -> str:
    script = episode.script
    text = _plain(script.source.text)
    if script.format != "fountain":
        # What stands in XML is written with entities and tags in between.
        parts = [*(element.text for element in script.elements), *(note.text for note in script.notes)]
        parts += [name for scene in script.scenes for name in scene.details.cast]
        parts += [*script.people.values()]
        text += _plain("\n".join(parts))
    return _GOES_ON.sub(" ", text)


def notes_are_open(episode: Episode) -> bool:
    """Whether a note of an episode is not understood, or names somebody unknown: any new name may be what it means."""
    return bool(episode.kept["noted"]) or any(item.what == "note" for item in episode.kept["unlinked"])
