"""Small universes in two versions, given as tables of paths and texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fabula.change.comparing.compare import compare_universes
from fabula.change.comparing.differences import Differences, SceneChange
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.shelf import Shelf
from fabula.universe.tree import EditedTree, FolderTree

NOWHERE = Path(__file__).parent / "no such folder"
"""The folder of universes that are nowhere but in a test."""

Texts = Mapping[str, str | bytes]


class Nowhere(FolderTree):
    """An empty folder."""

    def files(self):  # type: ignore[no-untyped-def]
        return [], []


def load(texts: Texts, shelf: Shelf | None = None) -> Canon:
    """The canon of a universe given as texts by path."""
    return load_canon(EditedTree(Nowhere(NOWHERE), texts), shelf=shelf)


def compare(before: Texts, after: Texts) -> Differences:
    """Two versions of a universe, read with one shelf and compared."""
    shelf = Shelf()
    return compare_universes(load(before, shelf), load(after, shelf))


def told(found: Differences) -> list[tuple[str, str, str]]:
    """What was done to scenes: how, the name before, the name after."""
    return [line for change in found.scenes for line in _told(change)]


def _told(change: SceneChange) -> list[tuple[str, str, str]]:
    names = [scene.name.partition(" ")[2] if scene is not None else "" for scene in (change.before, change.after)]
    return [(str(how), names[0], names[1]) for how in change.how]


def script(*scenes: str, head: str = "") -> str:
    """A script of scenes; each is a heading, with its text below it."""
    return (f"{head}\n\n" if head else "") + "\n\n".join(scenes) + "\n"


def entry(name: str, *fields: str) -> str:
    """A bible entry."""
    return "\n".join(["---", f"name: {name}", *fields, "---", ""])
