"""All files of a version, wherever it is: a folder, a commit, a version in a universe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fabula.change.git import Repository
from fabula.change.merging.folder import write_folder
from fabula.change.merging.snapshot import FILE, LINK, PROGRAM, Snapshot, take_snapshot
from fabula.change.merging.trees import merge_trees
from fabula.universe.load import open_tree
from fabula.universe.tree import FolderTree
from tests.change.merging.repositories import Repo

FILES: dict[str, str | bytes] = {
    "fabula.toml": "",
    ".obsidian/app.json": "{}\n",
    "shows/a/e01.fountain": "INT. FLAT - DAY\n\nANNA\nYes.\n",
    "versions/late/shows/a/e01.fountain": "INT. FLAT - DAY\n\nANNA\nNo.\n",
    "map.png": b"\0",
}


def put(folder: Path) -> Path:
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def texts(version: Snapshot) -> dict[str, bytes]:
    return {path: version.read(path) for path in version.files}


def test_a_folder_with_hidden_files_and_links(tmp_path: Path) -> None:
    folder = put(tmp_path / "u")
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("x", encoding="utf-8")
    version = take_snapshot(FolderTree(folder), "here")
    assert list(version.files) == sorted(FILES)
    assert version.read("map.png") == b"\0"


@pytest.mark.skipif(os.name != "posix", reason="links and programs are told apart on POSIX systems only")
def test_a_merged_folder_has_its_links_and_programs(tmp_path: Path) -> None:
    folder = put(tmp_path / "u")
    (folder / "link").symlink_to("map.png")
    (folder / "run").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "run").chmod(0o755)
    version = take_snapshot(FolderTree(folder), "here")
    assert (version.files["link"].kind, version.files["run"].kind, version.files["map.png"].kind) == (
        LINK,
        PROGRAM,
        FILE,
    )
    assert version.read("link") == b"map.png"
    write_folder(merge_trees(version, version, version), tmp_path / "out")
    assert (tmp_path / "out/link").readlink() == Path("map.png")
    assert os.access(tmp_path / "out/run", os.X_OK)
    assert not os.access(tmp_path / "out/map.png", os.X_OK)
    assert texts(take_snapshot(FolderTree(tmp_path / "out"), "out")) == texts(version)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_commit_is_the_folder_that_was_committed(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r", {f"u/{path}": text for path, text in FILES.items()}, driver=False)
    repository = Repository.find(repo.folder / "u")
    there = take_snapshot(repository.tree("HEAD"), "then")
    here = take_snapshot(FolderTree(repo.folder / "u"), "here")
    assert dict(there.files) == dict(here.files)
    assert texts(there) == texts(here)


def test_a_version_in_a_universe_has_all_that_it_does_not_speak_of(tmp_path: Path) -> None:
    folder = put(tmp_path / "u")
    whole = take_snapshot(open_tree(folder), "whole")
    late = take_snapshot(open_tree(folder / "versions/late"), "late")
    assert list(late.files) == list(whole.files)
    changed = [path for path in whole.files if late.files[path] != whole.files[path]]
    assert changed == ["shows/a/e01.fountain"]
    assert late.read("shows/a/e01.fountain") == late.read("versions/late/shows/a/e01.fountain")


def test_one_script_outside_of_any_universe(tmp_path: Path) -> None:
    script = tmp_path / "pilot.fountain"
    script.write_text("INT. FLAT - DAY\n", encoding="utf-8")
    (tmp_path / "other.fountain").write_text("INT. PIER - DAY\n", encoding="utf-8")
    assert list(take_snapshot(open_tree(script), "one").files) == ["pilot.fountain"]


def test_no_file_is_written_out_of_the_folder(tmp_path: Path) -> None:
    from tests.change.merging.versions import snapshot

    bad = snapshot("bad", {"../escape.md": "x\n", "a.md": "a\n"})
    with pytest.raises(OSError, match="no file of this name"):
        write_folder(merge_trees(bad, bad, bad), tmp_path / "out" / "merged")
    assert list((tmp_path / "out").iterdir()) == []
    assert not (tmp_path / "escape.md").exists()
