"""Parts and their mentions: which are up to date, and how the mentions of one are made. The same on every engine."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.errors import ListeningError
from fabula.listening.mapping import Mapper, Skipped, note_skipped, read_skipped
from fabula.listening.store import Part, Store
from fabula.listening.store.writing import replace_whole

__all__ = ["Made", "Survey", "make_mentions", "pack_mapper", "read_part", "survey", "try_rows", "unpack_mapper"]

_STAMP: Final = b"fabula.stamp"
_COMMENTS: Final = b"fabula.comments"
_LEVEL: Final = 1


class Made(NamedTuple):
    """The mentions of a part: of how many comments, how many, and the comments that had to be skipped."""

    comments: int
    mentions: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The parts of a store: those whose mentions are up to date, and those whose mentions are missing or stale."""

    fresh: dict[Part, Made]
    stale: dict[Part, int]  # with the number of comments


def survey(store: Store, stamp: str) -> Survey:
    """What has to be done so that all mentions carry a stamp and are no older than what they are made of.

    Raises `ListeningError` if a part's comments cannot be read.
    """
    fresh: dict[Part, Made] = {}
    stale: dict[Part, int] = {}
    for part in chain.from_iterable(map(store.parts, store.sources())):
        made = _read_made(part, stamp)
        if made is not None:
            fresh[part] = made
        else:
            stale[part] = _open(part.comments).metadata.num_rows
    return Survey(fresh, stale)


def _read_made(part: Part, stamp: str) -> Made | None:
    try:
        if part.mentions.stat().st_mtime_ns < _age(part):
            return None
        file = pq.ParquetFile(part.mentions)
    except (OSError, pa.ArrowInvalid):
        return None
    schema = file.schema_arrow
    noted = schema.metadata or {}
    if noted.get(_STAMP) != stamp.encode():
        return None
    return Made(int(noted[_COMMENTS]), file.metadata.num_rows, tuple(read_skipped(schema)))


def _age(part: Part) -> int:
    return max(part.comments.stat().st_mtime_ns, part.marks.stat().st_mtime_ns)


def read_part(part: Part) -> tuple[pa.Table, pa.Table]:
    """The comments of a part and their marks. Raises `ListeningError` if they cannot be read."""
    return _open(part.comments).read(), _open(part.marks).read()


def _open(path: Path) -> Any:
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise ListeningError(f"{path} cannot be read: it is damaged", "add the source again with --anew") from error


def make_mentions(mapper: Mapper, part: Part, without: Sequence[int] = ()) -> Made:
    """Map a part and write its mentions, as a whole or not at all; ``without`` are rows that must not be mapped.

    Raises `ListeningError` if the part cannot be read or belongs together no longer.
    """
    age = _age(part)
    comments, marks = read_part(part)
    total = comments.num_rows
    deadly = [Skipped(comments["comment"][row].as_py(), "the process died of it") for row in without]
    if deadly:
        comments, marks = leave_out(comments, without), leave_out(marks, without)
    mentions = mapper.map(comments, marks)
    skipped = [*read_skipped(mentions.schema), *deadly]
    if deadly:
        mentions = note_skipped(mentions, skipped)
    noted = {_STAMP: mapper.stamp.encode(), _COMMENTS: str(total).encode()}
    metadata = {**(mentions.schema.metadata or {}), **noted}
    with replace_whole(part.mentions) as path:
        pq.write_table(mentions.replace_schema_metadata(metadata), path, compression="zstd", compression_level=_LEVEL)
        # As old as what they are made of: so comments that change while they are mapped make them stale.
        os.utime(path, ns=(age, age))
    return Made(total, mentions.num_rows, tuple(skipped))


def pack_mapper(mapper: Mapper) -> bytes:
    """The mapper as workers are given it. Raises `ListeningError` if it cannot be pickled."""
    try:
        return pickle.dumps(mapper)
    except Exception as error:
        which = f"the scorer {mapper.scorer.name} {mapper.scorer.version}"
        raise ListeningError(f"{which} cannot be pickled: {type(error).__name__}: {error}", _PICKLING) from error


_PICKLING: Final = (
    "each process has a scorer of its own: keep no open files, locks or lambdas in it; open and load where it scores"
)


@lru_cache(maxsize=1)
def unpack_mapper(pickled: bytes) -> Mapper:
    """The mapper that a worker was given. A worker does many parts with it, one after another.

    Raises `ListeningError` if it cannot be read here.
    """
    try:
        mapper: Mapper = pickle.loads(pickled)  # noqa: S301  from the process that started the run
    except Exception as error:
        if isinstance(error, ModuleNotFoundError):
            remedy = f"install what {error.name} is in; on a cluster, on all its machines"
            raise ListeningError(f"there is no module {error.name!r} where comments are scored", remedy) from error
        raise ListeningError(f"the map does not start: {type(error).__name__}: {error}", _PICKLING) from error
    # What there is by now stays: it need not be looked through for garbage again and again, a quarter of the time.
    gc.collect()
    gc.freeze()
    return mapper


def try_rows(mapper: Mapper, part: Part, start: int, end: int) -> None:
    """Map some rows of a part and keep nothing, to see whether the process lives through it."""
    comments, marks = read_part(part)
    mapper.map(comments.slice(start, end - start), marks.slice(start, end - start))


def leave_out(table: pa.Table, rows: Sequence[int]) -> pa.Table:
    """A table without some of its rows."""
    keep = [True] * table.num_rows
    for row in rows:
        keep[row] = False
    return table.filter(pa.array(keep))
