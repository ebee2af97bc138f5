"""How fast comments become answers: the embedded engine and, with ``--spark``, a cluster on the same machine.

Lays synthetic comments that speak of ``examples/citadel`` into a store, maps them (real linking and default scoring),
asks one question (every element in every episode), and then all that ``fabula listen report`` asks. Prints seconds,
processor seconds of all processes, their memory together at its peak, the time a comment at growing numbers, and the
ratio to a floor: reading the same parts with pyarrow. Each run is a process of its own. ``--spark`` needs
FABULA_SPARK_HOME (see ``.ci/run``); the server is warm: it has done all of it a few times before.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.listening.engine.spark_server import SparkServer, missing_for_spark, session_of  # noqa: E402

from fabula.listening.store import Store  # noqa: E402
from fabula.listening.store.place import ROWS_OF_A_PART  # noqa: E402
from fabula.listening.tables import COMMENTS, MARKS  # noqa: E402

UNIVERSE: Final = ROOT / "examples" / "citadel"
WARM: Final = 3
"""Times that the cluster does all of it before it is measured."""
STAGES: Final = ("map", "question", "report")
SAMPLES: Final = 0.2
"""Seconds between two looks at memory and processor time."""

OPENINGS = """
I watched it twice|No idea what to think|Well|Finally|Honestly|So this week|My sister says|As always|Last night|Hm
""".strip().split("|")
VERBS = "loved|could not stand|barely noticed|kept watching for|did not get|laughed at|cried over|was bored by".split(
    "|"
)
ENDINGS = (
    """
what a scene|the music was too loud|I need the next one now|who wrote this|not again|it was fine|five stars
who is she again?|I bet he is lying|please renew it!!|can somebody explain|😂😂|the ending dragged|so good
""".strip()
    .replace("\n", "|")
    .split("|")
)
SHARE_WITHOUT_NAMES: Final = 0.4


def sentences(names: list[str], number: int, chance: np.random.Generator) -> pa.Array:
    """Sentences of which some name somebody and some do not."""
    made = []
    for _ in range(number):
        opening, verb, ending = (chance.choice(words) for words in (OPENINGS, VERBS, ENDINGS))
        who = "it" if chance.random() < SHARE_WITHOUT_NAMES else chance.choice(names)
        made.append(f"{opening}, I {verb} {who}, {ending}")
    return pa.array(made)


def write_store(folder: Path, comments: int) -> Store:
    """A store with so many comments, written only once. The same number gives the same comments."""
    store = Store(folder / f"store-{comments}")
    done = store.record("forum")
    if done.is_file():
        return store
    from fabula.stages import load_canon

    print(f"writing {comments:,} comments to {store.root} …", flush=True)
    chance = np.random.default_rng(5)
    universe = load_canon(UNIVERSE).universe
    names = sorted({entity.name for entity in universe.entities.values() if entity.key.startswith("people/")})
    episodes = sorted(episode.key for episode in universe.episodes)
    pool = sentences(names, 5000, chance)
    store.prepare()
    for number, start in enumerate(range(0, comments, ROWS_OF_A_PART)):
        rows = min(ROWS_OF_A_PART, comments - start)
        part = store.part("forum", f"{number:05}")
        tables = make_part(pool, episodes, start, rows, comments, chance)
        for path, table in zip((part.comments, part.marks), tables, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, path, compression="zstd", compression_level=1)
    done.parent.mkdir(exist_ok=True)
    done.write_text("{}\n", encoding="utf-8")
    return store


def make_part(
    pool: pa.Array, episodes: list[str], start: int, rows: int, total: int, chance: np.random.Generator
) -> tuple[pa.Table, pa.Table]:
    """A part: two or three sentences a comment, one author in four comments, one episode in two."""
    picked = [pool.take(pa.array(chance.integers(0, len(pool), rows))) for _ in range(2)]
    ids = pa.array([f"forum:{number}" for number in range(start, start + rows)])
    authors = chance.integers(0, max(total // 4, 1), rows)
    keys = np.array([*episodes, None] if episodes else [None])
    at = chance.integers(1_700_000_000, 1_710_000_000, rows) * 1_000_000
    nothing = [None] * rows
    columns = {
        "comment": ids,
        "source": ["forum"] * rows,
        "author": [f"{author:016x}" for author in authors],
        "time": pa.array(at).cast(pa.timestamp("us", "UTC")),
        "text": pc.binary_join_element_wise(*picked, ". "),
        "language": nothing,
        "rating": nothing,
        "likes": chance.integers(0, 50, rows),
        "parent": nothing,
        "show": ["citadel"] * rows,
        "episode": keys[chance.integers(0, len(keys), rows)].tolist(),
        "file": ["made.csv"] * rows,
        "row": np.arange(start + 1, start + rows + 1),
    }
    marks = {
        "comment": ids,
        "language": ["en"] * rows,
        "weight": pa.array(np.full(rows, 1000, np.int16)),
        "duplicate_of": nothing,
        "campaign": nothing,
        "why": [""] * rows,
    }
    return pa.table(columns, schema=COMMENTS), pa.table(marks, schema=MARKS)


def run(engine: str, root: Path, cluster: int = 0) -> dict[str, float]:
    """Map a whole store anew, ask one question, then those of a report. Called in a process of its own.

    Gives seconds and processor seconds of each stage, those of the cluster with them whose session is given.
    """
    from fabula.listening.answers.measuring import Measuring
    from fabula.listening.answers.overview import read_overview
    from fabula.listening.answers.responses import find_landing
    from fabula.listening.engine import open_engine
    from fabula.listening.linking import make_linker
    from fabula.listening.mapping import Mapper
    from fabula.listening.scoring import make_scorer
    from fabula.stages import load_canon

    store = Store(root)
    shutil.rmtree(root / "mentions", ignore_errors=True)
    canon = load_canon(UNIVERSE)
    mapper = Mapper(make_linker(canon.universe, canon), make_scorer())
    meter = Meter([os.getsid(0), *([cluster] if cluster else [])])
    meter.start()
    clock = [meter.now()]
    opened = open_engine(engine, store)
    update = opened.bring_up_to_date(mapper)
    clock.append(meter.now())
    opened.query("groups", by="episode", campaigns=False)
    clock.append(meter.now())
    overview = read_overview(opened)
    find_landing(canon, opened, Measuring({one.source: float(one.comments) for one in overview.sources}), overview)
    clock.append(meter.now())
    opened.close()
    figures = {"mentions": float(update.mentions), "skipped": float(len(update.skipped))}
    for name, before, after in zip(STAGES, clock, clock[1:], strict=False):
        figures[name], figures[f"{name} processor"] = (b - a for a, b in zip(before, after, strict=True))
    return figures


class Meter(threading.Thread):
    """Knows the processor time of sessions of processes, also of those that are gone.

    Whoever kills a process need not wait for it, and then its time is nobody's.
    """

    def __init__(self, sessions: list[int]) -> None:
        super().__init__(daemon=True)
        self.sessions, self._spent = sessions, dict[int, float]()
        self._lock = threading.Lock()

    def run(self) -> None:
        while True:
            self._look()
            time.sleep(SAMPLES)

    def now(self) -> tuple[float, float]:
        """Seconds, and processor seconds of all that was seen."""
        self._look()
        return time.perf_counter(), sum(self._spent.values())

    def _look(self) -> None:
        with self._lock:
            for pid in (pid for session in self.sessions for pid in session_of(session)):
                self._spent[pid] = max(self._spent.get(pid, 0.0), processor_of(pid))


def read_all(root: Path) -> dict[str, float]:
    """The floor: read comments and marks of all parts, one after another, and keep nothing."""
    store = Store(root)
    start = time.perf_counter()
    for part in store.parts("forum"):
        pq.read_table(part.comments)
        pq.read_table(part.marks)
    return {"seconds": time.perf_counter() - start}


def apart(*words: str) -> dict[str, float]:
    """The figures of a run in a process of its own, with the memory of all its processes together at its peak."""
    command = [sys.executable, __file__, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        peak = Peak(process.pid)
        peak.start()
        assert process.stdout is not None
        output = process.stdout.read()
    peak.join()
    if process.returncode:
        raise SystemExit(process.returncode)
    figures: dict[str, float] = json.loads(output)
    return {**figures, "memory": peak.megabytes}


class Peak(threading.Thread):
    """Looks at the memory of a session of processes until it is over. What they share is counted once."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session, self.megabytes = session, 0.0

    def run(self) -> None:
        while pids := session_of(self.session):
            self.megabytes = max(self.megabytes, sum(map(memory_of, pids)))
            time.sleep(SAMPLES)


def memory_of(pid: int) -> float:
    """Megabytes of a process, its share of what is shared."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0.0


def processor_of(pid: int) -> float:
    """Processor seconds of a process, without those of its children."""
    with suppress(OSError):
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def show(name: str, comments: int, figures: dict[str, Any], floor: float) -> None:
    stages = ", ".join(f"{stage} {figures[stage]:.1f} s ({figures[f'{stage} processor']:.1f})" for stage in STAGES)
    each = figures["map"] / comments * 1e6
    print(
        f"{name:7} {comments:>10,} comments: {stages}; map {each:.1f} µs each, {figures['map'] / floor:.1f} × reading,"
        f" {figures['memory']:.0f} MB, {figures['mentions']:,.0f} mentions, {figures['skipped']:.0f} skipped",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comments", type=int, nargs="+", default=[1_000_000, 2_000_000, 4_000_000])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "fabula-listening")
    parser.add_argument("--spark", action="store_true", help="a cluster as well, on the first of the numbers")
    parser.add_argument("--run", nargs="+", metavar=("ENGINE", "STORE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        engine, root, *cluster = asked.run
        figures = read_all(Path(root)) if engine == "read" else run(engine, Path(root), *map(int, cluster))
        print(json.dumps(figures))
        return
    if asked.spark and (missing := missing_for_spark()):
        raise SystemExit(missing)
    print("seconds (processor seconds of all processes)")
    embedded = {}
    for comments in asked.comments:
        store = write_store(asked.folder, comments)
        floor = apart("--run", "read", str(store.root))["seconds"]
        embedded[comments] = apart("--run", "duckdb", str(store.root))
        show("duckdb", comments, embedded[comments], floor)
    if asked.spark:
        measure_spark(asked.folder, asked.comments[0], embedded[asked.comments[0]])


def measure_spark(folder: Path, comments: int, embedded: dict[str, float]) -> None:
    """The same on a warm cluster of two executors, with the processor seconds of all its processes."""
    store = write_store(folder, comments)
    floor = apart("--run", "read", str(store.root))["seconds"]
    with tempfile.TemporaryDirectory() as place, SparkServer(Path(place), memory=2048, quick=False) as server:
        for _ in range(WARM):  # Java compiles what it does often
            apart("--run", server.address, str(store.root))
        figures = apart("--run", server.address, str(store.root), str(server.pid))
        client = figures["memory"]
        figures["memory"] = client + sum(map(memory_of, server.processes()))
    show("spark", comments, figures, floor)
    for last in range(1, len(STAGES) + 1):
        names = [f"{stage} processor" for stage in STAGES[:last]]
        ratio = sum(figures[name] for name in names) / sum(embedded[name] for name in names)
        print(f"{' + '.join(STAGES[:last])}: the cluster takes {ratio:.2f} × the processor time of the embedded engine")
    print(f"its client {client:.0f} MB")


if __name__ == "__main__":
    main()
