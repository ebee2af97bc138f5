"""Rooms, people and containers of a belief story, played sentence by sentence into the belief engine.

What the makers of ToMi and of Hi-ToM state, and what is set up here (it is no part of the engine): everybody in a
room sees what is done in it; who enters a room sees every thing in it and its container, and all who are there see
them see it. Speech is left to the reader of each maker, since each has rules of trust of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Matter, Post
from fabula.story.minds.shapes import open_event
from tests.minds_proof.sentences import (
    Aside,
    Changes,
    Enters,
    Idle,
    Leaves,
    Lies,
    LooksIn,
    Moves,
    Question,
    Says,
    SaysWhere,
    Sentence,
    SpeaksOf,
    UnreadSentenceError,
)


def place_of(thing: str) -> Matter:
    """The matter of which container a thing is in."""
    return Matter("place", thing)


@dataclass
class Stage:
    """A story that is being played. ``left`` says when (in sentences) somebody last went out of a room."""

    minds: Minds = field(default_factory=Minds)
    rooms: dict[str, str] = field(default_factory=dict)
    containers: dict[str, str] = field(default_factory=dict)
    where: dict[str, tuple[str, str]] = field(default_factory=dict)
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)
    scene: str = ""
    moment: int = 0

    def present(self, room: str) -> list[str]:
        """Who is in a room, in the order in which they first came on stage."""
        return [person for person, place in self.rooms.items() if place == room]

    def play(self, sentences: Sequence[Sentence]) -> Minds:
        """Play a whole story. Where a container stands is true from the start, however late it is said.

        A container is what something else lies in or is put into: a pantry may stand in a room called pantry.
        """
        used = {s.place for s in sentences if isinstance(s, Lies | Moves) and s.place != s.thing}
        self.containers = {s.thing: s.place for s in sentences if isinstance(s, Lies) and s.thing in used}
        for self.moment, sentence in enumerate(sentences):
            self.act(sentence)
        return self.minds

    def act(self, sentence: Sentence) -> None:
        """One sentence."""
        match sentence:
            case Enters(people, room):
                self.rooms |= dict.fromkeys(people, room)
                self.scene = room
                self.show([thing for thing, (_, place) in self.where.items() if place == room], room)
            case Leaves(people, room):
                for person in people:
                    self.rooms[person] = ""
                    self.left[person, room] = self.moment
            case Lies(thing, place):
                if thing not in self.containers:
                    self.put(thing, place, self.containers.get(place, self.scene))
            case Moves(person=person, thing=thing, place=place):
                self.put(thing, place, self.rooms[person])
            case LooksIn(person, container):
                room = self.rooms[person]
                self.show([thing for thing, place in self.where.items() if place == (container, room)], room)
            case Idle():
                pass
            case Says() | SaysWhere():
                self.speak(sentence)
            case Aside() | SpeaksOf() | Changes():
                raise UnreadSentenceError(f"{sentence} belongs to another maker's stories")

    def speak(self, speech: Says | SaysWhere) -> None:
        """Somebody says where a thing is. Each maker has rules of their own."""
        raise UnreadSentenceError(f"no rule of trust for {speech}")

    def put(self, thing: str, container: str, room: str) -> None:
        """A thing is somewhere from now on, and all in the room see it."""
        self.where[thing] = (container, room)
        self.show([thing], room)
        self.begun.setdefault(thing, len(self.minds.events))

    def show(self, things: Sequence[str], room: str) -> None:
        """All in a room see where these things are, and see one another see it."""
        if things:
            posts = [Post(place_of(thing), self.where[thing][0]) for thing in things]
            self.minds.add(open_event(posts, self.present(room), self.moment))

    def answer(self, question: Question) -> str | None:
        """What the engine holds on a question."""
        at = self.begun[question.thing] if question.first else None
        return self.minds.value(question.chain, place_of(question.thing), at)
