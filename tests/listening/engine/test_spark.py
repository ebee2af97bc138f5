"""The distributed engine, on a real server with two executors: the same to the last digit, and nothing is lost."""

from __future__ import annotations

import itertools
import os
import random
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.listening.engine import open_engine
from fabula.listening.engine.contract import Engine
from fabula.listening.engine.duck import DuckEngine
from fabula.listening.engine.texts import read_text, text_names
from fabula.listening.errors import ListeningError
from fabula.listening.mapping import Mapper
from fabula.listening.store import Store
from tests.listening.audiences import make_store
from tests.listening.engine.mentions import hold, mention
from tests.listening.engine.spark_server import SparkServer, missing_for_spark
from tests.listening.engine.test_own_scorers import Short
from tests.listening.engine.test_updates import digest, parts_of
from tests.listening.standins import MarkScorer, WordLinker

MAPPER = Mapper(WordLinker(), MarkScorer())
MISSING = missing_for_spark()


@contextmanager
def opened(server: SparkServer, store: Store) -> Iterator[Engine]:
    engine = open_engine(server.address, store)
    try:
        yield engine
    finally:
        engine.close()


# One test, so that tests that run side by side do not start a server each.
@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_a_cluster(tmp_path: Path) -> None:
    with SparkServer(tmp_path) as server:
        an_executor_that_is_killed_loses_nothing(server, tmp_path / "killed")
        comments_that_fail_or_kill_are_left_out(server, tmp_path / "deadly")
        a_scorer_that_is_none_is_told_as_elsewhere(server, tmp_path / "broken")
        every_text_answers_the_same(server, tmp_path / "held")
        a_store_that_workers_do_not_see_is_told(server, tmp_path / "gone")
        a_server_that_goes_away_is_told(server, tmp_path / "held")


def an_executor_that_is_killed_loses_nothing(server: SparkServer, folder: Path) -> None:
    texts = [[{"text": f"Mason! {number}"}, {"text": "Nadia ep3"}] for number in range(20)]
    alone, together = make_store(folder / "alone", {"s": texts}), make_store(folder / "together", {"s": texts})
    with DuckEngine(alone, 1) as engine:
        engine.bring_up_to_date(MAPPER)
    before = server.executors()
    assert len(before) >= 2
    slow = Mapper(replace(WordLinker(), pause=0.5), MarkScorer())
    killed, over = threading.Event(), threading.Event()

    def kill() -> None:
        while not over.wait(0.02):
            if sum(part.mentions.is_file() for part in parts_of(together)) >= 8:
                os.kill(before[0], signal.SIGKILL)
                killed.set()
                return

    def stop(said: str) -> None:
        raise KeyboardInterrupt

    # Bundles of one part, so that there are tasks left when the executor dies.
    with opened(server, together) as spark, small_bundles():
        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        try:
            with pytest.raises(KeyboardInterrupt):
                spark.bring_up_to_date(slow, stop)
            assert any(not part.mentions.is_file() for part in parts_of(together))
            update = spark.bring_up_to_date(slow)
        finally:
            over.set()
            killer.join()
        assert killed.is_set()
        assert update[2:] == (40, 60, (), 0)
        assert digest(together) == digest(alone)
        assert spark.bring_up_to_date(slow) == (0, 20, 40, 60, (), 0)
    assert before[0] not in server.executors()


@contextmanager
def small_bundles() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fabula.listening.engine.spark.ROWS_OF_A_TASK", 1)
        yield


def comments_that_fail_or_kill_are_left_out(server: SparkServer, folder: Path) -> None:
    texts = [[{"text": text} for text in part] for part in (["mason", "raise", "die", "nadia"], ["citadel"])]
    alone, together = make_store(folder / "alone", {"s": texts}), make_store(folder / "together", {"s": texts})
    with DuckEngine(alone, 1) as engine:
        expected = engine.bring_up_to_date(MAPPER)
    with opened(server, together) as spark:
        said: list[str] = []
        assert spark.bring_up_to_date(MAPPER, said.append) == expected
        assert [one.comment for one in expected.skipped] == ["s:1", "s:2"]
        assert digest(together) == digest(alone)
        assert said[-1] == "listening: 5 of 5 comments"
        damaged = parts_of(together)[1]
        damaged.marks.write_bytes(b"PAR1")
        with pytest.raises(ListeningError, match=r"00001\.parquet cannot be read"):
            spark.bring_up_to_date(MAPPER)


HOSTILE = ["') OR TRUE --", "people/a' OR '1'='1", ":kind", "people/a\\", '"', "${x}", "`"]


def random_mentions(number: int) -> list[dict[str, Any]]:
    """Mentions as those of `mention_rows`, but many, and not from hypothesis: one server answers for all."""
    chance = random.Random(5)
    rows = []
    for comment in range(number):
        own: dict[str, Any] = {
            "source": chance.choice(["forum", "tubé"]),
            "episode": chance.choice([None, "citadel/s01e01", "citadel/s01e02", "india/s02e01"]),
            "author": chance.choice([None, *(f"{author:016x}" for author in range(40))]),
            "time": chance.choice(
                [None, datetime(2024, 2, 28, 23, tzinfo=UTC) + timedelta(minutes=chance.randint(0, 9999))]
            ),
            "language": chance.choice([None, "en", "it"]),
            "weight": chance.choice([0, 1, 333, 1000]),
            "marked": chance.random() < 0.2,
        }
        for _ in range(chance.randint(0, 4)):
            element = chance.choice(["people/a", "people/b", "pairs/people/a+people/b", "groups/ü", *HOSTILE])
            axes: list[int | None] = [chance.randint(-1000, 1000), *(chance.randint(0, 1000) for _ in range(3))]
            if chance.random() < 0.3:
                axes = [None] * 4
            rows.append(mention(f"{own['source']}:{comment}", element, chance.randint(0, 1000), *axes, **own))
    return rows


def a_scorer_that_is_none_is_told_as_elsewhere(server: SparkServer, folder: Path) -> None:
    store = make_store(folder, {"s": [[{"text": "Mason"}, {"text": "nothing"}]]})
    broken = Mapper(WordLinker(), Short())
    with DuckEngine(store, 1) as duck, opened(server, store) as spark:
        told = []
        for engine in (duck, spark):
            with pytest.raises(ListeningError) as raised:
                engine.bring_up_to_date(broken)
            told.append((raised.value.message, raised.value.remedy))
    assert told[0] == told[1]
    assert told[0][0] == "the scorer short 1 gives 1 lists for 2 comments"


def every_text_answers_the_same(server: SparkServer, folder: Path) -> None:
    rows = random_mentions(400)
    store, empty = hold(folder / "held by ünder 100%41 #1", rows, 3), Store(folder / "empty")
    some = {
        "STRINGS": [rows[0]["comment"], rows[-1]["comment"]],
        "STRING": rows[0]["element"],
        "BIGINT": 3,
        "BOOLEAN": True,
    }
    asked: list[tuple[str, dict[str, Any]]] = [
        ("groups", {"axis": "confusion", "by": "week", "strata": "both", "campaigns": False, "elements": HOSTILE}),
        ("groups", {"together": True, "by": "season", "kind": "people"}),
    ]
    for name in text_names():
        needed = {one.name: some[one.type] for one in read_text(name).parameters.values() if one.needed}
        asked.append((name, needed))
    for where in (store, empty):
        with DuckEngine(where, 2) as duck, opened(server, where) as spark:
            for name, parameters in asked if where is store else [("groups", {}), ("heard", {})]:
                left, right = duck.query(name, **parameters), spark.query(name, **parameters)
                assert left.schema == right.schema, name
                if name == "responses":  # a view, in no order
                    order = [("comment", "ascending"), ("element", "ascending")]
                    left, right = left.sort_by(order), right.sort_by(order)
                assert left.equals(right), name
            if where is store:
                assert duck.query("groups", by="episode").num_rows > 50


def a_store_that_workers_do_not_see_is_told(server: SparkServer, folder: Path) -> None:
    store = make_store(folder, {"s": [[{"text": "mason"}]]})
    (folder / "store.json").unlink()
    with (
        opened(server, store) as spark,
        pytest.raises(ListeningError, match="workers of the cluster see no store") as raised,
    ):
        spark.bring_up_to_date(MAPPER)
    assert "--store" in raised.value.remedy


def a_server_that_goes_away_is_told(server: SparkServer, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fabula.listening.engine.spark.RETRIES", 1)
        engine = open_engine(server.address, Store(folder / "empty"))
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(ListeningError, match="the cluster failed"):
            engine.query("groups")


CLIENT = not MISSING or "thin client" not in MISSING


@pytest.mark.skipif(not CLIENT, reason=MISSING)
@pytest.mark.parametrize(
    "address", ["sc://", "sc:// host", "sc://host:port", "sc://host:1/x", "sc://a:b@host:1", "sc://h:1;x"]
)
def test_what_is_no_address(address: str, tmp_path: Path) -> None:
    with pytest.raises(ListeningError, match="not the address"):
        open_engine(address, Store(tmp_path))


@pytest.mark.skipif(not CLIENT, reason=MISSING)
def test_nobody_answers(tmp_path: Path) -> None:
    with socket.socket() as bound:  # but does not listen
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        with pytest.raises(ListeningError, match=f"nobody answers at 127.0.0.1:{port}") as raised:
            open_engine(f"sc://127.0.0.1:{port}/;token=abc", Store(tmp_path))
    assert "Spark Connect" in raised.value.remedy
    assert "abc" not in raised.value.message


@pytest.mark.skipif(not CLIENT, reason=MISSING)
def test_what_the_client_refuses_is_told_without_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER", "local[2]")  # which Spark's own shell reads
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        port = bound.getsockname()[1]
        with pytest.raises(ListeningError, match="Spark's client refuses") as raised:
            open_engine(f"sc://127.0.0.1:{port}/;token=abc", Store(tmp_path))
    assert "abc" not in raised.value.message


@pytest.mark.skipif(not CLIENT, reason=MISSING)
@given(st.lists(st.integers(0, 12), max_size=20))
def test_bundles_hold_each_part_once_and_are_not_too_large(comments: list[int]) -> None:
    from fabula.listening.engine.spark import bundle

    ranges = bundle(comments, 10)
    assert [number for start, end in ranges for number in range(start, end)] == list(range(len(comments)))
    assert all(end - start == 1 or sum(comments[start:end]) <= 10 for start, end in ranges)
    # No two neighbours would have fitted into one.
    assert all(sum(comments[left[0] : right[0] + 1]) > 10 for left, right in itertools.pairwise(ranges))
