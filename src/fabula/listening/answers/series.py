"""The series of elements: what each author says of one, bin by bin, with what sets sources apart taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from fabula.listening.numbers.series import Series
from fabula.listening.tables import THOUSAND

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["read_series"]


_ROWS: Final = 1_000_000
"""Responses that are read at a time, so that memory does not grow with the audience."""


def read_series(
    engine: Engine,
    axis: str,
    counts: Mapping[str, int],
    bins: str = "episode",
    order: Sequence[str] = (),
    **only: Any,
) -> Iterator[tuple[tuple[str, str], Series]]:
    """The series of some elements, by element and show. ``counts`` are their responses; ``bins`` episode, day or week.

    By episode (``order`` is theirs) each show is a series of its own, since the shows of a universe air side by side;
    else the show is empty. Where one source likes things better than another, a level would move when people go from
    one to the other. So the distance of each source from all together is taken out of its values: the same for every
    bin.
    """
    waiting: list[str] = []
    for element in sorted(counts):
        if waiting and sum(counts[one] for one in (*waiting, element)) > _ROWS:
            yield from _read(engine, axis, waiting, bins, order, only)
            waiting = []
        waiting.append(element)
    if waiting:
        yield from _read(engine, axis, waiting, bins, order, only)


def _read(
    engine: Engine, axis: str, elements: Sequence[str], bins: str, order: Sequence[str], only: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, str], Series]]:
    table = engine.query("series", axis=axis, bin=bins, elements=elements, **only)
    element, element_names = _coded(table["element"])
    name, names = _coded(table["bin"])
    source, sources = _coded(table["source"])
    shows = [one.partition("/")[0] if bins == "episode" else "" for one in names]
    show_names = sorted(set(shows))
    show = np.array([show_names.index(one) for one in shows], np.int64)[name] if names else name
    author = table["author"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    comments, w, s = (table[column].to_numpy() for column in ("comments", "w", "s"))
    for code, one in sorted(enumerate(element_names), key=lambda item: item[1]):
        for number, own_show in enumerate(show_names):
            rows = np.flatnonzero((element == code) & (show == number))
            if not len(rows):
                continue
            known = {names[place] for place in np.unique(name[rows])}
            ordered = [key for key in order if key in known] + sorted(known - set(order))
            place = np.array([ordered.index(key) if key in known else -1 for key in names], np.int64)
            weights = w[rows].astype(np.float64)
            values = _level(s[rows] / THOUSAND, weights, source[rows], len(sources))
            series = Series(ordered, place[name[rows]], author[rows], values, weights, int(comments[rows].sum()))
            yield (one, own_show), series


def _coded(column: pa.ChunkedArray) -> tuple[Any, list[str]]:
    """A column of strings as numbers, with the strings that they stand for."""
    coded = column.combine_chunks().dictionary_encode()
    return coded.indices.to_numpy().astype(np.int64), coded.dictionary.to_pylist()


def _level(s: Any, w: Any, source: Any, sources: int) -> Any:
    """Sums with the distance of each source from all together taken out."""
    own = np.bincount(source, weights=w, minlength=sources)
    if np.count_nonzero(own) < 2:
        return s
    means = np.bincount(source, weights=s, minlength=sources) / np.where(own > 0, own, 1.0)
    return s - (means[source] - float(means @ own / own.sum())) * w
