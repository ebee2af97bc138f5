"""Two hundred commits: the difference of any two revisions is what the log of the edits says."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from fabula.change.comparing.compare import compare_universes
from fabula.change.comparing.differences import Differences, How
from fabula.change.git import Repository
from fabula.change.sides import find_sides, load_sides
from fabula.universe.model import Scene
from tests.change.comparing.history import COMMITS, SIDE, Draft, write_history
from tests.change.repository import NEEDS_GIT

pytestmark = NEEDS_GIT

_RNG = random.Random(8)
_TAGS = [f"v{number}" for number in range(COMMITS)] + [f"side{number}" for number in range(SIDE)]
PAIRS = [
    ("v0", f"v{COMMITS - 1}"),
    (f"v{COMMITS - 1}", f"side{SIDE - 1}"),
    ("side3", "v20"),
    *((f"v{number}", f"v{number + 1}") for number in (10, 50, 120)),
    *(tuple(_RNG.sample(_TAGS, 2)) for _ in range(18)),
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Draft]]:
    folder = tmp_path_factory.mktemp("history") / "repository"
    return folder, write_history(folder)


def compare(folder: Path, before: str, after: str) -> Differences:
    sides = find_sides([before, after], folder)
    return compare_universes(*load_sides(*sides), ((), ()))


def numbers(draft: Draft) -> dict[str, int]:
    """The number of each scene by its key."""
    return {
        f"{episode}/{place}": number
        for episode, scenes in draft.episodes.items()
        for place, number in enumerate(scenes, 1)
    }


def done(found: Differences, how: How, draft: Draft, before: bool = False) -> set[int]:
    """The scenes to which something was done, by their numbers."""
    known = numbers(draft)
    scenes: Iterable[Scene | None] = (c.before if before else c.after for c in found.scenes if how in c.how)
    return {known[scene.key] for scene in scenes if scene is not None}


def longest_row(places: list[int]) -> int:
    """The length of the longest run in order, step by step."""
    ends: list[int] = []
    for index, place in enumerate(places):
        ends.append(1 + max((ends[i] for i in range(index) if places[i] < place), default=0))
    return max(ends, default=0)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_differs_is_what_was_done(repository: tuple[Path, dict[str, Draft]], one: str, other: str) -> None:
    folder, drafts = repository
    before, after = drafts[one], drafts[other]
    found = compare(folder, one, other)
    olds, news = set(numbers(before).values()), set(numbers(after).values())
    assert done(found, How.ADDED, after) == news - olds
    assert done(found, How.CUT, before, before=True) == olds - news
    both = olds & news
    assert done(found, How.REWRITTEN, after) == {n for n in both if before.words[n] != after.words[n]}
    assert done(found, How.NOTED, after) == {n for n in both if before.taught.get(n) != after.taught.get(n)}
    moved = done(found, How.MOVED, after)
    homes = [{n: name for name, scenes in draft.episodes.items() for n in scenes} for draft in (before, after)]
    carried = {n for n in both if homes[0][n] != homes[1][n]}
    assert carried <= moved
    for name, scenes in after.episodes.items():
        here = [n for n in scenes if n in both and homes[0][n] == name]
        stayed = [n for n in here if n not in moved]
        places = [before.episodes[name].index(n) for n in here]
        assert sorted(stayed, key=before.episodes[name].index) == stayed
        assert len(stayed) == longest_row(places)
    fields = {(c.entry.key, f.name, f.gone, f.new) for c in found.entries for f in c.fields}
    assert fields == {
        (f"people/{name}", key, (old[key],), (new[key],))
        for (name, old), new in zip(before.fields.items(), after.fields.values(), strict=True)
        for key in old
        if old[key] != new[key]
    }
    files = {(c.episode.key, f.name) for c in found.episodes for f in c.fields if f.name == "file"}
    assert files == {(name, "file") for name in before.files if before.files[name] != after.files[name]}
    pupils = [{who.lower() for who in draft.taught.values()} for draft in (before, after)]
    learnt = {(c.chain[0].partition("/")[2], c.turn.name) for c in found.minds if len(c.chain) == 1}
    assert {who for who, turn in learnt if turn == "KNOWS"} - {""} == pupils[1] - pupils[0]
    assert {who for who, turn in learnt if turn == "UNAWARE"} - {""} == pupils[0] - pupils[1]


@pytest.mark.parametrize("tag", ["v0", "v77", "side4"])
def test_a_revision_does_not_differ_from_itself(repository: tuple[Path, dict[str, Draft]], tag: str) -> None:
    assert not compare(repository[0], tag, tag)


def test_three_dots_leave_out_what_the_other_room_has_done(repository: tuple[Path, dict[str, Draft]]) -> None:
    folder, drafts = repository
    sides = find_sides(["main...side"], folder)
    assert [side.commit for side in sides] == [
        Repository.find(folder).resolve("v140"),
        Repository.find(folder).resolve("side"),
    ]
    found = compare_universes(*load_sides(*sides), ((), ()))
    last = drafts[f"side{SIDE - 1}"]
    assert done(found, How.ADDED, last) == set(numbers(last).values()) - set(numbers(drafts["v140"]).values())


def test_the_log_is_of_all_kinds_of_edits(repository: tuple[Path, dict[str, Draft]]) -> None:
    """Or else the tests above could pass on nothing."""
    _, drafts = repository
    tags = [f"v{number}" for number in range(COMMITS)]
    assert len({tuple(draft.files.values()) for draft in drafts.values()}) > 10
    assert len({tuple(map(tuple, draft.episodes.values())) for draft in drafts.values()}) > 60
    assert any(set(drafts[a].taught) - set(drafts[b].taught) for a, b in combinations(tags[::20], 2))
    assert len(numbers(drafts[tags[0]]).keys() & numbers(drafts[tags[-1]]).keys()) > 20
