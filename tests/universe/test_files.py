from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.universe.files import find_files, natural_key
from tests.universe.folders import write


def names(folder: Path) -> list[str]:
    return [file.name for file in find_files(folder)[0]]


def test_natural_order() -> None:
    paths = ["s01/e10.x", "S01/E2.x", "s01/e2b.x", "s1/e1.x", "s01/e02.x", "é.x", "e.x"]
    assert sorted(paths, key=natural_key) == [
        "e.x",
        "s01/e02.x",
        "S01/E2.x",
        "s01/e2b.x",
        "s01/e10.x",
        "s1/e1.x",
        "é.x",
    ]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_reading(paths: list[str], random: Random) -> None:
    shuffled = random.sample(paths, len(paths))
    assert sorted(paths, key=natural_key) == sorted(shuffled, key=natural_key)


def test_hidden_and_foreign_folders_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys([".git/x", ".obsidian/y", "node_modules/z/a", "__pycache__/q", "b/.c", "b/d"], ""))
    assert names(tmp_path) == ["b/d"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.fountain": "INT. X\n"})
    inside = write(tmp_path / "inside", {"a.fountain": ""})
    (inside / "b.fountain").symlink_to(outside / "secret.fountain")
    (inside / "c").symlink_to(outside)
    found, findings = find_files(inside)
    assert [file.name for file in found] == ["a.fountain"]
    assert [(f.code, f.span.path) for f in findings] == [("S112", "b.fountain"), ("S112", "c")]
    assert "out of the universe folder" in findings[0].message


def test_loops_end_and_nothing_is_read_twice(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.fountain": "", "b/y.fountain": ""})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "other").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "other").symlink_to(tmp_path / "a")
    (tmp_path / "b" / "self").symlink_to(tmp_path / "b" / "self")
    (tmp_path / "twin.fountain").symlink_to(tmp_path / "a" / "x.fountain")
    found, findings = find_files(tmp_path)
    assert [file.name for file in found] == ["a/x.fountain", "b/y.fountain"]
    assert [(f.code, f.span.path) for f in findings] == [("S112", "b/self")]


def test_a_link_inside_to_what_is_hidden_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {".store/x.fountain": "", ".more/z.fountain": "", "a/y.fountain": ""})
    (tmp_path / "a" / "x.fountain").symlink_to(tmp_path / ".store" / "x.fountain")
    (tmp_path / "c").symlink_to(tmp_path / ".more")
    assert names(tmp_path) == ["a/x.fountain", "a/y.fountain", "c/z.fountain"]


def test_a_broken_link_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.fountain").symlink_to(tmp_path / "gone.fountain")
    found, findings = find_files(tmp_path)
    assert not found
    assert [(f.code, f.message) for f in findings] == [("S112", "This link leads to nothing")]


def test_odd_names_can_be_printed(tmp_path: Path) -> None:
    write(tmp_path, {"a\nb.fountain": "", "tab\there.fountain": "", "naïve ☂.fountain": ""})
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.fountain"))).write_bytes(b"")
    found = names(tmp_path)
    assert found == ["a␊b.fountain", "bad\\xFF.fountain", "naïve ☂.fountain", "tab␉here.fountain"]
    assert all(name.encode() for name in found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.fountain")
    found, findings = find_files(tmp_path)
    assert found == []
    assert [(f.code, f.message) for f in findings] == [("S112", "This is a pipe or a device and not a file")]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="an administrator may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"closed/x.fountain": ""})
    (tmp_path / "closed").chmod(0)
    try:
        found, findings = find_files(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert not found
    assert [(f.code, f.span.path) for f in findings] == [("S105", "closed")]


def test_many_files(tmp_path: Path) -> None:
    first = tmp_path / "f0"
    first.mkdir()
    for number in range(1000):
        (first / f"{number}.md").touch()
    for folder in range(1, 20):
        (tmp_path / f"f{folder}").mkdir()
        for number in range(1000):
            os.link(first / f"{number}.md", tmp_path / f"f{folder}" / f"{number}.md")
    found = names(tmp_path)
    assert len(found) == 20_000
    assert found[:3] == ["f0/0.md", "f0/1.md", "f0/2.md"]
    assert found[-1] == "f19/999.md"
