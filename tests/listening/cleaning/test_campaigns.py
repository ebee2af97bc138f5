"""Campaigns, and evenings on which an episode airs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.listening.cleaning.audience import Audience

RANT = "They ruined the harbour and everybody knows it, bring the old island back or we are gone"


def regulars(audience: Audience, source: str, days: int = 30, an_hour: int = 2, accounts: int = 60) -> None:
    """A source as it is on other days: the same people, week after week."""
    for hour in range(days * 24):
        for number in range(an_hour):
            author = f"{(hour * 7 + number * 13) % accounts + 1:016x}"
            audience.say(audience.chatter(), author, hour + 0.1 * number, source)


def test_one_text_by_many_within_a_day(tmp_path: Path) -> None:
    audience = Audience()
    regulars(audience, "board", 10)
    rant = [
        audience.say(RANT + ["", "!!", " boycott", " shame"][number % 4], f"f{number:015x}", 100 + number / 60, "board")
        for number in range(80)
    ]
    cleaned, marks = audience.clean(tmp_path)
    (campaign,) = cleaned["campaigns"]
    assert (campaign["kind"], campaign["comments"], campaign["authors"], campaign["new_authors"]) == (
        "copies",
        80,
        80,
        80,
    )
    assert (campaign["start"], campaign["end"]) == ("2023-05-05T04:00:00Z", "2023-05-05T05:19:00Z")
    assert (campaign["example"], campaign["campaign"]) == (rant[0], f"copies/{rant[0]}")
    assert {marks[one]["campaign"] for one in rant} == {campaign["campaign"]}
    assert sum(marks[one]["weight"] for one in rant) == 1000
    assert {marks[one]["why"] for one in rant} == {"copy, campaign"}
    assert sum(mark["campaign"] is not None for mark in marks.values()) == 80


@pytest.mark.parametrize(("copies", "authors", "hours"), [(15, 15, 10), (60, 5, 10), (60, 60, 24 * 60)])
def test_what_is_no_campaign(tmp_path: Path, copies: int, authors: int, hours: int) -> None:
    """Too few, too few accounts, too slowly: they are copies all the same."""
    audience = Audience()
    for number in range(copies):
        audience.say(RANT, f"f{number % authors:015x}", hours * number / copies)
    cleaned, marks = audience.clean(tmp_path)
    assert cleaned["campaigns"] == []
    assert sum(mark["weight"] for mark in marks.values()) == 1000


def test_a_burst_of_new_accounts_in_one_source(tmp_path: Path) -> None:
    audience = Audience()
    regulars(audience, "board")
    regulars(audience, "clips")
    burst = [audience.say(audience.chatter(), f"f{n:015x}", 360 + n / 100, "board") for n in range(200)]
    cleaned, marks = audience.clean(tmp_path)
    (campaign,) = cleaned["campaigns"]
    assert (campaign["kind"], campaign["sources"], campaign["usual"]) == ("spike", ["board"], 4.0)
    assert {marks[one]["campaign"] for one in burst} == {campaign["campaign"]}
    assert {marks[one]["why"] for one in burst} == {"campaign"}
    assert sum(mark["weight"] for mark in marks.values() if mark["campaign"]) <= 4000
    assert all(marks[one]["weight"] == 1000 for one in marks if one.startswith("clips"))


def test_an_evening_on_which_an_episode_airs_is_no_campaign(tmp_path: Path) -> None:
    audience = Audience()
    for source in ("board", "clips"):
        regulars(audience, source)
        for number in range(300):  # every source has it, and those who come are new
            audience.say(
                audience.chatter(), f"e{number:07x}{len(source) * 7 + ord(source[0]):08x}", 360 + number / 100, source
            )
    assert audience.clean(tmp_path / "both")[0]["campaigns"] == []
    audience = Audience()
    regulars(audience, "board")
    for number in range(300):  # one source only, and those who come have been there before
        audience.say(audience.chatter(), f"{number % 60 + 1:016x}", 360 + number / 100, "board")
    assert audience.clean(tmp_path / "one")[0]["campaigns"] == []


def test_where_everybody_is_heard_once_a_burst_says_nothing(tmp_path: Path) -> None:
    audience = Audience()
    for hour in range(24 * 20):
        audience.say(audience.chatter(), f"a{hour:015x}", hour, "board")
    for number in range(200):
        audience.say(audience.chatter(), f"f{number:015x}", 240 + number / 100, "board")
    assert audience.clean(tmp_path)[0]["campaigns"] == []
