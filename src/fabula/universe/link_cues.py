"""From cues to people: who speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fabula.bible.model import EntryKind
from fabula.script.cue import Cue, read_cue
from fabula.script.model import Element, Kind, Script
from fabula.source import Span
from fabula.universe.crowd import is_class, is_nobody
from fabula.universe.model import Entity, Episode, Nature, Scene, Speech, Unlinked, Voice
from fabula.universe.names import fold_name, readable, slug
from fabula.universe.people import PeopleNames, without_age, without_honorific, without_voice

__all__ = ["CueLinker", "spoken_names"]

VOICES = {"room": Voice.ROOM, "off": Voice.OFF_SCREEN, "over": Voice.VOICE_OVER, "phone": Voice.PHONE}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a cue's text means in one show. ``open`` lists names that several people go by, with those people."""

    people: tuple[str, ...]
    voice: Voice
    open: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


class CueLinker:
    """Links the cues of a universe. Cue texts repeat a hundred times over, so each is worked out once a show."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = entities
        self.names = PeopleNames(entities.values())
        self.has_people = any(entity.kind is EntryKind.PERSON for entity in entities.values())
        self.unlinked: list[Unlinked] = []
        self._cues: dict[str, Cue] = {}
        self._readings: dict[tuple[str, str], _Reading] = {}
        self._plain: dict[str, dict[str, tuple[tuple[str, ...], Voice]]] = {}
        """By show: who is meant by cues of which there is nothing more to tell. Nearly all cues are such."""
        self._ids: dict[str, str] = {}
        self._told: set[str] = set()

    def start_episode(self) -> None:
        """Begin with another episode: what cannot be linked is listed anew, each once."""
        self.unlinked = []
        self._told = set()

    def gather(self, episodes: Iterable[Episode]) -> None:
        """Find everybody who speaks or is in a cast list and is not in the bible, in the order of telling."""
        derived: list[tuple[str, Episode, Span]] = []
        for episode in episodes:
            for name, identity, span in episode.once("spoken names", spoken_names):
                if identity:
                    self._gather_id(identity, name, episode, span)
                    continue
                for part in self._cue(name).names:
                    if self._known(part) or is_nobody(part):
                        continue
                    if _bare(part) != part:
                        derived.append((part, episode, span))
                    else:
                        self._declare(part, episode, span)
        # "YOUNG MASON" is Mason if there is one anywhere, so these wait until all others are known.
        for part, episode, span in derived:
            if not self._known(part):
                self._declare(part, episode, span)

    @property
    def identities(self) -> Mapping[str, str]:
        """Who is meant by the ids that formats give (TEI)."""
        return self._ids

    def _cue(self, text: str) -> Cue:
        cue = self._cues.get(text)
        if cue is None:
            cue = self._cues[text] = read_cue(text)
        return cue

    def _known(self, part: str) -> tuple[str, ...]:
        """Whom a name means, with what stands around it taken off step by step."""
        found = self.names.find(part)
        for strip in (without_voice, without_age, without_honorific):
            if found:
                break
            part = strip(part)
            found = self.names.find(part)
        return found

    def _gather_id(self, identity: str, name: str, episode: Episode, span: Span) -> None:
        if identity in self._ids:
            return
        full = episode.script.people.get(identity, name) or name or identity
        declared = self.names.full.get(fold_name(full), ())
        key = next((k for k in declared if self.entities[k].declared), "")
        self._ids[identity] = key or self._declare(
            full,
            episode,
            span,
            stem=slug(identity.replace(".", "-")),
            by_id=True,
            group=identity in episode.script.groups,
        )

    def _declare(
        self, name: str, episode: Episode, span: Span, stem: str = "", by_id: bool = False, group: bool = False
    ) -> str:
        key = f"people/{stem or slug(name)}"
        if key not in self.entities:
            self.entities[key] = Entity(
                key=key,
                kind=EntryKind.PERSON,
                name=readable(name),
                span=span,
                owner=episode.show.id,
                nature=Nature.CLASS if group or (not by_id and is_class(name)) else Nature.PERSON,
            )
        if not by_id:
            self.names.add(name, key)
        return key

    def link(self, scene: Scene, seen: set[str]) -> None:
        """Fill a scene's speeches, cast and moves. ``seen`` are the people of the episode so far, and grows."""
        script, show = scene.episode.script, scene.episode.show.id
        elements, plain = script.elements, self._plain.setdefault(show, {})
        for index in _within(scene, script.places(Kind.CUE)):
            element = elements[index]
            said = None if script.people else plain.get(element[1])
            people, voice = said if said is not None else self._speakers(element, scene, show, seen)
            scene.speeches.append(Speech(people, index, voice))
            seen.update(people)
        moves = [*_within(scene, script.places(Kind.ENTRANCE)), *_within(scene, script.places(Kind.EXIT))]
        if moves:
            named = ((index, elements[index].detail.split()) for index in sorted(moves))
            found = ((index, tuple(self._ids[i] for i in ids if i in self._ids)) for index, ids in named)
            scene.moves = (*scene.moves, *found)
        if scene.written.details.cast:
            cast: dict[str, None] = {}
            for name in scene.written.details.cast:
                reading = self._read(name, show)
                cast.update(dict.fromkeys(reading.people))
                for _, candidates in reading.open:
                    likely = self._narrow(candidates, show, seen)
                    cast.update(dict.fromkeys(likely if len(likely) == 1 else ()))
            scene.cast = tuple(cast)

    def _speakers(self, element: Element, scene: Scene, show: str, seen: set[str]) -> tuple[tuple[str, ...], Voice]:
        script = scene.episode.script
        if script.people and element.detail and element.detail != "^":
            ids = (self._ids.get(identity.lstrip("#")) for identity in element.detail.split())
            return tuple(key for key in ids if key), VOICES[self._cue(element.text).voice]
        reading = self._readings.get((show, element.text)) or self._read(element.text, show)
        if self.has_people and reading.unknown:
            for name, key in reading.unknown:
                self._tell(Unlinked("cue", name, _name_span(script, element, name), key=key), scene)
        elif not reading.open:
            self._plain[show][element.text] = reading.people, reading.voice
        if not reading.open:
            return reading.people, reading.voice
        people = list(reading.people)
        for name, candidates in reading.open:
            likely = self._narrow(candidates, show, seen)
            if len(likely) == 1:
                people.extend(likely)
            else:
                self._tell(Unlinked("cue", name, _name_span(script, element, name), candidates=likely), scene)
        return tuple(dict.fromkeys(people)), reading.voice

    def _tell(self, unlinked: Unlinked, scene: Scene) -> None:
        # Once an episode: the same cue thirty times is one question, not thirty.
        known = fold_name(unlinked.text)
        if known not in self._told:
            self._told.add(known)
            self.unlinked.append(unlinked)

    def _narrow(self, candidates: tuple[str, ...], show: str, seen: set[str]) -> tuple[str, ...]:
        """Those of several candidates who are likelier: who is in the episode already, else who is of this show."""
        for likely in ([k for k in candidates if k in seen], [k for k in candidates if self.entities[k].owner == show]):
            if len(likely) == 1:
                return (likely[0],)
        return candidates

    def _read(self, text: str, show: str) -> _Reading:
        cue = self._cue(text)
        people: dict[str, None] = {}
        undecided: list[tuple[str, tuple[str, ...]]] = []
        unknown: list[tuple[str, str]] = []
        for part in cue.names:
            found = self._known(part)
            if len(found) == 1:
                people[found[0]] = None
                entity = self.entities[found[0]]
                if not entity.declared and entity.nature is Nature.PERSON:
                    unknown.append((part, found[0]))
            elif found:
                undecided.append((part, found))
        voice = VOICES[cue.voice]
        if voice is Voice.ROOM and all(without_voice(name) != name for name in cue.names):
            voice = Voice.VOICE_OVER  # "MASON'S VOICE", "MASON'S GHOST": whatever it is, it is not his body
        reading = _Reading(self._bodies(people), voice, tuple(undecided), tuple(unknown))
        self._readings[show, text] = reading
        return reading

    def _bodies(self, people: Iterable[str]) -> tuple[str, ...]:
        """ "KYLE/MASON" is one body: a cover beside the person whose cover it is says nothing more."""
        keys = list(people)
        persons = set(keys)
        return tuple(key for key in keys if self.entities[key].parent not in persons)


def _within(scene: Scene, places: list[int]) -> list[int]:
    """Those of the places in a script that lie in a scene."""
    return places[bisect_left(places, scene.written.first) : bisect_left(places, scene.written.last)] if places else []


def _bare(name: str) -> str:
    return without_honorific(without_age(without_voice(name)))


def spoken_names(episode: Episode) -> list[tuple[str, str, Span]]:
    """Every name in an episode's cues and cast lists, where it first stands, with its id if the format has ids."""
    return list(_spoken_names(episode.script))


def _spoken_names(script: Script) -> Iterator[tuple[str, str, Span]]:
    seen: set[tuple[str, str]] = set()
    for identity, name in script.people.items():
        seen.add((name, identity))
        yield name, identity, script.source.whole
    elements, cues = script.elements, script.places(Kind.CUE)
    for element in [elements[index] for index in cues]:
        identity = element.detail if script.people and element.detail != "^" else ""
        if (element.text, identity) in seen:
            continue
        seen.add((element.text, identity))
        for single in identity.split() or [""]:
            if not single or single not in script.people:
                yield element.text, single.lstrip("#"), script.span(element)
    for scene in script.scenes:
        for name in scene.details.cast:
            if (name, "") not in seen:
                seen.add((name, ""))
                yield name, "", script.source.span(scene.start, scene.start)


def _name_span(script: Script, element: Element, name: str) -> Span:
    """Where a name stands in its cue."""
    at = script.source.text.find(name, element.start, element.end)
    return script.source.span(at, at + len(name)) if at >= 0 else script.span(element)
