"""Whole processes, as a shell starts them, with what they took and how they ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FABULA = (sys.executable, "-m", "fabula")
MEASURED = Path(__file__).parent / "measured.py"
PATIENCE = 60
"""Seconds after which a process is taken to hang; ten times what any of these takes on a busy machine."""
OK = "INT. HALL - DAY\n\nANNA\nYes.\n\nEXT. YARD - NIGHT\n\nTOM\nNo.\n"
"""A script in which nothing is wrong."""

_CONTROL = {*range(32), 127} - {9, 10}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a process ended, what it wrote, and how much memory it took at most, in MB."""

    code: int
    out: str
    err: str
    peak: int

    @property
    def lines(self) -> list[str]:
        """The lines of its output."""
        return self.out.splitlines()


def run(words: Sequence[str], cwd: Path, before: Sequence[str] = (), env: Mapping[str, str] | None = None) -> Ran:
    """Run ``fabula WORDS`` in a folder. Fails if it hangs, shows a traceback or writes control characters."""
    streams = cwd.parent / "streams"
    streams.mkdir(exist_ok=True)
    out_file, err_file, report = (streams / name for name in ("out", "err", "report"))
    command = [sys.executable, "-IS", str(MEASURED), str(report), *before, *FABULA, *words]
    with out_file.open("wb") as out, err_file.open("wb") as err:
        process = subprocess.Popen(
            command, cwd=cwd, stdout=out, stderr=err, env={**os.environ, **(env or {})}, start_new_session=True
        )
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise AssertionError(f"fabula {' '.join(words)} hangs") from None
    written, said = out_file.read_bytes(), err_file.read_bytes()
    assert b"Traceback" not in written + said, said.decode(errors="replace")
    assert not _CONTROL & set(written + said), (written + said)[:2000]
    code, peak = map(int, report.read_text().split())
    return Ran(code, written.decode(), said.decode(), peak)


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, with the folders above them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def universe(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A universe of one show; the names of scripts are those in its first season."""
    folder.mkdir(exist_ok=True)
    named = {name if "/" in name or name == "fabula.toml" else f"shows/main/s01/{name}": files[name] for name in files}
    return put(folder, {"fabula.toml": "", "shows/main/show.md": "---\nname: Main\n---\n", **named})
