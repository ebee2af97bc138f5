"""The docs are true: what they show is what happens, and pages made from the code are up to date.

A page is run from top to bottom, in a folder of its own with a copy of the repository's examples.

- A block fenced as ``console`` holds commands, on lines that begin with ``$``, and below each what it must write, to
  the letter. A line with only ``…`` stands for one or more lines. ``cd``, ``cat`` and ``git`` are there besides
  ``fabula``, and ``echo $?`` is how the last command ended.
- A block fenced as a language with a path (``fountain shows/pilot.fountain``) is a file that is written there.
- With ``scene`` behind the path it is one scene of that file: it takes the place of the scene with the same heading,
  or stands at its end.
- Blocks of commands that are not to be run (installing, say) are fenced as ``console not-run``.

``pytest tests/test_docs.py --update-docs`` writes what the commands write now into the pages; look at the difference.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from fabula.cli.main import main
from tests.change.repository import git

ROOT = Path(__file__).parent.parent
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.is_file()]
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(?:INT|EXT)\b.*$", re.MULTILINE)
RUN = "console"
NOT_RUN = "console not-run"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page with what it must write."""

    line: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Block:
    """A file of a page, or one scene of it."""

    path: str
    text: str
    scene: bool


def read_steps(text: str) -> Iterator[Command | Block]:
    """The files and commands of a page, from top to bottom."""
    for info, body in FENCE.findall(text):
        language, *words = info.split() or [""]
        if info == RUN:
            yield from read_commands(body)
        elif words and language != RUN:
            assert words[1:] in ([], ["scene"]), f"a path, perhaps with `scene` behind it: {info}"
            yield Block(words[0], body, bool(words[1:]))


def read_commands(block: str) -> Iterator[Command]:
    """The commands of a block."""
    first, *rest = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not first.strip(), f"a block begins with a command: {first}"
    for part in rest:
        line, _, wanted = part.partition("\n")
        assert wanted.strip() != "…", f"nothing of its output is shown: {line}"
        yield Command(line, wanted)


def tidy(text: str) -> str:
    """A text without blanks at the ends of lines and empty lines at its end, as editors leave it."""
    return "".join(line.rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def fits(wanted: str, got: str) -> bool:
    """Whether an output is as the docs show it."""
    pattern = "".join(r"(?:.*\n)+?" if line == "…" else re.escape(line + "\n") for line in wanted.splitlines())
    return re.fullmatch(pattern, got) is not None


def shorten(wanted: str, got: str) -> str:
    """An output as the docs would show it: where they leave out one run of lines, as many above it and below."""
    lines, shown = got.splitlines(keepends=True), wanted.splitlines()
    if "…" not in shown:
        return got
    assert shown.count("…") == 1, f"write this one by hand:\n{got}"
    above, below = shown.index("…"), len(shown) - shown.index("…") - 1
    assert len(lines) > above + below, f"write this one by hand:\n{got}"
    return "".join([*lines[:above], "…\n", *lines[len(lines) - below :]])


def put_scene(script: str, scene: str) -> str:
    """A script with one scene written anew, or added at its end."""
    opening = HEADING.match(scene)
    assert opening is not None, f"no heading: {scene}"
    starts = [match.start() for match in HEADING.finditer(script)] + [len(script)]
    for start, end in pairwise(starts):
        if script[start:end].startswith(opening[0] + "\n"):
            return script[:start] + scene.rstrip() + "\n\n" + script[end:]
    return script.rstrip() + "\n\n" + scene


class Reader:
    """Somebody who does what a page says, in a folder of their own."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.code = 0
        shutil.copytree(ROOT / "examples", home / "examples")
        monkeypatch.chdir(home)

    def write(self, block: Block) -> None:
        """Write a file, or a scene into it."""
        path = self.inside(block.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = put_scene(path.read_text(encoding="utf-8"), block.text) if block.scene else block.text
        path.write_text(text, encoding="utf-8", newline="\n")

    def run(self, command: str) -> str:
        """Run a command; what it wrote."""
        program, *words = shlex.split(command)
        if program == "cd":
            self.monkeypatch.chdir(self.inside(words[0]))
            return ""
        if program == "cat":
            return self.inside(words[0]).read_text(encoding="utf-8")
        if (program, *words) == ("echo", "$?"):
            return f"{self.code}\n"
        if program == "git":
            if shutil.which("git") is None:
                pytest.skip("there is no git on this machine")
            return git(Path.cwd(), *words)
        assert program == "fabula", f"this cannot be run here; fence the block as `{NOT_RUN}`: {command}"
        self.capsys.readouterr()
        self.code = main(words)
        out, err = self.capsys.readouterr()
        return out + err

    def inside(self, path: str) -> Path:
        """A path in the folder of the page."""
        found = (Path.cwd() / path).resolve()
        assert found.is_relative_to(self.home.resolve()), f"{path} leads out of the folder"
        return found


SHOWN = [page for page in PAGES if list(read_steps(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_write_what_the_docs_show(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    reader = Reader(tmp_path, monkeypatch, capsys)
    text = page.read_text(encoding="utf-8")
    for step in read_steps(text):
        if isinstance(step, Block):
            reader.write(step)
            continue
        got, shown = tidy(reader.run(step.line)), tidy(step.wanted)
        if fits(shown, got):
            continue
        assert request.config.getoption("--update-docs") or got == shown, step.line
        before = f"$ {step.line}\n{step.wanted}"
        assert text.count(before) == 1, f"write this one by hand: {step.line}"
        gap = "\n" if step.wanted.endswith("\n\n") else ""
        text = text.replace(before, f"$ {step.line}\n{shorten(shown, got)}{gap}")
    if request.config.getoption("--update-docs"):
        page.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_command_with_its_output_is_left_out(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"^```", text, re.MULTILINE)) == 2 * len(FENCE.findall(text)), "a fence is not closed"
    for info, body in FENCE.findall(text):
        assert info == RUN or not re.search(r"^\$ fabula", body, re.MULTILINE), f"not run: {info}: {body}"
    assert not re.search(r"^\s*\$ fabula", FENCE.sub("", text), re.MULTILINE), "a command outside of a console block"


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_readers_see_which_file_a_block_is(page: Path) -> None:
    # What stands behind a fence is not shown on a page.
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        _, *words = match[1].split() or [""]
        if words and match[1] not in {RUN, NOT_RUN}:
            label = f"One scene of `{words[0]}`:" if words[1:] else f"`{words[0]}`:"
            assert text[: match.start()].rstrip().splitlines()[-1] == label


def test_reading_and_comparing_can_fail() -> None:
    text = (
        "a\n\n```console\n$ fabula x\none\n\ntwo\n$ fabula y\n```\n\n```console not-run\n$ rm\n```\n"
        "```toml a.toml\nb = 1\n```\n```text\nc\n```\n```fountain d.fountain scene\nINT. E\n```\n"
    )
    assert list(read_steps(text)) == [
        Command("fabula x", "one\n\ntwo\n"),
        Command("fabula y", ""),
        Block("a.toml", "b = 1\n", scene=False),
        Block("d.fountain", "INT. E\n", scene=True),
    ]
    assert fits("one\n…\ntwo", "one\n1\n2\ntwo\n")
    assert not fits("one\n…\ntwo", "one\n1\n2\n")
    assert not fits("one\n…\ntwo", "one\ntwo\n")
    assert not fits("one", "one\ntwo\n")
    assert shorten("a\nb\n", "c\nd\ne\n") == "c\nd\ne\n"
    assert shorten("a\n…\nb\nc\n", "1\n2\n3\n4\n5\n") == "1\n…\n4\n5\n"
    assert shorten("a\n…\n", "1\n2\n3\n") == "1\n…\n"
    assert put_scene("INT. A\n\n1\n\nINT. B\n\n2\n", "INT. A\n\n3\n") == "INT. A\n\n3\n\nINT. B\n\n2\n"
    assert put_scene("INT. A\n\n1\n", "INT. C\n\n3\n") == "INT. A\n\n1\n\nINT. C\n\n3\n"
    with pytest.raises(AssertionError, match="nothing of its output"):
        list(read_commands("$ fabula x\n…\n"))


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
