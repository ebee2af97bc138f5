"""Drawing by lot: what is drawn stands for all, however it was drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from fabula.listening.engine import open_engine
from fabula.listening.errors import ListeningError
from fabula.listening.labels.lots import Drawn, Group, Pair, draw, draw_from
from fabula.listening.labels.sample import Drawing, Sampled, draw_sample, read_sample
from fabula.listening.store import Store
from tests.listening.engine.mentions import hold, mention

GROUPS = {
    Group("people/a", "board", "en", "neutral", False, False): 400,
    Group("people/a", "board", "en", "negative", False, False): 60,
    Group("people/a", "reviews", "it", "positive", False, True): 30,
    Group("people/b", "board", "en", "neutral", True, False): 12,
}


def pairs(seed: str = "") -> list[Pair]:
    found = []
    for group, alike in GROUPS.items():
        for number in range(alike):
            comment = f"{group.source}:{group.band}{number}"
            lot = hashlib.md5(f"{seed}{comment}{group.element}".encode()).hexdigest()
            found.append(Pair(comment, group, None, lot, alike))
    return found


def lowest(known: Sequence[Pair]) -> Callable[[int], list[Pair]]:
    """What the engine gives: of each group those with the lowest lots."""

    def ask(most: int) -> list[Pair]:
        ordered = sorted(known, key=lambda pair: pair.lot)
        return [pair for group in GROUPS for pair in [one for one in ordered if one.group == group][:most]]

    return ask


def test_weights_of_one_over_the_chance_add_up_to_all_pairs_of_every_kind() -> None:
    totals = np.zeros((150, len(GROUPS)))
    for run in range(len(totals)):
        drawn, _, _ = draw(pairs(str(run)), 40)
        for one in drawn:
            totals[run, list(GROUPS).index(one.pair.group)] += 1 / one.probability
    error = totals.std(axis=0) / len(totals) ** 0.5
    assert np.all(np.abs(totals.mean(axis=0) - list(GROUPS.values())) < 3.5 * error)


def test_what_is_rare_is_drawn_more_often_than_by_chance() -> None:
    counts = np.zeros(len(GROUPS))
    for run in range(40):
        for one in draw(pairs(str(run)), 40)[0]:
            counts[list(GROUPS).index(one.pair.group)] += 1
    share = counts / counts.sum() / (np.array(list(GROUPS.values())) / sum(GROUPS.values()))
    assert share[0] < share[1] < min(share[2], share[3])
    assert min(share[2], share[3]) > 2


def test_a_larger_sample_holds_the_smaller_one() -> None:
    small, _, _ = draw(pairs(), 30)
    large, _, _ = draw(pairs(), 90)
    assert [one.pair for one in large[:30]] == [one.pair for one in small]
    before = {one.pair.comment: one.probability for one in small}
    assert all(one.probability >= before.get(one.pair.comment, 0) for one in large)


@pytest.mark.parametrize("count", [5, 60, 200, 501, 502, 1000])
def test_few_of_each_group_are_enough_to_draw_from(count: int) -> None:
    asked: list[int] = []

    def ask(most: int) -> list[Pair]:
        asked.append(most)
        return lowest(pairs())(most)

    assert draw_from(ask, count)[0] == draw(pairs(), count)[0]
    assert asked[0] < 502


def test_all_are_drawn_if_there_are_no_more() -> None:
    drawn, _, _ = draw(pairs(), 502)
    assert len(drawn) == 502
    assert {one.probability for one in drawn} == {1.0}
    assert draw([], 10)[0] == []


def audience(root: Path, comments: int, first: int = 0) -> Store:
    rows = [
        mention(
            f"board:{number}", f"people/{'abc'[number % 3]}", 500 + number % 500, (number % 7 - 3) * 300,
            episode=f"citadel/s01e0{1 + number % 2}", language="en",
        )
        for number in range(first, first + comments)
    ]  # fmt: skip
    return hold(root, rows)


def sample(store: Store, drawing: Drawing) -> list[Sampled]:
    engine = open_engine("duckdb", store)
    try:
        return draw_sample(store, engine, drawing)
    finally:
        engine.close()


def test_a_sample_of_a_store_is_kept_and_grows(tmp_path: Path) -> None:
    store = audience(tmp_path / "a", 300)
    small = sample(store, Drawing(20))
    assert sample(store, Drawing(20)) == small
    kept = (store.labels / "design" / "sample.csv").read_bytes()
    large = sample(store, Drawing(60))
    assert [one.key for one in large[:20]] == [one.key for one in small]
    assert len(read_sample(store)) == 60
    assert all(one.probability >= before.probability for one, before in zip(large, small, strict=False))
    assert kept != (store.labels / "design" / "sample.csv").read_bytes()
    assert list(read_sample(store).values()) == large


def test_labels_stay_valid_when_comments_are_added(tmp_path: Path) -> None:
    """The chance of what was drawn before does not fall; over all draws it still stands for its part of all."""
    store = audience(tmp_path / "a", 300)
    before = {one.key: one.probability for one in sample(store, Drawing(40))}
    more = audience(tmp_path / "b", 900)
    (more.root / "labels").mkdir()
    (store.root / "labels" / "design").rename(more.root / "labels" / "design")
    sample(more, Drawing(60))
    after = read_sample(more)
    assert set(before) <= set(after)
    assert all(after[key].probability >= chance for key, chance in before.items())


def test_only_some_elements_or_episodes(tmp_path: Path) -> None:
    store = audience(tmp_path / "a", 300)
    sample(store, Drawing(30))
    chances = {key: one.probability for key, one in read_sample(store).items()}
    for one in sample(store, Drawing(20, ("people/b",), ("citadel/s01e02",))):
        assert (one.group.element, one.episode) == ("people/b", "citadel/s01e02")
    for key, one in read_sample(store).items():
        if one.group.element != "people/b" and key in chances:
            assert one.probability == chances[key], "it had no chance in the second draw"
    with pytest.raises(ListeningError, match="no comment speaks of that"):
        sample(store, Drawing(20, ("people/nobody",)))


def test_another_seed_is_another_sample(tmp_path: Path) -> None:
    store, other = audience(tmp_path / "a", 300), audience(tmp_path / "b", 300)
    first = [one.key for one in sample(store, Drawing(30))]
    assert [one.key for one in sample(other, Drawing(30, seed="1"))] != first
    with pytest.raises(ListeningError, match="was drawn with the seed 0"):
        sample(store, Drawing(30, seed="1"))


def test_a_damaged_sample_is_told_by_its_row(tmp_path: Path) -> None:
    store = audience(tmp_path / "a", 100)
    sample(store, Drawing(10))
    path = store.labels / "design" / "sample.csv"
    lines = path.read_text().splitlines()
    lines[3] = lines[3].replace("0.", "x.")
    path.write_text("\n".join(lines))
    with pytest.raises(ListeningError, match=r"sample\.csv:4 is damaged"):
        read_sample(store)


def test_a_drawn_pair_says_its_stratum() -> None:
    group = Group("people/a", "board", None, "negative", True, True)
    assert group.name == "people/a, board, unknown language, negative, campaign, unsure link"
    assert Drawn(Pair("board:1", group, None, "f" * 32, 1), 0.5).pair.number < 1
