"""Game of Thrones as data, edited a scene at a time: what is brought up to date is what a full check gives."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.shelf import Shelf
from fabula.universe.tree import EditedTree
from tests.got.convert import DATA, convert
from tests.live.edits import edit_text, told, what_follows

pytestmark = [
    pytest.mark.skipif(
        not DATA.is_dir(), reason="the Game of Thrones data are not here: ../shared/data/got is missing"
    ),
    pytest.mark.slow,
]

ROUNDS, EDITS = 10, 50
"""After each edit of a round all findings are compared; after the last one all that follows from the texts as well."""

HEADING = re.compile(r"^(?:INT|EXT)[^\n]*$", re.MULTILINE)


def edit_scene(text: str, rng: random.Random, names: list[str]) -> str:
    """A script with one edit in one of its scenes."""
    starts = [match.start() for match in HEADING.finditer(text)]
    start, end = rng.choice(list(pairwise([*starts, len(text)])))
    return text[:start] + edit_text(text[start:end], rng, names) + text[end:]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_edits(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    draft = convert(seasons=1)
    draft.write(tmp_path)
    names = sorted(draft.persons)
    live, shelf = LiveUniverse(tmp_path), Shelf()
    texts = {path: (tmp_path / path).read_text(encoding="utf-8") for path in (e.path for e in draft.episodes.values())}
    canon = live.canon
    for _ in range(EDITS):
        path = rng.choice(sorted(texts))
        new = (tmp_path / path).read_text(encoding="utf-8") if rng.random() < 0.2 else texts[path]
        texts[path] = (
            edit_scene(new, rng, names) if HEADING.search(new) else (tmp_path / path).read_text(encoding="utf-8")
        )
        live.edit({path: texts[path]})
        canon = load_canon(EditedTree(live.tree, live.edits), shelf=shelf)
        assert told(live.findings) == told(run_rules(canon))
    mine, full = what_follows(live.canon), what_follows(canon)
    for part, found in full.items():
        assert mine[part] == found, part
