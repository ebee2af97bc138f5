"""Every name in a script with its exact place: in cues, headings, canon notes, action and dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fabula.bible.model import EntryKind
from fabula.lsp.names.naming import Naming, Role, bare_name, names_of
from fabula.lsp.names.spots import element_at
from fabula.script.cue import read_cue
from fabula.script.model import Kind
from fabula.universe.model import Scene, Speech, Universe
from fabula.universe.names import fold_name

__all__ = ["ScriptNames"]

_PLACES = f"{EntryKind.PLACE}/"
_BEINGS = frozenset({str(EntryKind.PERSON), str(EntryKind.COVER)})
_SPOKEN = frozenset({Kind.DIALOGUE, Kind.LYRICS})
_COMMA = re.compile(r"\s*,\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class ScriptNames:
    """The names in the scripts of a universe, scene by scene. What is worked out of an entity is kept meanwhile."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self._called: dict[str, dict[str, str]] = {}
        self._covers: dict[str, list[str]] | None = None
        self._said: list[tuple[str, str]] | None = None
        self._chains: dict[str, list[str]] = {}

    def in_scene(self, scene: Scene, key: str = "") -> list[Naming]:
        """The namings in a scene, in order; of one entity if its key is given."""
        found = [*self._notes(scene, key), *self._cues(scene, key)]
        if not key or key.startswith(_PLACES):
            found += self._heading(scene, key)
        elements = scene.episode.script.elements
        for mention in scene.mentions:
            if not key or mention.key == key:
                role = Role.SPOKEN if elements[mention.element][0] in _SPOKEN else Role.ACTION
                found.append(Naming(mention.start, mention.end, role, (mention.key,)))
        if scene.episode.script.format == "fdx":
            text = scene.source.text
            found = [one for one in found if not _in_tag(text, one.start)]
        return sorted(set(found)) if len(found) > 1 else found

    def sayings(self, scene: Scene, secret: str = "") -> list[Naming]:
        """The phrases in the dialogue of a scene that give secrets away, in order; of one secret by its key."""
        found: list[Naming] = []
        for key, phrase in self._phrases():
            if secret in ("", key):
                text = scene.source.text
                for match in _pattern(phrase, anycase=True).finditer(text, scene.written.start, scene.written.end):
                    element = element_at(scene.episode, match.start())
                    said = element is not None and element.kind in _SPOKEN and match.end() <= element.end
                    if said and (text[match.start()].isupper() or not phrase[0].isupper()):
                        found.append(Naming(match.start(), match.end(), Role.SAYING, (key,)))
        return sorted(set(found))

    def _phrases(self) -> list[tuple[str, str]]:
        """Every phrase of a ``says`` field with its secret."""
        if self._said is None:
            self._said = []
            for key, entity in self.universe.entities.items():
                value = entity.value("says") if entity.kind is EntryKind.SECRET else None
                phrases = (item.text.strip() for item in value.items) if value is not None else ()
                self._said += [(key, phrase) for phrase in phrases if len(fold_name(phrase)) > 1]
        return self._said

    def cue(self, scene: Scene, speech: Speech) -> list[Naming]:
        """The names in one cue, in order: one, or several for "MASON & NADIA"."""
        element = scene.episode.script.elements[speech.element]
        parts = read_cue(element.text).names
        at, found = element.start, list[Naming]()
        for part in parts:
            keys = self._meant(part, speech.people, alone=len(parts) == 1)
            if not keys:
                continue
            name = bare_name(part, self._names(keys[0])) if len(keys) == 1 else part
            place = _find(scene, name, at, element.end)
            if place is not None:
                found.append(Naming(*place, Role.CUE, keys))
                at = place[1]
        return found

    def _cues(self, scene: Scene, key: str) -> Iterator[Naming]:
        wanted = {key, self.universe.entities[key].parent} if key in self.universe.entities else {key}
        for speech in scene.speeches:
            if not key or not wanted.isdisjoint(speech.people):
                yield from (one for one in self.cue(scene, speech) if not key or one.keys == (key,))

    def _meant(self, part: str, people: tuple[str, ...], alone: bool) -> tuple[str, ...]:
        """Whom one name of a cue means, of those who speak; for a name that could be several people's, all of them."""
        for person in people:
            names = self._names(person)
            folded = fold_name(bare_name(part, names))
            if folded in names or folded.removeprefix("the ") in names:
                return (person,)
        if alone and len(people) == 1:
            return people
        for person in people:  # "KYLE/MASON" is Mason alone, so the cover is not among the speakers
            for cover in self._covers_of(person):
                if fold_name(bare_name(part, self._names(cover))) in self._names(cover):
                    return (cover,)
        return self.universe.lexicon.exact(part, _BEINGS) if not people else ()

    def _covers_of(self, person: str) -> list[str]:
        if self._covers is None:
            self._covers = {}
            for key, entity in self.universe.entities.items():
                if entity.kind is EntryKind.COVER and entity.parent:
                    self._covers.setdefault(entity.parent, []).append(key)
        return self._covers.get(person, [])

    def _names(self, key: str) -> dict[str, str]:
        names = self._called.get(key)
        if names is None:
            entity = self.universe.entities.get(key)
            names = self._called[key] = names_of(entity) if entity is not None else {}
        return names

    def _notes(self, scene: Scene, key: str) -> Iterator[Naming]:
        text = scene.source.text
        for statement in scene.statements:
            for name in statement.all_names():
                span = name.span
                if name.keys and (not key or name.key == key) and text[span.start : span.end] == name.text:
                    yield Naming(span.start, span.end, Role.NOTE, name.keys)

    def _heading(self, scene: Scene, key: str) -> Iterator[Naming]:
        """The places in a heading, each the stretch that names it."""
        if scene.heading is None or not scene.place:
            return
        chain = self._chains.get(scene.place)
        if chain is None:
            chain = self._chains[scene.place] = self._around(scene.place)
        if key and key not in chain:
            return
        span = scene.span
        whole = _find(scene, " ".join(scene.heading.places), span.start, span.end)
        pieces = list(_pieces(scene, span.start, span.end))
        if pieces and self._place(" ".join(scene.heading.places), chain[:1]):
            whole = whole or (pieces[0][0], pieces[-1][1])
            yield from [Naming(*whole, Role.HEADING, (chain[0],))] if key in ("", chain[0]) else ()
            return
        left = list(chain)
        for start, end in pieces:
            found = self._place(scene.source.text[start:end], left)
            if found:
                left.remove(found)
                if key in ("", found):
                    yield Naming(start, end, Role.HEADING, (found,))

    def _around(self, place: str) -> list[str]:
        """A place and what it lies in, from inner to outer."""
        chain: list[str] = []
        while place and place not in chain and place in self.universe.entities:
            chain.append(place)
            place = self.universe.entities[place].parent
        return chain

    def _place(self, text: str, chain: list[str]) -> str:
        """Which of some places goes by a text."""
        for written in (text, _BRACKETS.sub("", text) or text):
            folded = fold_name(written)
            for key in chain:
                names = self._names(key)
                if folded in names or folded.removeprefix("the ") in names:
                    return key
        return ""


def _pieces(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the parts of a heading's place stand; what commas divide comes as pieces if they are known so."""
    assert scene.heading is not None
    for part in scene.heading.places:
        place = _find(scene, part, start, end)
        if place is None:
            continue
        start = place[1]
        pieces = [piece for piece in _COMMA.split(part) if piece]
        if len(pieces) < 2:
            yield place
            continue
        at = place[0]
        for piece in pieces:
            inner = _find(scene, piece, at, place[1])
            if inner is not None:
                yield inner
                at = inner[1]


def _find(scene: Scene, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name stands in a stretch of a script as a whole word, however its gaps are written."""
    text = scene.source.text
    for found in _pattern(name).finditer(text, start, end) if name else ():
        if scene.episode.script.format != "fdx" or not _in_tag(text, found.start()):
            return found.span()
    return None


@lru_cache(maxsize=1 << 12)
def _pattern(name: str, anycase: bool = False) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE if anycase else 0)


def _in_tag(text: str, at: int) -> bool:
    """Whether an offset of an XML file is inside a tag, and so in no text."""
    return text.rfind("<", 0, at) > text.rfind(">", 0, at)
