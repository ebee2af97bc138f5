"""``fabula impact`` on the command line, on the universe of the README."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import fabula.report
from tests.cli.conftest import Ran, Run
from tests.golden import compare_golden

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel"
SCHEMA = json.loads((Path(fabula.report.__file__).parent / "schemas" / "impact-1.json").read_text(encoding="utf-8"))


@pytest.fixture
def ask(run: Run, folder: Path) -> Run:
    """Runs ``fabula impact`` in a copy of the example."""
    shutil.copytree(EXAMPLE, folder / "citadel")

    def impact(*words: str) -> Ran:
        return run("impact", *words, "--in", "citadel")

    return impact


def test_short_first(ask: Run) -> None:
    ran = ask("italy S01E03/1A")
    assert (ran.code, ran.err) == (0, "")
    compare_golden("cli/impact.txt", ran.out)


def test_dropped_with_all_its_evidence(ask: Run) -> None:
    compare_golden("cli/impact-drop.txt", ask("citadel S01E01/1", "--drop", "--all", "--evidence").out)


def test_told_elsewhere(ask: Run) -> None:
    compare_golden("cli/impact-move.txt", ask("italy S01E02/2", "--move", "italy S01E04/2").out)
    assert "before italy S01E04/2" in ask("italy S01E02/2", "--move", "italy S01E04/2", "--before").out


def test_in_markdown(ask: Run) -> None:
    compare_golden("cli/impact.md", ask("the gate code", "--drop", "--format", "markdown").out)


def test_what_differs_between_two_versions(run: Run, folder: Path) -> None:
    shutil.copytree(EXAMPLE, folder / "citadel")
    ran = run("impact", "--diff", "citadel/versions/late-memory")
    assert ran.code == 0
    compare_golden("cli/impact-diff.txt", ran.out)


QUESTIONS: list[list[str]] = [
    ["italy S01E03/1A"],
    ["italy S01E01/4", "--drop"],
    ["citadel S01E01", "--drop"],
    ["S01E01 act one", "--drop"],
    ["italy S01E02", "--drop"],
    ["Paola", "--drop"],
    ["the gate code", "--drop"],
    ["Vikram belongs to Manticore", "--drop"],
    ["italy S01E02/2", "--move", "italy S01E04/2"],
    ["the fall of Citadel", "--drop"],
    ["Stahl gallery"],
]


def test_documents_fit_their_schema(ask: Run) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    filled: set[str] = set()
    for words in QUESTIONS:
        document: dict[str, Any] = ask(*words, "--json").json
        validator.validate(document)
        filled |= {key for key, value in document.items() if value}
        filled |= {f"trial.{key}" for key, value in (document["trial"] or {}).items() if value}
        assert ask(*words, "--format", "json").json == document
    # Only what is there has been held against the schema.
    assert {"resting", "bible", "audience", "trial.appear", "trial.disappear", "trial.minds", "trial.open"} <= filled
    assert {"trial.unfounded", "trial.times", "trial.changed", "trial.remarks"} <= filled
    del document["untouched"]["shows"]
    assert not validator.is_valid(document)


def test_what_the_document_of_a_difference_says(run: Run, folder: Path) -> None:
    shutil.copytree(EXAMPLE, folder / "citadel")
    document = run("impact", "--diff", "citadel/versions/late-memory", "--json").json
    jsonschema.validate(document, SCHEMA)
    assert document["target"]["kind"] == "difference"
    assert document["target"]["scenes"] == ["italy/s01e01/4"]
    assert [one["scene"] for one in document["resting"]] == ["india/s01e02/2a", "citadel/s02e01/1"]


def test_the_same_bytes_each_time(ask: Run) -> None:
    for words in QUESTIONS[:3]:
        assert ask(*words, "--json").out == ask(*words, "--json").out


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        ([], "it is not said what is asked about", "fabula impact S01E02/14"),
        (["S01E01/1", "--drop", "--move", "S01E01/2"], "--drop and --move are two questions", "one after the other"),
        (["S01E01/1", "--before"], "--before says where --move puts a scene", "add `--move SCENE`"),
        (["S01E01/1", "--diff", "a..b"], "--diff asks about two versions", "fabula impact --diff A..B"),
        (["Paola", "--move", "S01E01/1"], "Paola Renzi is no scene", "name one"),
        (["S01E01/1", "--move", "S01E01/99"], "there is no scene 99", "its scenes are"),
        (["Manticor"], "nothing in this universe is called “Manticor”", "did you mean Manticore"),
        (["S01E01/99", "--drop"], "there is no scene 99 in citadel S01E01", "its scenes are 1, 2, 3, 4, 5"),
        (["--diff", "no-such-thing"], "no revision", ""),
    ],
)
def test_wrong_use(ask: Run, words: list[str], message: str, remedy: str) -> None:
    ran = ask(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err
    assert remedy in ran.err


def test_a_universe_that_cannot_be_read(run: Run) -> None:
    for words in (["S01E01/1"], ["S01E01/1", "--drop"]):
        ran = run("impact", *words, "--in", "nowhere")
        assert ran.code == 3
        assert "nowhere" in ran.err


def test_a_line_of_a_script_says_which_universe_is_meant(run: Run, folder: Path) -> None:
    shutil.copytree(EXAMPLE, folder / "citadel")
    script = "citadel/shows/italy/s01/e03-vernice.fountain"
    for words in (f"{script}:33", f"{script}:33:10"):
        assert run("impact", words).out.startswith("italy S01E03/1A (locked)")
    assert run("impact", script).out.startswith("italy S01E03 (locked): Vernice")


def test_a_universe_of_one_script(run: Run, folder: Path) -> None:
    (folder / "pilot.fountain").write_text("INT. A - DAY\n\nANNA\nHello.\n\nINT. B - LATER\n\nANNA\nBye.\n")
    ran = run("impact", "S01E01/1", "--drop", "--in", "pilot.fountain")
    assert ran.code == 0
    assert "Not touched: 0 of 1 episode and 0 of 2 scenes" in ran.out
