"""Random mentions, and stores that hold them as they would hold those of a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from fabula.listening.responding import with_responses
from fabula.listening.store import Part, Store
from fabula.listening.tables import PLACES
from tests.listening.audiences import make_store, make_tables, write_part

THOUSANDTHS = st.integers(0, 1000)
MICROSECONDS = st.integers(-(10**15), 2 * 10**15)  # from 1938 to 2033
TIMES = MICROSECONDS.map(lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds))
COMMENTS = st.fixed_dictionaries(
    {
        "episode": st.sampled_from([None, "citadel/s01e01", "citadel/s01e02"]),
        "source": st.sampled_from(["forum", "tubé"]),
        "author": st.sampled_from([None, "00000000000000aa", "00000000000000bb"]),
        "time": st.none() | TIMES,
        "language": st.sampled_from([None, "en", "it"]),
        "weight": st.sampled_from([0, 1, 499, 500, 501, 1000]) | THOUSANDTHS,
        "marked": st.booleans(),
    }
)
SCORES = st.none() | st.tuples(st.integers(-1000, 1000), THOUSANDTHS, THOUSANDTHS, THOUSANDTHS)
LINKS = st.tuples(st.sampled_from(["people/a", "people/b", "pairs/people/a+people/b", "groups/ü"]), THOUSANDTHS, SCORES)


@st.composite
def mention_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of PLACES: of a few comments, each with some mentions, some of the same element."""
    rows = []
    comments: list[dict[str, Any]] = draw(st.lists(COMMENTS, max_size=8))
    for number, own in enumerate(comments):
        for element, probability, scores in draw(st.lists(LINKS, max_size=4)):
            axes = scores or (None,) * 4
            rows.append(mention(f"{own['source']}:{number}", element, probability, *axes, **own))
    return rows


def mention(
    comment: str,
    element: str,
    probability: int,
    liking: int | None = 0,
    excitement: int | None = 0,
    confusion: int | None = 0,
    prediction: int | None = 0,
    **own: Any,
) -> dict[str, Any]:
    link = {"comment": comment, "element": element, "start": 0, "end": 1, "how": "name", "probability": probability}
    axes = {"liking": liking, "excitement": excitement, "confusion": confusion, "prediction": prediction}
    ordinary = {"source": comment.partition(":")[0], "weight": 1000, "marked": False}
    return dict.fromkeys(PLACES.names) | link | axes | ordinary | own


def hold(root: Path, rows: Sequence[Mapping[str, Any]], parts: int = 1) -> Store:
    """A store with these mentions in some parts; comments are never split. Its comments are one that is never asked."""
    store = make_store(root, {"held": []})
    comments, marks = make_tables("held", [{}])
    order = {name: number for number, name in enumerate(dict.fromkeys(row["comment"] for row in rows))}
    for number in range(parts):
        part = store.part("held", f"{number:05}")
        write_part(part, comments, marks)
        write_mentions(part, [row for row in rows if order[row["comment"]] % parts == number])
    return store


def write_mentions(part: Part, places: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of PLACES as the mentions of a part."""
    part.mentions.parent.mkdir(parents=True, exist_ok=True)
    mentions = with_responses(pa.RecordBatch.from_pylist(list(places), PLACES))
    pq.write_table(pa.Table.from_batches([mentions]), part.mentions)
