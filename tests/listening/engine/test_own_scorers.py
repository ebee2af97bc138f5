"""Scorers of one's own in the processes of an engine: what is wrong with one is told, by both engines in one way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from fabula.listening.engine.duck import DuckEngine
from fabula.listening.engine.parts import pack_mapper
from fabula.listening.engine.spark_task import MapTask
from fabula.listening.errors import ListeningError
from fabula.listening.mapping import Mapper
from fabula.listening.model import Batch, Link, Score
from fabula.listening.scoring.choose import make_scorer
from fabula.listening.store import Store
from tests.listening.audiences import make_store
from tests.listening.modules import keep_out
from tests.listening.standins import MarkScorer, Unreadable, WordLinker

TEXTS = ["Mason!", "nothing", "Nadia?"]


def stored(root: Path) -> Store:
    return make_store(root, {"s": [[{"text": text} for text in TEXTS]]})


def by_processes(store: Store, mapper: bytes | Mapper) -> ListeningError:
    """What the embedded engine says of a mapper that does not work."""
    assert isinstance(mapper, Mapper)
    with DuckEngine(store, 1) as engine, pytest.raises(ListeningError) as raised:
        engine.bring_up_to_date(mapper)
    return raised.value


def by_cluster(store: Store, mapper: bytes | Mapper) -> ListeningError:
    """What a worker of a cluster tells of it."""
    packed = mapper if isinstance(mapper, bytes) else pack_mapper(mapper)
    task = MapTask(str(store.root), packed, (("s", "00000", len(TEXTS)),), ((0, 1),))
    (told,) = task(iter([pa.RecordBatch.from_pydict({"id": [0]})]))
    (row,) = told.to_pylist()
    assert row["error"] is not None
    return ListeningError(row["error"], row["remedy"])


ENGINES = {"processes": by_processes, "cluster": by_cluster}
Ask = Callable[[Store, Mapper], ListeningError]


@pytest.fixture(params=ENGINES)
def ask(request: pytest.FixtureRequest) -> Ask:
    """One of the engines."""
    found: Ask = ENGINES[request.param]
    return found


@dataclass(frozen=True)
class Short(MarkScorer):
    """Leaves out the comments that speak of nothing, as one is tempted to."""

    name: str = "short"

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        return [those for those in super().score(batch, links) if those]


@dataclass(frozen=True)
class Beyond(MarkScorer):
    """Likes too much."""

    name: str = "beyond"

    def _one(self, text: str, language: str | None) -> Score | None:
        return Score(5.0 if "Nadia" in text else 1.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("scorer", "message", "remedy"),
    [
        (Short(), "the scorer short 1 gives 2 lists for 3 comments", "score(batch, links) gives a list for each"),
        (Beyond(), "the scorer beyond 1 gives liking 5.0 for comment s:2", "liking is -1 to 1"),
    ],
)
def test_what_is_no_answer_stops_the_run(
    tmp_path: Path, ask: Ask, scorer: MarkScorer, message: str, remedy: str
) -> None:
    store = stored(tmp_path)
    told = ask(store, Mapper(WordLinker(), scorer))
    assert told.message == message
    assert told.remedy.startswith(remedy)
    assert not list(tmp_path.rglob("mentions/*/*"))


def test_what_cannot_be_unpacked_is_told(tmp_path: Path, ask: Ask) -> None:
    told = ask(stored(tmp_path), Mapper(Unreadable(), MarkScorer()))
    assert told.message.startswith("the map does not start: ValueError: invalid literal")
    assert "open and load where it scores" in told.remedy


class Holding(MarkScorer):
    """Holds on to what is of this process alone."""

    def __init__(self) -> None:
        object.__setattr__(self, "held", lambda text: text)
        super().__init__("holding")


def test_what_cannot_be_packed_is_told_before_anything_is_done(tmp_path: Path) -> None:
    told = by_processes(stored(tmp_path), Mapper(WordLinker(), Holding()))
    assert told.message.startswith("the scorer holding 1 cannot be pickled: ")
    assert "keep no open files, locks or lambdas in it" in told.remedy


WRITTEN = """
from tests.listening.standins import MarkScorer

class Loud(MarkScorer):
    def score(self, batch, links):
        print("what a scorer prints goes nowhere")
        return super().score(batch, links)

def make():
    return Loud("loud")
"""


def test_processes_find_the_modules_of_the_universe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_out(monkeypatch, "written_here")
    folder = tmp_path / "universe"
    folder.mkdir()
    (folder / "written_here.py").write_text(WRITTEN, encoding="utf-8")
    store = stored(tmp_path / "store")
    mapper = Mapper(WordLinker(), make_scorer("written_here:make", store, folder))
    with DuckEngine(store, 1) as engine:
        assert engine.bring_up_to_date(mapper)[:4] == (1, 0, 3, 2)
    packed = pack_mapper(mapper)
    monkeypatch.setattr(sys, "path", [one for one in sys.path if one != str(folder)])
    monkeypatch.delitem(sys.modules, "written_here")
    told = by_cluster(store, packed)
    assert told.message == "there is no module 'written_here' where comments are scored"
    assert "on all its machines" in told.remedy
