"""``fabula export``."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Run

SCRIPT = "harbour/shows/coast/s01/e01-calm.fountain"


def texts(path: Path) -> list[str]:
    return ["".join(t.text or "" for t in p.iter("Text")) for p in ET.parse(path).iter("Paragraph")]


@pytest.mark.parametrize("words", [[SCRIPT], ["coast/S01E01", "--in", "harbour"], ["coast", "--in", "harbour"]])
def test_final_draft(run: Run, folder: Path, words: list[str]) -> None:
    ran = run("export", *words, "--to", "out.fdx")
    assert (ran.code, ran.out, ran.err) == (0, "coast S01E01 is in out.fdx.\n", "")
    assert "Is anybody there?" in texts(folder / "out.fdx")
    assert not any("W101" in text for text in texts(folder / "out.fdx"))


def test_with_findings(run: Run, folder: Path) -> None:
    assert run("export", SCRIPT, "--to", "out.fdx", "--with-findings").code == 0
    assert any("Viktor Lund speaks here" in text for text in texts(folder / "out.fdx"))


def test_what_was_exported_can_be_checked(run: Run) -> None:
    run("export", SCRIPT, "--to", "out.fdx")
    ran = run("scenes", "--in", "out.fdx", "--json")
    assert [(s["prefix"], s["place"]) for s in ran.json["scenes"]] == [("EXT", "PIER"), ("INT", "KITCHEN")]


def test_fountain(run: Run, folder: Path) -> None:
    assert run("export", SCRIPT, "--to", "out.fountain").code == 0
    assert (folder / "out.fountain").read_bytes() == (folder / SCRIPT).read_bytes()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([SCRIPT, "--to", "out.pdf"], "out.pdf is neither a .fdx nor a .fountain file"),
        ([SCRIPT, "--to", "out.fountain", "--with-findings"], "only .fdx files can hold findings"),
        (
            ["S01E01", "--in", "harbour", "--to", "out.fdx"],
            "'S01E01' is 2 episodes\n  name one: harbour/S01E01 or coast/S01E01",
        ),
        (["harbour/fabula.toml", "--to", "out.fdx"], "harbour/fabula.toml is not a script of this universe"),
        (["S09E09", "--in", "harbour", "--to", "out.fdx"], "there is no show or episode 'S09E09'"),
    ],
)
def test_wrong_use(run: Run, folder: Path, words: list[str], message: str) -> None:
    ran = run("export", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"fabula: {message}")
    assert not list(folder.glob("out.*"))


def test_nothing_is_written_over_without_force(run: Run, folder: Path) -> None:
    (folder / "out.fdx").write_text("mine")
    assert run("export", SCRIPT, "--to", "out.fdx").code == 2
    assert (folder / "out.fdx").read_text() == "mine"
    assert run("export", SCRIPT, "--to", "out.fdx", "--force").code == 0
    assert (folder / "out.fdx").read_text(encoding="utf-8") != "mine"


def test_as_data(run: Run) -> None:
    document = run("export", "harbour/S01E01", "--in", "harbour", "--to", "one.fdx", "--with-findings", "--json").json
    assert (document["episode"], document["written"]) == ("harbour/s01e01", "one.fdx")
    assert document["notes"] == len(run("check", "harbour/shows/harbour", "--json").json["findings"])
