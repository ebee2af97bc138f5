"""Labelling key by key, and how far two who did agree."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from fabula.listening.labels.agreeing import agree
from fabula.listening.labels.keeping import NO, labeller_path, write_given
from fabula.listening.labels.reading import read_labels
from fabula.listening.labels.session import Event, Session
from fabula.listening.labels.table import Answer
from fabula.listening.store import Store
from tests.listening.labels.test_sheet import YES, question

QUESTIONS = [question(f"board:{number}") for number in range(4)]


def press(session: Session, keys: str) -> list[Event]:
    return [session.press(key) for key in keys]


def test_a_key_or_two_answer_a_question() -> None:
    session = Session.begin(QUESTIONS, {})
    assert press(session, "5\r") == [Event.CHANGED, Event.KEPT]
    assert press(session, "n") == [Event.KEPT]
    assert session.given[QUESTIONS[0].key] == {
        Answer.SPEAKS_OF: "yes",
        Answer.LIKING: "2",
        Answer.EXCITEMENT: "0",
        Answer.CONFUSION: "no",
        Answer.PREDICTION: "no",
        Answer.UNSURE: "no",
    }
    assert session.given[QUESTIONS[1].key] == NO
    assert session.answered == 2


def test_all_that_can_be_said() -> None:
    session = Session.begin(QUESTIONS, {})
    press(session, "1ecp??2eee\r")
    assert session.given[QUESTIONS[0].key] == {
        **YES,
        Answer.LIKING: "-1",
        Answer.EXCITEMENT: "1",
        Answer.CONFUSION: "yes",
    }


def test_liking_has_to_be_said() -> None:
    session = Session.begin(QUESTIONS, {})
    assert press(session, "e\r") == [Event.CHANGED, Event.LACKING]
    assert session.given == {}


def test_going_back_skipping_and_going_on_later() -> None:
    session = Session.begin(QUESTIONS, {})
    assert press(session, "u") == [Event.NOTHING]
    press(session, "s4p\r")
    assert session.at == 2
    assert press(session, "u") == [Event.MOVED]
    assert session.said[Answer.LIKING] == "1"
    assert session.said[Answer.PREDICTION] == "yes"
    press(session, "2\r")
    assert session.given[QUESTIONS[1].key][Answer.LIKING] == "-1"
    assert session.at == 2
    later = Session.begin(QUESTIONS, session.given)
    assert later.at == 0, "what was skipped is asked again"
    press(later, "n")
    assert later.at == 2, "and what was answered is not"
    assert press(later, "nn") == [Event.KEPT, Event.KEPT]
    assert later.question is None
    assert press(later, "3") == [Event.NOTHING]
    assert press(later, "u") == [Event.MOVED]
    assert later.at == 3


def test_other_keys_do_nothing() -> None:
    session = Session.begin(QUESTIONS, {})
    assert press(session, "zü6hq") == [Event.NOTHING] * 3 + [Event.HELP, Event.STOPPED]
    assert Session.begin([], {}).question is None


def test_two_labellers(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [(f"board:{number}", "people/a") for number in range(40)]
    likes = {True: {**YES, Answer.LIKING: "2"}, False: YES}
    anna = {key: likes[number % 2 == 0] for number, key in enumerate(keys)}
    ben = {key: likes[number % 2 == 0 or number < 6] for number, key in enumerate(keys)}
    ben[keys[-1]] = NO
    write_given(labeller_path(store, "anna"), anna)
    write_given(labeller_path(store, "ben"), ben)
    write_given(labeller_path(store, "carl"), {("board:99", "people/a"): YES})
    found = {one.question: one for one in agree(read_labels(store))}
    assert found[Answer.LIKING].labellers == ("anna", "ben")
    assert found[Answer.LIKING].same == pytest.approx(36 / 39)
    assert found[Answer.LIKING].alpha.units == 39
    assert 0.7 < found[Answer.LIKING].alpha.value < 1
    assert found[Answer.LIKING].table[0][4] == 3, "anna says -2, ben 2"
    assert found[Answer.SPEAKS_OF].table == ((0, 0), (1, 39))
    assert math.isnan(found[Answer.CONFUSION].alpha.value)
    assert agree(read_labels(store).of("anna")) == []
