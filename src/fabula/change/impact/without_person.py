"""Leaving a person out on trial, with all that they say and do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabula.bible.statements import Fact, Name, Slot, Statement
from fabula.change.impact.trial import Trial, join_stretches
from fabula.script.cue import read_cue
from fabula.script.model import Kind, Script
from fabula.script.omission import Omission, OmittingSource
from fabula.source import Source
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.universe.model import Entity, Scene
from fabula.universe.names import fold_name

__all__ = ["leave_out_person"]

_SPOKEN = frozenset({Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRICS})


def leave_out_person(canon: Canon, entity: Entity) -> Trial:
    """A universe in which somebody has never been."""
    universe = canon.universe
    keys = {key for key in universe.entities if body_of(universe, key) == entity.key}
    texts: dict[str, str | Source | None] = {}
    for key in sorted(keys):
        entry = universe.entities[key].entry
        if entry is not None:
            texts[entry.source.path] = None
    names = {fold_name(name) for key in keys for name in _names_of(universe.entities[key])}
    shared = 0
    for episode in universe.episodes:
        part = _Part(keys, names)
        for scene in episode.scenes:
            part.take(scene)
        omission = part.omission
        shared += part.shared
        if omission is not None:
            texts[episode.script.source.path] = OmittingSource(episode.script.source, omission)
    remarks = ["their speeches, entrances and the notes that name them are left out as well"]
    if shared:
        remarks.append(f"they still speak in {shared} cue{'s' if shared > 1 else ''} that they share with others")
    return Trial(f"without {entity.name}", texts, tuple(remarks))


def _names_of(entity: Entity) -> Iterator[str]:
    yield from (entity.name, *entity.aliases, *(entity.entry.cues if entity.entry is not None else ()))


class _Part:
    """The part of a person in one episode, gathered scene by scene. ``names`` are folded."""

    def __init__(self, keys: set[str], names: set[str]) -> None:
        self.keys = keys
        self.names = names
        self.elements: set[int] = set()
        self.stretches: list[tuple[int, int]] = []
        self.listed: set[str] = set()
        self.cues: dict[int, str] = {}
        self.shared = 0

    @property
    def omission(self) -> Omission | None:
        """What is left out; None for nothing."""
        if not (self.elements or self.stretches or self.listed or self.cues):
            return None
        return Omission(join_stretches(self.stretches), frozenset(self.listed), frozenset(self.elements), self.cues)

    def take(self, scene: Scene) -> None:
        script = scene.episode.script
        for speech in scene.speeches:
            if not self.keys.isdisjoint(speech.people):
                self._speech(script, speech.element, speech.people)
        for index, people in scene.moves:
            self._list(script.elements[index].detail.split(), people)
        self._list(scene.written.details.cast, scene.cast)
        for statement in scene.statements:
            self.stretches += _stretches_without(statement, self.keys)

    def _speech(self, script: Script, cue: int, people: tuple[str, ...]) -> None:
        element = script.elements[cue]
        ids = element.detail.split() if script.people and element.detail != "^" else []
        self._list(ids, people)
        if set(people) <= self.keys:
            self.elements.add(cue)
            for index in range(cue + 1, len(script.elements)):
                kind = script.elements[index].kind
                if kind in _SPOKEN:
                    self.elements.add(index)
                elif kind is not Kind.NOTE:
                    break
        elif not ids:
            left = [name for name in read_cue(element.text).names if fold_name(name) not in self.names]
            if 0 < len(left) < len(read_cue(element.text).names):
                self.cues[cue] = " & ".join(left)
            else:
                self.shared += 1

    def _list(self, names: Iterable[str], people: tuple[str, ...]) -> None:
        """Names as a format lists them, beside the people that they are."""
        names = list(names)
        if len(names) == len(people):
            pairs = zip(names, people, strict=True)
            self.listed.update(name.lstrip("#") for name, key in pairs if key in self.keys)
        else:
            self.listed.update(name for name in names if fold_name(name) in self.names)


def _stretches_without(statement: Statement, keys: set[str]) -> list[tuple[int, int]]:
    """What to leave out of a note that names some people: their names in a list of others, else all of it."""
    listed: list[tuple[int, int]] = []
    for _, value in statement.slots:
        names = _names_in(value)
        if not any(name.key in keys for name in names):
            continue
        if not isinstance(value, tuple) or all(name.key in keys for name in value):
            return [(statement.span.start, statement.span.end)]
        listed += _out_of_list(value, keys)
    return listed


def _names_in(slot: Slot) -> tuple[Name, ...]:
    """The names in a slot, those of facts and of facts in them as well."""
    if isinstance(slot, Name):
        return (slot,)
    if isinstance(slot, tuple):
        return slot
    names: list[Name] = []
    fact = slot if isinstance(slot, Fact) else None
    while fact is not None:
        names += [fact.subject] if fact.object is None else [fact.subject, fact.object]
        fact = fact.inner
    return tuple(names)


def _out_of_list(names: tuple[Name, ...], keys: set[str]) -> Iterator[tuple[int, int]]:
    """The stretches of names in a list, each with the comma that goes with it."""
    kept = [name for name in names if name.key not in keys]
    for index, name in enumerate(names):
        if name.key in keys:
            after = next((other for other in names[index + 1 :] if other in kept), None)
            if after is not None:
                yield name.span.start, after.span.start
            else:
                before = next(other for other in reversed(names[:index]) if other in kept)
                yield before.span.end, name.span.end
