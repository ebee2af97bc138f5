"""ExploreToM: secret watchers, distraction, private and public speech, with and without its tracker's slips."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from fabula.story.minds.engine import Minds
from tests.minds_proof.exploretom import (
    YES,
    Slip,
    Stage,
    answer,
    container_of,
    read_stories,
    room_of,
    state_of,
    topic_of,
)
from tests.minds_proof.published import STORIES, Score, count, needs_stories, tell
from tests.minds_proof.sentences import Aside, Changes, Enters, Leaves, Moves, Says, Sentence, SpeaksOf, read_sentence

# By story and question, both counted from 0.
MISSED_MOVES = {
    (int(story), int(number))
    for story, _, numbers in (
        entry.partition(":")
        for entry in """
    17:30 19:18 20:11/12 23:30/31 28:27/28 34:11/12 36:34 47:19/20 50:13/18 66:30/31 76:31
    83:24/30/38/39/44/45 85:13/14 94:20/21 95:7/8 98:5/6 100:19/20 102:24/25/27/28 109:11/12 110:23/24
    114:38/40/44/46/50/52/74/84 119:14/15 123:6/7 130:19/20 132:18/19 133:14/15 140:18 162:11/12 176:20 183:18
    189:9/15/16 202:5/6 206:24/25/30/31 209:14/15 215:12/15 219:10/11/14/15 241:13/14 242:14/15
    244:14/15/17/18 250:14/15 262:4/5 276:21 278:15 279:15/16/18/19/21/22/24/25
    """.split()
    )
    for number in numbers.split("/")
}
ONLOOKERS = {(36, 16), (36, 17), (107, 16), (110, 14), (199, 10), (199, 13), (215, 9), (283, 3), (299, 10)}
ONCE_HIDDEN = {(44, 11), (44, 14), (187, 36)}
UNEXPLAINED = {(56, 20)}  # she had left, was told nothing since, and is said to know that another has heard of it


def score(slips: Slip) -> Score[tuple[int, int]]:
    def answers() -> Any:
        for story, items in read_stories(STORIES / "exploretom.jsonl"):
            minds = Stage(slips).play(story)
            for item in items:
                yield (item.story, item.number), answer(minds, item), item.answer

    found: Score[tuple[int, int]] = count(answers())
    tell(f"exploretom, {slips}", found)
    assert found.asked == 12_299
    return found


@needs_stories
def test_as_the_makers_state_it() -> None:
    assert set(score(Slip.NONE).missed) == MISSED_MOVES | ONLOOKERS | ONCE_HIDDEN | UNEXPLAINED
    assert len(MISSED_MOVES) == 104


@needs_stories
def test_with_the_stated_fault_copied() -> None:
    assert set(score(Slip.MISSED_MOVE).missed) == ONLOOKERS | ONCE_HIDDEN | UNEXPLAINED


@needs_stories
@pytest.mark.parametrize(
    ("slip", "left"), [(Slip.ONLOOKERS, ONCE_HIDDEN | UNEXPLAINED), (Slip.ONCE_HIDDEN, ONLOOKERS | UNEXPLAINED)]
)
def test_each_other_slip_explains_its_items(slip: Slip, left: set[tuple[int, int]]) -> None:
    assert set(score(Slip.MISSED_MOVE | slip).missed) == left


@needs_stories
def test_one_item_has_no_reason() -> None:
    assert set(score(Slip.MISSED_MOVE | Slip.ONLOOKERS | Slip.ONCE_HIDDEN).missed) == UNEXPLAINED


@needs_stories
def test_the_sentences_are_read_as_the_makers_mean_them() -> None:
    """The files hold each story as structure too: it must be what the sentences say."""
    for line in (STORIES / "exploretom.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert structure([read_sentence(text) for text in record["script"]]) == record["events"], record["id"]


def structure(story: Sequence[Sentence]) -> list[Any]:
    found: list[Any] = []
    for sentence in story:
        match sentence:
            case Aside(watching, missing):
                found[-1][1] = {
                    key: list(people)
                    for key, people in (("people_peeking", watching), ("people_distracted", missing))
                    if people
                }
            case Enters((person,), room):
                found.append([["enter", person, room], {}])
            case Leaves((person,), room):
                found.append([["leave", person, room], {}])
            case Moves(person, thing, place, room):
                found.append([["move" if room else "moveroom", person, thing, place], {}])
            case Changes(person, thing, state):
                found.append([["state", person, thing, state], {}])
            case SpeaksOf(speaker, hearer, topic):
                found.append([["priv", speaker, hearer, topic] if hearer else ["broad", speaker, topic], {}])
            case Says(speaker, hearer, thing, place):
                said = [thing, "container_location", place, True]
                found.append([["privloc", speaker, hearer, said] if hearer else ["broadloc", speaker, said], {}])
            case _:
                raise AssertionError(sentence)
    return found


DISTRACTED = (
    "got distracted and did not realize what happened, without anyone noticing the brief lack of attention, and "
    "going back to paying attention immediately after the action was finished."
)
SECRETLY = "While this action was happening, Cid and Dot witnessed this action in secret (and only this action)"
LOFT = ["Ann entered the loft.", "Bob entered the loft.", "Cid entered the hall.", "Dot entered the hall."]


def play(*sentences: str, slips: Slip = Slip.NONE) -> Minds:
    return Stage(slips).play([read_sentence(text) for text in (*LOFT, *sentences)])


def test_a_secret_watcher_is_known_to_nobody_and_a_distracted_one_seems_to_see() -> None:
    moved = "Ann moved the map to the box, which is also located in the loft."
    aside = f"{SECRETLY}; also, Bob {DISTRACTED}"
    minds = play(moved, aside)
    where = container_of("map")
    assert minds.value(("Cid",), where) == minds.value(("Ann",), where) == "box"
    assert minds.value(("Bob",), where) is None
    assert minds.value(("Ann", "Bob"), where) == minds.value(("Cid", "Bob"), where) == "box"
    assert minds.value(("Ann", "Cid"), where) is minds.value(("Cid", "Dot"), where) is None
    assert minds.value(("Cid", "Ann", "Cid"), where) is None
    assert minds.value(("Bob", "Ann"), where) is None
    faulty = play(moved, aside, slips=Slip.MISSED_MOVE)
    assert faulty.value(("Bob",), where) is None
    assert faulty.value(("Bob", "Ann"), where) == "box"


def test_what_is_in_a_container_is_not_seen_on_entering_and_what_stands_open_is() -> None:
    minds = play(
        "Ann did: the map is torn.",
        "Ann did: the cup is wet.",
        "Ann moved the map to the box, which is also located in the loft.",
        "Cid entered the loft.",
    )
    assert minds.value(("Cid",), state_of("cup", "is wet")) == YES
    assert minds.value(("Cid",), state_of("map", "is torn")) is None
    assert minds.value(("Cid", "Ann"), room_of("cup")) == "loft"
    assert minds.value(("Cid",), room_of("map")) is None


def test_what_is_carried_away_is_lost_to_those_who_stay() -> None:
    story = [
        "Ann moved the map to the box, which is also located in the loft.",
        "Ann moved the map to the hall, leaving the box in its original location.",
        "Bob entered the hall.",
    ]
    assert play(*story[:2]).value(("Bob",), room_of("map")) == "?"
    assert play(*story[:2]).value(("Bob", "Ann"), container_of("map")) == "?"
    assert play(*story[:2]).value(("Dot", "Cid"), room_of("map")) == "hall"
    assert play(*story).value(("Bob",), room_of("map")) == "hall"
    assert play(*story, slips=Slip.ONCE_HIDDEN).value(("Bob",), room_of("map")) == "?"


def test_who_was_there_sees_what_is_carried_in() -> None:
    story = ["Ann did: the map is wet.", "Ann moved the map to the hall."]
    wet = state_of("map", "is wet")
    assert play(*story).value(("Cid",), wet) == YES
    copied = play(*story, slips=Slip.ONLOOKERS)
    assert copied.value(("Cid",), wet) is None
    assert copied.value(("Cid", "Dot"), wet) == YES


def test_speech_is_heard_by_those_who_hear_it() -> None:
    minds = play("Ann told out loud about the old plan.", "Ann told privately to Cid that the map is in the hall.")
    assert minds.value(("Bob", "Ann"), topic_of("old plan")) == YES
    assert minds.value(("Cid",), topic_of("old plan")) is None
    assert minds.value(("Cid",), room_of("map")) == "hall"
    assert minds.value(("Bob", "Cid"), room_of("map")) is None
