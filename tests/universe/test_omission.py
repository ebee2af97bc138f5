"""A universe without a scene or an episode: the others keep their numbers."""

from __future__ import annotations

from pathlib import Path

from fabula.script.omission import Omission, OmittingSource
from fabula.source import Source
from fabula.stages import load_canon
from fabula.universe.tree import EditedTree, FolderTree

SCENES = "INT. ONE - DAY\n\nA.\n\nINT. TWO - DAY\n\nB.\n\nINT. THREE - DAY\n\nC.\n"


def write(folder: Path, *names: str) -> FolderTree:
    for name in names:
        (folder / name).write_text(SCENES, encoding="utf-8")
    return FolderTree(folder)


def test_scenes_without_numbers_are_called_as_before(tmp_path: Path) -> None:
    tree = write(tmp_path, "01.fountain")
    source = Source("01.fountain", SCENES)
    cut = Omission(((SCENES.index("INT. TWO"), SCENES.index("INT. THREE")),))
    canon = load_canon(EditedTree(tree, {"01.fountain": OmittingSource(source, cut)}))
    assert [(scene.label, scene.order) for scene in canon.universe.scenes] == [("1", 0), ("3", 1)]


def test_episodes_without_numbers_are_called_as_before(tmp_path: Path) -> None:
    tree = write(tmp_path, "a.fountain", "b.fountain", "c.fountain")
    source = OmittingSource(Source("b.fountain", SCENES), Omission(whole=True))
    canon = load_canon(EditedTree(tree, {"b.fountain": source}))
    assert [episode.code for episode in canon.universe.episodes] == ["S01E01", "S01E03"]
    assert len(canon.universe.scenes) == 6
