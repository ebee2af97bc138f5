"""The worker of a universe: one thing at a time, the least that will do, and nothing lost when something fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from fabula.live.universe import LiveUniverse
from fabula.lsp import open_universe
from fabula.lsp.documents import Documents, TextChange
from fabula.lsp.homes import Home
from fabula.lsp.open_universe import Checked, OpenUniverse
from fabula.lsp.warm import minds_ready
from fabula.source import Source
from fabula.universe.load import UnreadableUniverse
from tests.lsp.folders import LATER, small_universe

SECOND = "shows/coast/s01/e02.fountain"
URI = "file:///e02.fountain"
WAIT = 30.0


class Recorder:
    """Whoever is told what becomes of a universe."""

    def __init__(self) -> None:
        self.checks: list[list[str]] = []
        self.opened_with: list[str] = []
        self.failures: list[Exception] = []
        self.unreadable_with: list[str] = []
        self.fed = threading.Event()

    def opening(self, universe: OpenUniverse, read: int, total: int) -> None:
        assert 0 <= read <= total

    def opened(self, universe: OpenUniverse, trouble: str) -> None:
        self.opened_with.append(trouble)

    def checked(self, universe: OpenUniverse, checked: Checked) -> None:
        self.checks.append([finding.code for finding in checked.findings])

    def warmed(self, universe: OpenUniverse) -> None:
        self.fed.set()

    def unreadable(self, universe: OpenUniverse, problem: UnreadableUniverse) -> None:
        self.unreadable_with.append(problem.message)

    def failed(self, universe: OpenUniverse, error: Exception) -> None:
        self.failures.append(error)


class Counting(LiveUniverse):
    """A live universe that keeps what it was asked to do."""

    asked: list[tuple[str, tuple[str, ...]]]

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.asked = []

    def edit(self, texts: Mapping[str, str | Source | None]) -> None:
        self.asked.append(("edit", tuple(texts)))
        if any(isinstance(text, str) and "BREAK" in text for text in texts.values()):
            raise RuntimeError("something is broken")
        super().edit(texts)

    def revert(self, *names: str) -> None:
        self.asked.append(("revert", names))
        super().revert(*names)

    def refresh(self) -> None:
        self.asked.append(("refresh", ()))
        super().refresh()


class Stage:
    """A small universe that is open, with its second episode as a document if that is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = small_universe(root)
        self.told = Recorder()
        self.universe = OpenUniverse(Home(self.root), self.told)
        self.documents = Documents()
        self.version = 1
        self.universe.start()
        self.settle()

    def settle(self) -> Checked | None:
        """Have everything checked."""
        return self.universe.ask(lambda checked: checked, fresh=True).result(WAIT)

    def open(self) -> None:
        self.universe.join(SECOND, self.documents.open(URI, "fountain", 1, LATER))

    def type(self, text: str) -> None:
        self.version += 1
        assert not self.documents.change(URI, self.version, [TextChange(None, text)])
        self.universe.touch()

    def asked(self) -> list[tuple[str, tuple[str, ...]]]:
        """What the live universe was asked to do since this was asked last."""
        live = self.universe._live
        assert isinstance(live, Counting)
        asked, live.asked = live.asked, []
        return asked


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Nobody is in a hurry here: nothing is checked but when it is asked for."""
    monkeypatch.setattr(open_universe, "PAUSE", 1000.0)
    monkeypatch.setattr(open_universe, "LONGEST", 1000.0)
    monkeypatch.setattr(open_universe, "LiveUniverse", Counting)
    made = Stage(tmp_path)
    yield made
    made.universe.close()


def test_many_edits_are_one_check(stage: Stage) -> None:
    stage.open()
    stage.settle()
    before = len(stage.told.checks)
    for number in range(50):
        stage.type(f"{LATER}\n{number}\n")
    checked = stage.settle()
    assert len(stage.told.checks) == before + 1
    assert checked is not None
    assert checked.written[SECOND].text.endswith("\n49\n")
    assert stage.asked() == [("edit", (SECOND,))]


def test_what_stands_on_the_disk_as_it_does_in_the_editor_costs_nothing(stage: Stage) -> None:
    stage.open()
    stage.settle()
    stage.universe.look_again()
    stage.settle()
    stage.universe.leave(SECOND)
    stage.settle()
    assert stage.asked() == []


def test_closing_and_opening_with_another_text_between_two_checks(stage: Stage) -> None:
    stage.open()
    stage.settle()
    stage.universe.leave(SECOND)
    stage.documents.close(URI)
    text = LATER + "\nGRACE\nBoo.\n"
    stage.universe.join(SECOND, stage.documents.open(URI, "fountain", 1, text))
    stage.settle()
    assert stage.told.checks[-1] == ["W101"]


def test_one_changed_file_is_read_again_and_only_other_files_mean_all(stage: Stage) -> None:
    (stage.root / SECOND).write_text(LATER + "\nGRACE\nBoo.\n", encoding="utf-8")
    stage.universe.look_again()
    stage.settle()
    assert stage.asked() == [("revert", (SECOND,))]
    assert stage.told.checks[-1] == ["W101"]
    (stage.root / "shows/coast/s01/e03.fountain").write_text("INT. PIER - DAY\n\nX.\n", encoding="utf-8")
    stage.universe.look_again()
    stage.settle()
    assert stage.asked() == [("refresh", ())]


def test_leaving_without_saving_goes_back_and_leaving_what_is_saved_does_not(stage: Stage) -> None:
    stage.open()
    stage.type(LATER + "\nGRACE\nBoo.\n")
    stage.settle()
    assert stage.told.checks[-1] == ["W101"]
    (stage.root / SECOND).write_text(LATER + "\nGRACE\nBoo.\n", encoding="utf-8")
    stage.universe.leave(SECOND)
    stage.settle()
    assert stage.asked() == [("edit", (SECOND,))]
    assert stage.told.checks[-1] == ["W101"]
    (stage.root / SECOND).write_text(LATER, encoding="utf-8")
    stage.universe.look_again()
    stage.settle()
    assert stage.told.checks[-1] == []


def test_a_failure_is_told_and_the_next_edit_starts_afresh(stage: Stage) -> None:
    stage.open()
    stage.type(LATER + "\nBREAK\n")
    checked = stage.settle()
    assert [str(error) for error in stage.told.failures] == ["something is broken"]
    assert checked is not None  # what was last checked still answers
    stage.type(LATER + "\nGRACE\nBoo.\n")
    stage.settle()
    assert stage.told.checks[-1] == ["W101"]
    assert len(stage.told.failures) == 1


def test_when_all_scripts_go_what_was_checked_stands(stage: Stage) -> None:
    texts = {path: path.read_bytes() for path in (stage.root / "shows/coast/s01").iterdir()}
    for path in texts:
        path.unlink()
    stage.universe.look_again()
    assert stage.settle() is not None
    assert stage.told.unreadable_with
    for path, text in texts.items():
        path.write_bytes(text)
    stage.universe.look_again()
    stage.settle()
    assert not stage.told.failures
    assert stage.told.checks[-1] == []


def test_questions_fail_by_themselves(stage: Stage) -> None:
    def wrong(checked: Checked) -> int:
        raise KeyError("no")

    assert isinstance(stage.universe.ask(wrong).exception(WAIT), KeyError)
    assert stage.universe.ask(lambda checked: 7).result(WAIT) == 7


def test_a_question_that_nobody_waits_for_is_not_asked(stage: Stage) -> None:
    hold, asked = threading.Event(), []
    first = stage.universe.ask(lambda checked: hold.wait(WAIT))
    second = stage.universe.ask(lambda checked: asked.append(1))
    assert second.cancel()
    hold.set()
    assert first.result(WAIT)
    stage.settle()
    assert not asked


def test_after_the_end_every_question_has_an_answer(stage: Stage) -> None:
    begun, hold = threading.Event(), threading.Event()

    def slow(checked: Checked) -> bool:
        begun.set()
        return hold.wait(WAIT)

    first = stage.universe.ask(slow)
    second = stage.universe.ask(lambda checked: 1)
    assert begun.wait(WAIT)
    stage.universe.close()
    hold.set()
    assert first.result(WAIT)
    assert second.result(WAIT) is None
    assert stage.universe.ask(lambda checked: 1).result(WAIT) is None


def test_minds_are_replayed_beside_and_waited_for(stage: Stage) -> None:
    def ready(checked: Checked) -> bool:
        stage.universe.wait_for_minds()
        return minds_ready(checked.canon)

    assert stage.universe.ask(ready).result(WAIT)
    assert stage.told.fed.wait(WAIT)


def test_a_folder_without_scripts_is_trouble_and_no_failure(tmp_path: Path) -> None:
    told = Recorder()
    universe = OpenUniverse(Home(tmp_path), told)
    universe.start()
    assert universe.ask(lambda checked: 1).result(WAIT) is None
    assert "there are no scripts" in told.opened_with[0]
    assert not told.failures
    universe.close()
