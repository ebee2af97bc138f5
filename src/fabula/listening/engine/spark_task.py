"""What the workers of a cluster do: map the parts that a task names, and tell what came of it.

The same map as the embedded engine's, over the same files, which the workers see under the same path. Only names of
parts go to the cluster, and only counts come back.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

import fabula
from fabula.listening.engine.parts import Made, make_mentions, unpack_mapper
from fabula.listening.engine.pool import map_parts
from fabula.listening.errors import ListeningError
from fabula.listening.store import Store

__all__ = ["LOOKED", "MADE", "LookAround", "MapTask"]

MADE: Final = "part INT, comments BIGINT, mentions BIGINT, died INT, error STRING, remedy STRING"
"""What a task tells of each of its parts: `MapTask` in the words of Spark."""

_MADE: Final = pa.schema(
    [
        pa.field("part", pa.int32()),
        pa.field("comments", pa.int64()),
        pa.field("mentions", pa.int64()),
        pa.field("died", pa.int32()),
        pa.field("error", pa.string()),
        pa.field("remedy", pa.string()),
    ]
)

LOOKED: Final = "python STRING, fabula STRING, store BOOLEAN"
"""What `LookAround` tells."""


@dataclass(frozen=True, slots=True)
class LookAround:
    """Tells what a worker is like: its Python, its fabula, and whether it sees the store."""

    root: str

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            told = [[platform.python_version()], [fabula.__version__], [Store(Path(self.root)).is_there]]
            yield pa.RecordBatch.from_arrays([pa.array(one) for one in told], ["python", "fabula", "store"])


@dataclass(frozen=True, slots=True)
class MapTask:
    """Maps parts. A task gets the numbers of its bundles, in a column of whole numbers.

    ``parts`` are named by source and name, with their numbers of comments; a bundle is a range of them. With
    ``carefully`` each is mapped in a process of its own, as the embedded engine does it: so a comment that kills
    whoever maps it is found and left out.
    """

    root: str
    mapper: bytes
    parts: tuple[tuple[str, str, int], ...]
    bundles: tuple[tuple[int, int], ...]
    carefully: bool = False

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for bundle in batch.column(0).to_pylist():
                for number in range(*self.bundles[bundle]):
                    yield self._tell(number)

    def _tell(self, number: int) -> pa.RecordBatch:
        try:
            made, died = self._map(number)
            row: tuple[object, ...] = (number, made.comments, made.mentions, died, None, None)
        except ListeningError as error:
            row = (number, 0, 0, 0, error.message, error.remedy)
        return pa.RecordBatch.from_pylist([dict(zip(_MADE.names, row, strict=True))], _MADE)

    def _map(self, number: int) -> tuple[Made, int]:
        source, name, comments = self.parts[number]
        part = Store(Path(self.root)).part(source, name)
        if not self.carefully:
            return make_mentions(unpack_mapper(self.mapper), part), 0
        (done,) = map_parts(self.mapper, [part], [comments], 1)
        if done.made is None:
            raise done.error or ListeningError(f"{part.comments} cannot be mapped")
        return done.made, done.died
