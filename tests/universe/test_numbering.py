from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.universe.model import Status
from fabula.universe.numbering import number_by_path, number_by_title_page
from fabula.universe.statuses import read_date, read_status


@pytest.mark.parametrize(
    ("path", "season", "number", "title"),
    [
        ("s01/e03-the-fall.fountain", 1, 3, "The fall"),
        ("S01E03.fountain", 1, 3, ""),
        ("citadel.s02e10.two-faces.fdx", 2, 10, "Two faces"),
        ("1x03 The Fall.fountain", 1, 3, "The Fall"),
        ("Season 2/Episode 4 - Due facce.fountain", 2, 4, "Due facce"),
        ("s01/03_the_fall.fountain", 1, 3, "The fall"),
        ("season-1/103 The Fall.fountain", 1, 3, "The Fall"),
        ("s01/ep 7.fountain", 1, 7, ""),
        ("s01/e05/final draft.fountain", 1, 5, "Final draft"),
        ("s3 e4 x.fountain", 3, 4, "X"),
        ("s01/the-fall.fountain", 1, None, "The fall"),
        ("pilot.fountain", None, None, "Pilot"),
        ("2001.fountain", None, None, ""),
        ("1920x1080.fountain", None, None, "1920x1080"),
        ("bee.fountain", None, None, "Bee"),
        ("sea/wave.fountain", None, None, "Wave"),
    ],
)
def test_paths(path: str, season: int | None, number: int | None, title: str) -> None:
    found = number_by_path(tuple(path.split("/")))
    assert (found.season, found.number) == (season, number)
    assert found.title == title


def test_a_number_in_front_may_or_may_not_be_the_episode() -> None:
    found = number_by_path(("12 Angry Cooks.fountain",))
    assert (found.number, found.leading) == (None, 12)


@pytest.mark.parametrize(
    ("season", "episode", "expected"),
    [
        ("1", "3", (1, 3, "")),
        ("Season Two, 2", "Episode 4: Due facce", (2, 4, "Due facce")),
        ("", "S02E05", (2, 5, "")),
        ("", "2x05 “The Lamp”", (2, 5, "The Lamp")),
        ("1", "#103", (1, 3, "")),
        ("", "#103", (None, 103, "")),
        ("", '"The Lamp Room"', (None, None, "The Lamp Room")),
        ("", "", (None, None, "")),
    ],
)
def test_title_pages(season: str, episode: str, expected: tuple[int | None, int | None, str]) -> None:
    found = number_by_title_page(season, episode)
    assert (found.season, found.number, found.title) == expected


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Released", Status.RELEASED),
        ("LOCKED.", Status.LOCKED),
        ("second draft", Status.DRAFT),
        ("Draft 3", Status.DRAFT),
        ("Blue revisions", Status.DRAFT),
        ("Shooting script", Status.LOCKED),
        ("aired", Status.RELEASED),
        ("beat_sheet", Status.OUTLINE),
        ("relased", None),
        ("", None),
    ],
)
def test_statuses(word: str, status: Status | None) -> None:
    assert read_status(word) is status


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-04-28", date(2023, 4, 28)),
        ("28 April 2023", date(2023, 4, 28)),
        ("28. Apr. 2023", date(2023, 4, 28)),
        ("28th April, 2023", date(2023, 4, 28)),
        ("April 28, 2023", date(2023, 4, 28)),
        ("28.04.2023", date(2023, 4, 28)),
        ("28/4/2023", date(2023, 4, 28)),
        ("4/28/2023", date(2023, 4, 28)),
        ("4/5/2023", None),
        ("2023-02-30", None),
        ("0000-01-01", None),
        ("in spring", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text) == day


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_breaks(one: str, other: str) -> None:
    number_by_path((one or "x", other or "y"))
    number_by_title_page(one, other)
    read_date(one)
    read_status(other)
