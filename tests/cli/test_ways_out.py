"""How commands end when something is wrong: a code and a short message, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import fabula
from tests.cli.conftest import Run

SCRIPT = "harbour/shows/harbour/s01/e01-storm.fountain"
FABULA = [sys.executable, "-W", "error", "-m", "fabula"]


def test_version(run: Run) -> None:
    assert run("--version").out == f"fabula {fabula.__version__}\n"
    assert run("--debug", "--version").out == f"fabula {fabula.__version__}\n"


def test_unknown_verb(run: Run) -> None:
    ran = run("chek")
    assert ran.code == 2
    assert "Did you mean 'check'?" in ran.err


def test_unknown_option(run: Run) -> None:
    assert run("check", "--fial-on", "error").code == 2


def test_no_verb_shows_help(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "Usage: fabula" in ran.out + ran.err


@pytest.mark.parametrize(
    "verb", ["init", "check", "explain", "state", "timeline", "scenes", "import", "export", "doctor"]
)
def test_every_verb_has_help_with_examples(run: Run, verb: str) -> None:
    ran = run(verb, "--help")
    assert ran.code == 0
    assert f"Examples:\n    fabula {verb}" in ran.out


@pytest.mark.parametrize("verb", ["check", "explain", "state", "timeline", "scenes", "import", "doctor"])
def test_every_verb_that_prints_data_has_json(run: Run, verb: str) -> None:
    assert "--json" in run(verb, "--help").out


@pytest.mark.parametrize("words", [["check", "harbour", "--format", "sarif"], ["state", f"{SCRIPT}:21", "--all"]])
def test_the_same_bytes_under_any_hash_seed(folder: Path, words: list[str]) -> None:
    outputs = {
        subprocess.run(
            [*FABULA, *words], cwd=folder, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=60
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert b"Viktor Lund" in outputs.pop()


def test_a_mistake_of_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("fabula.stages.load_canon", fail)
    ran = run("check", "harbour")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err == (
        "fabula: something went wrong inside fabula: RuntimeError in fail. Your files are untouched.\n"
        "  To report it, run `fabula --debug check harbour` and send what it shows,\n"
        "  together with the lines of `fabula doctor`.\n"
    )


@pytest.mark.parametrize("words", [["--debug", "check", "harbour"], ["check", "harbour", "--debug"]])
def test_debug_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("fabula.stages.load_canon", fail)
    ran = run(*words)
    assert ran.code == 70
    assert ran.err.endswith("RuntimeError: boom\n")


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fabula.stages.load_canon", stop)
    ran = run("check", "harbour")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


@pytest.mark.skipif(os.name == "nt", reason="needs /bin/sh")
def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    (folder / "long.fountain").write_text("INT. A - DAY\n\nANNA\nYes.\n\n" * 5000)
    command = f"'{sys.executable}' -m fabula scenes --in long.fountain | head -1; echo ${{PIPESTATUS:-}}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout.startswith("scene ")


def test_any_letter_can_be_written(folder: Path) -> None:
    (folder / "a.fountain").write_text("INT. 駅 - DAY\n\n@ЁЖИК\nДа. 🎬 \ud7ff\n", encoding="utf-8")
    done = subprocess.run(
        [*FABULA, "scenes", "--in", "a.fountain"],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "駅" in done.stdout.decode("utf-8")


def test_python_dash_m(folder: Path) -> None:
    done = subprocess.run([*FABULA, "check", "harbour", "-q"], cwd=folder, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, "")
