"""The universe and the audience of these tests, made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fabula.listening.answers.labelled import read_labelled
from fabula.listening.answers.measuring import Measuring
from fabula.listening.answers.overview import Overview, read_overview
from fabula.listening.engine import Engine, open_engine
from fabula.listening.store import Store
from fabula.stages import load_canon
from fabula.story.canon import Canon
from tests.listening.answers.tidewater import write_audience, write_universe


@dataclass
class World:
    """A universe with its audience, ready to be asked."""

    root: Path
    canon: Canon
    store: Store
    engine: Engine
    overview: Overview

    @property
    def measuring(self) -> Measuring:
        """How figures are made of what was heard."""
        weights = {one.source: float(one.comments) for one in self.overview.sources}
        return Measuring(weights, read_labelled(self.engine, self.store))


def open_world(root: Path, store: Store) -> World:
    """A universe and a store, opened."""
    engine = open_engine("duckdb", store)
    return World(root, load_canon(root), store, engine, read_overview(engine))


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Tidewater and its audience; nothing in it is changed."""
    root = write_universe(tmp_path_factory.mktemp("tidewater"))
    opened = open_world(root, write_audience(root / ".fabula/listening"))
    yield opened
    opened.engine.close()
