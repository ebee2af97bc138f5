"""Engines: what runs the map over all parts of a store, and the SQL texts over the mentions."""

from __future__ import annotations

from fabula.listening.engine.contract import Engine, Progress, Update
from fabula.listening.engine.opening import open_engine

__all__ = ["Engine", "Progress", "Update", "open_engine"]
