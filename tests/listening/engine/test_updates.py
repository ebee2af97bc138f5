"""Mentions are brought up to date: what is stale is made again, what is not is kept, and nobody's death loses any."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fabula.listening.engine import open_engine
from fabula.listening.engine import pool as pools
from fabula.listening.engine.duck import DuckEngine
from fabula.listening.errors import ListeningError
from fabula.listening.mapping import Mapper
from fabula.listening.store import Part, Store
from fabula.listening.tables import MENTIONS
from tests.listening.audiences import make_store
from tests.listening.standins import MarkScorer, Unreadable, WordLinker

MAPPER = Mapper(WordLinker(), MarkScorer())
TEXTS = [["Mason!", "nothing"], ["Nadia ep3", "Citadel?", "mason mason"], ["mason"]]


def stored(root: Path, texts: list[list[str]] = TEXTS) -> Store:
    return make_store(root, {"forum": [[{"text": text} for text in part] for part in texts]})


def parts_of(store: Store) -> list[Part]:
    return [part for source in store.sources() for part in store.parts(source)]


def digest(store: Store) -> list[str]:
    return [hashlib.sha256(part.mentions.read_bytes()).hexdigest() for part in parts_of(store)]


def test_all_parts_are_mapped_and_then_kept(tmp_path: Path) -> None:
    store = stored(tmp_path)
    said: list[str] = []
    with DuckEngine(store, 2) as engine:
        update = engine.bring_up_to_date(MAPPER, said.append)
        assert update._replace(skipped=()) == (3, 0, 6, 7, (), 0)
        assert said[-1] == "listening: 6 of 6 comments"
        before = digest(store)
        assert engine.bring_up_to_date(MAPPER) == (0, 3, 6, 7, (), 0)
        assert digest(store) == before
        assert engine.query("groups")["comments"].to_pylist() == [1, 1, 3, 1]
    assert not list(tmp_path.rglob(".*.part"))
    assert pq.read_table(parts_of(store)[0].mentions).schema == MENTIONS


def test_mentions_are_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    digests = []
    for processes in (1, 3):
        store = stored(tmp_path / str(processes))
        with DuckEngine(store, processes) as engine:
            engine.bring_up_to_date(MAPPER)
        digests.append(digest(store))
    assert digests[0] == digests[1]


def touch(path: Path) -> None:
    now = time.time_ns() + 10**9
    os.utime(path, ns=(now, now))


SPOIL: dict[str, Callable[[Part], object]] = {
    "comments changed": lambda part: touch(part.comments),
    "marks changed": lambda part: touch(part.marks),
    "mentions gone": lambda part: part.mentions.unlink(),
    "mentions damaged": lambda part: part.mentions.write_bytes(part.mentions.read_bytes()[:-3]),
    "mentions empty": lambda part: part.mentions.write_bytes(b""),
}


def test_what_is_stale_is_made_again(tmp_path: Path) -> None:
    store = stored(tmp_path)
    with DuckEngine(store, 1) as engine:
        engine.bring_up_to_date(MAPPER)
        before = digest(store)
        for case, spoil in SPOIL.items():
            spoil(parts_of(store)[1])
            assert engine.bring_up_to_date(MAPPER)[:2] == (1, 2), case
            assert digest(store) == before, case
        other = Mapper(replace(WordLinker(), stamp="words 2"), MarkScorer())
        assert engine.bring_up_to_date(other)[:2] == (3, 0)
        assert engine.bring_up_to_date(other)[:2] == (0, 3)


def test_what_fails_or_kills_is_left_out_and_told_each_time(tmp_path: Path) -> None:
    store = stored(tmp_path, [["mason", "raise", "nadia", "die", "citadel"], ["mason"]])
    with DuckEngine(store, 2) as engine:
        first = engine.bring_up_to_date(MAPPER)
        again = engine.bring_up_to_date(MAPPER)
        assert first.skipped == again.skipped
        assert [one.comment for one in first.skipped] == ["forum:1", "forum:3"]
        assert first.skipped[1].why == "the process died of it"
        assert (first.died, first.comments, first.mentions) == (5, 6, 4)  # twice, and of 3, 2 and 1 rows
        assert sorted(engine.query("responses")["comment"].to_pylist()) == ["forum:0", "forum:2", "forum:4", "forum:5"]


def test_a_part_whose_worker_was_killed_is_done_again(tmp_path: Path) -> None:
    store = stored(tmp_path)
    with DuckEngine(store, 2) as engine:
        once = Mapper(replace(WordLinker(), once=str(tmp_path / "once")), MarkScorer())
        assert engine.bring_up_to_date(once) == (3, 0, 6, 7, (), 1)
        expected = digest(store)
        for part in parts_of(store):
            part.mentions.unlink()
        engine.bring_up_to_date(MAPPER)
        assert digest(store) == expected


def test_a_part_that_kills_too_often_is_told_after_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "_DEADLY", 1)
    store = stored(tmp_path, [["die", "die"], ["mason"]])
    with DuckEngine(store, 1) as engine, pytest.raises(ListeningError, match=r"00000.*processes died") as raised:
        engine.bring_up_to_date(MAPPER)
    assert raised.value.remedy
    assert [part.mentions.is_file() for part in parts_of(store)] == [False, True]


def test_a_damaged_part_is_told_after_the_others(tmp_path: Path) -> None:
    store = stored(tmp_path)
    parts_of(store)[0].marks.write_bytes(b"PAR1")
    with (
        DuckEngine(store, 1) as engine,
        pytest.raises(ListeningError, match=r"00000\.parquet cannot be read") as raised,
    ):
        engine.bring_up_to_date(MAPPER)
    assert "--anew" in raised.value.remedy
    assert [part.mentions.is_file() for part in parts_of(store)] == [False, True, True]


def test_a_map_that_does_not_start_is_told_at_once(tmp_path: Path) -> None:
    store = stored(tmp_path)
    with DuckEngine(store, 2) as engine, pytest.raises(ListeningError, match="does not start: ValueError"):
        engine.bring_up_to_date(Mapper(Unreadable(), MarkScorer()))


def test_an_empty_store(tmp_path: Path) -> None:
    with DuckEngine(Store(tmp_path)) as engine:
        assert engine.bring_up_to_date(MAPPER) == (0, 0, 0, 0, (), 0)
        assert engine.query("groups").num_rows == 0


def test_a_source_without_comments(tmp_path: Path) -> None:
    store = make_store(tmp_path, {"empty": [], "hollow": [[]]})
    with DuckEngine(store, 1) as engine:
        assert engine.bring_up_to_date(MAPPER) == (1, 0, 0, 0, (), 0)
        assert engine.query("groups").num_rows == 0


def test_questions_before_the_mentions_are_made_are_refused(tmp_path: Path) -> None:
    with DuckEngine(stored(tmp_path)) as engine, pytest.raises(ListeningError, match="not been listened to"):
        engine.query("groups")


def test_a_thousand_tiny_parts(tmp_path: Path) -> None:
    store = stored(tmp_path, [["mason"]])
    with DuckEngine(store, 1) as engine:
        engine.bring_up_to_date(MAPPER)
        first = parts_of(store)[0]
        for number in range(1, 1000):
            part = store.part("forum", f"{number:05}")
            for table in ("comments", "marks", "mentions"):
                os.link(getattr(first, table), getattr(part, table))
        assert engine.bring_up_to_date(MAPPER) == (0, 1000, 1000, 1000, (), 0)
        assert engine.query("responses")["mentions"].to_pylist() == [1] * 1000


def test_there_is_no_other_engine(tmp_path: Path) -> None:
    with pytest.raises(ListeningError, match="no engine 'polars'") as raised:
        open_engine("polars", Store(tmp_path))
    assert "duckdb" in raised.value.remedy


def test_a_folder_with_a_name_like_a_pattern(tmp_path: Path) -> None:
    store = stored(tmp_path / "a [b]*?")
    with DuckEngine(store, 1) as engine:
        engine.bring_up_to_date(MAPPER)
        assert engine.query("heard")["comments"].to_pylist() == [6, 6]


LONG = """
import sys
from pathlib import Path
from fabula.listening.engine.duck import DuckEngine, _answer
from fabula.listening.store import Store

connection = DuckEngine(Store(Path(sys.argv[1])), 1)._connect()
print("asked", flush=True)
_answer(connection, "SELECT COUNT(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3", {})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_a_long_query(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LONG, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        ran.stdout.readline()
        ran.send_signal(signal.SIGINT)
        _, errors = ran.communicate(timeout=30)
    assert errors.rstrip().endswith(b"KeyboardInterrupt")


SCRIPT = """
import sys
from pathlib import Path
from fabula.listening.engine.duck import DuckEngine
from fabula.listening.mapping import Mapper
from fabula.listening.store import Store
from tests.listening.standins import MarkScorer, WordLinker

mapper = Mapper(WordLinker(pause=0.3), MarkScorer())
DuckEngine(Store(Path(sys.argv[1])), 2).bring_up_to_date(mapper, lambda said: print(said, flush=True))
"""


def processes_of(session: int) -> list[int]:
    """What is left of a session of processes."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getsid(int(entry.name)) == session and "\nState:\tZ" not in (entry / "status").read_text():
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_ctrl_c_leaves_whole_parts_and_no_process(tmp_path: Path) -> None:
    store = stored(tmp_path, [["mason"]] * 40)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, cwd=Path(__file__).parents[3], start_new_session=True
    ) as ran:
        assert ran.stdout is not None
        ran.stdout.readline()
        os.killpg(ran.pid, signal.SIGINT)  # as the terminal does
        _, errors = ran.communicate(timeout=30)
    assert errors.rstrip().endswith(b"KeyboardInterrupt")
    assert not processes_of(ran.pid)
    made = [part.mentions for part in parts_of(store) if part.mentions.is_file()]
    assert 0 < len(made) < 40
    assert all(pq.read_table(path).num_rows == 1 for path in made)
    assert not list(tmp_path.rglob("*.part"))
    with DuckEngine(store, 1) as engine:
        assert engine.bring_up_to_date(MAPPER)[:2] == (40 - len(made), len(made))
