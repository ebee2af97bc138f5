"""Whether somebody knows or believes something at a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.bible.statements import Fact
from fabula.story.canon import Canon
from fabula.story.judge import Answer, Verdict
from fabula.story.minds.judge import judge_mind, judge_secret
from tests.rules.shelf import canon_of

TOLD = (
    "INT. FLAT - NIGHT\n\nMASON\nWell?\n\nBERNARD\nListen.\n\n"
    "[[canon: Bernard learns the mole; Bernard tells Mason the mole; Bernard lies to Mason: Nadia is dead]]\n\n"
    "INT. PIER - DAY\n\n[[canon: {}]]\n"
)


def verdicts(canon: Canon) -> list[Verdict]:
    """The verdict on each expectation of the last scene."""
    scene = canon.universe.scenes[-1]
    found = []
    for statement in scene.statements:
        fact = statement.get("fact")
        if statement.form == "expect" and isinstance(fact, Fact):
            judge = judge_mind if fact.inner is not None else judge_secret
            found.append(judge(canon, fact, canon.moment(scene, statement.span.start)))
    return found


@pytest.mark.parametrize(
    ("fact", "answer", "holds"),
    [
        ("Mason knows the mole", "yes", "Mason knows the mole"),
        ("Nadia knows the mole", "no", "Nadia does not know the mole"),
        ("Nadia does not know the mole", "yes", "Nadia does not know the mole"),
        ("Mason does not know the mole", "no", "Mason knows the mole"),
        ("Mason believes that Nadia is dead", "yes", "Mason believes that Nadia is dead"),
        ("Mason knows that Nadia is dead", "no", "Mason believes that Nadia is dead, which is not so"),
        ("Mason knows that Nadia is alive", "no", "Mason believes otherwise, and does not know that Nadia is alive"),
        ("Bernard believes that Nadia is dead", "no", "Bernard does not believe that Nadia is dead"),
        ("Bernard believes Mason knows the mole", "yes", "Bernard believes that Mason knows the mole"),
        ("Bernard believes Mason believes Nadia is dead", "yes", None),
        ("Mason believes Bernard believes Nadia is dead", "yes", None),
        ("Bernard knows Mason believes Bernard believes Nadia is dead", "yes", None),
        ("Nadia believes that Mason knows the mole", "no", None),
        ("Nadia believes that Mason does not know the mole", "yes", None),
        ("somebody knows the mole", "unknown", ""),
    ],
)
def test_a_mind_is_judged(tmp_path: Path, fact: str, answer: str, holds: str | None) -> None:
    (verdict,) = verdicts(canon_of(tmp_path, TOLD.format(f"expect {fact}")))
    assert str(verdict.answer) == answer
    if holds is not None:
        assert verdict.holds == holds


def test_what_began_as_a_lie_is_no_knowledge_where_nothing_says_what_is_so(tmp_path: Path) -> None:
    lie = "Bernard lies to Mason: Bernard loves Nadia; expect Mason {} Bernard loves Nadia"
    (knows,) = verdicts(canon_of(tmp_path, TOLD.format(lie.format("knows"))))
    assert (knows.answer, knows.holds) == (Answer.NO, "Mason believes that Bernard loves Nadia, which began as a lie")
    (believes,) = verdicts(canon_of(tmp_path, TOLD.format(lie.format("believes"))))
    assert believes.answer is Answer.YES


def test_a_verdict_has_its_path_and_its_scene(tmp_path: Path) -> None:
    (verdict,) = verdicts(canon_of(tmp_path, TOLD.format("expect Mason knows the mole")))
    assert [step.message for step in verdict.steps] == [
        "main S01E01/1: Bernard learns the mole",
        "main S01E01/1: Bernard tells Mason the mole",
    ]
    assert verdict.scene is not None
    assert verdict.scene.label == "1"
    assert verdict.later is None


def test_what_was_forgotten_is_not_known_and_the_wipe_is_named(tmp_path: Path) -> None:
    text = TOLD.format("Mason forgets everything; expect Mason knows the mole; expect Mason does not know the mole")
    first, second = verdicts(canon_of(tmp_path, text))
    assert (first.answer, first.holds) == (Answer.NO, "Mason has forgotten the mole")
    assert [step.message for step in first.steps] == ["main S01E01/2: Mason forgets everything"]
    assert second.answer is Answer.YES


def test_what_comes_later_is_named(tmp_path: Path) -> None:
    text = TOLD.format("expect Nadia knows the mole; Nadia learns the mole")
    (verdict,) = verdicts(canon_of(tmp_path, text))
    assert verdict.answer is Answer.NO
    assert verdict.later is not None
    assert verdict.later.label == "2"


def test_an_office_knows_nothing(tmp_path: Path) -> None:
    (tmp_path / "bible/people").mkdir(parents=True)
    (tmp_path / "bible/people/pope.md").write_text("---\nname: the Pope\nnature: office\n---\n", encoding="utf-8")
    (verdict,) = verdicts(canon_of(tmp_path, TOLD.format("the Pope learns the mole; expect the Pope knows the mole")))
    assert verdict.answer is Answer.NO


def test_a_secret_is_so_by_its_fact(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, "INT. PIER - DAY\n\n[[canon: expect the mole]]\n")
    assert [v.answer for v in verdicts(canon)] == [Answer.NOT_JUDGED]
    (tmp_path / "bible/secrets/leak.md").write_text(
        "---\nname: the leak\nfact: Bernard belongs to Citadel\n---\n", encoding="utf-8"
    )
    text = "INT. PIER - DAY\n\n[[canon: expect the leak]]\n\n[[canon: Bernard leaves Citadel; expect the leak]]\n"
    assert [v.answer for v in verdicts(canon_of(tmp_path, text))] == [Answer.YES, Answer.NO]


def test_who_knows_the_fact_knows_the_secret(tmp_path: Path) -> None:
    (tmp_path / "bible/secrets").mkdir(parents=True)
    (tmp_path / "bible/secrets/leak.md").write_text(
        "---\nname: the leak\nfact: Mason belongs to Manticore\n---\n", encoding="utf-8"
    )
    text = "INT. PIER - DAY\n\nNADIA\nYou.\n\n[[canon: Mason joins Manticore; expect Nadia knows the leak]]\n"
    assert [v.answer for v in verdicts(canon_of(tmp_path, text))] == [Answer.YES]


def test_who_has_seen_the_face_is_not_taken_in_by_a_cover(tmp_path: Path) -> None:
    text = (
        "INT. FLAT - DAY\n\nNADIA\nHello.\n\nMASON\nBye.\n\n[[canon: Mason exits]]\n\nNADIA\nGone.\n\n"
        "INT. PIER - DAY\n\nNADIA\nYou?\n\nBERNARD\nWho?\n\nKYLE\nMe.\n\n"
        "[[canon: expect Nadia knows that Kyle is Mason; expect Bernard knows that Kyle is Mason]]\n"
    )
    assert [v.answer for v in verdicts(canon_of(tmp_path, text))] == [Answer.YES, Answer.NO]
