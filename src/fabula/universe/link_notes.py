"""From canon notes to statements: what the writers say beyond the form of a script."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from fabula.bible.canon import read_canon_note
from fabula.bible.lexicon import Lexicon
from fabula.bible.statements import Fact, Name, Slot, Statement
from fabula.finding import Finding
from fabula.universe.model import Entity, Episode, Scene, Unlinked

__all__ = ["NoteLinker"]


class NoteLinker:
    """Reads the canon notes of a universe and links the names in them."""

    def __init__(self, entities: Mapping[str, Entity], lexicon: Lexicon) -> None:
        self.entities = entities
        self.lexicon = lexicon
        self.unlinked: list[Unlinked] = []

    def link(self, episode: Episode) -> list[Finding]:
        """Fill the statements of an episode's scenes, in the order of the text.

        What stands before the first scene is said of the first scene.
        """
        findings: list[Finding] = []
        starts = [scene.written.start for scene in episode.scenes]
        people: set[str] | None = None
        for note in episode.script.notes:
            statements, broken = read_canon_note(note, episode.script.source, self.lexicon)
            findings.extend(broken)
            if not statements or not episode.scenes:
                continue
            scene = episode.scenes[max(0, bisect_right(starts, note.start) - 1)]
            for statement in statements:
                if all(len(name.keys) == 1 for name in statement.all_names()):
                    scene.statements.append(statement)
                    continue
                if people is None:
                    people = {key for other in episode.scenes for s in other.speeches for key in s.people}
                scene.statements.append(self._settle(statement, scene, people))
        return findings

    def _settle(self, statement: Statement, scene: Scene, people: set[str]) -> Statement:
        """The statement with names of several people narrowed to the likelier one; the rest is told."""
        here = {key for speech in scene.speeches for key in speech.people}
        show = scene.episode.show.id
        settled: dict[Name, Name] = {}
        for name in statement.all_names():
            if len(name.keys) == 1 or name in settled:
                continue
            keys = name.keys
            for likely in (
                [key for key in keys if key in here],
                [key for key in keys if key in people],
                [key for key in keys if self.entities[key].owner == show],
                [key for key in keys if self.entities[key].declared],
            ):
                if len(likely) == 1:
                    keys = (likely[0],)
                    break
            settled[name] = replace(name, keys=keys)
            if len(keys) != 1:
                near = () if keys else self.lexicon.nearest(name.text)
                self.unlinked.append(Unlinked("note", name.text, name.span, keys, near))
        return replace(statement, slots=tuple((slot, _replace(value, settled)) for slot, value in statement.slots))


def _replace(value: Slot, settled: Mapping[Name, Name]) -> Slot:
    match value:
        case Name():
            return settled.get(value, value)
        case tuple():
            return tuple(settled.get(name, name) for name in value)
        case Fact():
            inner = _replace(value.inner, settled) if value.inner is not None else None
            return replace(
                value,
                subject=settled.get(value.subject, value.subject),
                object=settled.get(value.object, value.object) if value.object is not None else None,
                inner=inner if isinstance(inner, Fact) else None,
            )
        case _:
            return value
