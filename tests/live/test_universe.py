"""A live universe is, after every edit, what a full check of the same texts gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.load import UnreadableUniverse
from fabula.universe.tree import EditedTree, FolderTree
from tests.live.edits import edit_text, told, what_follows

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "citadel"


def same_as_full(live: LiveUniverse) -> None:
    """Hold a live universe against a full check of the same texts."""
    canon = load_canon(EditedTree(live.tree, live.edits))
    assert told(live.findings) == told(tuple(run_rules(canon)))
    mine, full = what_follows(live.canon), what_follows(canon)
    for part, found in full.items():
        assert mine[part] == found, part


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_of_the_example(seed: int) -> None:
    rng = random.Random(seed)
    live = LiveUniverse(EXAMPLE)
    names = [e.name for key, e in live.canon.universe.entities.items() if key.startswith(("people/", "covers/"))]
    scripts = [episode.script.source.path for episode in live.canon.universe.episodes]
    original = {path: (EXAMPLE / path).read_text(encoding="utf-8") for path in scripts}
    for _ in range(25):
        path = rng.choice(scripts)
        text = live.edits.get(path) or original[path]
        new = original[path] if rng.random() < 0.15 else edit_text(text, rng, names)
        live.edit({path: new})
        same_as_full(live)
