"""Stories that are consistent give nothing; one wrong scene in them gives its finding, there, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from .consistent import MUTATIONS, tell
from .shelf import findings_of

SEEDS = range(40)


def test_a_consistent_story_gives_nothing(tmp_path: Path) -> None:
    for seed in SEEDS:
        found = findings_of(tmp_path / str(seed), tell(seed, 25).text())
        assert [(f.code, f.message) for f in found] == [], seed


@pytest.mark.parametrize("code", sorted(MUTATIONS))
def test_one_wrong_scene_is_found(code: str, tmp_path: Path) -> None:
    tried = 0
    for seed in SEEDS:
        story = tell(seed)
        if not MUTATIONS[code](story):
            continue
        tried += 1
        text = story.text()
        found = findings_of(tmp_path / str(seed), text)
        last = text.index(f"#{len(story.scenes)}#")
        places = [(f.code, f.span.start >= last) for f in found]
        assert places == [(code, True)], (seed, [f.message for f in found])
    assert tried >= 5
