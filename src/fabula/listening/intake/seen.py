"""Which comments of a source are there already, at eight bytes each."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq

from fabula.listening.store.place import Store

__all__ = ["Seen"]

_BATCH: Final = 65_536


def _prints(ids: Iterable[str]) -> Any:
    """64 bits of each id."""
    return np.frombuffer(b"".join([blake2b(one.encode(), digest_size=8).digest() for one in ids]), dtype=np.uint64)


class Seen:
    """A set of ids that only grows. It holds prints of 64 bits in sorted runs, each at least twice as long as the next.

    So a million ids take eight megabytes, and adding n of them takes n log n. Two different ids look like one with a
    chance of one in 2,300,000 among four million.
    """

    def __init__(self) -> None:
        self._runs: list[Any] = []

    @classmethod
    def of(cls, store: Store, source: str) -> Seen:
        """The ids of a source in the store."""
        seen = cls()
        for part in store.parts(source):
            with pq.ParquetFile(part.comments) as file:
                for batch in file.iter_batches(_BATCH, columns=["comment"]):
                    seen._push(np.sort(_prints(batch.column(0).to_pylist())))
        return seen

    def add(self, ids: list[str]) -> Any:
        """Which of the ids are new, as an array of booleans; of the same id twice in the list, the first."""
        prints = _prints(ids)
        fresh, first = np.unique(prints, return_index=True)
        new = np.zeros(len(prints), dtype=bool)
        new[first] = True
        old = np.zeros(len(fresh), dtype=bool)
        for run in self._runs:
            at = np.searchsorted(run, fresh)
            at[at == len(run)] = 0
            old |= run[at] == fresh
        new[first[old]] = False
        self._push(fresh[~old])
        return new

    def _push(self, run: Any) -> None:
        if not len(run):
            return
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            other = self._runs.pop()
            merged = np.empty(len(run) + len(other), dtype=np.uint64)
            merged[: len(run)], merged[len(run) :] = run, other
            merged.sort(kind="stable")  # a merge, since both are sorted
            run = merged
        self._runs.append(run)
