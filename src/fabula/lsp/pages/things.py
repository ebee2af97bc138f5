"""What is told of places, things, groups, storylines and events."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.model import EntryKind
from fabula.lsp.pages.scenes import when_words
from fabula.lsp.pages.secrets import name_lines
from fabula.lsp.pages.words import bold, few, first_sentence, page, plain, said_scene
from fabula.lsp.warm import AtHand
from fabula.report.clock import write_interval
from fabula.report.words import count
from fabula.story.canon import Canon
from fabula.story.clock import Clocks
from fabula.story.model import Moment
from fabula.universe.model import Entity, Scene

__all__ = ["thing_page"]

_NOUNS = {
    EntryKind.GROUP: "group",
    EntryKind.PLACE: "place",
    EntryKind.THING: "thing",
    EntryKind.STORYLINE: "storyline",
    EntryKind.EVENT: "event",
}


def thing_page(canon: Canon, entity: Entity, scene: Scene | None, offset: int, held: AtHand | None) -> str:
    """Anything that is neither somebody nor a secret, at an offset of a scene or at the end of the story."""
    moment = canon.moment(scene, offset) if scene is not None else Moment(len(canon.timeline.order), 0)
    told = _Telling(canon, entity, scene, moment)
    make = {
        EntryKind.PLACE: told.place,
        EntryKind.THING: told.thing,
        EntryKind.GROUP: told.group,
        EntryKind.STORYLINE: told.storyline,
        EntryKind.EVENT: told.event,
    }.get(entity.kind)
    head = f"{bold(canon.universe.place_name(entity.key))} · {_NOUNS.get(entity.kind, str(entity.kind))}"
    head += "" if entity.declared or entity.parent or not canon.universe.has_bible else ", not in the bible"
    lines = [*name_lines(canon, entity, scene, offset, held), *(make() if make is not None else ())]
    return page(head, [*lines, first_sentence(entity.entry)])


class _Telling:
    """What can be told of one of them at a moment."""

    def __init__(self, canon: Canon, entity: Entity, scene: Scene | None, moment: Moment) -> None:
        self.canon, self.universe, self.entity, self.scene, self.moment = canon, canon.universe, entity, scene, moment

    def _name(self, key: str) -> str:
        return plain(self.universe.name(key))

    def place(self) -> Iterator[str]:
        """Where it lies, and in which scenes it is used."""
        if self.entity.parent and self.entity.declared:
            yield f"in {self._name(self.entity.parent)}"
        inside = {key for key, one in self.universe.entities.items() if one.kind is EntryKind.PLACE}
        inside = {key for key in inside if self.universe.within(key, self.entity.key)}
        here = [one for one in self.universe.scenes if one.place in inside]
        if not here:
            yield "no scene plays here"
            return
        before = [one for one in here if self.scene is not None and one.order < self.scene.order]
        after = [one for one in here if self.scene is not None and one.order > self.scene.order]
        yield f"used in {_scenes(here)}"
        if before:
            yield f"last seen in {said_scene(before[-1], self.scene)} ({when_words(self.canon, before[-1])})"
        if after:
            yield f"next in {said_scene(after[0], self.scene)}"

    def thing(self) -> Iterator[str]:
        """Who has it since when, and where it is."""
        world, key = self.canon.world, self.entity.key
        gone = world.last(key, "gone", self.moment)
        if gone is not None and gone.value:
            yield f"**{plain(gone.value)}** since {said_scene(gone.scene, self.scene)}"
        holder = world.last(key, "holder", self.moment)
        if holder is not None:
            who = bold(self.universe.name(holder.value)) if holder.value else "nobody"
            yield f"{who} has it since {said_scene(holder.scene, self.scene)}"
            had = [one for one in world.changes(key, "holder") if one.moment < holder.moment and one.value]
            if had and had[-1].value != holder.value:
                yield f"before that {self._name(had[-1].value)} ({said_scene(had[-1].scene, self.scene)})"
        where = world.last(key, "place", self.moment)
        if where is not None and where.value:
            yield f"in {plain(self.universe.place_name(where.value))} since {said_scene(where.scene, self.scene)}"
        marks = [
            f"{plain(attribute.removeprefix('is:'))}: {plain(value)}"
            for subject, attribute in world.log
            if subject == key and attribute.startswith("is:") and (value := world.value(key, attribute, self.moment))
        ]
        yield few(sorted(marks))

    def group(self) -> Iterator[str]:
        """Who belongs to it."""
        attribute = f"member:{self.entity.key}"
        members = sorted(
            self._name(subject)
            for subject, name in self.canon.world.log
            if name == attribute and self.canon.world.value(subject, name, self.moment) == "yes"
        )
        yield f"{count(len(members), 'member')}: {few(members, 6)}" if members else "nobody belongs to it"

    def storyline(self) -> Iterator[str]:
        """Its letter, and the scenes that are part of it."""
        letter = self.entity.value("letter")
        if letter is not None and letter.text:
            yield f"storyline {plain(letter.text)}"
        scenes = [
            one
            for one in self.universe.scenes
            if any(s.form == "storyline" and s.name("storyline").key == self.entity.key for s in one.statements)
        ]
        if scenes:
            yield _scenes(scenes)
            before = [one for one in scenes if self.scene is not None and one.order < self.scene.order]
            if before:
                yield f"last in {said_scene(before[-1], self.scene)}"
        else:
            yield "no scene is part of it"

    def event(self) -> Iterator[str]:
        """When and where it happened, and which scenes show it."""
        when = self.canon.timeline.events.get(self.entity.key)
        place = self.entity.value("place")
        where = self.universe.named(place.text, EntryKind.PLACE) if place is not None else ""
        yield write_interval(when, Clocks(self.universe), where) if when is not None else ""
        yield f"at {plain(self.universe.place_name(where))}" if where else ""
        shown = [
            said_scene(one, self.scene)
            for one in self.universe.scenes
            if any(s.form == "shows" and s.name("event").key == self.entity.key for s in one.statements)
        ]
        yield f"shown in {few(shown)}" if shown else ""


def _scenes(scenes: list[Scene]) -> str:
    """How many scenes, from which to which."""
    if len(scenes) == 1:
        return f"one scene, {said_scene(scenes[0])}"
    return f"{count(len(scenes), 'scene')}, from {said_scene(scenes[0])} to {said_scene(scenes[-1])}"
