"""The same story gives the same bytes, whatever the seed of hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAYS = ROOT.parent / "shared" / "data" / "tei"
ASK = """
import sys
from fabula.cli.main import main
for words in [
    *(["check", sys.argv[1], "--format", form] for form in ("text", "concise", "json", "sarif", "github")),
    ["timeline", "--in", sys.argv[1], "--by", "happening"], ["scenes", "--in", sys.argv[1], "--json"],
    ["state", sys.argv[2], "--all"],
    ["diff", f"{sys.argv[1]}/versions/late-memory", "--evidence"],
    ["impact", "italy S01E02", "--drop", "--all", "--evidence", "--in", sys.argv[1]],
]:
    print(words[0], main(words), flush=True)
"""


def answers(folder: Path, line: str, seed: int) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(folder), line],
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        timeout=120,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    return done.stdout


def test_the_example() -> None:
    folder = ROOT / "examples" / "citadel"
    line = f"{folder}/shows/citadel/s01/e02-the-man-on-the-pier.fountain:40"
    first = answers(folder, line, 0)
    assert first.count(b"\n") > 500
    assert answers(folder, line, 1) == first


@pytest.mark.skipif(not PLAYS.is_dir(), reason="the plays of ../shared/data are not here")
def test_imported_plays(tmp_path: Path) -> None:
    made = []
    for seed in (0, 1):
        target = tmp_path / str(seed) / "plays"
        subprocess.run(
            [sys.executable, "-m", "fabula", "import", str(PLAYS / "henry-v.xml"), "--to", str(target)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=120,
        )
        made.append({file.relative_to(target): file.read_bytes() for file in target.rglob("*") if file.is_file()})
    assert made[0] == made[1]
