"""Episodes by number, title and place, by the source and by the time; scenes by what happens in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from fabula.listening.model import How
from tests.listening.linking.universe import batch, citadel, harbour, links, names


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1_000_000)


def episodes(text: str, **more: Any) -> list[str]:
    found = [link.element for link in links(text, **more) if link.how is How.NUMBER]
    return [element.removeprefix("episodes/harbour/") for element in found]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("S01E02 is the best", ["s01e02"]),
        ("s1e2, s1 e1", ["s01e02", "s01e01"]),
        ("1x02 > 2x01", ["s01e02", "s02e01"]),
        ("season two episode one", ["s02e01"]),
        ("Season 1, ep. 2", ["s01e02"]),
        ("second episode of season 1", ["s01e02"]),
        ("episode 2 of the first season", []),
        ("season 1 finale", ["s01e02"]),
        ("the pilot", ["s01e01"]),
        ("season 1 was good, ep 1 most of all", ["s01e01"]),
        ("my six episode season 2", []),
        ("ep 9 of season 1", []),
        ("stagione 1 episodio 2", ["s01e02"]),
        ("सीज़न 1 एपिसोड 2", ["s01e02"]),
        ("in 2 episodes", []),
        ("ep 1", []),
    ],
)
def test_numbers(text: str, meant: list[str]) -> None:
    assert episodes(text) == meant


def test_the_season_comes_from_source_and_time() -> None:
    assert episodes("ep 1", episode="harbour/s01e02") == ["s01e01"]
    assert episodes("ep 1", time=at("2023-04-14")) == ["s01e01"]
    assert episodes("last night's episode", time=at("2023-04-14")) == ["s01e02"]
    assert episodes("last night's episode") == []


def test_titles() -> None:
    assert names("The episode Home made me cry") == {"episodes/harbour/s02e01": "Home"}
    assert names("Home at last") == {}
    assert set(names("low tide was a great title", show=None)) == set()


def test_the_source_names_show_and_episode() -> None:
    (found,) = harbour().link(batch(["ok"], "harbour", episode="harbour/s01e02"))
    assert [(link.element, link.start, link.end, link.how, link.probability) for link in found] == [
        ("shows/harbour", 0, 0, How.SOURCE, 1.0),
        ("episodes/harbour/s01e02", 0, 0, How.SOURCE, 1.0),
    ]
    (unknown,) = harbour().link(batch(["ok"], "elsewhere", episode="elsewhere/s01e01"))
    assert unknown == []


def test_air_dates() -> None:
    def meant(day: str, text: str = "ok", show: str | None = "harbour") -> list[tuple[str, float]]:
        (found,) = harbour().link(batch([text], show, at(day)))
        return [(link.element[-6:], link.probability) for link in found if link.how is How.AIR_DATE]

    assert meant("2023-04-05") == []
    (first,), (later,) = meant("2023-04-06"), meant("2023-04-12")
    assert first[0] == later[0] == "s01e01"
    assert first[1] > later[1]
    assert meant("2023-04-13")[0][0] == "s01e02"
    assert meant("2023-06-01") == []
    assert meant("2023-04-13", "ok", None) == []
    assert meant("2023-04-13", "S01E01 again") == []
    ((_, weaker),) = meant("2023-04-13", "Tarkmoor again", None)
    assert weaker < meant("2023-04-13")[0][1]


def test_several_episodes_on_one_day() -> None:
    (found,) = citadel().link(batch(["ok"], "citadel", at("2023-04-28")))
    assert all(link.probability <= 0.9 for link in found if link.how is How.AIR_DATE)


def test_scenes() -> None:
    text = "Tessa with the sextant and the herring, what a scene"
    assert names(text)["scenes/harbour/s01e01/1"] == "sextant and the herring"
    assert names("so Grace on the barge with that rudder")["scenes/harbour/s01e01/2"] == "barge with that rudder"
    assert not any(element.startswith("scenes/") for element in names("herring with a sextant"))
    assert not any(element.startswith("scenes/") for element in names("Tessa and a sextant"))
    assert not any(element.startswith("scenes/") for element in names("Tessa, sextant, barge"))
