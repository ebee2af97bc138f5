"""Small universes made by hand, for tests of the story stages that shall not depend on the readers.

A scene is written as lines: ``# INT. FLAT - NIGHT @places/flat`` starts one, ``MASON: Hello.`` is a speech (with
``(V.O.)``, ``(O.S.)`` or ``(ON PHONE)`` behind the name), ``+ MASON NADIA`` and ``- MASON`` are a play's entrances and
exits, ``! FORM: NAME, NAME`` a canon statement, ``> INTERCUT`` a transition, everything else action, in which names of
people in capitals are mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fabula.bible.model import EntryKind
from fabula.bible.statements import Name, Statement
from fabula.script.heading import Heading
from fabula.script.model import Element, Kind, Script
from fabula.script.model import Scene as WrittenScene
from fabula.source import EMPTY_SOURCE, Source, Span
from fabula.story.model import Mode, Presence
from fabula.story.timeline import Constraint, Interval, Timeline
from fabula.universe.model import (
    Entity,
    Episode,
    Mention,
    Nature,
    Scene,
    Settings,
    Show,
    Speech,
    Status,
    Universe,
    Voice,
)

VOICES = {"": Voice.ROOM, "V.O.": Voice.VOICE_OVER, "O.S.": Voice.OFF_SCREEN, "ON PHONE": Voice.PHONE}
CUE = re.compile(r"([A-Z][A-Z &]*?)(?: \((.+?)\))?: (.*)")


def entity(key: str, *, parent: str = "", nature: Nature = Nature.PERSON, name: str = "") -> Entity:
    """An entry of this key, named by it."""
    folder, _, stem = key.partition("/")
    title = name or stem.replace("-", " ").upper()
    return Entity(key, EntryKind(folder), title, EMPTY_SOURCE.whole, "", nature=nature, parent=parent)


@dataclass
class Writer:
    """Writes one episode's lines down as elements and scenes."""

    entities: dict[str, Entity]
    episode: Episode

    def key(self, name: str) -> str:
        return next((e.key for e in self.entities.values() if e.name == name.strip()), "")

    def write(self, lines: Iterable[str], order: int) -> list[Scene]:
        scenes: list[Scene] = []
        elements = self.episode.script.elements
        at = 0
        for line in lines:
            start, end = at, at + len(line)
            at = end + 1
            if line.startswith("# "):
                text, _, place = line[2:].partition(" @")
                flags = frozenset({"intercut"}) if "INTERCUT" in text else frozenset()
                written = WrittenScene(len(scenes), len(elements), len(elements), len(elements) + 1, start, end)
                label = str(len(scenes) + 1)
                scenes.append(
                    Scene(
                        f"{self.episode.key}/{label}",
                        label,
                        order + len(scenes),
                        self.episode,
                        written,
                        Heading("INT", (text,), "", "", flags),
                        place,
                    )
                )
                elements.append(Element(Kind.HEADING, text, start, end))
                continue
            scene = scenes[-1]
            self._line(scene, line, start, end)
            scene.written = replace(scene.written, last=len(elements), end=at)
        self.episode.scenes = scenes
        return scenes

    def _line(self, scene: Scene, line: str, start: int, end: int) -> None:
        elements = self.episode.script.elements
        source = self.episode.script.source
        if match := CUE.fullmatch(line):
            people = tuple(self.key(name) for name in match[1].split("&"))
            scene.speeches.append(Speech(people, len(elements), VOICES[match[2] or ""]))
            elements.append(Element(Kind.CUE, match[1], start, start + len(match[1])))
            elements.append(Element(Kind.DIALOGUE, match[3], match.start(3) + start, end))
        elif line[0] in "+-":
            kind = Kind.ENTRANCE if line[0] == "+" else Kind.EXIT
            scene.moves += ((len(elements), tuple(self.key(name) for name in line[1:].split())),)
            elements.append(Element(kind, line[1:], start, end, line[1:].strip()))
        elif line.startswith("! "):
            form, _, rest = line[2:].partition(": ")
            names = tuple(
                Name(n, Span(source, start, end), (self.key(n),)) for n in rest.split(", ") if rest and self.key(n)
            )
            scene.statements.append(Statement(form, (("people", names),), Span(source, start, end)))
            elements.append(Element(Kind.NOTE, line, start, end))
        elif line.startswith("> "):
            elements.append(Element(Kind.TRANSITION, line[2:], start, end))
        else:
            for person in self.entities.values():
                for match in re.finditer(rf"\b{person.name}\b", line):
                    scene.mentions.append(
                        Mention(person.key, start + match.start(), start + match.end(), len(elements))
                    )
            elements.append(Element(Kind.ACTION, line, start, end))


def universe(entities: Sequence[Entity], *episodes: str, statuses: Sequence[Status] = ()) -> Universe:
    """A universe of one show with these episodes, each given as its lines."""
    entries = {e.key: e for e in sorted(entities, key=lambda e: e.key)}
    show = Show("main", "Main", True, EMPTY_SOURCE.whole)
    scenes: list[Scene] = []
    for number, text in enumerate(episodes, 1):
        status = statuses[number - 1] if statuses else Status.DRAFT
        script = Script(Source(f"e{number:02}.fountain", text), "fountain")
        episode = Episode(f"main/s01e{number:02}", f"S01E{number:02}", 1, number, "", show, status, script)
        scenes += Writer(entries, episode).write(text.splitlines(), len(scenes))
        show.episodes.append(episode)
    by_name = {s.key: s for s in scenes}
    return Universe("", Settings(), entries, {"main": show}, show.episodes, scenes, [], by_name=by_name)


def told_in_order(world: Universe, modes: dict[int, Mode] | None = None) -> Timeline:
    """A timeline that knows nothing but the order of telling."""
    count = len(world.scenes)
    mode = [(modes or {}).get(i, Mode.PRESENT) for i in range(count)]
    unknown = [Interval()] * count
    return Timeline(list(world.scenes), list(range(count)), mode, unknown, list(unknown), [None] * count)


def brief(presences: Iterable[Presence]) -> list[str]:
    """Presences as short lines: who, how, by what, and on what words of the script."""
    return [
        f"{p.person.partition('/')[2]} {p.manner.name} {p.hold.name}{' OFFSTAGE' if p.offstage else ''}"
        for p in presences
    ]


__all__ = ["Constraint", "brief", "entity", "told_in_order", "universe"]
