"""A universe as a test builds it: scenes with their parts, which can be changed one by one and written to a folder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

START = datetime(1298, 1, 1)  # noqa: DTZ001  local time of a made-up world


@dataclass
class SceneDraft:
    """One scene: where, when, who speaks, and what its notes say. ``minute`` counts from `START`; None is undated."""

    places: list[str]
    minute: int | None
    takes: int
    people: list[str]
    number: str
    part: str = "DAY"
    mode: str = ""
    """ "flashback", "dream" or empty."""
    voices: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    """Canon statements before the first speech."""
    closing: list[str] = field(default_factory=list)
    """Canon statements after the last speech."""
    action: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """Paragraphs at the end of the scene, as they stand."""
    prefix: str = "EXT. "
    gap: bool = True
    """Whether a blank line stands after the heading."""
    misspelt: dict[str, str] = field(default_factory=dict)
    """Cues that are written otherwise."""
    home: tuple[str, int] = ("", 0)
    """The episode's key and the position in it."""

    @property
    def name(self) -> str:
        """How notes of the same show refer to it: S01E02/14."""
        return f"{self.home[0].partition('/')[2].upper()}/{self.number}"

    @property
    def ref(self) -> str:
        """How notes of all shows refer to it."""
        return f"{self.home[0].partition('/')[0]} {self.name}"

    @property
    def stated(self) -> str:
        """The date and time as a note says them."""
        return f"{START + timedelta(minutes=self.minute or 0):%Y-%m-%d %H:%M}"

    @property
    def minute_of_day(self) -> int:
        """The clock, in minutes since midnight."""
        return (self.minute or 0) % (24 * 60)

    @property
    def present(self) -> bool:
        """Whether it is part of what goes on now, with a time."""
        return not self.mode and self.minute is not None

    def paragraphs(self) -> Iterator[str]:
        """The scene as Fountain, paragraph by paragraph."""
        heading = f"{self.prefix}{' - '.join(self.places).upper()} - {self.part} #{self.number}#"
        opening = [*([f"at {self.stated}", f"takes {self.takes} minutes"] if self.minute is not None else [])]
        opening += [*([self.mode] if self.mode else []), *self.opening]
        note = f"[[canon: {'; '.join(opening)}]]" if opening else ""
        if note and self.gap:
            yield heading
            yield note
        elif self.gap:
            yield heading
        else:
            yield f"{heading}\nA word too early."
            if note:
                yield note
        here = [*self.people, *(f"the body of {name}" for name in self.bodies)]
        yield f"{', '.join(here)}: all that is to be seen." if here else "Nobody is to be seen."
        yield from self.action
        for name in self.people:
            yield f"@{self.misspelt.get(name, name).upper()}\nThis is where I stand."
        for name in self.voices:
            yield f"@{name.upper()} (V.O.)\nThis is what I see."
        if self.closing:
            yield f"[[canon: {'; '.join(self.closing)}]]"
        yield from self.raw


@dataclass
class EpisodeDraft:
    """One episode: ``key`` is "show/s01e02"."""

    key: str
    title: str
    status: str
    scenes: list[SceneDraft] = field(default_factory=list)
    title_lines: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The script's path in the universe folder."""
        show, _, code = self.key.partition("/")
        return f"shows/{show}/{code[:3]}/{code[3:]}.fountain"


@dataclass
class UniverseDraft:
    """All of it: files as texts (bible, settings, shows), and episodes as scenes."""

    files: dict[str, str] = field(default_factory=dict)
    episodes: dict[str, EpisodeDraft] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    """Everybody's entry, as a path in ``files``, by name."""
    persons: set[str] = field(default_factory=set)
    """Those who are one body each."""
    starts: dict[str, list[int]] = field(default_factory=dict)
    """The line of each scene's heading, by the path of the script; known when it has been written."""

    def scenes(self) -> Iterator[SceneDraft]:
        """All scenes in the order of telling."""
        for episode in self.episodes.values():
            yield from episode.scenes

    def scene(self, home: tuple[str, int]) -> SceneDraft:
        """The scene at a position in an episode."""
        return self.episodes[home[0]].scenes[home[1]]

    def write(self, folder: Path) -> None:
        """Write all files."""
        texts = dict(self.files)
        for episode in self.episodes.values():
            texts[episode.path] = self._script(episode)
        made: set[Path] = set()
        for path, text in texts.items():
            target = folder / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(text.encode())

    def _script(self, episode: EpisodeDraft) -> str:
        lines = [f"Title: {episode.title}", f"Status: {episode.status}", *episode.title_lines, ""]
        starts = self.starts[episode.path] = []
        for scene in episode.scenes:
            starts.append(len(lines) + 1)
            for paragraph in scene.paragraphs():
                lines += [*paragraph.split("\n"), ""]
        return "\n".join(lines)

    def place_of(self, path: str, line: int) -> tuple[str, int]:
        """Where a line stands: the episode's key and the position of the scene (-1 for the title page), or the file."""
        starts = self.starts.get(path)
        if starts is None:
            return path, -1
        key = next(key for key, episode in self.episodes.items() if episode.path == path)
        return key, bisect_right(starts, line) - 1
