"""Hi-ToM: nested minds to the fourth order and claims that may be lies, in the makers' reading and in ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.minds_proof.hitom import Item, own_answer, published_answer, read_items
from tests.minds_proof.published import STORIES, count, needs_stories, tell

SCEPTIC = "the first mind is the speaker, the second a sceptic: theirs lets the speaker think that sceptics are fooled"
HEARERS = "what one hearer thinks that another took from a public claim: theirs leaves it as it was"
DEEP = "third or fourth order: theirs lets speech change nothing there"

# By the makers' own number of the item. Where our reading, which is the engine's, answers otherwise than published.
DIFFERENCES = {
    **dict.fromkeys((858,), SCEPTIC),
    **dict.fromkeys((644, 646, 750, 844), HEARERS),
    **dict.fromkeys((664, 666, 674, 684, 686, 694, 770, 790, 862, 864, 882, 884), DEEP),
}


@needs_stories
def test_their_reading_is_met_in_every_item() -> None:
    items = list(read_items(STORIES / "hi-tom.json"))
    score = count((item.number, published_answer(item), item.answer) for item in items)
    tell("hi-tom, their reading", score)
    assert score.asked == 300
    assert score.missed == ()


@needs_stories
def test_our_reading_differs_in_the_named_items_only() -> None:
    items = {item.number: item for item in read_items(STORIES / "hi-tom.json")}
    score = count((number, own_answer(item), item.answer) for number, item in items.items())
    tell("hi-tom, our reading", score)
    assert score.asked == 300
    assert sorted(score.missed) == sorted(DIFFERENCES)
    for number, reason in DIFFERENCES.items():
        assert (len(items[number].question.chain) > 2) == (reason == DEEP), number
        assert items[number].told


HEAD = [
    "1 Ann, Bob and Cid entered the loft.",
    "2 The map is in the red_box.",
    "3 Ann made no movements and stayed in the loft for 1 minute.",
    "4 Ann exited the loft.",
    "5 Bob moved the map to the blue_box.",
    "6 Bob exited the loft.",
    "7 Cid lost his hat.",
    "8 Cid exited the loft.",
    "9 Ann, Bob and Cid entered the waiting_room.",
]


def read(tmp_path: Path, said: str, question: str) -> Item:
    story = tmp_path / "story.json"
    record = {
        "sample_id": 1,
        "deception": True,
        "story": "\n".join(["A word to the reader.", *HEAD, f"10 {said}"]),
        "question": question,
        "answer": "",
    }
    story.write_text(json.dumps([record]), encoding="utf-8")
    (item,) = read_items(story)
    return item


PUBLIC = "Bob publicly claimed that map is in the old_hat now."
PRIVATE = "Bob privately told Ann that the map is in the old_hat now."


@pytest.mark.parametrize(
    ("said", "question", "theirs", "ours"),
    [
        (PUBLIC, "Where is the map really?", "blue_box", "blue_box"),
        (PUBLIC, "Where does Ann really think the map is?", "old_hat", "old_hat"),
        (PUBLIC, "Where does Cid really think the map is?", "blue_box", "blue_box"),
        (PUBLIC, "Where does Ann think Bob thinks the map is?", "old_hat", "old_hat"),
        (PUBLIC, "Where does Bob think Ann thinks the map is?", "old_hat", "old_hat"),
        (PUBLIC, "Where does Bob think Cid thinks the map is?", "old_hat", "blue_box"),
        (PUBLIC, "Where does Cid think Ann thinks the map is?", "red_box", "old_hat"),
        (PUBLIC, "Where does Cid think Bob thinks Ann thinks the map is?", "red_box", "old_hat"),
        (PRIVATE, "Where does Cid think Ann thinks the map is?", "red_box", "red_box"),
        (PRIVATE, "Where does Bob think Ann thinks the map is?", "old_hat", "old_hat"),
        (PRIVATE, "Where does Cid think Bob thinks Ann thinks the map is?", "red_box", "red_box"),
    ],
)
def test_the_two_readings(tmp_path: Path, said: str, question: str, theirs: str, ours: str) -> None:
    item = read(tmp_path, said, question)
    assert (published_answer(item), own_answer(item)) == (theirs, ours)
