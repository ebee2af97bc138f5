"""``fabula check``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import fabula
from tests.cli.conftest import Run
from tests.golden import compare_golden


def test_text(run: Run) -> None:
    ran = run("check", "harbour")
    assert (ran.code, ran.err) == (1, "")
    compare_golden("cli/check.txt", ran.out)


def test_current_folder_is_the_default(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "harbour")
    ran = run("check", "--format", "concise")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["shows/coast/s01/e01-calm.fountain"] * 2


def test_clean_is_one_line(run: Run) -> None:
    ran = run("check", "clean")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing to report in 1 episode, 1 scene and 1 person.\n", "")


@pytest.mark.parametrize("form", ["text", "concise", "github"])
def test_quiet_and_clean_is_silent(run: Run, form: str) -> None:
    assert run("check", "clean", "--quiet", "--format", form).out == ""


@pytest.mark.parametrize(
    ("level", "select", "code"),
    [
        ("error", "W101", 1),
        ("error", "S102", 0),
        ("warning", "S102", 1),
        ("note", "S102", 1),
        ("never", "W101", 0),
    ],
)
def test_fail_on(run: Run, level: str, select: str, code: int) -> None:
    assert run("check", "harbour", "--fail-on", level, "--select", select).code == code


def test_fail_on_error_is_the_default(run: Run) -> None:
    assert run("check", "harbour", "--select", "S102").code == 0


@pytest.mark.parametrize(
    "words", [["--select", "dead-acts"], ["--select", "w101"], ["--select", "C,W"], ["--select", "C", "--select", "W1"]]
)
def test_select(run: Run, words: list[str]) -> None:
    assert [f["code"] for f in run("check", "harbour", "--json", *words).json["findings"]] == ["W101"]


def test_select_an_unknown_rule(run: Run) -> None:
    ran = run("check", "harbour", "--select", "dead-act")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "fabula: there is no rule 'dead-act'\n  did you mean dead-acts?\n"


def test_path_inside_restricts_the_report_not_the_reading(run: Run) -> None:
    assert [f["code"] for f in run("check", "harbour/shows/coast", "--json").json["findings"]] == ["W101", "S102"]
    ran = run("check", "harbour/shows/harbour")
    assert (ran.code, ran.out) == (0, "Nothing to report in 2 episodes, 4 scenes and 2 people.\n")


def test_one_script_of_a_universe(run: Run) -> None:
    found = run("check", "harbour/shows/coast/s01/e01-calm.fountain", "--json").json["findings"]
    assert {f["path"] for f in found} == {"harbour/shows/coast/s01/e01-calm.fountain"}


def test_several_paths_in_one_universe_are_one_reading(run: Run) -> None:
    document = run("check", "harbour/shows/coast", "harbour/shows/harbour", "--json").json
    assert [u["path"] for u in document["universes"]] == ["harbour"]
    assert len(document["findings"]) == 2


def test_a_universe_and_a_path_in_it_is_the_whole(run: Run) -> None:
    assert len(run("check", "harbour/shows/harbour", "harbour", "--json").json["findings"]) == 2


def test_several_universes(run: Run) -> None:
    ran = run("check", "clean", "harbour", "--json")
    assert [u["path"] for u in ran.json["universes"]] == ["clean", "harbour"]
    assert ran.code == 1


def test_a_script_outside_any_universe(run: Run) -> None:
    document = run("check", "clean/pilot.fountain", "--json").json
    (universe,) = document["universes"]
    assert universe | {"baseline": None, "since": None} == universe
    assert (universe["path"], universe["name"]) == ("clean", "pilot")
    assert (universe["episodes"], universe["scenes"], universe["people"]) == (1, 1, 1)


def test_nothing_to_read(run: Run) -> None:
    ran = run("check", "empty")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("fabula: there are no scripts in ")


def test_no_such_path(run: Run) -> None:
    ran = run("check", "harbor")
    assert ran.code == 3
    assert ran.err.endswith("harbor\n  did you mean harbour?\n")


def test_json_is_the_same_as_format_json(run: Run) -> None:
    assert run("check", "harbour", "--json").out == run("check", "harbour", "--format", "json").out


def test_sarif(run: Run) -> None:
    document = run("check", "harbour", "--format", "sarif").json
    assert [r["ruleId"] for r in document["runs"][0]["results"]] == ["W101", "S102"]


def test_github(run: Run) -> None:
    lines = run("check", "harbour", "--format", "github").out.splitlines()
    assert lines[0].startswith("::error file=harbour/shows/coast/s01/e01-calm.fountain,line=9,")


def test_output_is_written_in_one_step(run: Run, folder: Path) -> None:
    (folder / "report.json").write_text("old")
    there = sorted(p.name for p in folder.iterdir())
    ran = run("check", "harbour", "--json", "--output", "report.json")
    assert ran.out.startswith("report.json written. 2 findings in 2 episodes")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["fabula"] == fabula.__version__
    assert sorted(p.name for p in folder.iterdir()) == there


def test_output_into_a_folder_that_is_not_there(run: Run) -> None:
    ran = run("check", "harbour", "--output", "no/report.txt")
    assert ran.code == 3
    assert ran.err.startswith("fabula: no/report.txt cannot be written: ")


@pytest.mark.skipif(os.name == "nt", reason="file modes are of POSIX systems")
def test_output_can_be_read_by_others(run: Run, folder: Path) -> None:
    mask = os.umask(0o022)
    try:
        run("check", "clean", "--output", "report.txt")
    finally:
        os.umask(mask)
    assert (folder / "report.txt").stat().st_mode & 0o777 == 0o644


def test_a_colour_terminal_gets_colours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31merror" in run("check", "harbour").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", "harbour").out


def test_intended_findings(run: Run, folder: Path) -> None:
    script = folder / "harbour/shows/coast/s01/e01-calm.fountain"
    text = script.read_text(encoding="utf-8")
    script.write_text(
        text.replace("takes 5 minutes]]", "takes 5 minutes; intended W101: he is a ghost]]"), encoding="utf-8"
    )
    ran = run("check", "harbour", "--select", "W")
    assert (ran.code, ran.out) == (
        0,
        "Nothing to report in 2 episodes, 4 scenes and 2 people, 1 intended and not shown.\n",
    )
    assert "  intended he is a ghost\n" in run("check", "harbour", "--select", "W", "--show-intended").out


def test_the_same_twice(run: Run) -> None:
    assert run("check", "harbour", "--json").out == run("check", "harbour", "--json").out
