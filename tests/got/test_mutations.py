"""The mutation test: many kinds of mistakes in a universe without any; what share is found, and what else is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from fabula.finding import Certainty, Finding
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from tests.got.convert import DATA
from tests.got.drafts import UniverseDraft
from tests.got.kinds_text import LINKS, SCRIPT
from tests.got.kinds_time import PLACE, TIME
from tests.got.kinds_world import CRAFT, SHOWS, WORLD
from tests.got.mutations import Maker, Mutation, judge, mutate

pytestmark = [
    pytest.mark.skipif(
        not DATA.is_dir(), reason="the Game of Thrones data are not here: ../shared/data/got is missing"
    ),
    pytest.mark.slow,
]

KINDS: tuple[Maker, ...] = (*PLACE, *WORLD, *CRAFT, *SHOWS, *TIME, *LINKS, *SCRIPT)
ROUND: tuple[Maker, ...] = (*KINDS, *PLACE, *WORLD, *TIME)
"""The mistakes of one universe: one of each kind, and another one of those that matter most."""
SEEDS = tuple(range(1, 9))
LEAST = 700
GOAL = 0.99


def _findings(draft: UniverseDraft, folder: Path) -> list[Finding]:
    draft.write(folder)
    return [finding for finding in run_rules(load_canon(folder)) if finding.intended is None]


def _table(made: Counter[str], found: Counter[str], certain: Counter[str]) -> Iterator[str]:
    yield f"{'mistake':42} {'made':>5} {'found':>5} {'share':>7} {'certain':>7}"
    for kind, count in sorted(made.items()):
        yield f"{kind:42} {count:5} {found[kind]:5} {found[kind] / count:7.1%} {certain[kind]:7}"
    total = made.total()
    yield f"{'all':42} {total:5} {found.total():5} {found.total() / total:7.1%} {certain.total():7}"


def test_many_mistakes_at_once(tmp_path: Path) -> None:
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    missed: list[Mutation] = []
    false: list[str] = []
    for seed in SEEDS:
        draft, mutations = mutate(ROUND, seed)
        outcome = judge(draft, mutations, _findings(draft, tmp_path / str(seed)))
        made.update(mutation.kind for mutation in mutations)
        found.update(mutation.kind for mutation, _ in outcome.found)
        certain.update(m.kind for m, finding in outcome.found if finding.certainty is Certainty.CERTAIN)
        missed += outcome.missed
        false += [f"seed {seed}: {f.code} {f.certainty} {f.span} {f.message}" for f in outcome.false]
    print("", *_table(made, found, certain), f"false alarms: {len(false)}", sep="\n")  # noqa: T201  for `pytest -s`
    assert made.total() >= LEAST
    assert len(made) == len(KINDS), "a kind of mistake found no room in any universe"
    assert found.total() >= GOAL * made.total(), "\n".join(map(str, missed))
    assert false == []


def test_one_mistake_at_a_time(tmp_path: Path) -> None:
    """Each kind alone, in the first season: nothing that is found rests on another mistake."""
    missed: list[Mutation] = []
    false: list[str] = []
    alone = 0
    for index, maker in enumerate(KINDS):
        draft, mutations = mutate([maker], index, seasons=1)
        if not mutations:
            continue
        alone += 1
        outcome = judge(draft, mutations, _findings(draft, tmp_path / str(index)))
        missed += outcome.missed
        false += [f"{mutations[0].kind}: {f.code} {f.certainty} {f.span} {f.message}" for f in outcome.false]
    assert alone >= 50
    assert missed == []
    assert false == []
