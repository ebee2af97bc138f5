"""The grammar of belief stories knows the whole stock of their sentences, and stops at what it does not know."""

from __future__ import annotations

import pytest

from tests.minds_proof.sentences import (
    Aside,
    Changes,
    Enters,
    Idle,
    Leaves,
    Lies,
    LooksIn,
    Moves,
    Question,
    Says,
    SaysWhere,
    Sentence,
    SpeaksOf,
    UnreadSentenceError,
    read_question,
    read_sentence,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Ann entered the TV_room.", Enters(("Ann",), "TV_room")),
        ("22 Ann, Bob and Cid entered the loft.", Enters(("Ann", "Bob", "Cid"), "loft")),
        ("Ann, Bob, and Cid are in the loft.", Enters(("Ann", "Bob", "Cid"), "loft")),
        ("Ann and Bob are in the loft.", Enters(("Ann", "Bob"), "loft")),
        ("Ann is in the loft.", Enters(("Ann",), "loft")),
        ("Ann exited the loft.", Leaves(("Ann",), "loft")),
        ("Ann left the loft.", Leaves(("Ann",), "loft")),
        ("Ann went out of the loft.", Leaves(("Ann",), "loft")),
        ("The t-shirt is in the old_box.", Lies("t-shirt", "old_box")),
        ("Ann moved the t-shirt to the box.", Moves("Ann", "t-shirt", "box")),
        ("Ann moved the map to the box, which is also located in the loft.", Moves("Ann", "map", "box", "loft")),
        (
            "Ann moved the map to the hall, leaving the box in its original location.",
            Moves("Ann", "map", "hall", "", "box"),
        ),
        ("Ann likes the rain.", Idle("Ann")),
        ("Ann loves the rain.", Idle("Ann")),
        ("Ann hates the red_box.", Idle("Ann")),
        ("Ann dislikes the rain.", Idle("Ann")),
        ("Ann saw a fox.", Idle("Ann")),
        ("Ann lost her hat.", Idle("Ann")),
        ("Ann made no movements and stayed in the loft for 1 minute.", Idle("Ann")),
        ("Ann looked in the box.", LooksIn("Ann", "box")),
        ("Ann publicly claimed that map is in the box now.", Says("Ann", "", "map", "box")),
        ("Ann said that the map is in the box.", Says("Ann", "", "map", "box")),
        ("Ann told out loud that the map is in the box.", Says("Ann", "", "map", "box")),
        ("Ann privately told Bob that the map is in the box now.", Says("Ann", "Bob", "map", "box")),
        ("Ann told privately to Bob that the map is in the box.", Says("Ann", "Bob", "map", "box")),
        ("Ann told privately to Bob that Cid is in the loft.", Says("Ann", "Bob", "Cid", "loft")),
        ("Ann told Bob that the map is in the box.", Says("Ann", "Bob", "map", "box")),
        ("Ann told Bob where the map is.", SaysWhere("Ann", "Bob", "map")),
        ("Ann told out loud about the old plan.", SpeaksOf("Ann", "", "old plan")),
        ("Ann told privately to Bob about the old plan.", SpeaksOf("Ann", "Bob", "old plan")),
        ("Ann did: the map is torn.", Changes("Ann", "map", "is torn")),
        (
            "While this action was happening, Ann and Bob witnessed this action in secret (and only this action).",
            Aside(("Ann", "Bob"), ()),
        ),
    ],
)
def test_each_form_of_sentence(text: str, expected: Sentence) -> None:
    assert read_sentence(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is the map really?", Question((), "map")),
        ("12 Where was the t-shirt at the beginning?", Question((), "t-shirt", first=True)),
        ("Where will Ann look for the map?", Question(("Ann",), "map")),
        ("Where does Ann really think the map is?", Question(("Ann",), "map")),
        ("Where does Ann think that Bob searches for the map?", Question(("Ann", "Bob"), "map")),
        (
            "Where does Ann think that Bob thinks that Ann will search for the map?",
            Question(("Ann", "Bob", "Ann"), "map"),
        ),
        (
            "Where does Ann think Bob thinks Cid thinks Dot thinks the map is?",
            Question(("Ann", "Bob", "Cid", "Dot"), "map"),
        ),
    ],
)
def test_each_form_of_question(text: str, expected: Question) -> None:
    assert read_question(text) == expected


@pytest.mark.parametrize(
    "text", ["Ann pondered the map.", "ann entered the loft.", "Ann entered the loft. And more.", ""]
)
def test_what_is_not_known_is_an_error(text: str) -> None:
    with pytest.raises(UnreadSentenceError):
        read_sentence(text)
    with pytest.raises(UnreadSentenceError):
        read_question(text)
