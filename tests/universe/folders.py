"""Universe folders for tests, written from a table of paths and texts."""

from __future__ import annotations

from pathlib import Path

from fabula.finding import Finding
from fabula.universe.link import link_universe
from fabula.universe.load import read_universe
from fabula.universe.model import Universe

SCENE = "INT. LAMP ROOM - NIGHT\n\nNobody.\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def link(folder: Path, files: dict[str, str]) -> tuple[Universe, list[Finding]]:
    """A universe of these files, linked, with all findings of reading and linking."""
    read, findings = read_universe(write(folder, files))
    universe, more = link_universe(read)
    return universe, [*findings, *more]


def entry(name: str, **fields: str) -> str:
    """A bible entry; ``of_`` and ``in_`` stand for ``of`` and ``in``."""
    lines = [f"{key.rstrip('_')}: {value}" for key, value in fields.items()]
    return "\n".join(["---", f"name: {name}", *lines, "---", ""])


def scene(*cues: str, heading: str = "INT. LAMP ROOM - NIGHT") -> str:
    """A scene in which these cues speak in turn."""
    return "\n\n".join([heading, *(f"{cue}\nWords." for cue in cues)]) + "\n\n"
