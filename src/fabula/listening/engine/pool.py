"""A pool of processes that map parts. Workers may die of what they map: nothing is lost by it, and nobody waits."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final, NamedTuple

from fabula.listening.engine.parts import Made
from fabula.listening.engine.worker import Answer, Start, Task
from fabula.listening.errors import ListeningError
from fabula.listening.store import Part

__all__ = ["Done", "count_processors", "map_parts"]

_DEADLY: Final = 16
"""So many comments of one part may kill a worker; if there are more, the comments are not what is the matter."""

_PATIENCE: Final = 2.0
"""Seconds that workers get to clear away what they were writing, when the pool is closed."""

_ONE_THREAD: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Each processor has a worker of its own, so none of them needs more threads."""


class Done(NamedTuple):
    """What became of a part: its mentions, or why there are none; and how many workers died over it."""

    part: Part
    made: Made | None
    error: ListeningError | None
    died: int


def count_processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_parts(
    mapper: bytes, parts: Sequence[Part], comments: Sequence[int], processes: int
) -> Generator[Done, None, None]:
    """Map parts (with so many comments each) in a pool of processes; each as it is done, in no order.

    ``mapper`` is pickled. When the iterator is closed, or Ctrl-C comes, all workers are ended and none is left behind.
    """
    waiting: SimpleQueue[tuple[Part, int]] = SimpleQueue()
    for job in zip(parts, comments, strict=True):
        waiting.put(job)
    done: SimpleQueue[Done | BaseException] = SimpleQueue()
    stop = Event()
    start = Start(sys.path, mapper)
    seats = [_Seat(start, waiting, done, stop) for _ in range(min(processes, len(parts)))]
    for seat in seats:
        seat.start()
    try:
        for _ in parts:
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stop.set()
        for seat in seats:
            seat.end()
        for seat in seats:
            seat.join(_PATIENCE)
            seat.end(at_once=True)
        for seat in seats:
            seat.join()


class _DiedError(Exception):
    """The worker is gone."""


class _StoppedError(Exception):
    """The pool is being closed: no worker is needed any more."""


class _NoWorkerError(ListeningError):
    """Workers do not start, so there is no use in trying the other parts."""


class _Seat(Thread):
    """A place in the pool: has one worker at a time, gives it parts, and gets another one when it dies."""

    def __init__(
        self,
        start: Start,
        waiting: SimpleQueue[tuple[Part, int]],
        done: SimpleQueue[Done | BaseException],
        stop: Event,
    ) -> None:
        super().__init__(daemon=True)
        self._start_with, self._waiting, self._done, self._ending = start, waiting, done, stop
        self._worker: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        try:
            while not self._ending.is_set():
                part, comments = self._waiting.get_nowait()
                self._done.put(self._do(part, comments))
        except (Empty, _StoppedError):
            pass
        except BaseException as error:  # noqa: BLE001  raised again where the results are taken
            self._done.put(error)
        finally:
            if self._worker is not None:
                self._dismiss(self._worker)

    def end(self, *, at_once: bool = False) -> None:
        """Ask the worker to end, so that it can clear away what it was writing; or end it at once."""
        worker = self._worker
        if worker is not None:
            with suppress(OSError):
                worker.kill() if at_once else worker.terminate()

    def _do(self, part: Part, comments: int) -> Done:
        died = 0
        deadly: tuple[int, ...] = ()
        for attempt in range(3):
            try:
                return Done(part, self._ask(Task(part, deadly)), None, died)
            except _NoWorkerError:
                raise
            except ListeningError as error:
                return Done(part, None, error, died)
            except _DiedError:
                died += 1
            if attempt == 1:  # twice is no accident
                rows, more = self._find_deadly(part, comments)
                deadly, died = tuple(rows), died + more
                if not 0 < len(deadly) <= _DEADLY:
                    break
        why = f"{part.comments} cannot be mapped: {died} processes died over it"
        return Done(part, None, ListeningError(why, "is there enough memory? --engine takes a cluster as well"), died)

    def _find_deadly(self, part: Part, comments: int) -> tuple[list[int], int]:
        """The rows of a part that kill whoever maps them, by halves, and how many died to find out."""
        found: list[int] = []
        died = 0
        deadly = [(0, comments)]  # ranges that somebody has died of
        while deadly and len(found) <= _DEADLY:
            start, end = deadly.pop()
            if end - start <= 1:
                found += range(start, end)
                continue
            middle = (start + end) // 2
            for half in ((middle, end), (start, middle)):
                try:
                    self._ask(Task(part, trial=half))
                except _DiedError:
                    died += 1
                    deadly.append(half)
        return sorted(found), died

    def _ask(self, task: Task) -> Made:
        if self._worker is None:
            self._worker = self._hire()
        if self._ending.is_set():  # asked after the worker is there to be seen, so that one of the two ends it
            raise _StoppedError
        answer = self._exchange(self._worker, task)
        if answer.what == "cannot":
            raise ListeningError(*answer.value)
        made: Made = answer.value
        return made

    def _hire(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from fabula.listening.engine.worker import main; main()"]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, self._start_with.path))}
        # In a group of its own, so that Ctrl-C at a terminal is not for it: not even while it starts.
        worker = subprocess.Popen(  # noqa: S603  this very Python
            command, stdin=pipe, stdout=pipe, stderr=nothing, env=environment, process_group=0
        )
        self._worker = worker
        try:
            answer = self._exchange(worker, self._start_with)
        except _DiedError:
            raise _NoWorkerError("a process of the pool died before it began", "is there enough memory?") from None
        if answer.what == "cannot":
            raise _NoWorkerError(*answer.value)
        return worker

    def _exchange(self, worker: subprocess.Popen[bytes], message: Start | Task) -> Answer:
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            pickle.dump(message, worker.stdin)
            worker.stdin.flush()
            answer: Answer = pickle.load(worker.stdout)  # noqa: S301  from the process that was started here
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._dismiss(worker)
            if self._ending.is_set():
                raise _StoppedError from error
            raise _DiedError from error
        return answer

    def _dismiss(self, worker: subprocess.Popen[bytes]) -> None:
        self._worker = None
        worker.kill()
        for stream in (worker.stdin, worker.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        worker.wait()
