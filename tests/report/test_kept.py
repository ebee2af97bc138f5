"""A check that is recalled is the one that was made, and is recalled only while nothing has changed."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from fabula.cli.main import main
from fabula.report import kept
from fabula.rules import run
from fabula.universe.tree import FolderTree

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "citadel"
SCRIPT = "shows/italy/s01/e04-due-facce.fountain"


@pytest.fixture
def universe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, as it was saved an hour ago, where every check is worth keeping."""
    root = tmp_path / "citadel"
    shutil.copytree(EXAMPLE, root)
    hour_ago = time.time() - 3600
    for path in root.rglob("*"):
        os.utime(path, (hour_ago, hour_ago))
    monkeypatch.setenv("FABULA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "WORTH_KEEPING", 0.0)
    monkeypatch.chdir(tmp_path)
    return root


def check(*words: str) -> int:
    return main(["check", "citadel", *words])


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("it is checked again")


def test_it_is_recalled_to_the_letter(
    universe: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check() == 1
    first = capsys.readouterr().out
    assert len(list((universe.parent / "cache").iterdir())) == 1
    monkeypatch.setattr(run, "run_rules", refuse)
    for form in ("text", "json", "sarif", "concise", "github", "markdown"):
        assert check("--format", form) == 1, form
        out = capsys.readouterr().out
        if form == "text":
            assert out == first
    assert check("--no-cache") != 1
    assert check("--select", "T") != 1
    assert check("--no-baseline") != 1


@pytest.mark.parametrize("change", ["text", "new", "gone", "settings"])
def test_any_change_is_seen(universe: Path, change: str, capsys: pytest.CaptureFixture[str]) -> None:
    check("--format", "concise")
    before = capsys.readouterr().out
    script = universe / SCRIPT
    match change:
        case "text":
            script.write_text(script.read_text(encoding="utf-8").replace("TOMMASO", "PAOLA"), encoding="utf-8")
        case "new":
            (universe / "shows/italy/s01/e05.fountain").write_text(
                "INT. OSTERIA - DAY\n\nTOMMASO\nHere.\n", encoding="utf-8"
            )
        case "gone":
            script.unlink()
        case _:
            with (universe / "fabula.toml").open("a", encoding="utf-8") as file:
                file.write('\n[rules]\nW101 = "off"\n')
    check("--format", "concise")
    assert capsys.readouterr().out != before


def test_a_file_saved_just_now_is_not_trusted(universe: Path) -> None:
    (universe / SCRIPT).touch()
    check()
    assert not (universe.parent / "cache").exists()


def test_a_cache_that_is_broken_is_none(universe: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check()
    first = capsys.readouterr().out
    (path,) = (universe.parent / "cache").iterdir()
    for data in (b"", b"nonsense", path.read_bytes()[:400], b"cos\nsystem\n(S'false'\ntR."):
        path.write_bytes(data)
        assert check() == 1
        assert capsys.readouterr().out == first


def test_a_cache_makes_nothing_but_records_of_a_check(universe: Path) -> None:
    check()
    (path,) = (universe.parent / "cache").iterdir()
    with path.open("rb") as file:
        reader = kept._Reader(file, FolderTree(universe))
        with pytest.raises(Exception, match="no part of a check"):
            reader.find_class("os", "system")


def test_a_folder_that_cannot_be_written_is_no_mistake(
    universe: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = universe.parent / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("FABULA_CACHE", str(blocked / "cache"))
    assert check() == 1
    assert capsys.readouterr().err == ""
