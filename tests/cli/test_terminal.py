"""What only a terminal gets: colours, folded tables, a line that says what is being done."""

from __future__ import annotations

import io
import sys

import pytest

from fabula.cli import output, progress
from fabula.cli.progress import Progress
from tests.cli.conftest import Run


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


def test_colours_are_for_terminals(no_settings: pytest.MonkeyPatch) -> None:
    assert output.terminal_ink(Terminal()).colours
    assert not output.terminal_ink(io.StringIO()).colours
    no_settings.setenv("TERM", "dumb")
    assert not output.terminal_ink(Terminal()).colours
    no_settings.setenv("FORCE_COLOR", "1")
    assert output.terminal_ink(io.StringIO()).colours
    no_settings.setenv("NO_COLOR", "1")
    assert not output.terminal_ink(Terminal()).colours


def test_tables_are_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("COLUMNS", "50")
    assert output.screen_width() == 50
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert output.screen_width() is None


def test_progress_is_silent_off_terminals(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    assert run("check", "harbour").err == ""


def test_progress_is_shown_when_it_takes_long(no_settings: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    no_settings.setattr(sys, "stderr", terminal)
    no_settings.setattr(progress, "PATIENCE", 0)
    with Progress() as say:
        say("reading")
        timer = say._timer
        assert timer is not None
        timer.join(10)
        say("linking names")
    assert "linking names …" in terminal.getvalue()


def test_progress_is_not_shown_when_it_is_quick(no_settings: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    no_settings.setattr(sys, "stderr", terminal)
    no_settings.setattr(progress, "PATIENCE", 60)
    with Progress() as say:
        say("reading")
    assert terminal.getvalue() == ""


def test_only_a_terminal_is_wiped(no_settings: pytest.MonkeyPatch) -> None:
    assert output.clears_screen(Terminal())
    assert not output.clears_screen(io.StringIO())
    no_settings.setenv("NO_COLOR", "1")
    assert output.clears_screen(Terminal())
    no_settings.setenv("TERM", "dumb")
    assert not output.clears_screen(Terminal())
