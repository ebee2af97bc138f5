"""The docs are true: what they show is what happens, and pages made from the code are up to date.

Every block that is fenced as ``console`` is run, in a copy of the repository's examples: lines that begin with ``$``
are commands, what follows each is what it must write, to the letter. A line with only ``…`` stands for any lines.
Blocks that are not to be run (installing, say) are fenced as ``console not-run``.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from fabula.cli.main import main

ROOT = Path(__file__).parent.parent
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.is_file()]
FENCE = re.compile(r"^```console[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)


def read_commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a page with what it must write."""
    for block in FENCE.findall(text):
        command = ""
        lines: list[str] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, "\n".join(lines)
                command, lines = line[2:], []
            else:
                lines.append(line)
        if command:
            yield command, "\n".join(lines)


def tidy(text: str) -> str:
    """A text without blanks at the ends of lines and empty lines at its end, as editors leave it."""
    return "".join(line.rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def fits(wanted: str, got: str) -> bool:
    """Whether an output is as the docs show it."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line + "\n") for line in wanted.splitlines())
    return re.fullmatch(pattern, got) is not None


SHOWN = [page for page in PAGES if list(read_commands(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_write_what_the_docs_show(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for command, wanted in read_commands(page.read_text(encoding="utf-8")):
        program, *words = shlex.split(command)
        assert program == "fabula", f"only fabula is run here; fence the block as `console not-run`: {command}"
        capsys.readouterr()
        main(words)
        out, err = capsys.readouterr()
        got, shown = tidy(out + err), tidy(wanted)
        if not fits(shown, got):
            assert got == shown, command


def test_reading_and_comparing_can_fail() -> None:
    text = "a\n\n```console\n$ fabula x\none\n\ntwo\n$ fabula y\n```\n\n```console not-run\n$ rm\n```\n"
    assert list(read_commands(text)) == [("fabula x", "one\n\ntwo"), ("fabula y", "")]
    assert fits("one\n…\ntwo", "one\n1\n2\ntwo\n")
    assert not fits("one\n…\ntwo", "one\n1\n2\n")
    assert not fits("one", "one\ntwo\n")


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(_builder().PAGES))
def test_made_pages_are_up_to_date(name: str) -> None:
    path = ROOT / "docs" / name
    assert path.is_file(), "run `python docs/build.py`"
    assert path.read_text(encoding="utf-8") == _builder().PAGES[name](), "run `python docs/build.py`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target} is not there"
