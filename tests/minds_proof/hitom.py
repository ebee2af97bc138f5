"""Stories in the form of Hi-ToM: five people, rooms left one by one, and claims that may be lies, in two readings.

What the makers state: a hearer trusts a speaker who went out of the room later than they did, and everybody knows the
order of the exits; private talk is known to be private; public talk is heard by all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fabula.story.minds.events import MindEvent, Node, Post
from fabula.story.minds.shapes import Hearing, telling
from tests.minds_proof.sentences import (
    Question,
    Says,
    SaysWhere,
    Sentence,
    read_question,
    read_sentence,
)
from tests.minds_proof.stage import Stage, place_of


@dataclass(frozen=True)
class Item:
    """A story, one question about it, and the published answer. ``number`` is the makers' own."""

    number: int
    told: bool
    story: tuple[Sentence, ...]
    question: Question
    answer: str


class ExitStage(Stage):
    """A stage on which who left a room later is trusted on what is in it. This is our own reading of speech."""

    def speak(self, speech: Says | SaysWhere) -> None:
        place = speech.place if isinstance(speech, Says) else self.where[speech.thing][0]
        room = self.where[speech.thing][1]
        hearers = {speech.hearer} if speech.hearer else set(self.present(self.rooms[speech.speaker]))
        hearers -= {speech.speaker}
        spoken = self.left.get((speech.speaker, room), -1)
        trusting = frozenset(person for person in hearers if self.left.get((person, room), -1) < spoken)
        self.minds.add(self.heard(speech.speaker, Post(place_of(speech.thing), place), trusting, frozenset(hearers)))

    def heard(self, speaker: str, post: Post, trusting: frozenset[str], hearers: frozenset[str]) -> MindEvent:
        """The event of something said."""
        return telling(speaker, [post], Hearing(trusting, doubting=hearers - trusting), self.moment)


class PublishedStage(ExitStage):
    """The makers' own reading of speech, for questions up to the second order.

    The speaker takes all who hear to be fooled, sceptics as well. Who trusts takes the speaker to be sincere, and
    thinks nothing new of the other hearers.
    """

    def heard(self, speaker: str, post: Post, trusting: frozenset[str], hearers: frozenset[str]) -> MindEvent:
        heard = sorted(hearers)
        # Nodes: 0 as it is, 1 as the speaker takes it, then for each hearer one in which they hold the claim.
        own = {person: number for number, person in enumerate(heard, 2)}
        really = {speaker: 1, **{person: own[person] for person in heard if person in trusting}}
        nodes = [Node((), really), Node((), {speaker: 1, **own})]
        nodes += [Node((post,), {person: own[person], speaker: own[person]}) for person in heard]
        return MindEvent(tuple(nodes), self.moment)


def read_items(path: Path) -> Iterator[Item]:
    """The items of a file. What stands before the first numbered line of a story is the makers' word to the reader."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        lines = [line for line in record["story"].splitlines() if line.strip()]
        start = next(number for number, line in enumerate(lines) if line.startswith("1 "))
        yield Item(
            record["sample_id"],
            record["deception"],
            tuple(read_sentence(line) for line in lines[start:]),
            read_question(record["question"]),
            record["answer"],
        )


def own_answer(item: Item) -> str | None:
    """What the engine answers when speech is what it is to the engine at every order."""
    stage = ExitStage()
    stage.play(item.story)
    return stage.answer(item.question)


def published_answer(item: Item) -> str | None:
    """What the engine answers in the makers' reading, in which speech changes nothing from the third order on."""
    deep = len(item.question.chain) > 2
    stage = PublishedStage()
    stage.play([s for s in item.story if not (deep and isinstance(s, Says | SaysWhere))])
    return stage.answer(item.question)
