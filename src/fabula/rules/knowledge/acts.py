"""What people do on the strength of what they know: ``uses SECRET``, ``acts on FACT``, ``reacts to``, ``tells``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from fabula.bible.statements import Fact, Name, Relation, Statement
from fabula.source import Span
from fabula.story.canon import Canon
from fabula.story.changes import body_of
from fabula.story.judge import Answer
from fabula.story.minds.judge import MindJudge, kept_minded, kept_secrets
from fabula.story.minds.log import Happening
from fabula.story.minds.matters import read_question
from fabula.story.minds.paths import wipe_of
from fabula.universe.model import Scene

__all__ = ["KnowingAct", "find_acts_of_knowing"]

_VERBS = {"uses": "uses", "acts-on": "acts on", "reacts-to": "reacts to", "tells": "tells"}


class KnowingAct(NamedTuple):
    """Somebody does what needs a piece of knowledge. ``words`` say what, without the name: "acts on the mole".

    ``holds`` says whether they take it to be so, ``suspects`` whether they hold it possible; ``wiped`` is what took it
    from them, ``otherwise`` whether they hold something else. ``at`` is how many events have happened before.
    """

    scene: Scene
    statement: Statement
    person: str
    fact: Fact
    words: str
    at: int
    holds: bool
    suspects: bool
    otherwise: bool
    wiped: Happening | None

    @property
    def form(self) -> str:
        """The form of the statement."""
        return self.statement.form

    @property
    def founded(self) -> bool:
        """Whether what they hold is enough for it: a suspicion is, unless it takes the knowledge itself."""
        return self.holds or (self.suspects and self.form in {"acts-on", "reacts-to"})

    @property
    def span(self) -> Span:
        """Where it is stated."""
        return self.statement.span


def find_acts_of_knowing(canon: Canon) -> list[KnowingAct]:
    """Every such act in scenes that really happen, in story order."""
    if "acts of knowing" not in canon.kept:
        canon.kept["acts of knowing"] = list(_find(canon))
    return cast("list[KnowingAct]", canon.kept["acts of knowing"])


def _find(canon: Canon) -> Iterator[KnowingAct]:
    for scene, statement in canon.stated(*_VERBS):
        fact = _fact(statement)
        if fact is not None and read_question(canon.universe, fact) is not None:
            yield from _judge(canon, scene, statement, fact)


def _fact(statement: Statement) -> Fact | None:
    if statement.form != "uses":
        return next((value for _, value in statement.slots if isinstance(value, Fact)), None)
    item = statement.get("item")
    if isinstance(item, Name) and item.key.startswith("secrets/"):
        return Fact(Relation.SECRET, item, item.span)
    return None


def _judge(canon: Canon, scene: Scene, statement: Statement, fact: Fact) -> Iterator[KnowingAct]:
    moment = canon.moment(scene, statement.span.start)
    judge = MindJudge(canon, moment)
    that = "" if fact.relation is Relation.SECRET or statement.form != "tells" else "that "
    hearer = next((name for name in statement.names("hearer")), None)
    to = f" {canon.universe.name(hearer.key)}" if hearer is not None and hearer.key else ""
    words = f"{_VERBS[statement.form]}{to} {that}{fact.span.text}"
    for name in statement.names("person"):
        person = body_of(canon.universe, name.key)
        if person not in kept_minded(canon):
            continue
        answer = judge.holds((person,), fact)
        wiped = None if answer is Answer.YES else _wiped(canon, judge, person, fact)
        yield KnowingAct(
            scene,
            statement,
            person,
            fact,
            words,
            judge.at,
            answer is Answer.YES,
            judge.suspects(person, fact),
            answer is Answer.NO and fact.inner is None,
            wiped,
        )


def _wiped(canon: Canon, judge: MindJudge, person: str, fact: Fact) -> Happening | None:
    question = read_question(canon.universe, fact)
    if question is None or question.chain:
        return None
    matters = [question.matter]
    if question.matter.kind == "secret":
        matters += [matter for matter, _ in kept_secrets(canon).get(question.matter.subject, ())]
    return next((wipe for m in matters if (wipe := wipe_of(canon.minds, person, m, judge.at)) is not None), None)
