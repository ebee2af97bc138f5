"""Whole folders merged: renamed, added, deleted and binary files, and what stands beside what."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fabula.change.merging.clashes import ClashKind
from fabula.change.merging.renames import find_renames
from fabula.change.merging.snapshot import LINK, MODULE
from fabula.change.merging.trees import MergedTree, merge_trees
from tests.change.merging.versions import Files, snapshot

LONG = "".join(f"Line {number}.\n" for number in range(20))
OTHER = "".join(f"Another line {number}.\n" for number in range(20))
PICTURE = b"\x89PNG\r\n\x1a\n\0\0"


def merge(base: Files, ours: Files, theirs: Files) -> MergedTree:
    return merge_trees(snapshot("base", base), snapshot("rome", ours), snapshot("delhi", theirs))


def texts(tree: MergedTree) -> dict[str, str]:
    return {path: tree.read(path).decode("utf-8", "replace") for path in tree.files}


def clashes(tree: MergedTree) -> list[tuple[ClashKind, str]]:
    return [(clash.kind, clash.path) for clash in tree.clashes]


def changed(text: str, *pairs: tuple[int, str]) -> str:
    lines = text.splitlines(keepends=True)
    for number, line in pairs:
        lines[number] = line
    return "".join(lines)


def test_files_that_come_and_go_and_change() -> None:
    base = {"same.md": "a\n", "mine.md": "a\n", "yours.md": "a\n", "gone.md": "a\n", "both-gone.md": "b\n"}
    ours = {"same.md": "a\n", "mine.md": "m\n", "yours.md": "a\n", "gone.md": "a\n", "new-of-mine.md": "n\n"}
    theirs = {"same.md": "a\n", "mine.md": "a\n", "yours.md": "y\n", "new-of-yours.md": "o\n"}
    tree = merge(base, ours, theirs)
    assert texts(tree) == {
        "mine.md": "m\n", "new-of-mine.md": "n\n", "new-of-yours.md": "o\n", "same.md": "a\n", "yours.md": "y\n",
    }  # fmt: skip
    assert not tree.clashes


@pytest.mark.parametrize("swapped", [False, True])
def test_a_file_that_one_renames_and_the_other_changes(swapped: bool) -> None:
    base = {"shows/a/e01.fountain": LONG, "b.md": "b\n"}
    renamed = {"shows/a/e02.fountain": changed(LONG, (2, "Two.\n")), "b.md": "b\n"}
    edited = {"shows/a/e01.fountain": changed(LONG, (15, "Fifteen.\n")), "b.md": "b\n"}
    tree = merge(base, *((edited, renamed) if swapped else (renamed, edited)))
    assert texts(tree) == {"b.md": "b\n", "shows/a/e02.fountain": changed(LONG, (2, "Two.\n"), (15, "Fifteen.\n"))}
    assert not tree.clashes


@pytest.mark.parametrize("swapped", [False, True])
def test_a_file_that_one_deletes_and_the_other_changes_stays(swapped: bool) -> None:
    base, edited = {"a.fountain": LONG, "b.md": ""}, {"a.fountain": changed(LONG, (3, "x\n")), "b.md": ""}
    tree = merge(base, *(({"b.md": ""}, edited) if swapped else (edited, {"b.md": ""})))
    assert texts(tree) == edited
    assert clashes(tree) == [(ClashKind.CHANGED_AND_DELETED, "a.fountain")]
    tree = merge(base, *(({"b.md": ""}, {"c.fountain": LONG, "b.md": ""})))
    assert clashes(tree) == [(ClashKind.CHANGED_AND_DELETED, "c.fountain")]
    assert texts(tree) == {"b.md": "", "c.fountain": LONG}


def test_the_same_file_added_by_both() -> None:
    assert not merge({}, {"a.md": LONG}, {"a.md": LONG}).clashes
    tree = merge({}, {"a.md": LONG}, {"a.md": changed(LONG, (3, "x\n"))})
    assert clashes(tree) == [(ClashKind.BOTH_ADDED, "a.md")]
    assert "<<<<<<< ours\nLine 3.\n=======\nx\n>>>>>>> theirs\n" in texts(tree)["a.md"]


def test_conflicts_in_a_file() -> None:
    tree = merge(
        {"a.md": LONG}, {"a.md": changed(LONG, (3, "o\n"), (9, "o\n"))}, {"a.md": changed(LONG, (3, "t\n"), (9, "t\n"))}
    )
    assert [(clash.kind, clash.path, clash.count) for clash in tree.clashes] == [(ClashKind.CONTENT, "a.md", 2)]
    assert tree.with_ours().read("a.md").decode() == changed(LONG, (3, "o\n"), (9, "o\n"))


def test_files_that_are_not_merged_by_lines_keep_both_sides() -> None:
    base: Files = {"map.png": PICTURE, "e.fdx": f"<Root>\n{LONG}</Root>\n"}
    ours: Files = {"map.png": PICTURE + b"o", "e.fdx": f"<Root>\n{changed(LONG, (4, 'o'))}</Root>\n"}
    theirs: Files = {"map.png": PICTURE + b"t", "e.fdx": f"<Root>\n{changed(LONG, (4, 't'))}</Root>\n"}
    tree = merge(base, ours, theirs)
    assert {path: tree.read(path) for path in tree.files} == {
        "e.fdx": str(ours["e.fdx"]).encode(),
        "e.fdx~delhi": str(theirs["e.fdx"]).encode(),
        "map.png": PICTURE + b"o",
        "map.png~delhi": PICTURE + b"t",
    }
    assert [(clash.kind, clash.path, clash.beside) for clash in tree.clashes] == [
        (ClashKind.NOT_MERGED, "e.fdx", "e.fdx~delhi"),
        (ClashKind.NOT_MERGED, "map.png", "map.png~delhi"),
    ]


def test_links_and_modules_are_taken_as_a_whole() -> None:
    files = {"link": "a", "module": "1"}
    kinds = {"link": LINK, "module": MODULE}

    def version(label: str, files: Mapping[str, str]):  # type: ignore[no-untyped-def]
        return snapshot(label, files, kinds)

    tree = merge_trees(
        version("b", files), version("o", {**files, "link": "b"}), version("t", {**files, "module": "2"})
    )
    assert (tree.read("link"), tree.files["module"].theirs, tree.clashes) == (b"b", "module", [])
    tree = merge_trees(version("b", files), version("o", {**files, "link": "b"}), version("t", {**files, "link": "c"}))
    assert clashes(tree) == [(ClashKind.NOT_MERGED, "link")]
    assert (tree.read("link"), tree.read("link~t")) == (b"b", b"c")


def test_a_file_that_each_gives_another_name_stays_under_both() -> None:
    tree = merge({"a.md": LONG}, {"b.md": changed(LONG, (3, "o\n"))}, {"c.md": changed(LONG, (15, "t\n"))})
    both = changed(LONG, (3, "o\n"), (15, "t\n"))
    assert texts(tree) == {"b.md": both, "c.md": both}
    assert clashes(tree) == [(ClashKind.RENAMED_TWICE, "b.md")]


def test_two_files_of_one_new_name() -> None:
    tree = merge({"a.md": LONG, "b.md": OTHER}, {"c.md": LONG, "b.md": OTHER}, {"a.md": LONG, "c.md": OTHER})
    assert sorted(texts(tree).values()) == [OTHER, LONG]
    assert [(clash.kind, clash.path, clash.beside) for clash in tree.clashes] == [
        (ClashKind.BOTH_ADDED, "c.md", "c.md~delhi")
    ]


def test_a_file_where_the_other_has_a_folder() -> None:
    tree = merge({}, {"notes": "mine\n"}, {"notes/a.md": "theirs\n"})
    assert texts(tree) == {"notes/a.md": "theirs\n", "notes~rome": "mine\n"}
    assert [(clash.kind, clash.path, clash.beside) for clash in tree.clashes] == [
        (ClashKind.FILE_AND_FOLDER, "notes", "notes~rome")
    ]


def test_a_new_file_goes_where_its_folder_went() -> None:
    base = {"shows/italy/s01/e01.fountain": LONG, "shows/italy/s01/e02.fountain": OTHER}
    ours = {"shows/rome/s01/e01.fountain": LONG, "shows/rome/s01/e02.fountain": OTHER}
    tree = merge(base, ours, {**base, "shows/italy/s01/e03.fountain": "New.\n", "shows/italy/show.md": "x\n"})
    assert list(tree.files) == [*ours, "shows/rome/s01/e03.fountain", "shows/rome/show.md"]
    assert {clash.kind for clash in tree.clashes} == {ClashKind.FOLDER_RENAMED}
    # A folder in which something is left has not been renamed.
    tree = merge(
        base, {**ours, "shows/italy/s01/e09.fountain": "y\n"}, {**base, "shows/italy/s01/e03.fountain": "New.\n"}
    )
    assert "shows/italy/s01/e03.fountain" in tree.files
    assert not tree.clashes


def test_names_beside_are_not_taken() -> None:
    tree = merge(
        {"a.png": PICTURE, "a.png~delhi": "x"},
        {"a.png": PICTURE + b"o", "a.png~delhi": "x"},
        {"a.png": PICTURE + b"t", "a.png~delhi": "x"},
    )
    assert list(tree.files) == ["a.png", "a.png~delhi", "a.png~delhi_0"]


def test_files_are_found_again_by_what_they_say() -> None:
    before = snapshot("b", {"a/one.md": LONG, "a/two.md": LONG, "a/three.md": OTHER, "short.md": "x\n", "e.md": ""})
    after = snapshot(
        "n",
        {
            "b/two.md": LONG,
            "b/uno.md": LONG,
            "b/drei.md": OTHER[: len(OTHER) // 2 + 90],
            "long.md": OTHER + LONG + LONG,
            "e2.md": "",
        },
    )
    assert find_renames(before, after) == {
        "a/one.md": "b/uno.md", "a/two.md": "b/two.md", "a/three.md": "b/drei.md", "e.md": "e2.md",
    }  # fmt: skip
    assert find_renames(snapshot("b", {"a.md": LONG}), snapshot("n", {"a.fountain": changed(LONG, (1, "x\n"))})) == {}
