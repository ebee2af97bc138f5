"""By which names people are called, and whom a name means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fabula.bible.model import EntryKind
from fabula.universe.model import Entity, Nature
from fabula.universe.names import fold_name

__all__ = ["AGES", "HONORIFICS", "PeopleNames", "without_age", "without_honorific", "without_voice"]

HONORIFICS = frozenset(
    """mr mrs ms miss mister missus madam madame dr doctor prof professor sir dame lord lady king queen prince princess
    agent captain capt colonel col general gen major maj lieutenant lt sergeant sgt corporal cpl private pvt admiral
    commander cmdr detective det inspector insp officer constable sheriff deputy marshal chief president minister
    senator judge father sister brother mother reverend rev saint st uncle aunt auntie herr frau signor signora
    signorina monsieur mademoiselle don dona donna shri smt""".split()
)
AGES = frozenset(
    """young younger youngest old older elder elderly little baby infant toddler child kid teen teenage adult
    middle-aged past future present dead drunk real""".split()
)
_AGE = re.compile(r"(?i)^(?:\d{1,3}(?:[- ]years?[- ]old)?)\s+")
_VOICE = re.compile(r"(?i)['’]s?\s+(?:voice(?: ?mail)?|ghost|spirit|double|reflection|echo|recording|message)\s*$")
_VOICE_OF = re.compile(r"(?i)^(?:the )?(?:voice|ghost|spirit|recording) of\s+")
_PARTICLES = frozenset("de da di del della van von der den la le el al bin ibn of the and".split())


class PeopleNames:
    """Whom names mean: full names first, then a first or last name that only some have."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.full: dict[str, tuple[str, ...]] = {}
        self.part: dict[str, tuple[str, ...]] = {}
        self.spoken: dict[str, str] = {}
        """First and last names as they are written, by their folded form."""
        stems: list[tuple[str, str]] = []
        for entity in entities:
            if entity.kind not in {EntryKind.PERSON, EntryKind.COVER}:
                continue
            names = [entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ())]
            for name in names:
                _put(self.full, fold_name(name), entity.key)
            if entity.nature is Nature.PERSON:
                for part in name_parts(entity.name):
                    _put(self.part, fold_name(part), entity.key)
                    self.spoken.setdefault(fold_name(part), part)
            stems.append((fold_name(entity.key.partition("/")[2]), entity.key))
        for stem, key in stems:
            if stem not in self.full:
                _put(self.full, stem, key)

    def add(self, name: str, key: str) -> None:
        """Let a name mean somebody who is in no bible."""
        _put(self.full, fold_name(name), key)

    def find(self, name: str) -> tuple[str, ...]:
        """The keys of those who go by this very name, or by it as a first or last name; empty if nobody does."""
        folded = fold_name(name)
        found = self.full.get(folded) or self.part.get(folded, ())
        if not found and folded.startswith("the "):
            found = self.full.get(folded[4:], ())
        if not found and folded:
            found = self.full.get("the " + folded, ())
        return found


def name_parts(name: str) -> tuple[str, ...]:
    """The first and the last word of a name of several words; titles and particles left out."""
    words = name.split()
    if len(words) < 2 or fold_name(words[0]) == "the":
        return ()
    own = [word for word in words if fold_name(word) not in HONORIFICS and fold_name(word) not in _PARTICLES]
    return tuple(dict.fromkeys((own[0], own[-1]))) if own else ()


def without_age(name: str) -> str:
    """ "YOUNG MASON" and "8-YEAR-OLD MASON" as "MASON"; the same text if no age stands before it."""
    first, _, rest = name.partition(" ")
    if rest and first.lower() in AGES:
        return rest.strip()
    return _AGE.sub("", name)


def without_voice(name: str) -> str:
    """ "MASON'S VOICE" and "VOICE OF MASON" as "MASON"."""
    return _VOICE_OF.sub("", _VOICE.sub("", name))


def without_honorific(name: str) -> str:
    """ "MR. KANE" as "KANE"; the same text if no title stands before it."""
    first, _, rest = name.partition(" ")
    return rest.strip() if rest and fold_name(first) in HONORIFICS else name


def _put(table: dict[str, tuple[str, ...]], name: str, key: str) -> None:
    held = table.get(name, ())
    if name and key not in held:
        table[name] = (*held, key)
