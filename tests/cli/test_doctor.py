"""``fabula doctor``."""

from __future__ import annotations

from pathlib import Path

import fabula
from tests.cli.conftest import Run


def test_a_universe(run: Run) -> None:
    document = run("doctor", "harbour", "--json").json
    universe = document["universe"]
    assert document["machine"]["fabula"] == fabula.__version__
    assert (universe["episodes"], universe["scenes"], universe["people"], universe["bible"]) == (2, 4, 2, 5)
    assert universe["not_read"] == []
    assert document["problem"] is None


def test_what_was_not_read(run: Run, folder: Path) -> None:
    (folder / "harbour/shows/coast/s01/e02.pdf").write_bytes(b"%PDF-1.4")
    (line,) = run("doctor", "harbour", "--json").json["universe"]["not_read"]
    assert line.startswith("shows/coast/s01/e02.pdf: ")


def test_text(run: Run) -> None:
    ran = run("doctor", "harbour")
    assert (ran.code, ran.err) == (0, "")
    assert f"fabula       {fabula.__version__}\n" in ran.out
    assert "episodes     2\n" in ran.out


def test_no_universe(run: Run) -> None:
    ran = run("doctor", "empty")
    assert ran.code == 3
    assert "no universe: there are no scripts in " in ran.out
