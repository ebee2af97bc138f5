"""What the README promises beyond its commands: the two lines to copy, the picture, the families of rules.

That its commands write what it shows is tested with all other pages, in `test_docs`.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

from fabula.cli.main import main
from fabula.rules.registry import all_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")


def _copied_lines() -> list[str]:
    return re.findall(r"^```console not-run\n(python3 .*)\n```$", README, re.MULTILINE)


def test_two_lines_install_and_run_everything() -> None:
    check, test = _copied_lines()
    venv = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt "
    assert check == f"{venv}. && .venv/bin/fabula check examples/citadel"
    assert test == f"{venv}-e '.[dev]' && .venv/bin/pytest"


def test_the_first_line_ends_as_the_readme_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    program, *words = shlex.split(_copied_lines()[0].split(" && ")[-1])
    assert program == ".venv/bin/fabula"
    assert main(words) == 1
    assert "\n23 findings in 14 episodes" in capsys.readouterr().out
    assert "twenty-three mistakes on purpose, so this ends with exit code 1" in README


def test_every_family_of_rules_has_its_example() -> None:
    _, table = README.split("| family | for example |", 1)
    rows = re.findall(r"^\| ([a-z ]+)[:a-z ]* \| \S.* \|$", table.split("\n\n", 1)[0], re.MULTILINE)
    assert len(rows) == len({rule.code[0] for rule in all_rules()} - {"Z"})  # Z: what fabula itself got wrong


def test_the_picture_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = re.search(r"^rich==(.+)$", CONSTRAINTS, re.MULTILINE)
    assert pinned is not None
    if version("rich") != pinned[1]:
        pytest.skip(f"the picture is drawn with Rich {pinned[1]}, and this is {version('rich')}")
    monkeypatch.chdir(ROOT)
    picture = _picture()
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.draw_picture(), "run `python docs/picture.py`"
    assert f"]({picture.PICTURE.relative_to(ROOT).as_posix()})" in README


def test_the_picture_loads_nothing() -> None:
    drawn = (ROOT / "docs" / "check.svg").read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"\s]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in drawn


def _picture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_picture", ROOT / "docs" / "picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
