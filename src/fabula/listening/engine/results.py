"""What all engines hand back in the same form: what an update has done, and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from fabula.listening.engine.contract import Update
from fabula.listening.engine.parts import Made, Survey
from fabula.listening.errors import ListeningError
from fabula.listening.store import Part, Store

__all__ = ["mapped_parts", "same_form", "settle", "tell_progress"]


def settle(found: Survey, made: Mapping[Part, Made], errors: Sequence[ListeningError], died: int) -> Update:
    """What an update has done. Raises the first error, with how many more there are."""
    if errors:
        first = errors[0]
        more = f"; so it is with {len(errors) - 1} more" if len(errors) > 1 else ""
        raise ListeningError(first.message + more, first.remedy)
    every = dict(sorted({**found.fresh, **made}.items()))
    return Update(
        made=len(made),
        kept=len(found.fresh),
        comments=sum(one.comments for one in every.values()),
        mentions=sum(one.mentions for one in every.values()),
        skipped=tuple(chain.from_iterable(one.skipped for one in every.values())),
        died=died,
    )


def tell_progress(done: int, total: int) -> str:
    """How far the map is, in comments."""
    return f"listening: {done:,} of {total:,} comments"


def mapped_parts(store: Store) -> list[Part]:
    """All parts of a store. Raises `ListeningError` if one has no mentions yet."""
    parts = list(chain.from_iterable(map(store.parts, store.sources())))
    for part in parts:
        if not part.mentions.is_file():
            raise ListeningError(f"the comments in {part.comments} have not been listened to yet", "ask again")
    return parts


_PLAIN: Final = {pa.large_string(): pa.string(), pa.string_view(): pa.string()}


def same_form(table: pa.Table, order: Sequence[str] = ()) -> pa.Table:
    """A table with the types that all engines agree on: plain strings, everything nullable, times in UTC.

    Its rows are put in the order of some columns, nulls first, words by their characters.
    """
    fields = []
    for field in table.schema:
        kind = _PLAIN.get(field.type, field.type)
        if pa.types.is_timestamp(kind):
            kind = pa.timestamp("us", "UTC")
        fields.append(pa.field(field.name, kind))
    table = table.cast(pa.schema(fields)).combine_chunks()
    if order:
        keys: dict[str, pa.ChunkedArray] = {}
        for name in order:
            # Versions of pyarrow differ in how they are told where nulls go.
            keys[f"{name} is there"] = table[name].is_valid().cast(pa.int8())
            keys[name] = table[name]
        table = table.take(pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in keys]))
    return table
