"""Whose people are whose, and how a show leaves them."""

from __future__ import annotations

import pytest

from fabula.change.rehoming.cast import own_people
from fabula.change.rehoming.ends import What
from tests.change.rehoming.shows import SHOWS, rehomed, script
from tests.change.universes import checked


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Rahi goes to Flat", "on the way to Flat"),
        ("Rahi leaves Pier", "gone, and not there yet"),
        ("Rahi forgets everything", "without the memory that was lost in india S01E01/1"),
        ("Rahi forgets everything; Rahi remembers everything", ""),
        ("Rahi forgets everything; Rahi remembers everything about Mason", "without the memory that was lost in"),
        ("Rahi's wound is left hand", "with wound: left hand"),
        ("Rahi's wound is left hand; Rahi's wound becomes healed", ""),
        ("Rahi's wound is left hand; Rahi dies", ""),
        ("Rahi's hair is red", ""),
        ("dream; Rahi forgets everything; Rahi's wound is left hand", ""),
    ],
)
def test_how_people_are_left(note: str, words: str) -> None:
    found = rehomed(india_1=script(f"Rahi | {note}")).of(What.PERSON)
    assert [one.end.name for one in found] == (["Rahi"] if words else [])
    assert all(one.end.words.startswith(words) for one in found)


def test_who_arrives_is_no_longer_on_the_way() -> None:
    first = script("Rahi | at 2020-01-01; Rahi goes to Flat")
    assert rehomed(india_1=first, main_1=script("Rahi | at 2020-01-02", place="FLAT")).of(What.PERSON) == []


def test_a_cover_that_is_kept_up() -> None:
    text = "Status: released\n\nEXT. PIER - DAY #1#\n\n[[canon: Rahi poses as Kyle]]\n\nKYLE\nHello.\n"
    (one,) = rehomed(india_1=text).of(What.PERSON)
    assert one.end.words == "under the cover of Kyle"


def test_a_guest_is_left_only_where_it_happened_there() -> None:
    hurt = script("Mason | at 2020-01-01; Mason's wound is left hand")
    (one,) = rehomed(india_1=hurt).of(What.PERSON)
    assert one.end.name == "Mason"
    elsewhere = script("Mason | at 2021-01-01")
    assert rehomed(india_1=hurt, main_1=elsewhere).of(What.PERSON) == []
    assert rehomed(india_1=script("Mason | at 2021-01-01"), main_1=hurt).of(What.PERSON) == []


def test_own_people() -> None:
    files = SHOWS | {
        "shows/india/s01/e01.fountain": script("Rahi Gita Mason Livia |"),
        "shows/main/s01/e01.fountain": script("Mason |"),
    }
    canon, _ = checked(files)
    shows = canon.universe.shows
    assert own_people(canon, shows["india"]) == {"people/rahi", "people/farah", "people/gita"}
    assert own_people(canon, shows["main"]) == {"people/mason"}
