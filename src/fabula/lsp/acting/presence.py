"""Refactorings at a name: note that somebody is there, create the entry of somebody who has none."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.lsp.acting.entering import new_entry
from fabula.lsp.acting.notes import can_take_notes, note_on_top
from fabula.lsp.acting.offer import Action, ActionKind
from fabula.lsp.names.naming import Role
from fabula.lsp.names.pointing import Pointed, find_pointed
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.model import Hold
from fabula.universe.model import Entity, Scene

__all__ = ["offer_at_name"]

_BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER, EntryKind.GROUP})


def offer_at_name(canon: Canon, path: str, offset: int) -> Iterator[Action]:
    """What can be done with the name at an offset, whether or not anything is wrong with it."""
    pointed = find_pointed(canon.universe, path, offset)
    entity = canon.universe.entities.get(pointed.keys[0]) if pointed is not None and len(pointed.keys) == 1 else None
    if pointed is None or entity is None:
        return
    if pointed.scene is not None:
        yield from _note_presence(canon, pointed, pointed.scene, entity)
    room = entity.kind is EntryKind.PLACE and entity.parent
    if not entity.declared and canon.universe.has_bible and not room:
        file = new_entry(canon.universe, entity)
        yield Action(f"Create the entry of {entity.name}: {file.path}", ActionKind.REWRITE, files=(file,))


def _note_presence(canon: Canon, pointed: Pointed, scene: Scene, entity: Entity) -> Iterator[Action]:
    """For somebody whom the action names: that they are there, or that they are not."""
    if pointed.naming is None or pointed.naming.role is not Role.ACTION or entity.kind not in _BEINGS:
        return
    here = canon.presences.of(body_of(canon.universe, entity.key), scene)
    named = canon.universe.lexicon.exact(entity.name) == (entity.key,)
    if (here is None or here.hold is Hold.INFERRED) and can_take_notes(scene) and named:
        for word, title in (("with", "is in this scene"), ("without", "is not in this scene")):
            edit = note_on_top(scene, f"{word} {entity.name}")
            yield Action(f"Note that {entity.name} {title}", ActionKind.REWRITE, (edit,))
