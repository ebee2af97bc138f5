"""``fabula init``: a universe that is clean from the first check on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def files(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


def test_a_new_universe_is_clean(run: Run) -> None:
    ran = run("init", "my-show")
    assert (ran.code, ran.out) == (0, "My Show is in my-show. Check it with: fabula check my-show\n")
    ran = run("check", "my-show", "--fail-on", "note")
    assert (ran.code, ran.out) == (0, "Nothing to report in 1 episode, 2 scenes and 2 people.\n")


def test_what_it_shows_works(run: Run) -> None:
    run("init", "my-show")
    rows = run("timeline", "--in", "my-show", "--json").json["scenes"]
    assert rows[0]["earliest"] == "2024-03-01T21:00"
    assert [row["day"] for row in rows] == [1, 2]
    state = run("state", "my-show/shows/my-show/s01/e01-pilot.fountain:20", "--json").json
    assert ["things/letter", "held by"] in state["changed"]


@pytest.mark.parametrize("name", ['The "Quoted" \\ Show', "Élodie", "राही", "1"])
def test_any_name(run: Run, folder: Path, name: str) -> None:
    assert run("init", "new", "--name", name).code == 0
    assert run("check", "new", "--json").json["universes"][0]["name"] == name


def test_nothing_is_written_over(run: Run, folder: Path) -> None:
    before = files(folder / "harbour")
    ran = run("init", "harbour")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("fabula: harbour is not empty, and nothing is written over\n")
    assert files(folder / "harbour") == before
    ran = run("init", "harbour", "--bare")
    assert ran.code == 2
    assert files(folder / "harbour") == before


def test_bare_goes_beside_scripts(run: Run, folder: Path) -> None:
    assert run("init", "clean", "--bare").code == 0
    assert sorted(files(folder / "clean")) == ["fabula.toml", "pilot.fountain"]
    assert run("check", "clean").code == 0


def test_a_file_is_no_folder(run: Run) -> None:
    assert run("init", "clean/pilot.fountain").code == 2


def test_as_data(run: Run, folder: Path) -> None:
    written = run("init", "lamp", "--json").json["written"]
    assert sorted(written) == sorted(p.relative_to(folder / "lamp").as_posix() for p in folder.glob("lamp/**/*.*"))
