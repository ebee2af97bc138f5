"""Universes with findings, as texts by name; and the same with some of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.files import FoundFile
from fabula.universe.tree import EditedTree, FolderTree

__all__ = ["DEAD", "FILES", "checked", "ghost", "put"]

DEAD = "INT. FLAT - NIGHT\n\nMason falls. [[canon: Mason dies]]\n\n"


def ghost(place: str = "PIER", words: str = "Morning.") -> str:
    """A scene in which a dead man speaks: W101 at his cue."""
    return f"EXT. {place} - LATER\n\nMASON\n{words}\n\n"


FILES: dict[str, str] = {
    "fabula.toml": 'name = "Flat"\n',
    "bible/people/mason.md": "---\nname: Mason\n---\n",
    "bible/people/nadia.md": "---\nname: Nadia\n---\n",
    "bible/places/flat.md": "---\nname: Flat\n---\n",
    "bible/places/pier.md": "---\nname: Pier\n---\n",
    "bible/places/yard.md": "---\nname: Yard\n---\n",
    "shows/main/show.md": "---\nname: Main\nrole: mothership\nfeeds: [side]\n---\n",
    "shows/side/show.md": "---\nname: Side\nrole: spinoff\nfeeds: [main]\n---\n",
    "shows/main/s01/e01-fall.fountain": f"Title: Fall\nStatus: draft\n\n{DEAD}{ghost()}",
    "shows/side/s01/e01-side.fountain": "Title: Side\nStatus: draft\n\nEXT. YARD - DAY\n\nNADIA\nHello.\n",
}
"""Two shows; in the first a dead man speaks once."""


def put(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, with the folders above them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def checked(files: Mapping[str, str]) -> tuple[Canon, list[Finding]]:
    """A universe of these texts with all its findings; it need not be on the disk."""
    canon = load_canon(EditedTree(_Nothing(), files))
    return canon, run_rules(canon)


class _Nothing(FolderTree):
    """A folder with nothing in it."""

    def __init__(self) -> None:
        super().__init__(Path("/nowhere"))

    def files(self) -> tuple[list[FoundFile], list[Finding]]:
        """None."""
        return [], []
