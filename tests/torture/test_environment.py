"""A machine that refuses: no permission, no room, links, pipes, closed streams, files that go."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.torture.conftest import FABULA, OK, put, run, universe

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs links, pipes and permissions of Unix")
FULL = Path("/dev/full")
PLAIN_USER = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    if os.geteuid() == 0
    else []
)
"""What makes an administrator heed permissions."""
needs_permissions = pytest.mark.skipif(
    bool(PLAIN_USER) and shutil.which("setpriv") is None, reason="an administrator may do everything"
)


def test_links(tmp_path: Path) -> None:
    folder = universe(tmp_path / "u", {"e01.fountain": OK})
    season = folder / "shows/main/s01"
    for name, target in (
        ("e02.fountain", "/etc/passwd"),
        ("e03.fountain", "nowhere"),
        ("e04.fountain", "e05.fountain"),
        ("e05.fountain", "e04.fountain"),
        ("e06.fountain", "e01.fountain"),
        ("up", ".."),
        ("round", str(folder)),
    ):
        (season / name).symlink_to(target)
    ran = run(["check", "--format", "concise"], folder)
    assert ran.lines == [
        f"shows/main/s01/{name}:1:1: warning S112 This link leads {where}"
        for name, where in (
            ("e02.fountain", "out of the universe folder, so it is not followed"),
            ("e03.fountain", "to nothing"),
            ("e04.fountain", "to nothing"),
            ("e05.fountain", "to nothing"),
        )
    ]
    ran = run(["check", "shows/main/s01/e04.fountain"], folder)
    assert (ran.code, "is there, but is no file or folder" in ran.err) == (3, True)
    ran = run(["import", "shows", "--to", "new", "--json"], folder)
    assert (ran.code, ran.out.count('"S105"')) == (1, 3)


def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    folder = universe(tmp_path / "u", {"e01.fountain": OK})
    os.mkfifo(folder / "shows/main/s01/e02.fountain")
    ran = run(["check", "--format", "concise"], folder)
    assert ran.lines == ["shows/main/s01/e02.fountain:1:1: warning S112 This is a pipe or a device and not a file"]
    assert run(["check", "shows/main/s01/e02.fountain"], folder).code == 3
    assert run(["import", "shows/main/s01/e02.fountain", "--to", "new"], folder).code == 3


def test_a_report_never_replaces_what_is_no_file(tmp_path: Path) -> None:
    folder = put(tmp_path / "u", {"a.fountain": OK})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    assert run(["check", "--json", "--output", str(pipe)], folder).code == 0
    reader.join(20)
    assert pipe.is_fifo()
    assert got
    assert got[0].startswith("{")


def test_a_report_never_replaces_a_script(tmp_path: Path) -> None:
    folder = put(tmp_path / "u", {"a.fountain": OK})
    ran = run(["check", "--output", "a.fountain"], folder)
    assert (ran.code, "the report would write over it" in ran.err) == (2, True)
    assert (folder / "a.fountain").read_text() == OK


@needs_permissions
def test_no_permission(tmp_path: Path) -> None:
    folder = universe(tmp_path / "u", {"e01.fountain": OK, "e02.fountain": OK, "closed/x.fountain": OK})
    (folder / "shows/main/s01/e02.fountain").chmod(0)
    (folder / "closed").chmod(0)
    try:
        ran = run(["check", "--format", "concise"], folder, PLAIN_USER)
        assert ran.lines == [
            "closed:1:1: error S105 This folder cannot be read: permission denied",
            "shows/main/s01/e02.fountain:1:1: error S105 This file cannot be read: permission denied",
        ]
        for words in (
            ["check", "closed/x.fountain"],
            ["import", "closed", "--to", "new"],
            ["export", "S01E01", "--to", "closed/a.fdx"],
            ["init", "closed/new"],
        ):
            ran = run(words, folder, PLAIN_USER)
            assert (ran.code, ran.out) == (3, ""), words
            assert "ermission denied" in ran.err or "cannot be read" in ran.err, words
        folder.chmod(0o555)
        ran = run(["check", "--output", "report.txt"], folder, PLAIN_USER)
        assert (ran.code, ran.err.startswith("fabula: report.txt cannot be written: permission denied")) == (3, True)
    finally:
        folder.chmod(0o755)
        (folder / "closed").chmod(0o755)


@pytest.mark.skipif(not FULL.is_char_device(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [["check"], ["--help"], ["--version"]])
def test_a_full_disk(tmp_path: Path, words: list[str]) -> None:
    folder = put(tmp_path / "u", {"a.fountain": OK})
    with FULL.open("wb") as full:
        done = subprocess.run([*FABULA, *words], cwd=folder, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert words == ["--version"] or b"no space left on device" in done.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [("check >&-", 0), ("check nope 2>&-", 3), ("scenes | true", None), ("check --json | head -c 9", None)],
)
def test_closed_streams(tmp_path: Path, line: str, code: int | None) -> None:
    folder = put(tmp_path / "u", {"a.fountain": OK * 500})
    done = subprocess.run(
        ["sh", "-c", f"'{FABULA[0]}' -m fabula {line}"], cwd=folder, stderr=subprocess.PIPE, timeout=60
    )
    assert done.stderr == b""
    assert code is None or done.returncode == code


def test_ctrl_c_at_any_time(tmp_path: Path) -> None:
    folder = put(tmp_path / "u", {"a.fountain": "".join(f"INT. ROOM {i} - DAY\n\nANNA\nx\n\n" for i in range(8_000))})
    for delay in (0.4, 1.0):
        process = subprocess.Popen([*FABULA, "check"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        # Before fabula is running the interpreter itself answers; then nothing has been written.
        assert process.returncode in {130, -signal.SIGINT}
        assert out == b""
        assert process.returncode != 130 or err == b""


def test_files_that_go_while_they_are_read(tmp_path: Path) -> None:
    folder = universe(tmp_path / "u", {f"e{i:03}.fountain": OK for i in range(100)})
    season = folder / "shows/main/s01"

    def remove() -> None:
        for file in sorted(season.iterdir()):
            file.unlink()
            time.sleep(0.003)

    remover = threading.Thread(target=remove)
    remover.start()
    ran = run(["check", "--format", "concise"], folder)
    remover.join()
    assert ran.code in {0, 1, 3}
    assert all("S105 This file cannot be read: no such file" in line for line in ran.lines)


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f"cd '{gone}' && rmdir '{gone}' && '{FABULA[0]}' -m fabula check"
    done = subprocess.run(["sh", "-c", line], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"no such file or directory" in done.stderr
