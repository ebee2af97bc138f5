"""The roll: all names of a universe as completion needs them, made after each check and never changed.

What a script calls its people and places is counted once a script; after an edit only the edited one is counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fabula.bible.lexicon import Lexicon
from fabula.script.cue import read_cue
from fabula.script.heading import read_heading
from fabula.script.model import Kind, Script
from fabula.story.canon import Canon
from fabula.universe.lexicon import name_pairs
from fabula.universe.names import readable

__all__ = ["EMPTY_ROLL", "Counted", "Named", "Roll", "RollMaker", "count_script"]


@dataclass(frozen=True, slots=True)
class Named:
    """One name of somebody or something. ``name`` is how the note says it; ``chief`` is its first name."""

    name: str
    chief: str
    kind: str
    owner: str
    stem: str
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one script calls its people and places, with how often."""

    cues: Mapping[str, int]
    places: Mapping[str, int]


def count_script(script: Script) -> Counted:
    """Count the cues and the places of a script."""
    elements = script.elements
    texts = Counter(elements[index].text for index in script.places(Kind.CUE))
    cues: Counter[str] = Counter()
    for text, times in texts.items():
        for name in read_cue(text).names:
            cues[name.upper()] += times
    headings = Counter(elements[index].text for index in script.places(Kind.HEADING))
    places: Counter[str] = Counter()
    for text, times in headings.items():
        heading = read_heading(text)
        if heading.prefix and heading.places:
            places[heading.place.upper()] += times
    return Counted(cues, places)


@dataclass(frozen=True)
class Roll:
    """All names of a universe at one moment.

    ``names`` are of all kinds of entries, declared or not. ``scripts`` are the counts by path, ``shows`` the paths of
    each show's scripts, ``labels`` for each script how its scenes are referred to.
    """

    names: tuple[Named, ...] = ()
    scripts: Mapping[str, Counted] = field(default_factory=dict)
    shows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=lambda: Lexicon(()))
    _of_shows: dict[str, Counted] = field(default_factory=dict)
    _near: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    def show_of(self, path: str) -> str:
        """The show that a script belongs to, or empty."""
        label = self.labels.get(path)
        return label[0] if label is not None else ""

    def counted(self, show: str) -> Counted:
        """What all scripts of a show call their people and places; of all shows for an empty name."""
        held = self._of_shows.get(show)
        if held is None:
            cues: Counter[str] = Counter()
            places: Counter[str] = Counter()
            for path in self.shows.get(show, ()) if show else self.scripts:
                one = self.scripts.get(path)
                if one is not None:
                    cues.update(one.cues)
                    places.update(one.places)
            held = self._of_shows[show] = Counted(cues, places)
        return held

    def near(self, path: str) -> tuple[Named, ...]:
        """All names, those first that are near to a script: who speaks in it, in its show, who belongs to its show."""
        held = self._near.get(path)
        if held is None:
            show = self.show_of(path)
            nobody = Counted({}, {})
            episode, others = self.scripts.get(path, nobody).cues, self.counted(show).cues
            held = self._near[path] = tuple(
                sorted(
                    self.names,
                    key=lambda named: (
                        not (named.cue and named.cue in episode),
                        not (named.cue and named.cue in others),
                        named.owner != show,
                        not named.stem,
                        named.name.casefold(),
                        named.name,
                        named.kind,
                    ),
                )
            )
        return held

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Named, ...]]:
        """The names of each kind of entry."""
        found: dict[str, list[Named]] = {}
        for named in self.names:
            found.setdefault(named.kind, []).append(named)
        return {kind: tuple(held) for kind, held in found.items()}

    def of_kinds(self, kinds: Iterable[str]) -> Iterable[Named]:
        """The names of some kinds of entries."""
        for kind in sorted(kinds):
            yield from self.by_kind.get(kind, ())


EMPTY_ROLL = Roll()


class RollMaker:
    """Makes the roll of one universe after each check."""

    def __init__(self) -> None:
        self._counted: dict[str, tuple[Script, Counted]] = {}

    def make(self, canon: Canon) -> Roll:
        """The roll of a canon."""
        universe = canon.universe
        names: list[Named] = []
        told: set[tuple[str, str]] = set()
        for name, key in name_pairs(universe.entities.values()):
            entity = universe.entities[key]
            kind, _, stem = key.partition("/")
            cues = entity.entry.cues if entity.entry is not None else ()
            said = readable(name) if name in cues else name  # notes do not shout as the heads of speeches do
            if (said, key) in told:
                continue
            told.add((said, key))
            cue = (cues[0] if cues else entity.name).upper() if kind in {"people", "covers"} else ""
            names.append(Named(said, entity.name, kind, entity.owner, stem if entity.declared else "", cue))
        counted: dict[str, tuple[Script, Counted]] = {}
        shows: dict[str, list[str]] = {show: [] for show in universe.shows}
        labels: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        for episode in universe.episodes:
            path = episode.script.source.path
            held = self._counted.get(path)
            if held is None or held[0] is not episode.script:
                held = (episode.script, count_script(episode.script))
            counted[path] = held
            shows.setdefault(episode.show.id, []).append(path)
            labels[path] = (episode.show.id, episode.code, tuple(scene.label for scene in episode.scenes))
        self._counted = counted
        return Roll(
            tuple(names),
            {path: one for path, (_, one) in counted.items()},
            {show: tuple(paths) for show, paths in shows.items()},
            labels,
            universe.lexicon,
        )
