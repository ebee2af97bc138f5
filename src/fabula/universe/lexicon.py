"""By which names notes and fields call the entities of a universe."""

from __future__ import annotations

from collections.abc import Iterable

from fabula.universe.model import Entity
from fabula.universe.people import PeopleNames

__all__ = ["name_pairs"]


def name_pairs(entities: Iterable[Entity]) -> dict[tuple[str, str], None]:
    """Every name with the key of what it may mean, in order; with first and last names that only one person has."""
    entities = sorted(entities, key=lambda entity: (not entity.declared, entity.key))
    names: list[tuple[str, str]] = []
    taken: set[str] = set()
    for entity in entities:
        if not entity.declared and entity.parent:
            continue  # rooms of a place are no names of their own: every flat has a kitchen
        for name in (entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ())):
            names.append((name, entity.key))
            taken.add(name.casefold())
    for known in (True, False):
        people = PeopleNames(entity for entity in entities if entity.declared is known)
        for part, keys in sorted(people.part.items()):
            spoken = people.spoken[part]
            if spoken.casefold() not in taken:
                names.extend((spoken, key) for key in keys)
        taken.update(spoken.casefold() for spoken in people.spoken.values())
    return dict.fromkeys(names)
