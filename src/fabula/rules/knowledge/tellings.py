"""What people tell one another by notes: ``tells``, ``lies to``, ``learns … from``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from fabula.bible.statements import Fact, Statement
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.minds.judge import kept_minded
from fabula.story.minds.matters import Question, read_question
from fabula.universe.model import Scene

__all__ = ["Telling", "find_tellings"]


class Telling(NamedTuple):
    """Somebody tells somebody something. ``at`` is how many events have happened before; ``lie`` if it is one."""

    scene: Scene
    statement: Statement
    speaker: str
    hearer: str
    fact: Fact
    question: Question
    at: int
    lie: bool


def find_tellings(canon: Canon) -> list[Telling]:
    """Everything that notes say is told, in scenes that really happen, in story order."""
    if "tellings" not in canon.kept:
        canon.kept["tellings"] = list(_find(canon))
    return cast("list[Telling]", canon.kept["tellings"])


def _find(canon: Canon) -> Iterator[Telling]:
    for scene, statement in canon.stated("tells", "lies", "learns"):
        yield from _read(canon, scene, statement)


def _read(canon: Canon, scene: Scene, statement: Statement) -> Iterator[Telling]:
    fact = next((value for _, value in statement.slots if isinstance(value, Fact)), None)
    question = read_question(canon.universe, fact) if fact is not None else None
    if fact is None or question is None:
        return
    from_whom, to_whom = ("source", "person") if statement.form == "learns" else ("person", "hearer")
    at = canon.minds.at(canon.moment(scene, statement.span.start))
    people = kept_minded(canon)
    speakers = [body_of(canon.universe, name.key) for name in statement.names(from_whom)]
    hearers = [body_of(canon.universe, name.key) for name in statement.names(to_whom)]
    for speaker in speakers:
        for hearer in hearers:
            if speaker in people and hearer in people and speaker != hearer:
                yield Telling(scene, statement, speaker, hearer, fact, question, at, statement.form == "lies")
