"""From scene headings to places: where a scene plays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.script.heading import Heading
from fabula.source import Span
from fabula.universe.crowd import is_room
from fabula.universe.model import Entity, Episode, Scene, Unlinked
from fabula.universe.names import fold_name, readable, slug

__all__ = ["PlaceLinker", "WrittenPlaces", "written_places"]

PASSING = frozenset(
    "moving travelling traveling driving parked stationary establishing aerial various continuous same".split()
)
"""Parts of a heading that say how a place is shot and not where it is."""

_DIVISION = re.compile(
    r"(?i)(?:act|scene|akt|szene|acte|scène|atto|scena|acto|escena|prologue|epilogue|chorus)\b[\s\d\w.,-]*"
)
"""Headings of plays that count scenes and name no place."""
_COMMA = re.compile(r"\s*,\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class PlaceLinker:
    """Links the headings of a universe. The same heading in one show means the same place."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = entities
        self.names: dict[str, tuple[str, ...]] = {}
        self.has_places = False
        self.unlinked: list[Unlinked] = []
        self.found: dict[tuple[str, tuple[str, ...]], tuple[str, str, str]] = {}
        """By show and parts of a heading: the place, and what is without an entry. See `_find`."""
        self._outer: set[str] = set()
        self._told: set[str] = set()
        for entity in entities.values():
            if entity.kind is EntryKind.PLACE:
                self.has_places = True
                for name in (entity.name, *entity.aliases, entity.key.partition("/")[2]):
                    self._name(name, entity.key)

    def start_episode(self) -> None:
        """Begin with another episode: what cannot be linked is listed anew, each once."""
        self.unlinked = []
        self._told = set()

    def gather(self, episodes: Iterable[Episode]) -> None:
        """Find every place that headings name, in the order of telling; those without an entry are declared.

        Which names stand first in headings is noted before: "KITCHEN, BERNARD'S FLAT" can then be told to be inside
        out.
        """
        episodes = list(episodes)
        for episode in episodes:
            self._outer |= episode.once("headings", written_places).firsts
        for episode in episodes:
            for places, scene in episode.once("headings", written_places).where.items():
                key = (episode.show.id, places)
                if key not in self.found:
                    self.found[key] = self._find(places, scene)

    def link(self, scene: Scene) -> None:
        """Set a scene's place."""
        heading = scene.heading
        if heading is None or not _names_a_place(heading):
            return
        scene.place, unknown, passed = self.found[scene.episode.show.id, heading.places]
        if unknown and self.has_places:
            self._tell(scene, self.entities[unknown].name, unknown)
        elif passed:
            self._tell(scene, passed, "")

    def _tell(self, scene: Scene, name: str, key: str) -> None:
        """Note a name without an entry, once an episode."""
        known = key or name
        if known not in self._told:
            self._told.add(known)
            self.unlinked.append(Unlinked("place", name, _place_span(scene, name), key=key))

    def _find(self, written: tuple[str, ...], scene: Scene) -> tuple[str, str, str]:
        """The place of a heading's parts; the undeclared outermost place; and an outer name that was passed over.

        The last two are empty mostly. A name is passed over where a place that stands behind it has an entry.
        """
        parts = [part for part in written if fold_name(part) not in PASSING] or list(written)
        show = scene.episode.show.id
        whole = self._known(" ".join(parts), "", show)
        if whole:
            return whole, self._undeclared(whole), ""
        parts = self._outer_first(parts, show)
        for count in range(len(parts), 0, -1):
            outer = self._known(" ".join(parts[:count]), "", show)
            if outer:
                return self._inside(outer, parts[count:], scene), self._undeclared(outer), ""
        # "LONDON - BERNARD'S FLAT" where only the flat has an entry: what is known counts, the rest is undeclared.
        for at in range(1, len(parts)):
            inner = self._known(parts[at], "", show)
            if inner and self.entities[inner].declared:
                return self._inside(inner, parts[at + 1 :], scene), "", parts[0]
        outer = self._declare(parts[0], "", scene)
        return self._inside(outer, parts[1:], scene), outer, ""

    def _undeclared(self, key: str) -> str:
        while key and not self.entities[key].declared:
            parent = self.entities[key].parent
            if not parent:
                return key
            key = parent
        return ""

    def _outer_first(self, parts: list[str], show: str) -> list[str]:
        """Parts from outer to inner. With a comma, and with a dash by mistake, the room may stand in front."""
        comma = len(parts) == 1 and "," in parts[0]
        pieces = [piece for piece in _COMMA.split(parts[0]) if piece] if comma else parts
        if len(pieces) < 2 or (len(pieces) > 2 and not comma):
            return parts
        first, last = (self._is_outer(piece, show) for piece in (pieces[0], pieces[-1]))
        if last and (is_room(pieces[0]) or (comma and not first)):
            return pieces[::-1]
        if comma and not (first and (last or is_room(pieces[-1]))):
            return parts
        return pieces

    def _is_outer(self, part: str, show: str) -> bool:
        """Whether a place has an entry, or stands first in some heading."""
        key = self._known(part, "", show)
        return bool(key and self.entities[key].declared) or fold_name(part) in self._outer

    def _inside(self, outer: str, parts: list[str], scene: Scene) -> str:
        """The place that the inner parts name: one that is known to lie there, else a room that needs no entry."""
        for part in parts:
            outer = self._known(part, outer, scene.episode.show.id) or self._declare(part, outer, scene)
        return outer

    def _known(self, text: str, outer: str, show: str) -> str:
        """The one place of this name that lies in ``outer`` (or anywhere); that of the show before that of others."""
        bare = _BRACKETS.sub("", text) or text
        for name in (fold_name(text), fold_name(bare), fold_name(bare).removeprefix("the ")):
            keys = [key for key in self.names.get(name, ()) if not outer or self._lies_in(key, outer)]
            if outer == "" and len(keys) > 1:
                keys = [key for key in keys if not self.entities[key].parent or self.entities[key].declared] or keys
            if len(keys) > 1:
                keys = [key for key in keys if self.entities[key].owner == show] or keys
            if keys:
                return keys[0]
        return ""

    def _lies_in(self, place: str, outer: str) -> bool:
        seen: set[str] = set()
        while place and place not in seen:
            seen.add(place)
            place = self.entities[place].parent if place in self.entities else ""
            if place == outer:
                return True
        return False

    def _declare(self, text: str, outer: str, scene: Scene) -> str:
        """An undeclared place; in the room of another if ``outer`` is given."""
        key = f"{outer or 'places'}/{slug(_BRACKETS.sub('', text) or text)}"
        if key not in self.entities:
            self.entities[key] = Entity(
                key=key,
                kind=EntryKind.PLACE,
                name=readable(text),
                span=scene.span,
                owner=scene.episode.show.id,
                parent=outer,
            )
        if not outer:
            self._name(text, key)
        return key

    def _name(self, name: str, key: str) -> None:
        for form in {fold_name(name), fold_name(name).removeprefix("the ")} - {""}:
            held = self.names.get(form, ())
            if key not in held:
                self.names[form] = (*held, key)


class WrittenPlaces(NamedTuple):
    """The places of an episode's headings: each as it is written, with the first scene there; and what stands first."""

    where: dict[tuple[str, ...], Scene]
    firsts: frozenset[str]


def written_places(episode: Episode) -> WrittenPlaces:
    """The places that an episode's headings name, in the order of the text."""
    where: dict[tuple[str, ...], Scene] = {}
    firsts: set[str] = set()
    for scene in episode.scenes:
        heading = scene.heading
        if heading is None or not heading.places:
            continue
        first = heading.places[0]
        if len(heading.places) > 1 or "," not in first:
            firsts.add(fold_name(first))
        if heading.places not in where and _names_a_place(heading):
            where[heading.places] = scene
    return WrittenPlaces(where, frozenset(firsts))


def _names_a_place(heading: Heading) -> bool:
    return bool(heading.places) and (bool(heading.prefix) or _DIVISION.fullmatch(heading.place) is None)


def _place_span(scene: Scene, name: str) -> Span:
    """Where a place's name stands in the heading."""
    span = scene.span
    at = span.text.lower().find(name.lower())
    return scene.source.span(span.start + at, span.start + at + len(name)) if at >= 0 else span
