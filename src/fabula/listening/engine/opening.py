"""Engines by name."""

from __future__ import annotations

from fabula.listening.engine.contract import Engine
from fabula.listening.errors import ListeningError
from fabula.listening.store import Store

__all__ = ["open_engine"]


def open_engine(name: str, store: Store) -> Engine:
    """The engine of that name on a store: ``duckdb``, or a Spark Connect server, ``sc://host:port``.

    Raises `ListeningError` if there is no such engine or nobody answers, `MissingExtraError` if packages are missing.
    """
    if name == "duckdb":
        from fabula.listening.engine.duck import DuckEngine

        return DuckEngine(store)
    if name.startswith("sc://"):
        from fabula.listening.engine.spark import open_spark

        return open_spark(name, store)
    raise ListeningError(f"there is no engine {name!r}", "say duckdb, or sc://HOST:PORT for a Spark Connect server")
