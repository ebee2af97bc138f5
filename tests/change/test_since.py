"""What a change brings, told against a revision of git."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fabula.change.git import GitError
from fabula.change.since import Brought, compare_findings, read_version
from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.script.model import Script
from fabula.script.read import read_script
from fabula.source import Source
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.shelf import Shelf
from fabula.universe.tree import Tree
from tests.change.repository import NEEDS_GIT, commit, git, start
from tests.change.universes import DEAD, FILES, ghost, put

pytestmark = NEEDS_GIT
SCRIPT = "shows/main/s01/e01-fall.fountain"
SIDE = "shows/side/s01/e01-side.fountain"
TITLE = "Title: Fall\nStatus: draft\n\n"
MASON_IN_SIDE = FILES[SIDE] + "\nINT. FLAT - LATER\n\nMASON\nI was in the other show.\n"


def since(folder: Path, revision: str, only: str = "") -> Brought:
    shelf = Shelf()

    def read(tree: Tree | Path) -> tuple[Canon, tuple[Finding, ...]]:
        canon = load_canon(tree, shelf=shelf)
        return canon, tuple(run_rules(canon))

    canon, findings = read(folder / only if only else folder)
    brought = compare_findings(canon, findings, read_version(folder, revision, read, only))
    assert [f.sort_key for f in brought.findings] == [f.sort_key for f in findings]
    return brought


def told(brought: Brought) -> tuple[list[str], list[str], list[str]]:
    """The paths of what is new, of what was there, of what is gone."""
    new = [f.span.path for f in brought.findings if f.reported]
    old = [f.span.path for f in brought.findings if str(f.standing) == "old"]
    return new, old, [f.span.path for f in brought.gone]


def test_nothing_changed(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", FILES)
    brought = since(folder, "HEAD")
    assert told(brought) == ([], [SCRIPT], [])
    assert brought.changed == frozenset()
    assert brought.commit == git(folder, "rev-parse", "HEAD")


def test_an_edit_that_is_not_committed_brings_it(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", {**FILES, SCRIPT: TITLE + "INT. FLAT - NIGHT\n\nMASON\nYes.\n"})
    put(folder, {SCRIPT: FILES[SCRIPT]})
    assert told(since(folder, "HEAD")) == ([SCRIPT], [], [])
    commit(folder)
    assert told(since(folder, "HEAD")) == ([], [SCRIPT], [])
    assert told(since(folder, "HEAD~1")) == ([SCRIPT], [], [])


def test_a_file_that_git_does_not_know_counts(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", {**FILES, SCRIPT: TITLE + DEAD})
    put(folder, {"shows/main/s01/e02-after.fountain": TITLE + ghost()})
    assert told(since(folder, "HEAD")) == (["shows/main/s01/e02-after.fountain"], [], [])


def test_what_a_change_breaks_in_another_show(tmp_path: Path) -> None:
    alive = {**FILES, SCRIPT: TITLE + "INT. FLAT - NIGHT\n\nMASON\nYes.\n", SIDE: MASON_IN_SIDE}
    folder = start(tmp_path / "u", alive)
    assert told(since(folder, "HEAD")) == ([], [], [])
    put(folder, {SCRIPT: TITLE + "INT. FLAT - NIGHT\n\n[[canon: at 2000-01-01; Mason dies]]\n\nNADIA\nNo.\n"})
    brought = since(folder, "HEAD")
    new, _, _ = told(brought)
    assert new == [SIDE]
    assert brought.changed == {"main"}
    assert [brought.elsewhere(finding) for finding in brought.findings] == ["side"]


def test_what_was_mended_is_gone_at_its_old_place(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", FILES)
    put(folder, {SCRIPT: TITLE + DEAD})
    brought = since(folder, "HEAD")
    assert told(brought) == ([], [], [SCRIPT])
    assert (brought.gone[0].span.line, brought.gone[0].span.text) == (10, "MASON")


def test_what_was_only_moved_is_not_new(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", FILES)
    put(
        folder,
        {SCRIPT: TITLE + "EXT. YARD - DAY\n\nNADIA\nFirst.\n\n" + DEAD + ghost(), SIDE: FILES[SIDE] + "\nRain.\n"},
    )
    assert told(since(folder, "HEAD")) == ([], [SCRIPT], [])
    (folder / SCRIPT).rename(folder / SCRIPT.replace("e01-fall", "e05-other"))
    assert told(since(folder, "HEAD")) == ([], [SCRIPT.replace("e01-fall", "e05-other")], [])


def test_a_note_that_is_taken_away_uncovers_something_new(tmp_path: Path) -> None:
    noted = TITLE + DEAD + ghost().replace("MASON", "[[canon: intended W101: he is a ghost]]\n\nMASON")
    folder = start(tmp_path / "u", {**FILES, SCRIPT: noted})
    put(folder, {SCRIPT: FILES[SCRIPT]})
    assert told(since(folder, "HEAD")) == ([SCRIPT], [], [])
    commit(folder)
    put(folder, {SCRIPT: noted})
    assert told(since(folder, "HEAD")) == ([], [], [])  # it is covered, and not gone


def test_settings_are_those_of_their_time(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", {**FILES, "fabula.toml": '[rules]\nW101 = "off"\n'})
    put(folder, {"fabula.toml": ""})
    assert told(since(folder, "HEAD")) == ([SCRIPT], [], [])


def test_a_universe_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    top = start(tmp_path / "top", {f"stories/ü berg/{name}": text for name, text in FILES.items()})
    folder = top / "stories" / "ü berg"
    put(folder, {SCRIPT: TITLE + DEAD + "EXT. YARD - LATER\n\n[[canon: flurb]]\n\n" + ghost()})
    new, old, gone = told(since(folder, "HEAD"))
    assert (new, old, gone) == ([SCRIPT], [SCRIPT], [])


def test_a_universe_that_was_not_there_yet_is_all_new(tmp_path: Path) -> None:
    top = start(tmp_path / "top", {"README": "a\n"})
    folder = put(top / "u", FILES)
    brought = since(folder, "HEAD")
    assert told(brought) == ([SCRIPT], [], [])
    assert "the folder u is not there" in brought.missing
    assert brought.elsewhere(brought.findings[0]) == ""


def test_a_folder_without_scripts_then_is_all_new(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", {"README": "a\n"})
    put(folder, FILES)
    brought = since(folder, "HEAD")
    assert (told(brought)[0], brought.missing) == ([SCRIPT], "there were no scripts in it then")


def test_before_the_first_commit_all_is_new(tmp_path: Path) -> None:
    folder = put(tmp_path / "u", FILES)
    git(folder, "init", "-q")
    brought = since(folder, "HEAD")
    assert (told(brought)[0], brought.missing) == ([SCRIPT], "nothing is committed yet")
    with pytest.raises(GitError, match="there is no revision 'main~1'"):
        since(folder, "main~1")


def test_one_script_outside_of_any_universe(tmp_path: Path) -> None:
    text = "INT. FLAT - NIGHT\n\nAnna falls. [[canon: blurb]]\n\nANNA\nNo.\n"
    folder = start(tmp_path / "u", {"a.fountain": text, "b.fountain": "INT. HALL - DAY\n\nANNA\nYes.\n"})
    put(folder, {"a.fountain": text + "\nEXT. YARD - LATER\n\n[[canon: flurb]]\n\nANNA\nBoo.\n"})
    brought = since(folder, "HEAD", "a.fountain")
    assert [(f.code, str(f.standing)) for f in brought.findings] == [("S201", "old"), ("S201", "open")]
    assert brought.missing == ""
    put(folder, {"c.fountain": text})
    assert "the script c.fountain is not there" in since(folder, "HEAD", "c.fountain").missing


def test_errors_of_git(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", FILES)
    with pytest.raises(GitError, match="lies in no git repository"):
        since(outside, "HEAD")
    folder = start(tmp_path / "u", FILES)
    with pytest.raises(GitError, match="there is no revision 'nosuch'"):
        since(folder, "nosuch")
    with pytest.raises(GitError, match="there is no revision '--all'"):
        since(folder, "--all")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give a folder away")
def test_a_repository_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = start(tmp_path / "u", FILES)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)  # somebody may trust all folders there
    for path in (folder, folder / ".git"):
        os.chown(path, 65534, 65534)
    with pytest.raises(GitError, match="belongs to somebody else") as caught:
        since(folder, "HEAD")
    assert "safe.directory" in caught.value.remedy


def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", FILES)
    first = git(folder, "rev-parse", "HEAD")
    commit(folder, {SCRIPT: TITLE + DEAD})
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "shallow")
    with pytest.raises(GitError) as caught:
        since(tmp_path / "shallow", first)
    assert "git fetch --unshallow" in caught.value.remedy


def test_only_what_differs_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = start(tmp_path / "u", FILES)
    put(folder, {SIDE: MASON_IN_SIDE})
    parsed: list[str] = []

    def parse(source: Source) -> tuple[Script, list[Finding]]:
        parsed.append(source.path)
        return read_script(source)

    monkeypatch.setattr("fabula.universe.shelf.read_script", parse)
    since(folder, "HEAD")
    assert sorted(parsed) == [SCRIPT, SIDE, SIDE]


def test_a_shared_shelf_gives_what_a_full_reading_gives(tmp_path: Path) -> None:
    folder = start(tmp_path / "u", FILES)
    put(folder, {SIDE: MASON_IN_SIDE, SCRIPT: TITLE + DEAD.replace("falls", "drops") + ghost()})
    shelf = Shelf()
    load_canon(folder, shelf=shelf)

    def with_shelf(tree: Tree) -> tuple[Canon, tuple[Finding, ...]]:
        canon = load_canon(tree, shelf=shelf)
        return canon, tuple(run_rules(canon))

    def without(tree: Tree) -> tuple[Canon, tuple[Finding, ...]]:
        canon = load_canon(tree)
        return canon, tuple(run_rules(canon))

    assert read_version(folder, "HEAD", with_shelf).findings == read_version(folder, "HEAD", without).findings
