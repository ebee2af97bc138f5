"""The universe: everything that was read, linked by name. The input of the story stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from fabula.bible.lexicon import Lexicon
from fabula.bible.model import Entry, EntryKind, Value
from fabula.bible.statements import Name, SceneName, Statement
from fabula.script.heading import Heading
from fabula.script.model import Element, Script
from fabula.script.model import Scene as WrittenScene
from fabula.source import EMPTY_SOURCE, Source, Span

__all__ = [
    "Entity",
    "Episode",
    "Mention",
    "Nature",
    "Scene",
    "Settings",
    "Show",
    "Speech",
    "Status",
    "Universe",
    "Unlinked",
    "Voice",
    "find_named",
]


Worth = TypeVar("Worth")


class Status(IntEnum):
    """How far an episode has come. What is further along is right when two contradict."""

    IDEA = 0
    OUTLINE = 1
    DRAFT = 2
    LOCKED = 3
    SHOT = 4
    RELEASED = 5

    def __str__(self) -> str:
        return self.name.lower()


class Nature(StrEnum):
    """What kind of being an entry of people/ is: only a person is one body."""

    PERSON = "person"
    OFFICE = "office"
    CLASS = "class"


class Voice(StrEnum):
    """How a speech is heard. Only ROOM and OFF_SCREEN put the speaker at the scene's place."""

    ROOM = "in the room"
    OFF_SCREEN = "off screen"
    VOICE_OVER = "voice-over"
    PHONE = "on the phone"


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that scripts and notes can name.

    ``key`` is "people/mason-kane". ``declared`` is False for those found only in scripts (no bible entry);
    ``span`` is then the first place that names them. ``parent`` is the place that a place lies in, the person that
    a cover belongs to, or empty. ``owner`` is a show id.
    """

    key: str
    kind: EntryKind
    name: str
    span: Span
    owner: str
    aliases: tuple[str, ...] = ()
    nature: Nature = Nature.PERSON
    parent: str = ""
    entry: Entry | None = None

    @property
    def declared(self) -> bool:
        """Whether the bible has an entry for it."""
        return self.entry is not None

    def value(self, name: str) -> Value | None:
        """A field of its bible entry."""
        return self.entry.fields.get(name) if self.entry is not None else None


class Speech(NamedTuple):
    """A cue with what follows it. ``people`` are entity keys (several for "MASON & NADIA"; none if unknown).

    A plain tuple underneath: a universe has hundreds of thousands of these.
    """

    people: tuple[str, ...]
    element: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in action lines or dialogue: at most an inference."""

    key: str
    start: int
    end: int
    element: int


@dataclass(slots=True, eq=False)
class Scene:
    """A scene with its names linked.

    ``key`` is "citadel/s01e02/14" (show, episode, label), unique in a universe; ``label`` the printed scene number
    or else its 1-based position in the episode. ``order`` counts all scenes of the universe in the order of
    telling: by show (mothership first, then by id), season, episode, position. ``place`` is the key of a place,
    empty if the heading names none.
    """

    key: str
    label: str
    order: int
    episode: Episode
    written: WrittenScene
    heading: Heading | None
    place: str = ""
    speeches: list[Speech] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    cast: tuple[str, ...] = ()
    """People whom the format itself tags as being in the scene (FDX cast), as entity keys."""
    moves: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Stage entrances and exits: the index of the element, and who comes or goes, as entity keys."""

    @property
    def source(self) -> Source:
        """The file it stands in."""
        return self.episode.script.source

    @property
    def span(self) -> Span:
        """Its heading, or its first character if it has none."""
        if self.written.heading is None:
            return Span(self.source, self.written.start, self.written.start)
        return self.episode.script.span(self.episode.script.elements[self.written.heading])

    @property
    def name(self) -> str:
        """How findings name it: ``S01E02/14``, with the show in front for readers of other shows."""
        return f"{self.episode.show.id} {self.episode.code}/{self.label}"

    def elements(self) -> Iterator[Element]:
        """Its elements without the heading."""
        return self.episode.script.body(self.written)


@dataclass(slots=True, eq=False)
class Episode:
    """One script file as part of a show. ``code`` is "S01E02"; ``key`` is "citadel/s01e02"."""

    key: str
    code: str
    season: int
    number: int
    title: str
    show: Show
    status: Status
    script: Script
    released: date | None = None
    scenes: list[Scene] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was worked out from this episode alone, by the name of what it is. See `Episode.once`."""

    def once(self, name: str, work_out: Callable[[Episode], Worth]) -> Worth:
        """What follows from this episode alone (and from the bible), worked out when it is first asked for.

        While a universe is edited, other episodes keep it. So it may rest on the texts of this episode and on what
        their names mean, and on nothing of other episodes: not on times, orders or facts.
        """
        if name not in self.kept:
            self.kept[name] = work_out(self)
        return cast("Worth", self.kept[name])

    def stated(self, *forms: str) -> Sequence[tuple[Scene, Statement]]:
        """The statements of some forms, in the order of the text, each with its scene."""
        by_form = self.once("stated", _by_form)
        if len(forms) == 1:
            return [(scene, statement) for _, scene, statement in by_form.get(forms[0], ())]
        found = sorted((item for form in forms for item in by_form.get(form, ())), key=itemgetter(0))
        return [(scene, statement) for _, scene, statement in found]


@dataclass(slots=True, eq=False)
class Show:
    """A show. ``feeds`` are the ids of shows that may rest on what happens here.

    ``cancelled_at`` is where its show.md says whether it is cancelled, None if it says nothing.
    """

    id: str
    name: str
    mothership: bool
    span: Span
    feeds: tuple[str, ...] = ()
    cancelled: bool = False
    cancelled_at: Span | None = None
    episodes: list[Episode] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A name in a script, note or entry that leads to nothing, or to several things.

    ``what`` is "cue", "place", "note", "wikilink", "field" or "scene"; ``candidates`` are the keys it may mean;
    ``suggestions`` near names, best first. A cue or place is listed once an episode, where it first stands; ``key``
    is then the undeclared entity that stands in for it, or empty if the heading's place is known by its other parts.
    """

    what: str
    text: str
    span: Span
    candidates: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    kinds: tuple[EntryKind, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``fabula.toml`` says. ``levels`` map rule codes and names to level words; unknown keys are findings."""

    name: str = ""
    timezone: str = "UTC"
    levels: tuple[tuple[str, str], ...] = ()
    revision_colours: tuple[str, ...] = ()
    travel_speed: float = 900.0
    """Fastest journey where nothing else is said, in km/h between coordinates (plus ``travel_overhead``)."""
    travel_overhead: int = 120
    """Minutes that every journey over 100 km costs beside the distance."""
    present: str = ""
    """The date of the story's present, if stated: for ages where a scene has no date."""
    source: Source = EMPTY_SOURCE
    """The file, for findings that speak of a setting."""


def _by_form(episode: Episode) -> dict[str, list[tuple[int, Scene, Statement]]]:
    """The statements of an episode by their forms, each with its place among all of them."""
    found: dict[str, list[tuple[int, Scene, Statement]]] = {}
    number = 0
    for scene in episode.scenes:
        for statement in scene.statements:
            found.setdefault(statement.form, []).append((number, scene, statement))
            number += 1
    return found


def find_named(
    lexicon: Lexicon, entities: dict[str, Entity], text: str, kinds: tuple[EntryKind, ...] = ()
) -> tuple[str, ...]:
    """The keys of the entities of some kinds (of any, if none are given) that a field's text may name."""
    text = text.strip()
    keys = lexicon.exact(text, frozenset(map(str, kinds)) if kinds else None)
    if keys:
        return keys
    stems = [text, *(f"{kind}/{text}" for kind in kinds or EntryKind)]
    return tuple(key for key in stems if key in entities and (not kinds or entities[key].kind in kinds))


@dataclass(slots=True)
class Universe:
    """Everything that was read, linked.

    Dictionaries are in sorted key order. ``scenes`` are in telling order (``scenes[i].order == i``).
    """

    root: str
    settings: Settings
    entities: dict[str, Entity]
    shows: dict[str, Show]
    episodes: list[Episode]
    scenes: list[Scene]
    entries: list[Entry]
    unlinked: list[Unlinked] = field(default_factory=list)
    has_bible: bool = False
    by_name: dict[str, Scene] = field(default_factory=dict)
    """Scenes by key."""
    lexicon: Lexicon = field(default_factory=lambda: Lexicon(()))
    """All names of all entities, as notes and fields call them."""
    _episodes: dict[str, Episode] | None = field(default=None, init=False, repr=False, compare=False)
    forms: dict[str, dict[str, Episode]] | None = field(default=None, repr=False, compare=False)
    """For each form of statements the episodes that have some, by key; None until somebody asks. See `stated`."""
    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was worked out from the entities alone, by the name of what it is. See `Universe.once`."""

    def once(self, name: str, work_out: Callable[[Universe], Worth]) -> Worth:
        """What follows from the entities and the settings alone, worked out when it is first asked for.

        While a universe is edited it is kept as long as nobody and nothing comes, goes or is called otherwise. So it
        may not rest on scenes, nor on where an undeclared entity stands.
        """
        if name not in self.kept:
            self.kept[name] = work_out(self)
        return cast("Worth", self.kept[name])

    def stated(self, *forms: str) -> Iterator[tuple[Scene, Statement]]:
        """Every statement of some forms in the order of telling, each with its scene."""
        if self.forms is None:
            self.forms = {}
            for episode in self.episodes:
                self.note_forms(episode)
        held = {key: episode for form in forms for key, episode in self.forms.get(form, {}).items()}
        for episode in sorted(held.values(), key=lambda episode: episode.scenes[0].order):
            yield from episode.stated(*forms)

    def note_forms(self, episode: Episode, before: Episode | None = None) -> None:
        """Note which forms of statements an episode has, and forget those of an episode in whose place it stands."""
        if self.forms is not None:
            for form in before.once("stated", _by_form) if before is not None else ():
                self.forms[form].pop(episode.key, None)
            for form in episode.once("stated", _by_form):
                self.forms.setdefault(form, {})[episode.key] = episode

    def named(self, text: str, *kinds: EntryKind) -> str:
        """The key of the one entity that a field's text names (by name, alias or file), or empty."""
        keys = find_named(self.lexicon, self.entities, text, kinds)
        return keys[0] if len(keys) == 1 else ""

    def find_scene(self, ref: SceneName, show: str) -> Scene | None:
        """The scene that a reference in a show means, or None."""
        return self.by_name.get(f"{ref.show or show}/s{ref.season:02}e{ref.episode:02}/{ref.scene}".lower())

    def find_episode(self, ref: SceneName, show: str) -> Episode | None:
        """The episode that a reference in a show means, or None."""
        key = f"{ref.show or show}/s{ref.season:02}e{ref.episode:02}".lower()
        if self._episodes is None:
            self._episodes = {episode.key: episode for episode in reversed(self.episodes)}
        return self._episodes.get(key)

    def name(self, key: str) -> str:
        """The name of an entity, or the key itself if there is none."""
        entity = self.entities.get(key)
        return entity.name if entity is not None else key

    def place_name(self, key: str) -> str:
        """The name of a place; a room that only headings name has the house behind it, for there are many kitchens."""
        place = self.entities.get(key)
        if place is None or place.declared or not place.parent:
            return self.name(key)
        return f"{place.name} ({self.name(place.parent)})"

    def entity(self, name: Name) -> Entity | None:
        """The entity that a name means, if it means one."""
        return self.entities.get(name.key)

    def within(self, place: str, other: str) -> bool:
        """Whether a place is another or lies in it, at any depth. Cycles end."""
        seen: set[str] = set()
        while place and place not in seen:
            if place == other:
                return True
            seen.add(place)
            entity = self.entities.get(place)
            place = entity.parent if entity is not None else ""
        return False
