"""``fabula import``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

PLAY = """<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Type="Scene Heading"><Text>INT. CELLAR - NIGHT</Text></Paragraph>
    <Paragraph Type="Action"><Text>Water on the stairs.</Text></Paragraph>
    <Paragraph Type="Character"><Text>GRETA</Text></Paragraph>
    <Paragraph Type="Dialogue"><Text>It is </Text><Text Style="Italic">rising</Text><Text>.</Text></Paragraph>
  </Content>
</FinalDraft>
"""


def test_a_draft_becomes_a_universe(run: Run, folder: Path) -> None:
    (folder / "s01e02.fdx").write_text(PLAY, encoding="utf-8")
    ran = run("import", "s01e02.fdx", "--to", "new", "--show", "Deep Water")
    assert (ran.code, ran.err) == (0, "")
    assert "s01e02.fdx -> shows/deep-water/s01/e02.fountain\n" in ran.out
    assert ran.out.endswith("written into new. Check it with: fabula check new\n")
    document = run("scenes", "--in", "new", "--json").json
    assert [(s["episode"], s["place"], s["cast"]) for s in document["scenes"]] == [("S01E02", "CELLAR", ["Greta"])]
    assert run("check", "new", "--fail-on", "warning").code == 0


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    (folder / "s01e02.fdx").write_text(PLAY, encoding="utf-8")
    ran = run("import", "s01e02.fdx", "--to", "new", "--dry-run")
    assert ran.code == 0
    assert "would be written into new." in ran.out
    assert not (folder / "new").exists()


def test_json(run: Run, folder: Path) -> None:
    (folder / "s01e02.fdx").write_text(PLAY, encoding="utf-8")
    document = run("import", "s01e02.fdx", "--to", "new", "--json").json
    assert document["episodes"] == [{"from": "s01e02.fdx", "to": "shows/new/s01/e02.fountain"}]
    assert "fabula.toml" in document["written"]
    assert (document["dry_run"], document["target"]) == (False, "new")


def test_nothing_is_written_over(run: Run, folder: Path) -> None:
    (folder / "s01e02.fdx").write_text(PLAY, encoding="utf-8")
    run("import", "s01e02.fdx", "--to", "new")
    script = folder / "new/shows/new/s01/e02.fountain"
    script.write_text("mine")
    run("import", "s01e02.fdx", "--to", "new")
    assert script.read_text() == "mine"


def test_what_cannot_be_read_is_said(run: Run, folder: Path) -> None:
    (folder / "s01e02.fdx").write_text(PLAY, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF")
    ran = run("import", "s01e02.fdx", "broken.pdf", "--to", "new")
    assert ran.code == 1
    assert "left out: broken.pdf: it is no script that can be read\n" in ran.out
    assert (folder / "new/fabula.toml").is_file()


def test_nothing_to_import(run: Run, folder: Path) -> None:
    ran = run("import", "empty", "--to", "new")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("fabula: there is no script to import\n")
    assert not (folder / "new").exists()


def test_a_file_as_the_target(run: Run) -> None:
    assert run("import", "clean", "--to", "clean/pilot.fountain").code == 3
