"""Running commands in the way a shell does, without starting a process for each."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from fabula.cli.main import main

UNIVERSES = Path(__file__).parent / "universes"


@dataclass
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote, read as JSON."""
        return json.loads(self.out)


class Run(Protocol):
    """Runs ``fabula WORDS`` in the folder of the test's universes."""

    def __call__(self, *words: str) -> Ran: ...


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the universes of these tests, and the current folder."""
    shutil.copytree(UNIVERSES, tmp_path / "u")
    monkeypatch.chdir(tmp_path / "u")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "u"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_words(*words: str) -> Ran:
        capsys.readouterr()
        code = main(words)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_words
