"""A rule of fabula itself that fails: it is told, and hides nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.cli.main import main
from fabula.finding import Level
from fabula.rules.run import FAILED, LONGEST, run_rules
from fabula.rules.world.w101_dead_acts import DeadActs
from fabula.stages import load_canon

SCRIPT = "INT HALL - DAY\n\nANNA\nYes.\n\n[[canon: intended W101: she is a ghost]]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def fail(*_: object) -> None:
        raise KeyError("a name of the story")

    monkeypatch.setattr(DeadActs, "check", fail)
    (tmp_path / "pilot.fountain").write_text(SCRIPT)
    return tmp_path


def test_the_others_go_on(folder: Path) -> None:
    found = run_rules(load_canon(folder))
    # The note on W101 may well be needed: nobody knows.
    assert [f.code for f in found] == [FAILED, "S104"]
    failed = found[0]
    assert failed.level is Level.ERROR
    assert failed.message.startswith("The rule W101 (dead-acts) failed: KeyError in fail, test_failed_rule.py line ")
    assert "a name of the story" not in failed.message + failed.help


def test_only_what_was_asked_for(folder: Path) -> None:
    canon = load_canon(folder)
    assert [f.code for f in run_rules(canon, ["dead-acts"])] == [FAILED]
    assert [f.code for f in run_rules(canon, ["S"])] == ["S104"]


def test_strict_lets_the_error_through(folder: Path) -> None:
    with pytest.raises(KeyError):
        run_rules(load_canon(folder), strict=True)


def test_the_command_ends_with_70(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder / "pilot.fountain"), "--format", "concise", "--fail-on", "never"]) == 70
    out, err = capsys.readouterr()
    assert [line.split()[2] for line in out.splitlines()] == [FAILED, "S104"]
    assert "a rule failed inside fabula" in err
    assert main(["--debug", "check", str(folder)]) == 70
    assert "KeyError" in capsys.readouterr().err


def test_a_rule_that_is_off_cannot_fail(folder: Path) -> None:
    (folder / "fabula.toml").write_text('[rules]\nW101 = "off"\n')
    assert [f.code for f in run_rules(load_canon(folder))] == ["S104"]


def test_messages_have_an_end(tmp_path: Path) -> None:
    (tmp_path / "pilot.fountain").write_text(f"Status: {'x' * 100_000}\n\nINT. HALL - DAY\n\nANNA\nYes.\n")
    (found,) = run_rules(load_canon(tmp_path))
    assert (found.code, len(found.message)) == ("S110", LONGEST + 3)
