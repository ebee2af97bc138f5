"""Labelling, key by key: where somebody is in their sample, and what they have said of what is before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fabula.listening.labels.keeping import NO, Answers
from fabula.listening.labels.questions import Question
from fabula.listening.labels.reading import Given
from fabula.listening.labels.sample import Key
from fabula.listening.labels.table import Answer

__all__ = ["KEYS", "Event", "Session"]

KEYS: Final = (
    ("1 2 3 4 5", "it speaks of it, and dislikes it very much … likes it very much (3: neither)"),
    ("n", "it does not speak of it: on to the next"),
    ("e", "excited: a little, very, not"),
    ("c", "confused: yes, no"),
    ("p", "foresees something: yes, no"),
    ("?", "you are not sure: yes, no"),
    ("Enter", "that is it: on to the next"),
    ("u", "back to the one before, to say it anew"),
    ("s", "skip: it stays to be labelled"),
    ("q", "stop; what has been said is kept"),
    ("h", "these keys"),
)
"""The keys with what they do."""

_LIKING: Final = {"1": "-2", "2": "-1", "3": "0", "4": "1", "5": "2"}
_PLAIN: Final[Answers] = {
    Answer.SPEAKS_OF: "yes",
    Answer.EXCITEMENT: "0",
    Answer.CONFUSION: "no",
    Answer.PREDICTION: "no",
    Answer.UNSURE: "no",
}
_TOGGLES: Final = {"c": Answer.CONFUSION, "p": Answer.PREDICTION, "?": Answer.UNSURE}


class Event(StrEnum):
    """What a key has led to."""

    NOTHING = "nothing"
    CHANGED = "changed"  # what is said of the question before one
    KEPT = "kept"  # an answer has been given: it is to be written down
    MOVED = "moved"  # another question is before one
    LACKING = "lacking"  # liking has to be said first
    HELP = "help"
    STOPPED = "stopped"
    DONE = "done"  # there is no further question


@dataclass
class Session:
    """Somebody at their sample. ``given`` is all they have ever answered, also outside this sample."""

    questions: Sequence[Question]
    given: dict[Key, Answers]
    at: int = 0
    said: dict[Answer, str] = field(default_factory=dict)
    before: list[int] = field(default_factory=list)  # the questions that have been before one, for going back

    @classmethod
    def begin(cls, questions: Sequence[Question], given: Given) -> Session:
        """At the first question that has not been answered."""
        session = cls(questions, dict(given))
        session.at = session._next(0)
        return session

    @property
    def question(self) -> Question | None:
        """What is before one; None if all is done."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    @property
    def answered(self) -> int:
        """How many questions of the sample have been answered."""
        return sum(question.key in self.given for question in self.questions)

    def press(self, key: str) -> Event:
        """Do what a key says."""
        if key == "q":
            return Event.STOPPED
        if key == "h":
            return Event.HELP
        if key in ("u", "\x7f", "\x08"):
            return self._go_back()
        question = self.question
        if question is None:
            return Event.NOTHING
        if key == "s":
            return self._leave(Event.MOVED)
        if key == "n":
            return self._keep(question, {**NO, Answer.UNSURE: self.said.get(Answer.UNSURE, "no")})
        if key in ("\r", "\n", " "):
            if Answer.LIKING not in self.said:
                return Event.LACKING
            return self._keep(question, {**_PLAIN, **self.said})
        return self._say(key)

    def _say(self, key: str) -> Event:
        if key in _LIKING:
            self.said[Answer.LIKING] = _LIKING[key]
        elif key == "e":
            self.said[Answer.EXCITEMENT] = {"0": "1", "1": "2"}.get(self.said.get(Answer.EXCITEMENT, "0"), "0")
        elif key in _TOGGLES:
            answer = _TOGGLES[key]
            self.said[answer] = "no" if self.said.get(answer) == "yes" else "yes"
        else:
            return Event.NOTHING
        return Event.CHANGED

    def _keep(self, question: Question, answers: Answers) -> Event:
        self.given[question.key] = answers
        return self._leave(Event.KEPT)

    def _leave(self, event: Event) -> Event:
        self.before.append(self.at)
        self.at, self.said = self._next(self.at + 1), {}
        return event

    def _go_back(self) -> Event:
        if not self.before:
            return Event.NOTHING
        self.at = self.before.pop()
        answers = self.given.get(self.questions[self.at].key, {})
        self.said = {}
        if answers.get(Answer.SPEAKS_OF) == "yes":
            self.said.update((one, said) for one, said in answers.items() if said and one is not Answer.SPEAKS_OF)
        return Event.MOVED

    def _next(self, start: int) -> int:
        """The first question from a place on that has no answer."""
        for place in range(start, len(self.questions)):
            if self.questions[place].key not in self.given:
                return place
        return len(self.questions)
