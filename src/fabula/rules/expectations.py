"""What writers expect to be so: ``expect Mason has the case``, each judged at its moment."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.bible.statements import Fact, Relation, Statement
from fabula.story.canon import Canon
from fabula.story.judge import Verdict, judge_fact
from fabula.story.minds.judge import MINDS, judge_mind, judge_secret
from fabula.universe.model import Scene

__all__ = ["MINDS", "find_expectations"]


def find_expectations(canon: Canon) -> Iterator[tuple[Scene, Statement, Fact, Verdict]]:
    """Every expectation in telling order, with the verdict on it just before the note."""
    for scene, statement in canon.universe.stated("expect"):
        fact = next((value for _, value in statement.slots if isinstance(value, Fact)), None)
        if fact is None:
            continue
        moment = canon.moment(scene, statement.span.start)
        if fact.relation in MINDS:
            yield scene, statement, fact, judge_mind(canon, fact, moment)
        elif fact.relation is Relation.SECRET:
            yield scene, statement, fact, judge_secret(canon, fact, moment)
        else:
            yield scene, statement, fact, judge_fact(canon.universe, canon.world, fact, moment)
