"""``fabula check --watch``: a process of its own, with real saves. Nothing is timed; what is waited for has to come."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.change.repository import NEEDS_GIT, start
from tests.change.universes import DEAD, FILES, put
from tests.cli.conftest import Run

PATIENCE = 60
"""Seconds after which what is waited for is taken never to come."""
SCRIPT = "shows/main/s01/e01-fall.fountain"
TITLE = "Title: Fall\nStatus: draft\n\n"
CLEAN = {**FILES, SCRIPT: TITLE + "INT. FLAT - NIGHT\n\nMASON\nYes.\n"}
ODD = "\nEXT. YARD - LATER\n\n[[canon: flurb]]\n\nNADIA\nWhat?\n"


class Watching:
    """A running watch, line by line."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fabula", "check", "--watch", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, wanted: Callable[[str], bool]) -> list[str]:
        """The lines up to one that is wanted."""
        got: list[str] = []
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"it never came; what came is {got}") from None
            assert line is not None, f"it has ended; what came is {got}"
            got.append(line)
            if wanted(line):
                return got

    def report(self, wanted: str) -> str:
        """The next report as text that has something in it; a save may come in one burst or in two."""
        while True:
            text = "\n".join(self.until(lambda line: line.startswith("Watching ")))
            if wanted in text:
                return text

    def document(self, wanted: Callable[[Any], bool] = lambda _: True) -> Any:
        """The next document that is wanted; bursts may come in one or in two."""
        return json.loads(self.until(lambda line: wanted(json.loads(line)))[-1])

    def interrupt(self) -> int:
        """Press Ctrl-C; how it ended."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """End it in any case."""
        self.process.kill()
        self.process.wait()
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    running: list[Watching] = []

    def begin(*words: str) -> Watching:
        running.append(Watching(tmp_path, *words))
        return running[-1]

    yield begin
    for one in running:
        one.end()


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a process of its own in another way there")


def test_saves_are_told_against_the_start(watch: Callable[..., Watching], tmp_path: Path) -> None:
    put(tmp_path / "u", FILES)
    watching = watch("u")
    first = watching.report("1 finding in 2 episodes")
    assert "W101 error" in first
    assert "Saved" not in first

    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT] + ODD})
    report = watching.report("1 new finding since the start")
    assert f"Saved: u/{SCRIPT}" in report
    assert "S201" in report
    assert "W101" not in report
    assert "1 was there before, 0 are gone." in report

    put(tmp_path / "u", {SCRIPT: TITLE + DEAD + ODD})  # the ghost goes, the note stays: it is still new
    report = watching.report(f"gone W101  u/{SCRIPT}:10:1  Mason speaks here, but died in main S01E01/1")
    assert "1 new finding since the start" in report
    assert "0 were there before, 1 is gone." in report

    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})
    report = watching.report("Nothing new since the start")
    assert "1 was there before, 0 are gone." in report
    assert "\x1b" not in report
    assert watching.interrupt() == 0


def test_a_terminal_shows_the_latest_report_alone(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="terminals of this kind are of POSIX systems")
    put(tmp_path / "u", CLEAN)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "fabula", "check", "--watch", "u"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    patience = threading.Timer(PATIENCE, process.kill)
    patience.start()
    try:
        with os.fdopen(ours, encoding="utf-8") as terminal:
            for line in terminal:
                if line.startswith("\x1b[2J"):
                    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})
                if "1 new finding" in line:
                    break
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
    finally:
        patience.cancel()
        process.kill()
        process.wait()


def test_one_document_a_line(watch: Callable[..., Watching], tmp_path: Path) -> None:
    put(tmp_path / "u", CLEAN)
    watching = watch("u", "--json")
    first = watching.document()
    assert (first["findings"], first["saved"], first["problems"]) == ([], [], [])
    assert first["universes"][0]["since"] is None
    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})
    document = watching.document(lambda one: one["findings"])
    assert [f["code"] for f in document["findings"]] == ["W101"]
    assert document["saved"] == [f"u/{SCRIPT}"]
    assert document["universes"][0]["since"]["revision"] == "the start"
    put(tmp_path / "u", {SCRIPT: CLEAN[SCRIPT]})
    assert watching.document(lambda one: not one["findings"])["summary"]["error"] == 0
    assert watching.interrupt() == 0


def finds(code: str, document: Any) -> bool:
    """Whether a document reports one finding, with this code."""
    return [finding["code"] for finding in document["findings"]] == [code]


def test_editors_that_write_by_renaming(watch: Callable[..., Watching], tmp_path: Path) -> None:
    put(tmp_path / "u", CLEAN)
    watching = watch("u", "--json")
    watching.document()
    script = tmp_path / "u" / SCRIPT
    for text, code in ((FILES[SCRIPT], "W101"), (CLEAN[SCRIPT] + ODD, "S201")):
        (script.parent / "4913").write_text("")
        (script.parent / "4913").unlink()
        script.rename(script.with_suffix(".fountain~"))
        script.write_text(text, encoding="utf-8", newline="\n")
        script.with_suffix(".fountain~").unlink()
        document = watching.document(partial(finds, code))
        assert set(document["saved"]) <= {"u/" + SCRIPT}
    temporary = script.with_name(".e01.tmp")
    temporary.write_text(FILES[SCRIPT], encoding="utf-8", newline="\n")
    temporary.replace(script)
    assert watching.document(partial(finds, "W101"))["saved"] == ["u/" + SCRIPT]


def test_folders_that_go_away_and_come_back(watch: Callable[..., Watching], tmp_path: Path) -> None:
    put(tmp_path / "u", FILES)
    watching = watch("u", "--json")
    watching.document()
    (tmp_path / "u" / "shows").rename(tmp_path / "away")
    document = watching.document(lambda one: one["problems"])
    assert document["problems"][0]["path"] == "u"
    assert "there are no scripts in" in document["problems"][0]["message"]
    (tmp_path / "away").rename(tmp_path / "u" / "shows")
    watching.document(lambda one: not one["problems"] and one["summary"]["old"] == 1)
    shutil.rmtree(tmp_path / "u")  # the universe itself
    assert watching.document(lambda one: one["problems"])["findings"] == []
    put(tmp_path / "u", {**FILES, SCRIPT: FILES[SCRIPT] + ODD})
    watching.document(partial(finds, "S201"))
    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})  # and what is new in it is seen again
    watching.document(lambda one: not one["findings"] and not one["problems"])
    assert watching.interrupt() == 0


def test_a_file_that_becomes_unreadable(watch: Callable[..., Watching], tmp_path: Path) -> None:
    put(tmp_path / "u", FILES)
    watching = watch("u", "--json")
    watching.document()
    (tmp_path / "u" / SCRIPT).write_bytes(b"\x00\x01\x02" * 100)
    document = watching.document(lambda one: one["findings"])
    assert {f["code"] for f in document["findings"]} == {"S105"}
    assert [f["code"] for f in document["gone"]] == ["W101"]
    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})
    watching.document(lambda one: not one["findings"] and not one["gone"])


def test_the_baseline_counts_as_soon_as_it_is_written(
    watch: Callable[..., Watching], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "u", FILES)
    watching = watch("u", "--json")
    watching.document(lambda one: len(one["findings"]) == 1)
    done = subprocess.run([sys.executable, "-m", "fabula", "baseline", "u"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0
    assert watching.document(lambda one: one["summary"]["baseline"] == 1)["findings"] == []


@NEEDS_GIT
def test_against_a_revision(watch: Callable[..., Watching], tmp_path: Path) -> None:
    start(tmp_path / "u", CLEAN)
    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})
    watching = watch("u", "--json", "--changed")
    document = watching.document()
    assert [f["code"] for f in document["findings"]] == ["W101"]
    assert document["universes"][0]["since"]["revision"] == "HEAD"
    put(tmp_path / "u", {SCRIPT: CLEAN[SCRIPT]})
    watching.document(lambda one: not one["findings"])


def test_one_script_and_a_part_of_a_universe(watch: Callable[..., Watching], tmp_path: Path) -> None:
    put(tmp_path, {"a.fountain": "INT. HALL - DAY\n\nANNA\nYes.\n", "b.fountain": "INT. HALL - DAY\n\nBO\nNo.\n"})
    watching = watch("a.fountain", "--json")
    watching.document()
    put(tmp_path, {"b.fountain": ODD})
    put(tmp_path, {"a.fountain": "INT. HALL - DAY\n\nANNA\nYes.\n" + ODD})
    assert watching.document()["saved"] == ["a.fountain"]

    put(tmp_path / "u", FILES)
    part = watch("u/shows/side", "--json")
    assert part.document()["findings"] == []
    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT] + ODD})
    assert part.document()["findings"] == []


def test_it_ends_when_nobody_reads(tmp_path: Path) -> None:
    put(tmp_path / "u", CLEAN)
    command = [sys.executable, "-m", "fabula", "check", "--watch", "u", "--json"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    put(tmp_path / "u", {SCRIPT: FILES[SCRIPT]})
    try:
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("form", ["sarif", "github", "concise", "markdown"])
def test_formats_that_are_one_whole_are_refused(run: Run, form: str) -> None:
    ran = run("check", "harbour", "--watch", "--format", form)
    assert (ran.code, ran.out) == (2, "")
    assert "use text or json" in ran.err


def test_a_file_is_refused(run: Run) -> None:
    ran = run("check", "harbour", "--watch", "--output", "a.txt")
    assert ran.code == 2
    assert "--output" in ran.err


def test_without_watchfiles_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "fabula.live.saves", raising=False)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = run("check", "harbour", "--watch")
    assert ran.code == 2
    assert ran.err == (
        "fabula: --watch needs the package watchfiles, which is not there\n  install it: pip install 'fabula[watch]'\n"
    )
