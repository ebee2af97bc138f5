"""``fabula state FILE:LINE``."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.golden import compare_golden

SCRIPT = "harbour/shows/harbour/s01/e01-storm.fountain"


def facts(document: dict[str, list[dict[str, object]]], when: str, name: str) -> dict[str, str]:
    found = next(one["facts"] for one in document[when] if one["name"] == name)
    assert isinstance(found, dict)
    return found


def test_a_death(run: Run) -> None:
    ran = run("state", f"{SCRIPT}:21")
    assert ran.code == 0
    compare_golden("cli/state.txt", ran.out)


def test_before_and_after(run: Run) -> None:
    document = run("state", f"{SCRIPT}:21", "--json").json
    assert facts(document, "before", "Viktor Lund").get("alive", "") != "no"
    assert facts(document, "after", "Viktor Lund")["alive"] == "no"
    assert document["changed"] == [["people/viktor-lund", "alive"]]
    assert (document["scene"], document["line"], document["path"]) == ("harbour/s01e01/1", 21, SCRIPT)


def test_a_heading_is_the_border_between_scenes(run: Run) -> None:
    document = run("state", f"{SCRIPT}:23", "--json").json
    assert document["scene"] == "harbour/s01e01/2"
    assert facts(document, "before", "Anna Berg")["where"] == "Kitchen"
    assert facts(document, "before", "Anna Berg").get("in the scene", "") == ""
    assert facts(document, "after", "Anna Berg")["where"] == "Pier"
    assert facts(document, "after", "Anna Berg")["in the scene"] == "here"
    assert facts(document, "after", "Anna Berg")["has"] == "the letter"


def test_a_line_that_changes_nothing(run: Run) -> None:
    ran = run("state", f"{SCRIPT}:28")
    assert ran.out.endswith("This line changes nothing.\n")


def test_the_title_page(run: Run) -> None:
    ran = run("state", f"{SCRIPT}:1")
    assert ran.code == 0
    assert "Line 1 stands before the first scene." in ran.out


def test_everybody(run: Run) -> None:
    few = run("state", f"{SCRIPT}:28", "--json").json["before"]
    everybody = run("state", f"{SCRIPT}:28", "--all", "--json").json["before"]
    assert [one["name"] for one in few] == ["Anna Berg", "the letter"]
    assert {one["name"] for one in everybody} >= {"Anna Berg", "Viktor Lund", "the letter"}


@pytest.mark.parametrize("line", range(1, 29))
def test_every_line_has_a_state(run: Run, line: int) -> None:
    assert run("state", f"{SCRIPT}:{line}").code == 0


@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        ("pilot", 2, "'pilot' names no line"),
        (f"{SCRIPT}:0", 2, f"'{SCRIPT}:0' names no line"),
        (f"{SCRIPT}:999", 2, f"{SCRIPT} has no line 999\n  its last line is"),
        ("harbour/bible/places/pier.md:1", 2, "harbour/bible/places/pier.md is not a script of this universe"),
        ("harbour/none.fountain:1", 3, "there is no file or folder"),
    ],
)
def test_wrong_places(run: Run, place: str, code: int, message: str) -> None:
    ran = run("state", place)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"fabula: {message}")


def test_findings_can_be_pasted(run: Run) -> None:
    assert run("state", f"{SCRIPT}:21:10").out == run("state", f"{SCRIPT}:21").out
