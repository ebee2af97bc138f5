"""Storylines, setups, secrets and things that a show leaves open."""

from __future__ import annotations

import pytest

from fabula.change.rehoming.ends import What
from tests.change.rehoming.shows import rehomed, script

ELSEWHERE = script("Mason | at 2023-01-01")


def left(what: What, **episodes: str) -> list[tuple[str, str]]:
    return [(one.end.name, one.end.words) for one in rehomed(**episodes).of(what)]


def test_a_storyline_without_an_end() -> None:
    (one,) = rehomed(india_1=script("Rahi | storyline C", "Rahi Farah | storyline C")).of(What.STORYLINE)
    end = one.end
    assert (end.name, end.words, end.key) == (
        "Numbers (C)",
        "told last in india S01E01/2, released",
        "storylines/numbers",
    )
    assert (end.people, end.seen) == (("people/rahi", "people/farah"), True)


def test_a_storyline_that_is_only_planned() -> None:
    assert left(What.STORYLINE, india_1=script("Rahi |")) == [
        ("Numbers (C)", "planned in the bible, and told in no scene yet")
    ]


def test_a_storyline_that_ends() -> None:
    assert left(What.STORYLINE, india_1=script("Rahi | storyline C", "Rahi | ends storyline C")) == []


def test_an_end_that_will_not_be_made() -> None:
    draft = script("Rahi | ends storyline C", status="draft")
    assert left(What.STORYLINE, india_1=script("Rahi | storyline C"), india_2=draft) == [
        ("Numbers (C)", "it ends in india S01E02/1, which is a draft and not to be made")
    ]


def test_a_storyline_that_goes_on_elsewhere() -> None:
    told = script("Rahi | storyline C")
    assert left(What.STORYLINE, india_1=told, main_1=script("Mason | storyline C", status="draft")) == []
    before = script("Mason | at 2001-01-01; storyline C", status="draft")
    told = script("Rahi | at 2020-01-01; storyline C")
    assert len(left(What.STORYLINE, india_1=told, main_1=before)) == 1


@pytest.mark.parametrize(
    ("payoff", "words"),
    [
        ({}, "set up in india S01E01/1, and not paid off"),
        ({"main_1": script("Mason | pays off the case", status="draft")}, ""),
        ({"india_2": script("Rahi | pays off the case")}, ""),
        (
            {"india_2": script("Rahi | pays off the case", status="locked")},
            "set up in india S01E01/1; its payoff in india S01E02/1 is locked and not to be made",
        ),
        ({"italy_1": script("Livia | pays off the case")}, "set up in india S01E01/1, and not paid off"),
    ],
)
def test_setups(payoff: dict[str, str], words: str) -> None:
    found = left(What.SETUP, india_1=script("Rahi | sets up the case"), **payoff)
    assert found == ([("the case", words)] if words else [])


def test_a_label_is_a_setup_too() -> None:
    (one,) = rehomed(india_1=script("Rahi | sets up the tin whistle")).of(What.SETUP)
    assert (one.end.name, one.end.key, one.end.people) == ("tin whistle", "", ("people/rahi",))


@pytest.mark.parametrize(
    ("note", "words", "waiting"),
    [
        ("Rahi acts on the mole", "only Rahi holds it", ("the audience has not been told",)),
        ("Farah learns the mole", "only Rahi and Farah hold it", ("the audience knows it since india S01E01/1",)),
        ("Farah suspects the mole", "only Rahi holds it", ("the audience has not been told", "Farah suspects it")),
        ("Mason learns the mole", "", ()),
        ("Rahi dies; reveals the mole", "nobody alive holds it", ("the audience knows it since india S01E01/1",)),
    ],
)
def test_secrets(note: str, words: str, waiting: tuple[str, ...]) -> None:
    found = rehomed(india_1=script(f"Rahi Farah | {note}")).of(What.SECRET)
    assert [(one.end.words, one.end.waiting) for one in found] == ([(words, waiting)] if words else [])


def test_a_secret_that_no_scene_speaks_of_waits_for_nobody() -> None:
    assert left(What.SECRET, india_1=script("Rahi |")) == []


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Rahi takes the case", "Rahi has it"),
        ("Rahi takes the case; Rahi drops the case", "left at Pier"),
        ("the case is lost", "it is lost"),
        ("the case is destroyed", ""),
        ("Mason takes the case", ""),
        ("Rahi takes the case; Rahi gives the case to Mason", ""),
    ],
)
def test_things(note: str, words: str) -> None:
    assert left(What.THING, india_1=script(f"Rahi Mason | {note}")) == ([("the case", words)] if words else [])


def test_a_thing_that_another_show_had_last() -> None:
    took = script("Rahi | at 2020-01-01; Rahi takes the case")
    later = script("Livia | at 2021-01-01; Livia takes the case")
    assert left(What.THING, india_1=took, italy_1=later) == []
    earlier = script("Livia | at 2019-01-01; Livia takes the case")
    assert left(What.THING, india_1=took, italy_1=earlier) == [("the case", "Rahi has it")]


def test_who_waits_for_a_thing() -> None:
    took = script("Rahi | at 2020-01-01; the case is lost")
    later = script("Mason | at 2021-01-01; pays off the case", status="draft")
    (one,) = rehomed(india_1=took, main_1=later).of(What.THING)
    assert one.end.waiting == ("main S01E01/1 speaks of it",)


def test_what_nobody_has_seen() -> None:
    (one,) = rehomed(india_1=script("Rahi | sets up the case", status="draft")).of(What.SETUP)
    assert not one.end.seen
    (one,) = rehomed(india_1=script("Rahi | sets up the case", status="shot")).of(What.SETUP)
    assert one.end.seen
