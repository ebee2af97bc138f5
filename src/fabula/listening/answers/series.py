"""The series of elements: what each author says of one, bin by bin, with what sets sources apart taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from fabula.listening.numbers.series import Series

if TYPE_CHECKING:
    from fabula.listening.engine import Engine

__all__ = ["read_series"]

_THOUSAND = 1000


def read_series(
    engine: Engine, axis: str, bins: str = "episode", order: Sequence[str] = (), **only: Any
) -> dict[tuple[str, str], Series]:
    """The series of each element, by element and show. ``bins`` is episode, day or week; ``order`` that of episodes.

    By episode each show is a series of its own, since the shows of a universe air side by side; else the show is empty.
    Where one source likes things better than another, a level would move when people go from one to the other. So the
    distance of each source from all together is taken out of its values: the same for every bin.
    """
    table = engine.query("series", axis=axis, bin=bins, **only)
    rows: dict[tuple[str, str], list[int]] = {}
    names = table.column("bin").to_pylist()
    sources = table.column("source").to_pylist()
    for row, (element, name) in enumerate(zip(table.column("element").to_pylist(), names, strict=True)):
        show = name.partition("/")[0] if bins == "episode" else ""
        rows.setdefault((element, show), []).append(row)
    author, comments, w, s = (table.column(name).to_numpy() for name in ("author", "comments", "w", "s"))
    found: dict[tuple[str, str], Series] = {}
    for key, own in sorted(rows.items()):
        known = {names[row] for row in own}
        ordered = [one for one in order if one in known] + sorted(known - set(order))
        place = {name: number for number, name in enumerate(ordered)}
        weights = w[own].astype(np.float64)
        found[key] = Series(
            ordered,
            np.array([place[names[row]] for row in own], np.int64),
            author[own],
            _level(s[own] / _THOUSAND, weights, [sources[row] for row in own]),
            weights,
            int(comments[own].sum()),
        )
    return found


def _level(s: Any, w: Any, sources: Sequence[str]) -> Any:
    """Sums with the distance of each source from all together taken out."""
    names = sorted(set(sources))
    if len(names) < 2:
        return s
    of = np.array([names.index(source) for source in sources])
    own_w = np.bincount(of, weights=w)
    means = np.bincount(of, weights=s) / own_w
    whole = float(means @ own_w / own_w.sum())
    return s - (means[of] - whole) * w
