"""What two versions somebody means, and what is said where there is no such thing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fabula.change.git import GitError
from fabula.change.sides import SidesError, find_sides, load_sides
from fabula.universe.load import UnreadableUniverse
from tests.change.repository import NEEDS_GIT, commit, git, start
from tests.universe.folders import SCENE, write

pytestmark = NEEDS_GIT
ONE = "shows/main/s01/e01.fountain"
FILES = {"fabula.toml": "", ONE: SCENE}
OTHER = "INT. HALL - DAY\n\nSomebody.\n"


@pytest.fixture
def universe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A universe in a folder of a repository, with three commits and a branch; the current folder."""
    folder = start(tmp_path / "repository", {"readme.md": "x"})
    commit(folder, {f"u/{name}": text for name, text in FILES.items()})
    git(folder, "tag", "first")
    git(folder, "branch", "room")
    commit(folder, {f"u/{ONE}": OTHER, f"u/versions/late/{ONE}": SCENE + OTHER})
    git(folder, "checkout", "-q", "room")
    commit(folder, {"u/shows/main/s01/e02.fountain": OTHER})
    git(folder, "checkout", "-q", "main")
    monkeypatch.chdir(folder / "u")
    return folder / "u"


def texts(*words: str, place: Path | None = None) -> list[list[str]]:
    """The scripts of both sides."""
    canons = load_sides(*find_sides(words, place))
    return [[episode.script.source.text for episode in canon.universe.episodes] for canon in canons]


def names(*words: str, place: Path | None = None) -> list[str]:
    return [side.words.partition(" (")[0] for side in find_sides(words, place)]


def test_nothing_is_the_last_commit_and_the_working_tree(universe: Path) -> None:
    (universe / ONE).write_text("INT. PIER - DAY\n\nNobody.\n")
    assert texts() == [[OTHER], ["INT. PIER - DAY\n\nNobody.\n"]]
    assert names() == ["HEAD", "the working tree"]


def test_one_revision_is_held_against_the_working_tree(universe: Path) -> None:
    assert texts("first") == [[SCENE], [OTHER]]
    assert texts("first", place=universe) == [[SCENE], [OTHER]]


def test_two_revisions_and_ranges(universe: Path) -> None:
    assert texts("first", "room") == texts("first..room") == [[SCENE], [SCENE, OTHER]]
    assert texts("main..room") == [[OTHER], [SCENE, OTHER]]
    assert texts("main...room") == [[SCENE], [SCENE, OTHER]]
    assert texts("..room") == texts("main..room")
    assert texts("room..") == texts("room", "main")
    assert names("main...room") == ["where room left main", "room"]


def test_a_version_alone_is_held_against_its_universe(universe: Path) -> None:
    assert texts("versions/late") == [[OTHER], [SCENE + OTHER]]
    assert texts(str(universe / "versions/late")) == [[OTHER], [SCENE + OTHER]]
    assert names("versions/late") == ["this folder", "version late"]
    assert texts("versions/late", ".") == [[SCENE + OTHER], [OTHER]]
    assert texts("first", "versions/late") == [[SCENE], [SCENE + OTHER]]


def test_a_version_has_a_history_of_its_own(universe: Path) -> None:
    (universe / "versions/late" / ONE).write_text("INT. PIER - DAY\n\nLate.\n")
    assert texts(place=universe / "versions/late") == [[SCENE + OTHER], ["INT. PIER - DAY\n\nLate.\n"]]
    assert names(place=universe / "versions/late") == ["version late in HEAD", "version late, as it is now"]
    with pytest.raises(SidesError, match="there is no version late in first") as error:
        find_sides(["first"], universe / "versions/late")
    assert error.value.remedy == "there were no versions yet"


def test_folders_and_scripts(universe: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "copy", {"fabula.toml": "", ONE: "INT. PIER - DAY\n\nCopy.\n"})
    assert texts(str(copy), ".") == [["INT. PIER - DAY\n\nCopy.\n"], [OTHER]]
    assert texts(str(copy)) == [["INT. PIER - DAY\n\nCopy.\n"], [OTHER]]
    write(tmp_path / "loose", {"monday.fountain": SCENE, "tuesday.fountain": OTHER})
    assert texts(*(str(tmp_path / "loose" / f"{day}.fountain") for day in ("monday", "tuesday"))) == [[SCENE], [OTHER]]


def test_a_universe_that_is_named_from_outside_has_its_own_history(universe: Path) -> None:
    (universe / ONE).write_text(SCENE)
    os.chdir(universe.parent.parent)
    assert texts("repository/u") == [[OTHER], [SCENE]]
    assert texts("first", "repository/u/versions/late") == [[SCENE], [SCENE + OTHER]]


def test_a_script_outside_of_any_universe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = start(tmp_path / "loose", {"other.fountain": OTHER, "readme.txt": "x"})
    commit(folder, {"pilot.fountain": SCENE})
    (folder / "pilot.fountain").write_text(SCENE + OTHER)
    monkeypatch.chdir(folder)
    assert texts("pilot.fountain") == [[SCENE], [SCENE + OTHER]]
    assert texts(place=folder / "pilot.fountain") == [[SCENE], [SCENE + OTHER]]
    with pytest.raises(SidesError, match=r"pilot\.fountain is not there in HEAD~1"):
        find_sides(["HEAD~1"], folder / "pilot.fountain")


def test_a_word_that_is_a_path_and_a_revision(universe: Path) -> None:
    git(universe, "branch", "shows")
    with pytest.raises(SidesError, match="shows is a path and a revision") as error:
        find_sides(["shows", "main"])
    assert error.value.remedy == "write ./shows for the path, or shows^0 for the revision"
    assert texts("shows^0") == [[OTHER], [OTHER]]
    assert texts("./shows", "main") == [[OTHER], [OTHER]]


def test_paths_of_a_commit_are_written_as_git_does(universe: Path) -> None:
    before, after = find_sides(["first", "versions/late"])
    assert before.prefix == f"{before.commit[:7]}:u/"
    assert after.prefix == ""
    assert after.commit == ""
    os.chdir(universe.parent)
    assert find_sides(["first"], universe)[1].prefix == "u/"


@pytest.mark.parametrize(
    ("words", "error", "message", "remedy"),
    [
        (["nope"], GitError, "there is no revision 'nope'", "git log --oneline --all"),
        (["main", "nope"], GitError, "there is no revision 'nope'", "git log"),
        (["main..nope"], GitError, "there is no revision 'nope'", "git log"),
        (["main...nope"], GitError, "there is no revision 'nope'", "git log"),
        (["shows/nope.fountain"], GitError, "there is no file or folder shows/nope.fountain, and no revision", "git"),
        (["--evil"], GitError, "there is no revision '--evil'", "git log"),
        (["a", "b", "c"], SidesError, "more than two versions are named", "name one or two"),
    ],
)
def test_what_is_not_there(
    universe: Path, words: list[str], error: type[GitError | SidesError], message: str, remedy: str
) -> None:
    with pytest.raises(error) as found:
        find_sides(words)
    assert isinstance(found.value, GitError | SidesError)
    assert message in found.value.message
    assert remedy in found.value.remedy


def test_the_folder_was_not_there_yet(universe: Path) -> None:
    with pytest.raises(GitError, match="the folder u is not there in") as error:
        load_sides(*find_sides(["main~2"]))
    assert error.value.remedy == "name a later revision"


def test_a_revision_without_scripts_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = start(tmp_path / "r", {"fabula.toml": ""})
    commit(folder, {ONE: SCENE})
    monkeypatch.chdir(folder)
    with pytest.raises(UnreadableUniverse, match=r"^HEAD~1 \([0-9a-f]{7}\): there are no scripts"):
        load_sides(*find_sides(["HEAD~1"]))


def test_no_repository_and_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "u", FILES)
    monkeypatch.chdir(folder)
    with pytest.raises(GitError, match="lies in no git repository"):
        find_sides([])
    git(folder, "init", "-q")
    with pytest.raises(GitError, match="there is no revision 'HEAD'"):
        find_sides([])


def test_no_git_on_the_machine(universe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(universe))
    with pytest.raises(GitError) as error:
        find_sides([])
    assert error.value.message == "there is no git on this machine"
    assert error.value.remedy.startswith("install git")
    assert texts("versions/late") == [[OTHER], [SCENE + OTHER]]


def test_a_shallow_clone_says_how_to_get_more(universe: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", universe.parent.as_uri(), "shallow")
    clone = tmp_path / "shallow" / "u"
    assert texts(place=clone) == [[OTHER], [OTHER]]
    with pytest.raises(GitError) as error:
        find_sides(["HEAD~1"], clone)
    assert "git fetch --unshallow" in error.value.remedy


def test_a_submodule_is_left_out_and_told(universe: Path, tmp_path: Path) -> None:
    inner = start(tmp_path / "inner", {"e09.fountain": SCENE})
    git(universe, "submodule", "add", "-q", inner.as_uri(), "shows/inner")
    commit(universe.parent)
    before, after = load_sides(*find_sides(["HEAD~1", "HEAD"]))
    assert [len(canon.universe.episodes) for canon in (before, after)] == [1, 1]
    left_out = [f for f in after.read_findings if f.code == "S112"]
    assert [f.span.path for f in left_out] == ["shows/inner"]
    assert not [f for f in before.read_findings if f.code == "S112"]


def test_a_file_that_is_no_text_in_one_version(universe: Path) -> None:
    (universe / ONE).write_bytes(b"\x00\xff\x00\x01" * 50)
    write(universe, {"shows/main/s01/e02.fountain": OTHER})
    before, after = load_sides(*find_sides([]))
    assert [[e.code for e in canon.universe.episodes] for canon in (before, after)] == [["S01E01"], ["S01E02"]]
    assert [f.code for f in after.read_findings] == ["S105"]
