"""Small universes on the disk for tests of the server."""

from __future__ import annotations

from pathlib import Path

__all__ = ["lay", "small_universe"]

GRACE = (
    "INT. CHAPEL - DAY\n\n[[canon: at 2020-01-01 10:00]]\n\nGRACE\nI shall not see the spring.\n\n"
    "[[canon: Grace dies]]\n"
)
LATER = "INT. HARBOUR - DAY\n\n[[canon: at 2020-01-02 10:00]]\n\nJONAH\nWho is there?\n"


def lay(root: Path, files: dict[str, str]) -> Path:
    """Write files by their names under a folder, and give the folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return root


def small_universe(root: Path) -> Path:
    """Two episodes: in the first Grace dies, in the second she is not there. Nothing is wrong."""
    return lay(
        root,
        {
            "fabula.toml": 'name = "Small"\n',
            "bible/people/grace.md": "---\nname: Grace Hale\ncues: [GRACE]\n---\nThe vicar of [[chapel]].\n",
            "bible/people/jonah.md": "---\nname: Jonah Reed\ncues: [JONAH]\n---\n",
            "bible/places/chapel.md": "---\nname: Chapel\n---\n",
            "bible/places/harbour.md": "---\nname: Harbour\n---\n",
            "shows/coast/s01/e01.fountain": GRACE,
            "shows/coast/s01/e02.fountain": LATER,
        },
    )
