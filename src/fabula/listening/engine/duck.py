"""The embedded engine: a pool of processes for the map, DuckDB for the SQL. What ``fabula listen`` uses by default."""

from __future__ import annotations

import os
import re
import shutil
import weakref
from contextlib import closing
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Self

import duckdb
import pyarrow as pa

from fabula.listening.engine.contract import Progress, Update
from fabula.listening.engine.parts import Made, pack_mapper, survey
from fabula.listening.engine.pool import count_processors, map_parts
from fabula.listening.engine.results import mapped_parts, same_form, settle, tell_progress
from fabula.listening.engine.texts import read_text
from fabula.listening.errors import ListeningError
from fabula.listening.mapping import Mapper
from fabula.listening.store import Part, Store
from fabula.listening.tables import COMMENTS, MARKS, MENTIONS

__all__ = ["DuckEngine"]

_MEMORY: Final = "600MB"
"""What DuckDB may hold before it writes to the disk. The pool is gone when it computes, so all is within 1 GB."""

_BREATH: Final = 0.05
"""Seconds between two tries to interrupt a query."""

_PATTERN: Final = re.compile(r"[*?\[]")
"""What DuckDB takes for a pattern in the name of a file; in brackets it stands for itself."""

_PARAMETER: Final = re.compile(r"(?<![:\w]):([a-z]\w*)")


class DuckEngine:
    """Does everything on this machine. ``processes`` is by default the number of processors."""

    def __init__(self, store: Store, processes: int | None = None, memory: str = _MEMORY) -> None:
        self.store = store
        self.processes = processes or count_processors()
        self.memory = memory
        self._spill = store.root / f".spill-{os.getpid()}-{id(self):x}"
        self._connection: Any = None
        self._parts: list[Part] | None = None
        weakref.finalize(self, shutil.rmtree, self._spill, ignore_errors=True)

    def bring_up_to_date(self, mapper: Mapper, progress: Progress | None = None) -> Update:
        """Make the mentions that are missing or stale, see `Engine.bring_up_to_date`."""
        found = survey(self.store, mapper.stamp)
        made: dict[Part, Made] = {}
        errors: dict[Part, ListeningError] = {}
        total, listened, died = sum(found.stale.values()), 0, 0
        if found.stale:
            self._disconnect()
            pickled = pack_mapper(mapper)
            jobs = map_parts(pickled, list(found.stale), list(found.stale.values()), self.processes)
            with closing(jobs):
                for part, result, error, deaths in jobs:
                    died += deaths
                    listened += found.stale[part]
                    if progress is not None:
                        progress(tell_progress(listened, total))
                    if error is not None:
                        errors[part] = error
                    elif result is not None:
                        made[part] = result
        return settle(found, made, [errors[part] for part in sorted(errors)], died)

    def query(self, name: str, **parameters: Any) -> pa.Table:
        """The answer of an SQL text, see `Engine.query`."""
        text = read_text(name)
        bound = text.bind(parameters)
        connection = self._connect()
        try:
            return same_form(_answer(connection, _PARAMETER.sub(r"$\1", text.sql), bound))
        except duckdb.OutOfMemoryException as error:
            raise ListeningError(f"{self.memory} of memory are too little for {name}", "use a cluster") from error
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise ListeningError(f"the mentions cannot be read: {error}", "delete them; they are made again") from error

    def close(self) -> None:
        """Let go of the database and of what it had to write to the disk."""
        self._disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> Any:
        parts = mapped_parts(self.store)
        if self._connection is None or parts != self._parts:
            self._disconnect()
            self._parts = parts
            self._connection = connection = duckdb.connect(":memory:", config=self._settings())
            connection.execute("SET TimeZone = 'UTC'")
            for table, schema in (("comments", COMMENTS), ("marks", MARKS), ("mentions", MENTIONS)):
                files = [_PATTERN.sub(r"[\g<0>]", str(getattr(part, table))) for part in parts]
                rows = connection.read_parquet(files) if files else connection.from_arrow(schema.empty_table())
                rows.create_view(table)
            connection.execute(f"CREATE VIEW responses AS {read_text('responses').sql}")
            connection.execute("SET lock_configuration = true")
        return self._connection

    def _settings(self) -> dict[str, Any]:
        return {
            "memory_limit": self.memory,
            "threads": str(self.processes),
            "temp_directory": str(self._spill),
            "preserve_insertion_order": "false",  # every text says in which order it answers
            "autoinstall_known_extensions": "false",  # nothing is fetched from anywhere
            "autoload_known_extensions": "false",
        }

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = self._parts = None
        shutil.rmtree(self._spill, ignore_errors=True)


def _answer(connection: Any, sql: str, bound: dict[str, Any]) -> Any:
    """The rows that answer a query. DuckDB is deaf to Ctrl-C while it computes, so that is done beside."""
    begin: SimpleQueue[bool] = SimpleQueue()
    answers: SimpleQueue[Any] = SimpleQueue()

    def compute() -> None:
        if not begin.get():
            return
        try:
            answers.put(connection.sql(sql, params=bound).to_arrow_table())
        except Exception as error:  # noqa: BLE001  raised again where it is waited for
            answers.put(error)

    beside = Thread(target=compute, daemon=True)
    beside.start()  # whatever is pressed meanwhile: it computes nothing yet, and no process waits for it
    try:
        begin.put(True)
        answer = answers.get()
    except BaseException:
        begin.put(False)
        # Again and again: a query that has not quite begun does not hear it.
        while beside.is_alive():
            connection.interrupt()
            beside.join(_BREATH)
        raise
    beside.join()
    if isinstance(answer, Exception):
        raise answer
    return answer
