"""A process of the pool: maps the parts that it is told to, one at a time, until nobody tells it anything more.

It is started as ``python -c`` with a call of `main`, and talks in pickles over its standard streams: to the process
that started it and to nobody else. So it needs no port, and not the main module of its parent.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from typing import IO, Any, Literal, NamedTuple

from fabula.listening.errors import ListeningError
from fabula.listening.store import Part

__all__ = ["Answer", "Start", "Task", "main"]


@dataclass(frozen=True, slots=True)
class Start:
    """The first thing a worker is told: where its parent finds modules, and the pickled mapper that needs them."""

    path: list[str]
    mapper: bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A part to map, without some of its rows. With a ``trial``, a range of rows, that is mapped and nothing kept."""

    part: Part
    without: tuple[int, ...] = ()
    trial: tuple[int, int] | None = None


class Answer(NamedTuple):
    """What a worker says: it is ready, a part is done (with a `Made`), or why it cannot be (message and remedy)."""

    what: Literal["ready", "done", "cannot"]
    value: Any = None


def _serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    def say(answer: Answer) -> None:
        pickle.dump(answer, answers)
        answers.flush()

    start: Start = pickle.load(orders)  # noqa: S301  from the process that started this one
    sys.path[:] = start.path
    try:
        from fabula.listening.engine.parts import make_mentions, try_rows, unpack_mapper

        mapper = unpack_mapper(start.mapper)
    except ListeningError as error:
        say(Answer("cannot", (error.message, error.remedy)))
        return
    except Exception as error:  # noqa: BLE001  the parent tells it to the user
        say(Answer("cannot", (f"the map does not start: {type(error).__name__}: {error}", "")))
        return
    say(Answer("ready"))
    while True:
        try:
            task: Task = pickle.load(orders)  # noqa: S301
        except EOFError:
            return
        try:
            if task.trial is not None:
                try_rows(mapper, task.part, *task.trial)
                say(Answer("done"))
            else:
                say(Answer("done", make_mentions(mapper, task.part, task.without)))
        except ListeningError as error:
            say(Answer("cannot", (error.message, error.remedy)))
        except Exception as error:  # noqa: BLE001
            say(Answer("cannot", (f"{task.part.comments} cannot be mapped: {type(error).__name__}: {error}", "")))


def _leave(*_: object) -> None:
    raise SystemExit


def _leave_pandas_out() -> None:
    """Make pyarrow believe that there is no pandas.

    It loads it with the first list that it is given, in case that is one of pandas' own: half a second and 50 MB in
    each process, for nothing. A scorer that wants pandas can still import it.
    """
    import pyarrow as pa

    sys.meta_path.insert(0, _NoPandas())
    pa.array([0])
    del sys.meta_path[0]


class _NoPandas(MetaPathFinder):
    """Finds no pandas, and keeps others from finding it."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def main() -> None:
    """Serve the parent. Ctrl-C is its business: it ends this process if it wants to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _leave_pandas_out()
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a linker or a scorer prints must not get among the answers.
    os.dup2(2, 1)
    with suppress(BrokenPipeError):  # the parent is gone, so nobody wants to know
        _serve(orders, answers)
