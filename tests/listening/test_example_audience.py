"""The invented audience of the example is what its maker makes, on every machine."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

AUDIENCE = Path(__file__).parents[2] / "examples" / "citadel" / "audience"


def test_the_files_are_what_the_maker_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(AUDIENCE))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made = runpy.run_path(str(AUDIENCE / "make.py"))["make_files"]()
    assert made
    for name, text in made.items():
        assert (AUDIENCE / name).read_bytes().decode("utf-8") == text, f"run {AUDIENCE / 'make.py'}"


def test_the_page_beside_them_counts_them() -> None:
    page = (AUDIENCE / "README.md").read_text(encoding="utf-8")
    broken = {"board.jsonl": 2, "clips.csv": 1, "reviews.csv": 1}  # two lines that are cut off; the heads
    for name, lines in broken.items():
        count = (AUDIENCE / name).read_text(encoding="utf-8").count("\n") - lines
        assert f"| `{name}` |" in page
        assert f" {count:,} |" in next(line for line in page.splitlines() if f"`{name}`" in line)
