"""Whether something is so in the world at a moment, and what says so.

This is about facts, not about what anybody knows of them: that is judged in `fabula.story.minds.judge`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fabula.bible.model import EntryKind
from fabula.bible.statements import Fact, Relation
from fabula.finding import Step
from fabula.story.changes import attribute_name, body_of, relation_name, same_value
from fabula.story.model import Change, Moment, World
from fabula.universe.model import Scene, Universe

__all__ = ["Answer", "Verdict", "judge_fact"]


class Answer(StrEnum):
    """What can be said of a fact."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, with what holds at that moment in words ("Mason Kane is in Oslo") and the change that made it so.

    ``holds`` is empty where nothing is known; ``change`` is None as well where a default answers (people are alive
    until something says otherwise). A verdict on a mind has its path in ``steps`` instead, and
    in ``scene`` where the last of them happens; ``later`` is where somebody first comes to hold what they are said to
    hold here, and do not.
    """

    answer: Answer
    holds: str = ""
    change: Change | None = None
    steps: tuple[Step, ...] = ()
    scene: Scene | None = None
    later: Scene | None = None


_UNKNOWN = Verdict(Answer.UNKNOWN)


def judge_fact(universe: Universe, world: World, fact: Fact, moment: Moment) -> Verdict:
    """Whether ``fact`` is so just before ``moment``.

    Unknown names make it unknown; what somebody knows or believes, and whether a secret is true, is not judged.
    """
    judge = _JUDGES.get(fact.relation)
    if judge is None:
        return Verdict(Answer.NOT_JUDGED)
    if not fact.subject.key or (fact.object is not None and not fact.object.key):
        return _UNKNOWN
    verdict = judge(_Case(universe, world, fact, moment))
    return verdict if fact.positive else Verdict(_OPPOSITE[verdict.answer], verdict.holds, verdict.change)


_OPPOSITE = {
    Answer.YES: Answer.NO,
    Answer.NO: Answer.YES,
    Answer.UNKNOWN: Answer.UNKNOWN,
    Answer.NOT_JUDGED: Answer.NOT_JUDGED,
}


@dataclass(frozen=True, slots=True)
class _Case:
    """One question to the log, with the words for its answers."""

    universe: Universe
    world: World
    fact: Fact
    moment: Moment

    @property
    def subject(self) -> str:
        return self.fact.subject.key

    @property
    def object(self) -> str:
        return self.fact.object.key if self.fact.object is not None else ""

    def last(self, attribute: str, subject: str = "") -> Change | None:
        return self.world.last(subject or self.subject, attribute, self.moment)

    def name(self, key: str) -> str:
        return self.universe.name(key)


def _answer(so: bool, holds: str, change: Change | None = None) -> Verdict:
    return Verdict(Answer.YES if so else Answer.NO, holds, change)


def _is_same(case: _Case) -> Verdict:
    one, other = body_of(case.universe, case.subject), body_of(case.universe, case.object)
    cover = case.universe.entities.get(one)
    if one == other:
        return _answer(True, f"{case.name(case.subject)} is {case.name(case.object)}")
    if cover is not None and cover.kind is EntryKind.COVER:
        return _UNKNOWN  # a cover that nobody is said to use
    return _answer(False, f"{case.name(case.subject)} is {case.name(one)}")


def _has_attribute(case: _Case) -> Verdict:
    change = case.last(attribute_name(case.fact.attribute))
    if change is None:
        return _UNKNOWN
    holds = f"{case.name(case.subject)}'s {case.fact.attribute} is {change.value}"
    return _answer(same_value(change.value, case.fact.value), holds, change)


def _is_at(case: _Case) -> Verdict:
    who = body_of(case.universe, case.subject)
    change = case.last("place", who)
    if change is None or not change.value:
        return _UNKNOWN
    holds = f"{case.name(case.subject)} is at {case.universe.place_name(change.value)}"
    if case.universe.within(change.value, case.object):
        return _answer(True, holds, change)
    if case.universe.within(case.object, change.value):
        return Verdict(Answer.UNKNOWN, holds, change)  # in the building: in which room is left open
    return _answer(False, holds, change)


def _is_alive(case: _Case) -> Verdict:
    change = case.last("alive")
    dead = change is not None and change.value == "no"
    return _answer(not dead, f"{case.name(case.subject)} is {'dead' if dead else 'alive'}", change)


def _is_member(case: _Case) -> Verdict:
    change = case.last(f"member:{case.object}")
    if change is None:
        return _UNKNOWN
    so = change.value == "yes"
    return _answer(
        so, f"{case.name(case.subject)} {'belongs' if so else 'no longer belongs'} to {case.name(case.object)}", change
    )


def _has(case: _Case) -> Verdict:
    thing = case.name(case.object)
    gone = case.last("gone", case.object)
    if gone is not None and gone.value:
        return _answer(False, f"{thing} is {gone.value}", gone)
    change = case.last("holder", case.object)
    if change is None:
        return _UNKNOWN
    who = body_of(case.universe, case.subject)
    holds = f"{case.name(change.value)} has {thing}" if change.value else f"nobody has {thing}"
    return _answer(change.value == who, holds, change)


def _feels(case: _Case) -> Verdict:
    return _said(
        case, relation_name(case.fact.attribute, case.object), f"{case.fact.attribute} {case.name(case.object)}"
    )


def _is_kin(case: _Case) -> Verdict:
    return _said(
        case, relation_name(case.fact.attribute, case.object), f"is {case.name(case.object)}'s {case.fact.attribute}"
    )


def _said(case: _Case, attribute: str, words: str) -> Verdict:
    change = case.last(attribute)
    if change is None:
        return _UNKNOWN
    so = change.value == "yes"
    return _answer(so, f"it is {'so' if so else 'not so'} that {case.name(case.subject)} {words}", change)


_JUDGES = {
    Relation.IS: _is_same,
    Relation.ATTRIBUTE: _has_attribute,
    Relation.AT: _is_at,
    Relation.ALIVE: _is_alive,
    Relation.MEMBER: _is_member,
    Relation.HAS: _has,
    Relation.FEELS: _feels,
    Relation.KIN: _is_kin,
}
