"""Whether something is so, and what says so."""

from __future__ import annotations

import pytest

from fabula.bible.statements import Fact, Name, Relation
from fabula.source import EMPTY_SOURCE
from fabula.story.judge import Answer, judge_fact
from fabula.story.model import Moment
from fabula.universe.model import Universe

from .facts import replay, story
from .playbook import entity

NOWHERE = EMPTY_SOURCE.whole
END = Moment(99, 0)
STORY = (
    "# INT. FLAT @places/flat\nMASON: Here.\n"
    "* takes-thing person=people/mason thing=things/case\n* joins person=people/mason group=groups/citadel\n"
    "* leaves person=people/nadia group=groups/citadel\n* dies person=people/nadia\n"
    '* attribute subject=people/mason attribute="wound" value="left_hand"\n'
    '* feels person=people/mason other=people/nadia verb="loves"\n'
    '* kin person=people/mason other=people/nadia role="brother"\n'
)


def named(key: str) -> Name:
    return Name(key, NOWHERE, (key,) if "/" in key else ())


def fact(
    relation: Relation, subject: str, other: str = "", *, words: str = "", value: str = "", so: bool = True
) -> Fact:
    return Fact(relation, named(subject), NOWHERE, named(other) if other else None, words, value, positive=so)


def made() -> Universe:
    return story(STORY, entity("places/kitchen", parent="places/flat"), entity("covers/wolf"))


ALIVE, AT, HAS, IS = Relation.ALIVE, Relation.AT, Relation.HAS, Relation.IS
MASON, NADIA = "people/mason", "people/nadia"


@pytest.mark.parametrize(
    ("asked", "answer", "holds"),
    [
        (fact(ALIVE, MASON), Answer.YES, "MASON is alive"),
        (fact(ALIVE, NADIA), Answer.NO, "NADIA is dead"),
        (fact(ALIVE, NADIA, so=False), Answer.YES, "NADIA is dead"),
        (fact(AT, MASON, "places/flat"), Answer.YES, "MASON is at FLAT"),
        (fact(AT, "covers/kyle", "places/flat"), Answer.YES, "KYLE is at FLAT"),
        (fact(AT, MASON, "places/kitchen"), Answer.UNKNOWN, "MASON is at FLAT"),
        (fact(AT, MASON, "places/oslo"), Answer.NO, "MASON is at FLAT"),
        (fact(AT, NADIA, "places/oslo"), Answer.UNKNOWN, ""),
        (fact(AT, "things/case", "places/flat"), Answer.YES, "CASE is at FLAT"),
        (fact(HAS, MASON, "things/case"), Answer.YES, "MASON has CASE"),
        (fact(HAS, NADIA, "things/case"), Answer.NO, "MASON has CASE"),
        (fact(HAS, NADIA, "things/case", so=False), Answer.YES, "MASON has CASE"),
        (fact(Relation.MEMBER, MASON, "groups/citadel"), Answer.YES, "MASON belongs to CITADEL"),
        (fact(Relation.MEMBER, NADIA, "groups/citadel"), Answer.NO, "NADIA no longer belongs to CITADEL"),
        (fact(Relation.MEMBER, "covers/kyle", "groups/citadel"), Answer.UNKNOWN, ""),
        (
            fact(Relation.ATTRIBUTE, MASON, words="Wound", value="the left hand"),
            Answer.YES,
            "MASON's Wound is left hand",
        ),
        (fact(Relation.ATTRIBUTE, MASON, words="wound", value="right hand"), Answer.NO, "MASON's wound is left hand"),
        (fact(Relation.ATTRIBUTE, MASON, words="hair", value="grey"), Answer.UNKNOWN, ""),
        (fact(Relation.FEELS, MASON, NADIA, words="loves"), Answer.YES, "it is so that MASON loves NADIA"),
        (fact(Relation.FEELS, MASON, NADIA, words="hates"), Answer.NO, "it is not so that MASON hates NADIA"),
        (fact(Relation.KIN, MASON, NADIA, words="brother"), Answer.YES, "it is so that MASON is NADIA's brother"),
        (fact(Relation.KIN, MASON, NADIA, words="boss"), Answer.UNKNOWN, ""),
        (fact(IS, "covers/kyle", MASON), Answer.YES, "KYLE is MASON"),
        (fact(IS, "covers/kyle", NADIA), Answer.NO, "KYLE is MASON"),
        (fact(IS, "covers/wolf", NADIA), Answer.UNKNOWN, ""),
        (fact(ALIVE, "somebody"), Answer.UNKNOWN, ""),
        (fact(Relation.SECRET, "secrets/mole"), Answer.NOT_JUDGED, ""),
        (fact(Relation.KNOWS, MASON, so=False), Answer.NOT_JUDGED, ""),
    ],
)
def test_a_fact_is_judged(asked: Fact, answer: Answer, holds: str) -> None:
    world = made()
    verdict = judge_fact(world, replay(world), asked, END)
    assert (verdict.answer, verdict.holds) == (answer, holds)


def test_the_verdict_names_what_made_it_so() -> None:
    world = made()
    verdict = judge_fact(world, replay(world), fact(HAS, NADIA, "things/case"), END)
    assert verdict.change is not None
    assert verdict.change.span.text == "* takes-thing person=people/mason thing=things/case"


def test_only_what_happened_before_counts() -> None:
    world = made()
    at = world.scenes[0].source.text.index("* dies")
    assert judge_fact(world, replay(world), fact(ALIVE, NADIA), Moment(0, at)).answer is Answer.YES
