"""Stories in the form of ToMi and of the story structures made with it: numbered sentences, then a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fabula.story.minds.events import Post
from fabula.story.minds.shapes import Hearing, telling
from tests.minds_proof.sentences import Question, Says, SaysWhere, Sentence, read_question, read_sentence
from tests.minds_proof.stage import Stage, place_of


@dataclass(frozen=True)
class Item:
    """A story, one question about it, and the published answer."""

    story: tuple[Sentence, ...]
    question: Question
    answer: str


class ToldStage(Stage):
    """A stage on which everyone is believed."""

    def speak(self, speech: Says | SaysWhere) -> None:
        place = speech.place if isinstance(speech, Says) else self.where[speech.thing][0]
        hearers = {speech.hearer} if speech.hearer else set(self.present(self.rooms[speech.speaker]))
        hearing = Hearing(trusting=frozenset(hearers - {speech.speaker}))
        self.minds.add(telling(speech.speaker, [Post(place_of(speech.thing), place)], hearing, self.moment))


def read_items(path: Path) -> Iterator[Item]:
    """The items of a file; numbering starts anew with each story."""
    story: list[Sentence] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        text, *rest = line.split("\t")
        if text.split()[0] == "1":
            story = []
        if rest:
            yield Item(tuple(story), read_question(text), rest[0])
        else:
            story.append(read_sentence(text))


def answer(item: Item) -> str | None:
    """What the engine answers."""
    stage = ToldStage()
    stage.play(item.story)
    return stage.answer(item.question)
