from __future__ import annotations

import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.source import Source
from fabula.universe.model import Settings
from fabula.universe.settings import find_key, read_settings


def read(text: str) -> tuple[Settings, list[tuple[int, int, str]]]:
    settings, findings = read_settings(Source("fabula.toml", text))
    assert all(f.code == "L109" and f.help for f in findings)
    return settings, [(f.span.line, f.span.column, f.message) for f in findings]


def test_everything() -> None:
    settings, findings = read(
        'name = "Lamp"\ntimezone = "Europe/Rome"\nrevision-colours = ["white", "blue"]\npresent = 2023-04-28\n'
        'rules = { t101 = "OFF", "dead-acts" = "note", W = "error" }\n'
        "[travel]\nspeed-kmh = 700.5\noverhead-minutes = 0\n[clearances]\nroom = 1\n"
    )
    assert findings == []
    assert settings.name == "Lamp"
    assert settings.timezone == "Europe/Rome"
    assert settings.revision_colours == ("white", "blue")
    assert settings.present == "2023-04-28"
    assert settings.levels == (("T101", "off"), ("dead-acts", "note"), ("W", "error"))
    assert (settings.travel_speed, settings.travel_overhead) == (700.5, 0)


def test_an_empty_file_gives_the_defaults() -> None:
    settings, findings = read("")
    assert findings == []
    assert (settings.timezone, settings.travel_speed, settings.travel_overhead) == ("UTC", 900.0, 120)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nmae = 'x'\n", (1, 1)),
        ("\nname = 3\n", (2, 1)),
        ("[rules]\nT101 = 'off'\nT102 = 'x'\n", (3, 1)),
        ("rules.T101 = 'x'\n", (1, 1)),
        ("name = 'a'\nrules = {T101 = 'off', T102 = 'x'}\n", (2, 24)),
        ("[travel]\nspeed-kmh = true\n", (2, 1)),
        ("travel = 3\n", (1, 1)),
        ("rules = 3\n", (1, 1)),
        ("present = '28 April'\n", (1, 1)),
        ("revision-colours = [1]\n", (1, 1)),
        ("name = \n", (1, 8)),
        ("name = 'a'\r\n[rules\r\n", (2, 7)),
        ("\ufeffname = 'a'\nx = 'y'\n", (2, 1)),
    ],
)
def test_mistakes_stand_at_their_place(text: str, place: tuple[int, int]) -> None:
    _, findings = read(text)
    assert [f[:2] for f in findings] == [place]


def test_did_you_mean() -> None:
    settings, findings = read_settings(Source("fabula.toml", "timezone = 'Europe/Rom'\ntimezome = 'x'\n"))
    assert settings.timezone == "UTC"
    assert [f.help for f in findings] == ["did you mean timezone?", "did you mean Europe/Rome?"]


@pytest.mark.parametrize("name", ["Europe", "../etc/passwd", "/etc/passwd", "Europe/\0", "europe/rome ", "?" * 500])
def test_a_time_zone_that_is_none_is_utc(name: str) -> None:
    settings, findings = read_settings(Source("fabula.toml", f"timezone = {name!r}\n".replace("\\x00", "\\u0000")))
    assert settings.timezone in {"UTC", "europe/rome"}
    assert len(findings) == (settings.timezone == "UTC")


def test_a_machine_without_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    settings, findings = read_settings(Source("fabula.toml", "timezone = 'Europe/Rome'\n"))
    assert settings.timezone == "UTC"
    assert [f.message for f in findings] == ["This machine knows no time zones"]
    assert "tzdata" in findings[0].help


def test_where_a_key_stands() -> None:
    source = Source("fabula.toml", "[rules]\nDEAD-acts = 'off'\n")
    assert find_key(source, ("rules", "dead-acts"), fold=True).text == "DEAD-acts"
    assert find_key(source, ("rules", "dead-acts")).text == ""


@given(st.text(max_size=200))
def test_any_text_gives_settings(text: str) -> None:
    settings, findings = read_settings(Source("fabula.toml", text))
    assert settings.timezone
    assert all(0 <= f.span.start <= f.span.end <= len(text) for f in findings)
