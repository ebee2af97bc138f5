"""Renaming somebody or something in all shows and in the bible at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from fabula.bible.entries import name_from_stem
from fabula.finding import Edit
from fabula.lsp.acting.fields import new_field
from fabula.lsp.names.naming import Role, names_of
from fabula.lsp.names.pointing import find_pointed
from fabula.lsp.renaming.checks import RenameRefused, check_name, check_pages, check_taken, check_unused
from fabula.lsp.renaming.forms import NewForms, bare, read_forms, split_article
from fabula.lsp.renaming.places import RenamePlaces
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.universe.load import paused_collection
from fabula.universe.model import Entity, Universe
from fabula.universe.names import slug

__all__ = ["Doubtful", "FileMove", "Prepared", "RenameRefused", "Renaming", "prepare_rename", "rename_at"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be renamed: the name at the place, and what to put into the field for the new one."""

    span: Span
    placeholder: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An edit that somebody should look at first, and why."""

    edit: Edit
    reason: str


@dataclass(frozen=True, slots=True)
class FileMove:
    """A file gets another name. Both are relative to the universe folder, with slashes."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """All that a new name changes.

    ``edits`` are sure, ``doubtful`` ones are offered to be confirmed; none of them overlap. All are in the files as
    they are named now; ``moves`` come after them.
    """

    edits: tuple[Edit, ...]
    doubtful: tuple[Doubtful, ...] = ()
    moves: tuple[FileMove, ...] = ()


def prepare_rename(canon: Canon, path: str, offset: int) -> Prepared:
    """The name at an offset of a file that can be renamed. Raises `RenameRefused` if there is none.

    On a first name the whole name is offered, since that is what changes; on another name that name, as its entry has
    it.
    """
    entity, span = _pointed(canon.universe, path, offset)
    # Which pages a new name would touch can be told before it is known.
    made = read_forms(entity, span.text, " ".join("X" * len(word) for word in span.text.split()) or "X")
    with paused_collection():  # a universe is walked through from end to end
        changed = RenamePlaces(canon.universe, made).in_scripts()
        check_pages(canon.universe, entity.key, ((scene, place.edit.span) for scene, place in changed))
    alone = bare(made.name) == bare(entity.name)
    return Prepared(span, names_of(entity).get(bare(span.text), span.text) if alone else entity.name)


def rename_at(canon: Canon, path: str, offset: int, new: str) -> Renaming:
    """What has to change so that what stands at an offset is called ``new``. Raises `RenameRefused`.

    On a full name, or a cue or mention by a first or last name, the full name changes and all that is made of it. On
    another alias or cue, that alone changes. A single new word on a first name changes that word of the name.
    """
    with paused_collection():
        return _rename(canon.universe, path, offset, " ".join(new.split()))


def _rename(universe: Universe, path: str, offset: int, new: str) -> Renaming:
    entity, span = _pointed(universe, path, offset)
    check_name(entity, new)
    made = read_forms(entity, span.text, new)
    if not made.forms:
        return Renaming(())
    check_name(entity, made.name)
    moves = _moves(universe, entity, made)
    stems = [PurePosixPath(name).stem for move in moves for name in (move.old, move.new)]
    finder = RenamePlaces(universe, made, *stems)
    scripts = list(finder.in_scripts())
    check_pages(universe, entity.key, ((scene, place.edit.span) for scene, place in scripts))
    places = [*finder.in_bible(), *(place for _, place in scripts)]
    check_taken(universe, made, {place.form for place in places})
    check_unused(universe, made)
    named = _name_field(entity, made, moves)
    places += finder.besides(place.edit for place in places)
    edits = _apart([*named, *(place.edit for place in places if not place.doubt)])
    doubtful = [Doubtful(place.edit, place.doubt) for place in places if place.doubt]
    return Renaming(tuple(edits), tuple(sorted(doubtful, key=lambda one: one.edit.span)), moves)


def _pointed(universe: Universe, path: str, offset: int) -> tuple[Entity, Span]:
    """The entity at an offset, and the name by which it is called there."""
    pointed = find_pointed(universe, path, offset)
    naming = pointed.naming if pointed is not None else None
    if pointed is None or naming is None or not naming.keys:
        raise RenameRefused("there is no name here that could be changed", "put the cursor on a name")
    if naming.role is Role.SAYING:
        raise RenameRefused(
            "this phrase gives a secret away, and is no name", "change it here and in the secret's `says:`"
        )
    if len(naming.keys) > 1:
        names = " or ".join(universe.name(key) for key in naming.keys)
        raise RenameRefused(f"“{pointed.span.text}” could be {names}", "put the cursor on a name that is one's own")
    return universe.entities[naming.keys[0]], pointed.span


def _moves(universe: Universe, entity: Entity, made: NewForms) -> tuple[FileMove, ...]:
    """The entry's file follows its name, if it was called by it and no other file is in the way."""
    entry = entity.entry
    if entry is None or made.name == entity.name:
        return ()
    path = PurePosixPath(entry.source.path)
    for cut in (str, lambda name: split_article(name)[1]):
        if path.stem == slug(cut(entity.name)):
            target = path.with_name(f"{slug(cut(made.name))}{path.suffix}")
            stems = {PurePosixPath(other.source.path).stem for other in universe.entries if other is not entry}
            free = target.stem not in stems and target != path
            return (FileMove(str(path), str(target)),) if free else ()
    return ()


def _name_field(entity: Entity, made: NewForms, moves: Iterable[FileMove]) -> list[Edit]:
    """The name of an entry that has no ``name`` field, where its file alone does not tell it."""
    entry = entity.entry
    if entry is None or made.name == entity.name or "name" in entry.fields:
        return []
    stem = next((PurePosixPath(move.new).stem for move in moves), PurePosixPath(entry.source.path).stem)
    if name_from_stem(stem) == made.name:
        return []
    return [new_field(entry, f"name: {made.name}")]


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, without those that stand in another one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.span, one.text)):
        if not kept or kept[-1].span.path != edit.span.path or kept[-1].span.end <= edit.span.start:
            kept.append(edit)
    return kept
