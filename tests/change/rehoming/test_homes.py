"""Where loose ends can go on, and in which order."""

from __future__ import annotations

from fabula.change.rehoming.ends import What
from fabula.change.rehoming.homes import Home, Tie
from tests.change.rehoming.shows import rehomed, script

SETUP = script("Rahi Farah | at 2020-01-01; sets up the case")


def homes(what: What = What.SETUP, **episodes: str) -> tuple[Home, ...]:
    (one,) = rehomed(**episodes).of(what)
    return one.homes


def ties(home: Home) -> list[Tie]:
    return [reason.tie for reason in home.reasons]


def words(home: Home) -> list[str]:
    return [reason.words for reason in home.reasons]


def test_what_ties_a_setup_to_a_show() -> None:
    main = script("Rahi | at 2021-01-01; Mason has the case", "Mason | present", status="draft")
    (home,) = homes(india_1=SETUP, main_1=main)
    assert home.show.id == "main"
    assert words(home) == [
        "the entry of the case belongs to it",
        "notes speak of it there, last in main S01E01/1",
        "Rahi is there, last in main S01E01/1",
        "Mason had it in main S01E01/1",
        "scenes are set at Pier there, last main S01E01/2",
        "India feeds it",
        "S01E01 is a draft: it can still change, and happens later",
    ]


def test_more_of_its_people_come_first() -> None:
    one = script("Rahi | at 2021-01-01", place="FLAT")
    two = script("Rahi Farah | at 2021-01-01", place="FLAT")
    label = script("Rahi Farah | at 2020-01-01; sets up the tin whistle")
    found = homes(india_1=label, main_1=one, italy_1=two)
    assert [home.show.id for home in found] == ["italy", "main"]
    found = homes(india_1=label, main_1=two, italy_1=two)
    assert [home.show.id for home in found] == ["main", "italy"]  # fed, and told first


def test_the_storyline_is_told_there() -> None:
    told = script("Rahi | at 2020-01-01; storyline C")
    main = script("Mason | at 2010-01-01; storyline C", place="FLAT")
    italy = script("Rahi | at 2021-01-01", place="FLAT")
    found = homes(What.STORYLINE, india_1=told, main_1=main, italy_1=italy)
    assert [(home.show.id, ties(home)[0]) for home in found] == [("main", Tie.TOLD), ("italy", Tie.PEOPLE)]


def test_a_show_without_room_would_need_a_new_episode() -> None:
    (home,) = homes(india_1=SETUP, main_1=script("Rahi | at 2021-01-01", place="FLAT"))
    assert Tie.ROOM not in ties(home)
    assert home.but == "all its episodes are locked or further: it would take a new one"


def test_an_episode_that_happens_before_is_told_as_such() -> None:
    (home,) = homes(india_1=SETUP, main_1=script("Rahi | at 2001-01-01", status="draft", place="FLAT"))
    assert words(home)[-1] == "S01E01 is a draft: it can still change, but happens before"
    assert home.rank[-1] == 0


def test_cancelled_shows_and_shows_without_a_tie_are_no_homes() -> None:
    label = script("Rahi | sets up the tin whistle", place="FLAT")
    assert [home.show.id for home in homes(india_1=label, italy_1=script("Livia |", status="draft"))] == ["main"]


def test_who_there_suspects_a_secret() -> None:
    told = script("Rahi Farah | at 2020-01-01; Farah learns the mole")
    italy = script("Livia | at 2021-01-01; Livia suspects the mole", place="FLAT")
    home = next(home for home in homes(What.SECRET, india_1=told, italy_1=italy) if home.show.id == "italy")
    assert "Livia suspects it there" in words(home)
