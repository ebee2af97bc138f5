"""Versions of a universe: folders that lay some files over the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.finding import Finding
from fabula.universe.load import find_root, open_tree, read_universe
from fabula.universe.model import Episode
from fabula.universe.tree import EditedTree, FolderTree
from fabula.universe.versions import VersionTree, find_version, list_versions, plain_path, universe_files, version_of
from tests.universe.folders import SCENE, entry, write

ONE, TWO = "shows/main/s01/e01.fountain", "shows/main/s01/e02.fountain"
BASE = {"fabula.toml": 'name = "Lamp"\n', ONE: SCENE, TWO: SCENE, "bible/people/nadia.md": entry("Nadia")}


def read(place: Path) -> tuple[list[Episode], list[Finding]]:
    files, findings = read_universe(place)
    return [episode for show in files.shows.values() for episode in show.episodes], findings


def versioned(folder: Path, sheet: str = "", **files: str) -> Path:
    """A universe with a version; gives the folder of the version."""
    write(folder, {**BASE, **{f"versions/late/{name}": text for name, text in files.items()}})
    (folder / "versions/late").mkdir(parents=True, exist_ok=True)
    if sheet:
        (folder / "versions/late/version.md").write_text(f"---\n{sheet}\n---\n", encoding="utf-8")
    return folder / "versions" / "late"


def test_the_universe_knows_nothing_of_its_versions(tmp_path: Path) -> None:
    before = read(write(tmp_path, BASE))
    odd = {ONE: "INT. HALL - DAY\n\nOther.\n", "shows/other/s01/e01.fountain": SCENE, "notes.pdf": "x"}
    versioned(tmp_path, "drops: [nothing]", **odd)
    write(tmp_path, {"versions/readme.txt": "x", "Versions/b/shows/main/s01/e09.fountain": SCENE})
    episodes, findings = read(tmp_path)
    assert findings == before[1] == []
    assert [episode.key for episode in episodes] == ["main/s01e01", "main/s01e02"]
    assert [episode.script.source.text for episode in episodes] == [SCENE, SCENE]


def test_a_version_replaces_and_adds(tmp_path: Path) -> None:
    other = "INT. HALL - DAY\n\nOther.\n"
    place = versioned(
        tmp_path, **{ONE: other, "shows/main/s01/e03.fountain": SCENE, "bible/people/cid.md": entry("Cid")}
    )
    episodes, findings = read(place)
    assert findings == []
    assert [(e.key, e.script.source.path, e.script.source.text) for e in episodes] == [
        ("main/s01e01", f"versions/late/{ONE}", other),
        ("main/s01e02", TWO, SCENE),
        ("main/s01e03", "versions/late/shows/main/s01/e03.fountain", SCENE),
    ]
    files, _ = read_universe(place)
    assert [one.key for one in files.entries] == ["people/cid", "people/nadia"]
    assert files.settings.name == "Lamp"


def test_a_version_drops_files_and_folders(tmp_path: Path) -> None:
    place = versioned(tmp_path, "name: Late\ndrops: [shows/main/s01/e02.fountain, bible/]")
    episodes, findings = read(place)
    assert findings == []
    assert [episode.key for episode in episodes] == ["main/s01e01"]
    assert read_universe(place)[0].entries == []


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("drops: [shows/main/s01/e03.fountain]", "drops “shows/main/s01/e03.fountain”, which is no file or folder"),
        ("drops: shows/mian", "drops “shows/mian”, which is no file"),
        ("drops: [../../secret]", "drops “../../secret”, which is no file"),
        ("drops: ['']", "drops “”, which is no file"),
        ("drops: {a: b}", "The field drops is a list of paths"),
        (f"drops: [{ONE}]", f"drops {ONE} and has the file as well"),
        ("drop: [x]", "A version has no field “drop”"),
        ("name: [x", "The field"),
    ],
)
def test_what_is_wrong_with_a_version_is_a_finding(tmp_path: Path, sheet: str, message: str) -> None:
    place = versioned(tmp_path, sheet, **{ONE: SCENE})
    _, (finding, *others) = read(place)
    assert others == []
    assert finding.code == "L109"
    assert finding.span.path == "versions/late/version.md"
    assert message in finding.message or message == "The field"
    assert finding.help


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    _, (finding,) = read(versioned(tmp_path, "drops: [shows/main/s01/e02.fountian]"))
    assert finding.help == "did you mean shows/main/s01/e02.fountain?"


def test_a_sheet_that_is_no_text(tmp_path: Path) -> None:
    place = versioned(tmp_path, "name: x")
    (place / "version.md").write_bytes(b"\x00\x01\x02")
    episodes, (finding,) = read(place)
    assert (finding.code, finding.span.path) == ("S105", "versions/late/version.md")
    assert len(episodes) == 2


def test_what_is_wrong_in_a_version_is_found_there(tmp_path: Path) -> None:
    place = versioned(tmp_path, **{ONE: SCENE})
    (place / "link.fountain").symlink_to("nowhere")
    _, findings = read(place)
    assert [(f.code, f.span.path) for f in findings] == [("S112", "versions/late/link.fountain")]
    assert read(tmp_path)[1] == []


@pytest.mark.parametrize("inside", ["", "shows", ONE])
def test_a_path_to_a_version_and_into_it(tmp_path: Path, inside: str) -> None:
    place = versioned(tmp_path, **{ONE: SCENE}) / inside
    assert find_version(place) == (tmp_path, "late")
    assert find_root(place) == (tmp_path, None)
    tree = open_tree(place)
    assert isinstance(tree, VersionTree)
    assert (tree.root, tree.name, tree.only, tree.names) == (tmp_path, "late", None, ["late"])
    assert version_of(EditedTree(tree, {})) == "late"
    assert version_of(open_tree(tmp_path)) == ""


def test_what_is_no_version(tmp_path: Path) -> None:
    write(tmp_path / "versions" / "citadel", BASE)  # a universe that happens to lie in a folder of that name
    assert find_version(tmp_path / "versions" / "citadel") is None
    write(tmp_path, {"scripts/versions/old/e01.fountain": SCENE})  # drafts that somebody keeps
    assert find_version(tmp_path / "scripts/versions/old") is None
    write(tmp_path, {"u/shows/main/s01/e01.fountain": SCENE, "u/versions/file.fountain": SCENE})
    assert find_version(tmp_path / "u/versions/file.fountain") is None
    assert find_version(tmp_path / "u/versions") is None
    assert find_version(tmp_path / "u/versions/missing") is None


def test_a_bare_folder_can_have_versions_if_they_say_so(tmp_path: Path) -> None:
    write(tmp_path, {"e01.fountain": SCENE, "versions/b/e01.fountain": "INT. HALL - DAY\n\nB.\n"})
    assert find_version(tmp_path / "versions/b") is None
    write(tmp_path, {"versions/b/version.md": "---\nname: B\n---\n"})
    assert find_version(tmp_path / "versions/b") == (tmp_path, "b")
    assert [e.script.source.path for e in read(tmp_path)[0]] == ["e01.fountain"]
    assert [e.script.source.path for e in read(tmp_path / "versions/b")[0]] == ["versions/b/e01.fountain"]


def test_versions_hold_no_versions(tmp_path: Path) -> None:
    place = versioned(tmp_path, **{"versions/inner/" + ONE: "INT. HALL - DAY\n\nX.\n", ONE: SCENE})
    assert find_version(place / "versions" / "inner") == (tmp_path, "late")
    assert read(place)[1] == []


def test_edits_lie_over_a_version(tmp_path: Path) -> None:
    tree = open_tree(versioned(tmp_path, **{ONE: "INT. HALL - DAY\n\nX.\n"}))
    files, _ = read_universe(EditedTree(tree, {ONE: "INT. PIER - DAY\n\nY.\n", TWO: None}))
    assert [e.script.source.text for e in files.shows["main"].episodes] == ["INT. PIER - DAY\n\nY.\n"]


def test_a_version_is_listed_anew(tmp_path: Path) -> None:
    place = versioned(tmp_path, **{ONE: SCENE})
    tree = open_tree(place)
    assert len(universe_files(tree)[0]) == 4
    write(place, {"shows/main/s01/e03.fountain": SCENE})
    assert len(universe_files(tree)[0]) == 5


def test_names_and_paths() -> None:
    names = ["versions/b/x", "versions/a/y/z", "versions/readme.md", "shows/versions/c/d"]
    assert list_versions(names) == ["a", "b"]
    assert plain_path("versions/a/shows/x.fountain") == "shows/x.fountain"
    assert plain_path("shows/x.fountain") == "shows/x.fountain"


def test_any_tree_can_be_the_base(tmp_path: Path) -> None:
    base = EditedTree(FolderTree(write(tmp_path, BASE)), {f"versions/late/{ONE}": "INT. HALL - DAY\n\nX.\n"})
    tree = VersionTree(base, "late")
    found = {file.name: file for file in tree.files()[0]}
    source, _ = tree.read(found[ONE])
    assert source is not None
    assert source.text == "INT. HALL - DAY\n\nX.\n"
    assert tree.head(found[ONE], 3) == b"INT"
    assert tree.stamp(found[ONE]) != base.base.stamp(found[TWO])
