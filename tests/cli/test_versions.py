"""A path to a version of a universe means the universe with that version laid over it, for every verb."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "examples" / "citadel"
VERSION = "citadel/versions/late-memory"
SCRIPT = f"{VERSION}/shows/italy/s01/e04-due-facce.fountain"


@pytest.fixture(autouse=True)
def citadel(folder: Path) -> None:
    shutil.copytree(EXAMPLE, folder / "citadel")


def test_questions_are_put_to_the_version(run: Run) -> None:
    fact = "Nadia, who opened the gate"
    assert "Nadia Sinh does not know" in run("believes", fact, "--in", "citadel").out
    ran = run("believes", fact, "--in", VERSION)
    assert "Nadia Sinh knows “who opened the gate”" in ran.out
    assert f"{SCRIPT}:" in ran.out
    assert "citadel/bible/secrets/who-opened-the-gate.md:2" in ran.out


def test_a_line_of_a_file_of_the_version(run: Run) -> None:
    ran = run("state", f"{SCRIPT}:75")
    assert ran.out.startswith("italy S01E04/5  INT. FERRO WORKSHOP - NIGHT")
    assert "Livia Ferro knows “the gate code”" in ran.out


def test_lists_of_the_version(run: Run) -> None:
    assert "S01E04/6" in run("scenes", "italy/S01E04", "--in", VERSION).out
    assert "S01E04/6" in run("scenes", SCRIPT).out
    assert "S01E04/6" not in run("scenes", "italy/S01E04", "--in", "citadel").out
    assert "S01E01/4" not in run("timeline", "italy", "--in", VERSION).out


def test_findings_of_the_version_and_of_a_part_of_it(run: Run) -> None:
    whole = run("check", VERSION, "--format", "concise").out
    assert f"{SCRIPT}:12:10: error W104" in whole
    assert "citadel/shows/citadel/s02/e01-second-door.fountain:12:" in whole
    part = run("check", f"{VERSION}/shows/italy", "--format", "concise").out
    assert part
    assert all(line.startswith(f"{VERSION}/shows/italy/") for line in part.splitlines())


def test_the_folder_of_versions_is_none(run: Run) -> None:
    ran = run("check", "citadel/versions")
    assert ran.code == 2
    assert ran.err.endswith(
        "citadel/versions holds the versions of "
        + str(Path("citadel").absolute())
        + "\n  name one of them: late-memory\n"
    )
    ran = run("check", "citadel/versions/late-memori")
    assert ran.code == 3
    assert "did you mean late-memory?" in ran.err


def test_the_universe_is_checked_as_if_it_had_none(run: Run) -> None:
    before = run("check", "citadel", "--json").out
    shutil.rmtree("citadel/versions")
    assert run("check", "citadel", "--json").out == before
