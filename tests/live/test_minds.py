"""Minds are replayed from the first scene that an edit may have touched, and are what a full replay gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.log import AUDIENCE
from fabula.universe.tree import EditedTree
from tests.live.edits import told, what_follows
from tests.live.stories import edit_story, write_story


def minds_of(canon: Canon, every: int) -> dict[str, object]:
    """All that minds have come to: each event, and what everybody holds and has lost before each ``every``-th scene."""
    log, universe = canon.minds, canon.universe
    people = sorted(key for key in universe.entities if key.startswith("people/"))
    matters = list(log.minds.matters())
    moments = [log.at(canon.moment(scene)) for scene in canon.timeline.order[::every]]
    held = [
        (at, matter, log.minds.belief((person,), matter, at), log.minds.lost(person, matter, at))
        for at in [*moments, len(log.happenings)]
        for matter in matters
        for person in people
    ]
    taken = [
        (matter, [*log.minds.beliefs(chain, matter)], log.minds.rivals(chain, matter))
        for matter in matters
        for chain in ((), *((one, other) for one in people for other in people))
    ]
    return {
        "events": log.minds.events,
        "happenings": [(h.moment, h.words, h.kind, str(h.span), h.span.text, _key(h.scene)) for h in log.happenings],
        "shown": [(scene.key, names) for scene, names in log.shown.items()],
        "matters": matters,
        "memory": [list(log.minds.memory_events(person)) for person in people],
        "held": held,
        "taken": taken,
        "audience": [log.telling.belief((AUDIENCE,), matter) for matter in matters],
        "told": (log.told, log.told_moments),
    }


def _key(scene: object) -> str:
    return str(getattr(scene, "key", ""))


def knows_its_scenes(canon: Canon) -> bool:
    """Whether what happened is told of the scenes that there are now."""
    scenes = canon.universe.scenes
    return all(h.scene is None or h.scene is scenes[h.scene.order] for h in canon.minds.happenings)


def compare(live: LiveUniverse, every: int) -> None:
    """Hold what a live universe has made of minds against a full check of the same texts."""
    canon = load_canon(EditedTree(live.tree, live.edits))
    mine, full = minds_of(live.canon, every), minds_of(canon, every)
    assert knows_its_scenes(live.canon)
    assert knows_its_scenes(canon)
    for part, found in full.items():
        assert mine[part] == found, part
    assert told(live.findings) == told(tuple(run_rules(canon)))
    assert what_follows(live.canon) == what_follows(canon)


def edit_at_random(root: Path, seed: int, count: int, every: int = 1) -> list[int]:
    """Edit a random universe again and again. Gives for each edit from which scene on minds were replayed."""
    rng = random.Random(seed)
    write_story(root, rng)
    live = LiveUniverse(root)
    compare(live, every)
    scripts = [episode.script.source.path for episode in live.canon.universe.episodes]
    texts = {path: (root / path).read_text(encoding="utf-8") for path in scripts}
    began = []
    for _ in range(count):
        path = rng.choice(scripts)
        if rng.random() < 0.25:
            texts[path] = (root / path).read_text(encoding="utf-8")
            live.revert(path)
        else:
            texts[path] = edit_story(texts[path], rng)
            live.edit({path: texts[path]})
        compare(live, every)
        assert live.canon.lived is not None
        began.append(live.canon.lived.began)
    return began


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_of_a_universe_full_of_secrets(seed: int, tmp_path: Path) -> None:
    began = edit_at_random(tmp_path, seed, count=8, every=7)
    assert any(began)
