"""The distributed engine: an Apache Spark cluster, asked through Spark Connect. It needs the thin client alone."""

from __future__ import annotations

import re
import socket
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, Self

import pyarrow as pa

import fabula
from fabula.listening.engine.contract import Progress, Update
from fabula.listening.engine.parts import pack_mapper, survey
from fabula.listening.engine.results import mapped_parts, same_form, settle, tell_progress
from fabula.listening.engine.texts import read_text
from fabula.listening.errors import ListeningError
from fabula.listening.extras import require_spark
from fabula.listening.mapping import Mapper
from fabula.listening.store import Part, Store
from fabula.listening.store.place import ROWS_OF_A_PART
from fabula.listening.tables import COMMENTS, MARKS, MENTIONS

__all__ = ["SparkEngine", "bundle", "open_spark"]

_ADDRESS: Final = re.compile(r"sc://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/;\[\]]+)(?::(?P<port>\d{1,5}))?(?:/(?:;\S*)?)?")
_PORT: Final = 15002
_PATIENCE: Final = 10.0
RETRIES: Final = 8
_LONGEST: Final = 10_000
"""A server that is away is asked again so often, after so many milliseconds at most: three quarters of a minute in all.
Left alone, Spark's client would wait for more than ten minutes."""
_WILD: Final = frozenset("*?[]{}\\")
_SETTINGS: Final = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
_VIEWS: Final = {"comments": COMMENTS, "marks": MARKS, "mentions": MENTIONS}
ROWS_OF_A_TASK: Final = ROWS_OF_A_PART
"""Comments that a task maps at most, unless a single part has more."""
_PLACES: Final = 16
"""So many tasks look around; a small cluster then looks from everywhere."""


def open_spark(address: str, store: Store) -> SparkEngine:
    """The cluster at an address, ``sc://host:port``; what Spark Connect allows after it (``/;token=…``) is passed on.

    Raises `ListeningError` if nobody answers there, `MissingExtraError` if the client is not installed.
    """
    require_spark()
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ListeningError(f"{address} is not the address of a Spark Connect server", "it reads sc://HOST:PORT")
    host, port = found["host"].strip("[]"), int(found["port"] or _PORT)
    try:
        # Spark's own client would go on trying.
        socket.create_connection((host, port), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise ListeningError(f"nobody answers at {host}:{port}", "is the Spark Connect server running?") from error
    if _WILD & set(str(store.root)):
        raise ListeningError(f"Spark takes {store.root} for a pattern", "put the store elsewhere with --store")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
    from pyspark.sql.connect.client.retries import DefaultPolicy

    # Said better, and in one place, by the error that follows.
    warnings.filterwarnings("ignore", message=r"\[RETRIES_EXCEEDED\]")
    try:
        session: Any = SparkSession.builder.remote(address).create()
    except PySparkException as error:
        why = str(error).replace(address, f"{host}:{port}")  # a token in it is nobody's business
        raise ListeningError(f"Spark's client refuses: {why}", "--engine duckdb needs no cluster") from error
    session.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES, max_backoff=_LONGEST)])
    return SparkEngine(session, store)


class SparkEngine:
    """Lets a cluster map and add up. Server and workers see the store under the same path as this process."""

    def __init__(self, session: Any, store: Store) -> None:
        self.session, self.store = session, store
        self._parts: list[Part] | None = None
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)

    def bring_up_to_date(self, mapper: Mapper, progress: Progress | None = None) -> Update:
        """Make the mentions that are missing or stale, see `Engine.bring_up_to_date`."""
        found = survey(self.store, mapper.stamp)
        if not found.stale:
            return settle(found, {}, [], 0)
        self._parts = None
        self._look_around()
        say = _Teller(sum(found.stale.values()), progress)
        pickled = pack_mapper(mapper)
        try:
            died, errors = self._map(pickled, found.stale, say, carefully=False)
        except self._failures():
            # Workers died again and again over the same part. What was made stays; the rest is done with care.
            left = survey(self.store, mapper.stamp)
            say.done = say.total - sum(left.stale.values())
            try:
                died, errors = self._map(pickled, left.stale, say, carefully=True)
            except self._failures() as error:
                raise self._explain(error) from error
        after = survey(self.store, mapper.stamp)
        if after.stale and not errors:
            lost = next(iter(after.stale))
            errors = [ListeningError(f"the cluster made no mentions of {lost.comments}", "ask again")]
        made = {part: after.fresh[part] for part in found.stale if part in after.fresh}
        return settle(found, made, errors, died)

    def query(self, name: str, **parameters: Any) -> pa.Table:
        """The answer of an SQL text, see `Engine.query`."""
        text = read_text(name)
        bound = text.bind(parameters)
        try:
            self._show_parts()
            # Sorted here: to put rows in order, a cluster works them out twice.
            return same_form(self.session.sql(text.unordered, args=bound).toArrow(), text.order)
        except self._failures() as error:
            raise self._explain(error) from error

    def close(self) -> None:
        """End the session on the server, if it is still there."""
        with suppress(*self._failures()):
            self.session.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _map(
        self, mapper: bytes, stale: dict[Part, int], say: _Teller, *, carefully: bool
    ) -> tuple[int, list[ListeningError]]:
        from fabula.listening.engine.spark_task import MADE, MapTask

        named = tuple((part.source, part.name, comments) for part, comments in stale.items())
        bundles = bundle(list(stale.values()), ROWS_OF_A_TASK)
        task = MapTask(str(self.store.root), mapper, named, bundles, carefully)
        numbers = self.session.range(0, len(bundles), 1, len(bundles))
        died, errors = 0, []
        try:
            for row in numbers.mapInArrow(task, MADE).toLocalIterator():
                say(named[row["part"]][2])
                died += row["died"]
                if row["error"] is not None:
                    errors.append(ListeningError(row["error"], row["remedy"]))
        except KeyboardInterrupt:
            self.session.interruptAll()
            raise
        return died, errors

    def _look_around(self) -> None:
        """Raises `ListeningError` if the workers do not see the store or are not the fabula that this one is."""
        from fabula.listening.engine.spark_task import LOOKED, LookAround

        try:
            places = self.session.range(0, _PLACES, 1, _PLACES)
            seen = places.mapInArrow(LookAround(str(self.store.root)), LOOKED).distinct().collect()
        except self._failures() as error:
            raise self._explain(error) from error
        for one in seen:
            if one["fabula"] != fabula.__version__:
                what = f"the workers of the cluster have fabula {one['fabula']}, this is {fabula.__version__}"
                raise ListeningError(what, _INSTALL)
            if not one["store"]:
                what = f"the workers of the cluster see no store in {self.store.root}"
                raise ListeningError(what, "put it (--store DIR) where all of them see it under the same path")

    def _show_parts(self) -> None:
        parts = mapped_parts(self.store)
        if parts == self._parts:
            return
        for view, schema in _VIEWS.items():
            if parts:
                files = [f"file://{getattr(part, view)}" for part in parts]
                rows = self.session.read.schema(_columns(schema)).parquet(*files)  # or files are opened to find it out
            else:
                rows = self.session.createDataFrame([], _columns(schema))
            rows.createOrReplaceTempView(view)
        self.session.sql(read_text("responses").sql).createOrReplaceTempView("responses")
        self._parts = parts

    def _failures(self) -> tuple[type[Exception], ...]:
        from grpc import RpcError
        from pyspark.errors import PySparkException

        return (PySparkException, RpcError)

    def _explain(self, error: Exception) -> ListeningError:
        words = str(error)
        missing = re.search(r"No module named '([\w.]+)'", words)
        if missing is not None:
            return ListeningError(f"the workers of the cluster have no {missing[1]}", _INSTALL)
        if "PYTHON_VERSION_MISMATCH" in words:
            return ListeningError("the workers of the cluster run another version of Python", _INSTALL)
        first = next((line for line in words.splitlines() if line.strip()), type(error).__name__)
        return ListeningError(f"the cluster failed: {first.strip()}", "its log says more; --engine duckdb needs none")


_INSTALL: Final = (
    f"install fabula[listening] {fabula.__version__} on all its machines, for the same version of Python as here"
)


def _columns(schema: pa.Schema) -> str:
    """A schema in the words of Spark."""
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema)


_TYPES: Final = {
    "string": "STRING",
    "bool": "BOOLEAN",
    "double": "DOUBLE",
    "int16": "SMALLINT",
    "int32": "INT",
    "int64": "BIGINT",
    "timestamp[us, tz=UTC]": "TIMESTAMP",
}


class _Teller:
    """Tells how far the cluster is."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.done, self._progress = total, 0, progress

    def __call__(self, comments: int) -> None:
        self.done += comments
        if self._progress is not None:
            self._progress(tell_progress(self.done, self.total))


def bundle(comments: Sequence[int], most: int) -> tuple[tuple[int, int], ...]:
    """Ranges of parts, given by their numbers of comments, so that small ones make up a task together."""
    ranges: list[tuple[int, int]] = []
    start = total = 0
    for number, size in enumerate(comments):
        if number > start and total + size > most:
            ranges.append((start, number))
            start, total = number, 0
        total += size
    return (*ranges, (start, len(comments))) if comments else ()
