"""Universes made by hand, to test the story stages without reading files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fabula.bible.dates import read_when
from fabula.bible.durations import read_duration
from fabula.bible.model import Entry, EntryKind, Value
from fabula.bible.statements import Duration, Name, SceneName, Slot, Statement, When
from fabula.script.heading import read_heading
from fabula.script.model import Element, Kind, SceneDetails, Script
from fabula.script.model import Scene as WrittenScene
from fabula.source import Source, Span
from fabula.universe.model import Entity, Episode, Scene, Settings, Show, Status, Universe

SPAN = Span(Source("test.fountain", ""), 0, 0)


def when(text: str) -> When:
    found, why = read_when(text, SPAN)
    assert found is not None, why
    return found


def lasting(text: str) -> Duration:
    found = read_duration(text, SPAN)
    assert found is not None
    return found


def scene_name(text: str) -> SceneName:
    show, _, rest = text.rpartition(" ")
    code, _, scene = rest.partition("/")
    return SceneName(show, int(code[1:3]), int(code[4:6]), scene, SPAN)


def says(form: str, **slots: Slot) -> Statement:
    return Statement(form, tuple(slots.items()), SPAN)


class Draft:
    """A universe in the making: scenes are added in telling order."""

    def __init__(self, timezone: str = "UTC") -> None:
        self.universe = Universe("test", Settings(timezone=timezone), {}, {}, [], [], [])
        self.text = ""

    def episode(self, code: str = "S01E01", show: str = "citadel", status: Status = Status.DRAFT) -> Draft:
        shows = self.universe.shows
        if show not in shows:
            shows[show] = Show(show, show.title(), not shows, SPAN)
        script = Script(Source(f"shows/{show}/{code.lower()}.fountain", ""), "fountain")
        season, number = int(code[1:3]), int(code[4:6])
        episode = Episode(f"{show}/{code.lower()}", code, season, number, "", shows[show], status, script)
        shows[show].episodes.append(episode)
        self.universe.episodes.append(episode)
        return self

    def scene(
        self,
        *statements: Statement,
        time: str = "",
        flags: Iterable[str] = (),
        lines: Sequence[tuple[Kind, str]] = (),
        place: str = "",
        day: str = "",
    ) -> Scene:
        episode = self.universe.episodes[-1]
        script = episode.script
        order, label = len(self.universe.scenes), str(len(episode.scenes) + 1)
        words = f"INT. ROOM - {time}" + "".join(f" ({flag})" for flag in flags)
        heading = read_heading(words)
        text, first = script.source.text, len(script.elements)
        for kind, line in ((Kind.HEADING, words), *lines):
            script.elements.append(Element(kind, line, len(text), len(text) + len(line)))
            text += line + "\n\n"
        script.source.text = text
        start = script.elements[first].start
        details = SceneDetails(script_day=day)
        written = WrittenScene(
            len(episode.scenes), first, first, len(script.elements), start, len(text), label, "", details
        )
        key = f"{episode.key}/{label}"
        scene = Scene(key, label, order, episode, written, heading, place, statements=list(statements))
        episode.scenes.append(scene)
        self.universe.scenes.append(scene)
        self.universe.by_name[key] = scene
        return scene

    def entry(self, key: str, name: str, parent: str = "", **fields: str) -> str:
        kind = EntryKind(key.partition("/")[0])
        values = {field: Value(text, SPAN) for field, text in fields.items()}
        entry = Entry(key, kind, name, SPAN.source, values)
        self.universe.entities[key] = Entity(key, kind, name, SPAN, "", parent=parent, entry=entry)
        return key


def event(key: str) -> Name:
    return Name(key, SPAN, (key,))
