"""Starting up imports little. Held by what is imported, not by the clock, so that it holds on any machine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"yaml", "rapidfuzz", "rich", "pydantic", "typer", "fabula.rules", "fabula.script", "fabula.story"}
LISTING = "import json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"


def imported(code: str) -> set[str]:
    """The modules that a fresh interpreter has after running some code."""
    done = subprocess.run([sys.executable, "-c", f"{code}\n{LISTING}"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def heavy(modules: set[str], allowed: frozenset[str] = frozenset()) -> set[str]:
    return {name for name in HEAVY - allowed if name in modules}


def test_importing_fabula() -> None:
    modules = imported("import fabula; fabula.__version__")
    assert heavy(modules) == set()
    assert {name for name in modules if name.startswith("fabula")} == {"fabula"}


def test_version() -> None:
    modules = imported("from fabula.cli.main import main; main(['--version'])")
    assert heavy(modules) == set()
    assert "argparse" not in modules


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["--debug", "--version"]])
def test_help(words: list[str]) -> None:
    modules = imported(f"from fabula.cli.main import main; main({words!r})")
    assert heavy(modules, frozenset({"typer", "rich", "pydantic"})) == set()
    assert "fabula.report.text" not in modules


def test_the_measure_can_fail() -> None:
    assert heavy(imported("import yaml")) == {"yaml"}
