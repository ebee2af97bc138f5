"""Small universes on disk for tests of rules: a few entries, and episodes given as their bodies."""

from __future__ import annotations

from pathlib import Path

from fabula.finding import Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon

ENTRIES = {
    "people/mason": "name: Mason",
    "people/nadia": "name: Nadia",
    "people/bernard": "name: Bernard\ngroups: [Citadel]",
    "covers/kyle": "name: Kyle\nof: Mason",
    "covers/wolf": "name: Wolf",
    "groups/citadel": "name: Citadel",
    "groups/manticore": "name: Manticore",
    "things/locket": "name: the locket",
    "places/flat": "name: Flat",
    "places/kitchen": "name: Kitchen\nin: Flat",
    "places/pier": "name: Pier",
    "secrets/mole": "name: the mole\nholders: [Bernard]",
}


def write(folder: Path, *episodes: str, statuses: tuple[str, ...] = (), show: str = "main") -> None:
    """Write the entries and the episodes of one show."""
    files = {f"bible/{key}.md": f"---\n{fields}\n---\n" for key, fields in ENTRIES.items()}
    for number, body in enumerate(episodes, 1):
        status = statuses[number - 1] if statuses else "draft"
        files[f"shows/{show}/s01/e{number:02}.fountain"] = f"Title: One\nStatus: {status}\n\n{body}"
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def canon_of(folder: Path, *episodes: str, statuses: tuple[str, ...] = ()) -> Canon:
    """The canon of a universe with these episodes."""
    write(folder, *episodes, statuses=statuses)
    return load_canon(folder)


def findings_of(folder: Path, *episodes: str, statuses: tuple[str, ...] = ()) -> list[Finding]:
    """All findings of a universe with these episodes."""
    return run_rules(canon_of(folder, *episodes, statuses=statuses))
