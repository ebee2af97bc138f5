"""Namings: single places that name somebody or something, wherever they stand."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from fabula.bible.model import EntryKind
from fabula.universe.model import Entity, Nature
from fabula.universe.names import fold_name
from fabula.universe.people import name_parts, without_age, without_honorific, without_voice

__all__ = ["BIBLE_ROLES", "Naming", "Role", "bare_name", "names_of"]


class Role(StrEnum):
    """As what a name stands at a place."""

    ENTRY = "the name of an entry"
    OTHER = "another name in its entry"
    FIELD = "a field of the bible"
    LINK = "a link in the bible"
    PROSE = "the prose of the bible"
    CUE = "a cue"
    NOTE = "a canon note"
    HEADING = "a scene heading"
    ACTION = "the action"
    SPOKEN = "dialogue"
    SAYING = "a phrase that gives a secret away"


_BEINGS = frozenset({EntryKind.PERSON, EntryKind.COVER})
BIBLE_ROLES = frozenset({Role.ENTRY, Role.OTHER, Role.FIELD, Role.LINK, Role.PROSE})


class Naming(NamedTuple):
    """One place that names somebody or something, by offsets of its file.

    ``keys`` are the entities meant: one, or several for a name that could be any of them.
    """

    start: int
    end: int
    role: Role
    keys: tuple[str, ...]


def names_of(entity: Entity) -> dict[str, str]:
    """All names that somebody or something goes by, folded, with each as it is written; the usual one first.

    First and last names of persons are among them, and the stem of the entry's file.
    """
    written = [entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ())]
    written += name_parts(entity.name) if entity.kind in _BEINGS and entity.nature is Nature.PERSON else ()
    written.append(entity.key.rpartition("/")[2])
    found: dict[str, str] = {}
    for name in written:
        for form in (fold_name(name), fold_name(name).removeprefix("the ")):
            found.setdefault(form, name)
    found.pop("", None)
    return found


def bare_name(text: str, names: dict[str, str]) -> str:
    """The part of a cue's name that is one of somebody's names: of "YOUNG MASON" and "MASON'S VOICE", "MASON".

    The text itself, if it is such a name, or holds none.
    """
    part = text
    for strip in (str, without_voice, without_age, without_honorific):
        part = strip(part)
        folded = fold_name(part)
        if folded in names or folded.removeprefix("the ") in names:
            return part
    return text
