"""The settings of listening: all that is wrong is told at its place, and nothing heavy is needed to tell it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.source import Source
from fabula.universe.audience import COLUMNS, PRESET_NAMES, read_audience, read_source
from fabula.universe.settings import find_setting
from tests.cli.conftest import Run, folder, run

__all__ = ["folder", "run"]

TOML = """name = "Harbour"

[listening]
languages = ["en", 7]

[listening.sources.board]
files = "board.jsonl"
  timezone = "Europe/Rom"
columns = { text = "body", txt = "b" }

[listening.sources.shop]
preset = "reviws"
"""


def test_check_tells_all_mistakes_at_their_places(run: Run, folder: Path) -> None:
    (folder / "harbour/fabula.toml").write_text(TOML, encoding="utf-8")
    report = run("check", "harbour", "--format", "json").json
    found = [one for one in report["findings"] if one["code"] == "L109"]
    assert [(one["path"], one["line"], one["column"], one["message"], one["help"]) for one in found] == [
        ("harbour/fabula.toml", 4, 1, "Languages is a list of languages", 'write languages = ["en", "it", "hi"]'),
        ("harbour/fabula.toml", 8, 3, "There is no time zone “Europe/Rom”", "did you mean Europe/Rome?"),
        ("harbour/fabula.toml", 9, 28, "There is no column “txt” of ours", "did you mean text?"),
        ("harbour/fabula.toml", 11, 2, "Source shop has no files", 'write files = "audience/*.csv"'),
        (
            "harbour/fabula.toml", 12, 1, "There is no preset “reviws”",
            "use one of plain, reddit, youtube, reviews, tweets",
        ),
    ]  # fmt: skip
    assert {one["level"] for one in found} == {"error"}


LIGHT = """
import sys
from fabula.cli.main import main
assert main(["check", sys.argv[1]]) == 1
heavy = {"numpy", "pyarrow", "duckdb", "sklearn", "ahocorasick_rs", "py3langid", "fabula.listening"}
print(sorted(heavy & sys.modules.keys()))
"""


def test_check_needs_nothing_that_listening_needs(folder: Path) -> None:
    (folder / "harbour/fabula.toml").write_text(TOML, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT, str(folder / "harbour")], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"
    assert "There is no time zone “Europe/Rom”" in ran.stdout


def test_what_is_wrong_has_its_default_and_the_rest_holds() -> None:
    declared, wrong = read_source("board", {"files": "a.csv", "preset": "x", "timezone": 7, "language": "English"})
    assert [(one.key, one.message) for one in wrong] == [
        (("preset",), "there is no preset “x”"),
        (("timezone",), "timezone is a text"),
    ]
    assert (declared.files, declared.preset, declared.timezone, declared.language) == (("a.csv",), "plain", "UTC", "en")


def test_all_of_it_right() -> None:
    source = {"files": ["a", "b"], "columns": {"text": ["title", "body"], "likes": 3}, "show": "shows/Citadel"}
    audience = read_audience({"languages": ["it", "English", "it"], "sources": {"a": source}})
    assert audience.wrong == ()
    assert audience.languages == ("en", "it")
    one = audience.sources["a"]
    assert (one.files, one.show, one.columns) == (
        ("a", "b"),
        "citadel",
        (("likes", ("3",)), ("text", ("title", "body"))),
    )
    assert read_audience({}).wrong == ()


@pytest.mark.parametrize(
    ("toml", "key", "words"),
    [
        ("[listening]\nsources = 1\n", ("sources",), "sources"),
        ("[listening.sources.a]\nfiles = 1\n", ("sources", "a", "files"), "files"),
        ('[listening.sources."a b"]\n', ("sources", "a b"), 'listening.sources."a b"'),
        ("[listening.sources.a.columns]\nx = 1\n", ("sources", "a", "columns", "x"), "x"),
        ("listening.sources.a.preset = 1\n", ("sources", "a", "preset"), "listening.sources.a.preset"),
        ("[listening]\nsources = { a = { preset = 1 } }\n", ("sources", "a", "preset"), "a"),
    ],
)
def test_places_of_settings(toml: str, key: tuple[str, ...], words: str) -> None:
    assert find_setting(Source("fabula.toml", toml), ("listening", *key)).text == words


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-3, 9), st.floats(), st.text(max_size=6), st.sampled_from(["en", "S01E01"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(COLUMNS), inner, max_size=3)),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["files", "preset", "columns", "timezone", "language", "show", "episode", "rating", "encoding", "delimiter",
     "time-format", "header", "what"]
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_values_are_read_or_told(values: dict[str, Any]) -> None:
    audience = read_audience({"sources": {"a": values}})
    for one in audience.wrong:
        assert one.message
        assert one.remedy
        assert one.key[:2] == ("sources", "a")
    assert audience.sources["a"].preset in PRESET_NAMES
