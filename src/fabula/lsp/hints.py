"""Inlay hints: the story day and the time since the scene before, and who is behind a cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fabula.bible.model import EntryKind
from fabula.lsp.names.spots import episode_of
from fabula.lsp.pages.elapsed import elapsed_since
from fabula.lsp.pages.scenes import when_words
from fabula.script.cue import read_cue
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.model import Mode
from fabula.universe.model import Scene, Speech, Universe
from fabula.universe.names import fold_name

__all__ = ["Hint", "list_hints"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A few words that an editor shows behind an offset of a file, though they are not in it."""

    offset: int
    label: str
    tooltip: str = ""


def list_hints(canon: Canon, path: str, start: int = 0, end: int | None = None) -> tuple[Hint, ...]:
    """The hints between two offsets of a script, in order."""
    episode = episode_of(canon.universe, path)
    if episode is None:
        return ()
    last = len(episode.script.source.text) if end is None else end
    found: list[Hint] = []
    before: Scene | None = None
    for scene in episode.scenes:
        if scene.written.start <= last and start <= scene.written.end:
            found += [*_of_heading(canon, before, scene), *_of_cues(canon, scene)]
        before = scene
    return tuple(hint for hint in found if start <= hint.offset <= last)


def _of_heading(canon: Canon, before: Scene | None, scene: Scene) -> Iterator[Hint]:
    """Behind a heading: "day 8, 30 minutes later", "flashback, 8 years earlier"."""
    if scene.written.heading is None:
        return
    day, mode = canon.timeline.days[scene.order], canon.timeline.mode[scene.order]
    parts = [
        str(mode) if mode is not Mode.PRESENT else "",
        f"day {day}" if day is not None else "",
        elapsed_since(canon, before, scene) if before is not None else "",
    ]
    label = ", ".join(part for part in parts if part)
    if label:
        yield Hint(scene.span.end, label, when_words(canon, scene))


def _of_cues(canon: Canon, scene: Scene) -> Iterator[Hint]:
    """Behind a cue that calls somebody otherwise than their entry does: who it really is. Once a scene for each."""
    universe = canon.universe
    elements = scene.episode.script.elements
    told: set[str] = set()
    for speech in scene.speeches:
        element = elements[speech.element]
        if element.text in told:
            continue
        told.add(element.text)
        for label, tooltip in _behind(universe, speech, element.text):
            yield Hint(element.end, label, tooltip)


def _behind(universe: Universe, speech: Speech, cue: str) -> Iterator[tuple[str, str]]:
    names = read_cue(cue).names
    for key in speech.people:
        entity = universe.entities.get(key)
        if entity is None:
            continue
        if entity.kind is EntryKind.COVER and body_of(universe, key) != key:
            person = universe.name(body_of(universe, key))
            yield f"→ {person}", f"{entity.name} is a cover of {person}"
        elif entity.declared and len(names) == 1 and not _shares_a_word(names[0], entity.name):
            yield f"→ {entity.name}", f"{names[0]} is {entity.name}"


def _shares_a_word(cue: str, name: str) -> bool:
    """Whether a cue shows whose it is: RENZI and Paola Renzi."""
    return not set(fold_name(cue).split()).isdisjoint(fold_name(name).split())
