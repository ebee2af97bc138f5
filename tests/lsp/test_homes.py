"""Where documents belong, and what has changed on the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fabula.lsp.disk import Disk
from fabula.lsp.finder import Finder
from fabula.lsp.homes import Home, Role, find_home, is_universe, name_in, role_of
from fabula.stages import load_canon
from fabula.universe.tree import FolderTree
from tests.lsp.folders import lay, small_universe


def test_what_lies_in_a_version_belongs_to_that_version(tmp_path: Path) -> None:
    root = lay(small_universe(tmp_path), {"versions/spared/shows/coast/s01/e01.fountain": "X.\n"})
    path = root / "versions/spared/shows/coast/s01/e01.fountain"
    home = find_home(path, [])
    assert home == Home(root, version="spared")
    name = name_in(home, path)
    assert name == "versions/spared/shows/coast/s01/e01.fountain"
    assert home.key(name) == "shows/coast/s01/e01.fountain"
    assert role_of(name, "", False) is Role.SCRIPT
    assert role_of("versions/spared/bible/people/x.md", "", False) is Role.ENTRY
    assert Home(root).key("shows/x.fountain") == "shows/x.fountain"


@pytest.mark.parametrize(
    ("name", "language", "alone", "role"),
    [
        ("shows/coast/s01/e01.fountain", "plaintext", False, Role.SCRIPT),
        ("Shows/Coast/E01.FOUNTAIN", "", False, Role.SCRIPT),
        ("a.spmd", "", True, Role.SCRIPT),
        ("untitled", "fountain", True, Role.SCRIPT),
        ("notes.txt", "fountain", True, Role.SCRIPT),
        ("notes.txt", "fountain", False, None),
        ("shows/coast/s01/e03.fdx", "xml", False, Role.FORMAT),
        ("play.xml", "xml", True, Role.FORMAT),
        ("bible/people/grace.md", "markdown", False, Role.ENTRY),
        ("bible/people/family/grace.md", "markdown", False, Role.ENTRY),
        ("bible/grace.md", "markdown", False, None),
        ("bible/ghosts/grace.md", "markdown", False, None),
        ("shows/coast/show.md", "markdown", False, Role.SHEET),
        ("fabula.toml", "toml", False, Role.SETTINGS),
        ("shows/fabula.toml", "toml", False, None),
        ("README.md", "markdown", False, None),
        ("README.md", "markdown", True, None),
        ("fabula.toml", "toml", True, None),
    ],
)
def test_what_a_document_is(name: str, language: str, alone: bool, role: Role | None) -> None:
    assert role_of(name, language, alone) is role


def test_where_a_document_belongs(tmp_path: Path) -> None:
    root = small_universe(tmp_path / "small")
    script = root / "shows/coast/s01/e01.fountain"
    assert find_home(script, []) == Home(root)
    assert name_in(Home(root), script) == "shows/coast/s01/e01.fountain"
    assert find_home(root / "shows/coast/s09/new.fountain", []) == Home(root)
    assert find_home(root / ".trash/e01.fountain", []) == Home(root / ".trash", "e01.fountain")
    alone = tmp_path / "alone.fountain"
    assert find_home(alone, [tmp_path]) == Home(tmp_path, "alone.fountain")
    assert name_in(Home(tmp_path, "alone.fountain"), alone) == "alone.fountain"


def test_a_folder_in_the_editor_is_a_universe_if_it_is_laid_out_as_one(tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    (root / "fabula.toml").unlink()
    script = root / "shows/coast/s01/e01.fountain"
    assert find_home(script, [root]) == Home(root)
    assert find_home(script, []) == Home(script.parent, script.name)
    assert is_universe(Home(root))
    assert not is_universe(Home(root / "shows"))
    assert not is_universe(Home(script.parent, script.name))


def test_what_has_changed_on_the_disk(tmp_path: Path) -> None:
    root = lay(tmp_path, {"a.fountain": "One.\n", "b.fountain": "Two.\n", ".hidden": "x"})
    disk = Disk(FolderTree(root))
    assert disk.look() == {"a.fountain", "b.fountain"}
    assert disk.look() == set()
    (root / "a.fountain").write_text("One and more.\n", encoding="utf-8")
    assert disk.look() == {"a.fountain"}
    others = [disk.has_other_files]
    (root / "b.fountain").unlink()
    lay(root, {"c.fountain": "Three.\n"})
    assert disk.look() == {"b.fountain", "c.fountain"}
    others.append(disk.has_other_files)
    stat = (root / "c.fountain").stat()
    os.utime(root / "c.fountain", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert disk.look() == {"c.fountain"}
    others.append(disk.has_other_files)
    assert others == [False, True, False]
    assert disk.says("c.fountain", "Three.\n")
    assert not disk.says("c.fountain", "Four.\n")
    assert not disk.says("nowhere.fountain", "")
    assert not disk.says("c.fountain", None)


def test_exact_names_are_found_before_like_ones(tmp_path: Path) -> None:
    canon = load_canon(small_universe(tmp_path))
    finder = Finder()
    assert finder.find(canon, "grace")[0].name == "Grace Hale"
    assert [found.name for found in finder.find(canon, "grcae hale")] == ["Grace Hale"]
    assert finder.find(canon, "harbour - day")[0].name == "S01E02/1 INT. HARBOUR - DAY"
    assert len(finder.find(canon, "  ")) == len(finder.find(canon, ""))
    assert finder.find(canon, "zzzz") == []
