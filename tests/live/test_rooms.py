"""Requests, retcons and storylines of a live universe are, after every edit, those of a full check."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from fabula.live.universe import LiveUniverse
from tests.live.test_universe import same_as_full

ROOMS = Path(__file__).parent.parent / "cli" / "universes" / "rooms"
NOTES = (
    "asks Tower: it has to be",
    "asks Reef: it has to be",
    "Ben leaves Guild",
    "Ben acts for Guild",
    "Cleo dies",
    "expect Cleo is dead",
    "Cleo's hair becomes red",
    "Ben's wound is left hand",
    "expect Ben's wound is left hand",
    "retcons tower S01E01/1: no",
    "retcons reef S01E02: no",
    "retcons reef S01E01/3: no",
    "intended X107: it is so",
    "the sea chart is destroyed",
    "Ada has the sea chart",
    "storyline R",
    "ends storyline R",
)
FIELDS = {
    "bible/people/ben-marsh.md": (
        "grants: [reef S01E02]",
        "refuses: {reef S01E02/2: no}",
        "shared: yes",
        "owner: reef",
    ),
    "bible/people/cleo-voss.md": ("owners: [dunes]", "refuses: [dunes S01E01/1]", "owner: tower"),
    "shows/reef/show.md": ("cancelled: no", "status: released"),
}


def add_note(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    lines[rng.randrange(4, len(lines)) : 0] = ["", f"[[canon: {rng.choice(NOTES)}]]", ""]
    return "\n".join(lines)


def change_status(text: str, rng: random.Random) -> str:
    status = rng.choice(("draft", "locked", "released"))
    return "\n".join(f"Status: {status}" if line.startswith("Status:") else line for line in text.split("\n"))


def set_field(text: str, field: str) -> str:
    name = field.partition(":")[0]
    head, body, rest = text.split("---\n", 2)
    kept = "".join(line + "\n" for line in body.splitlines() if not line.startswith(f"{name}:"))
    return f"{head}---\n{kept}{field}\n---\n{rest}"


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_between_rooms(seed: int) -> None:
    rng = random.Random(seed)
    live = LiveUniverse(ROOMS)
    scripts = [episode.script.source.path for episode in live.canon.universe.episodes]
    original = {path: (ROOMS / path).read_text(encoding="utf-8") for path in (*scripts, *FIELDS)}
    edits: tuple[Callable[[str, random.Random], str], ...] = (add_note, add_note, add_note, change_status)
    for _ in range(20):
        if rng.random() < 0.2:
            path = rng.choice(sorted(FIELDS))
            live.edit({path: set_field(original[path], rng.choice(FIELDS[path]))})
        else:
            path = rng.choice(scripts)
            text = live.edits.get(path) or original[path]
            assert isinstance(text, str)
            live.edit({path: original[path] if rng.random() < 0.15 else rng.choice(edits)(text, rng)})
        same_as_full(live)
