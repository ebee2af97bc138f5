"""From bible entries to entities, and the names in their fields to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from fabula.bible.fields import FIELDS
from fabula.bible.lexicon import Lexicon
from fabula.bible.model import Entry, EntryKind, Value
from fabula.universe.model import Entity, Nature, Show, Unlinked, find_named
from fabula.universe.names import fold_name

__all__ = ["declare_entities", "link_fields", "link_owners", "link_parents"]

PARENT_FIELDS = {EntryKind.PLACE: "in", EntryKind.COVER: "of", EntryKind.GROUP: "in"}
"""The field that names what an entry lies in or belongs to."""

_SCENE = re.compile(r"(?i)\bS\d+\s*E\d+\b")


def declare_entities(entries: Iterable[Entry], mothership: str) -> dict[str, Entity]:
    """An entity for every entry, by key; of two entries of one key the first counts (rule L104 tells)."""
    entities: dict[str, Entity] = {}
    for entry in entries:
        if entry.key in entities:
            continue
        nature = entry.text("nature").strip().lower()
        entities[entry.key] = Entity(
            key=entry.key,
            kind=entry.kind,
            name=entry.name,
            span=entry.span,
            owner=mothership,
            aliases=entry.aliases,
            nature=Nature(nature) if nature in set(Nature) else Nature.PERSON,
            entry=entry,
        )
    return entities


def link_owners(entities: Mapping[str, Entity], shows: Mapping[str, Show]) -> list[Unlinked]:
    """Set the owner of each entity to a show id; a name that is no show stays with the mothership and is told."""
    ids = {fold_name(word): show.id for show in shows.values() for word in (show.name, show.id)}
    unlinked: list[Unlinked] = []
    for entity in entities.values():
        value = entity.value("owner")
        if entity.entry is None or value is None or not entity.entry.owner:
            continue
        show = ids.get(fold_name(entity.entry.owner))
        if show is not None:
            entity.owner = show
        else:
            unlinked.append(Unlinked("field", entity.entry.owner, value.span, suggestions=tuple(sorted(shows))[:3]))
    return unlinked


def link_parents(entities: dict[str, Entity], lexicon: Lexicon) -> None:
    """Set what places lie in and whose covers are; names that lead nowhere are found by `link_fields`."""
    for entity in entities.values():
        field = PARENT_FIELDS.get(entity.kind)
        value = entity.value(field) if field is not None else None
        if value is None or not value.text.strip():
            continue
        kinds = FIELDS[entity.kind][field or ""].names
        keys = [key for key in find_named(lexicon, entities, value.text, kinds) if key != entity.key]
        own = [key for key in keys if entities[key].owner == entity.owner]
        if keys:
            entity.parent = (own or keys)[0]
        elif entity.key in find_named(lexicon, entities, value.text, kinds):
            entity.parent = entity.key  # a place in itself: rule L111 tells


def link_fields(entities: dict[str, Entity], lexicon: Lexicon) -> list[Unlinked]:
    """Every name in a field that leads to nothing, or to several entries."""
    unlinked: list[Unlinked] = []
    for entity in entities.values():
        if entity.entry is None:
            continue
        for name, value in entity.entry.fields.items():
            doc = FIELDS[entity.kind].get(name)
            if doc is None or not doc.names:
                continue
            for text, place in _places_of_journeys(value) if name == "travel" else _names_in(value):
                if entity.kind is EntryKind.EVENT and _SCENE.search(text):
                    continue
                keys = find_named(lexicon, entities, text, doc.names)
                if not keys and _mentions(lexicon, text, doc.names, name):
                    continue
                keys = _of_show(keys, entities, entity.owner)
                if len(keys) != 1:
                    near = () if keys else lexicon.nearest(text, frozenset(map(str, doc.names)))
                    unlinked.append(Unlinked("field", text, place.span, keys, near, doc.names))
    return unlinked


def _of_show(keys: tuple[str, ...], entities: Mapping[str, Entity], owner: str) -> tuple[str, ...]:
    own = tuple(key for key in keys if entities[key].owner == owner)
    return own if len(own) == 1 else keys


def _mentions(lexicon: Lexicon, text: str, kinds: tuple[EntryKind, ...], field: str) -> bool:
    """Whether a field that takes a phrase ("loves Nadia", "8 years after the fall") names something in it."""
    if field not in {"relations", "after", "before"}:
        return False
    wanted = {str(kind) for kind in kinds}
    return any(key.partition("/")[0] in wanted for found in lexicon.find_all(text) for key in found.keys)


def _places_of_journeys(value: Value) -> Iterator[tuple[str, Value]]:
    """The places in a travel table: its keys (``Oslo: 3 hours``)."""
    if isinstance(value.value, Mapping):
        for key, item in value.value.items():
            yield key, Value(key, item.key or item.span)


def _names_in(value: Value) -> Iterator[tuple[str, Value]]:
    """The names in a field: its items; in a mapping the values (``loves: Nadia``)."""
    if not isinstance(value.value, Mapping):
        for item in value.items:
            if isinstance(item.value, Mapping):
                yield from _names_in(item)
            elif item.text.strip():
                yield item.text.strip(), item
        return
    for item in value.value.values():
        yield from _names_in(item)
