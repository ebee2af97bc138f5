"""A sample of comments with what they name: what themes are looked for in."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from fabula.listening.elements import ElementKind, kind_of
from fabula.listening.store import Part, Store
from fabula.listening.tables import THOUSAND

__all__ = ["SAMPLE", "Spoken", "read_spoken"]

SAMPLE: Final = 100_000
"""The most comments that themes are looked for in; a theme that matters shows in a sample of that size."""

_PLACES_OF_TALK: Final = frozenset({ElementKind.SHOW, ElementKind.EPISODE})
"""What nearly every comment is about: to speak of the show is not to speak of something in it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment that counts, with the stretches of its text that name elements, and which.

    ``author`` is the comment's own id where the source names none. ``episode`` is the key of the episode it speaks of.
    """

    comment: str
    author: str
    text: str
    time: datetime | None
    source: str
    language: str | None
    episode: str | None
    named: tuple[tuple[int, int, str], ...]

    @property
    def elements(self) -> list[str]:
        """What it names, each once, other than shows and episodes."""
        return list(dict.fromkeys(element for _, _, element in self.named if kind_of(element) not in _PLACES_OF_TALK))


def read_spoken(store: Store, limit: int = SAMPLE) -> tuple[list[Spoken], int]:
    """The comments of a store that count in full, at most about ``limit`` of them, and how many there are in all.

    Copies, campaigns and spam are left out. Which comments are taken depends on their ids alone: the same store gives
    the same sample, whatever the order of its parts.
    """
    parts = [part for source in store.sources() for part in store.parts(source)]
    total = sum(pq.read_metadata(part.comments).num_rows for part in parts)
    share = limit / total if total > limit else 1.0
    found = [spoken for part in parts for spoken in _read_part(part, share)]
    return sorted(found, key=lambda one: one.comment), total


def _read_part(part: Part, share: float) -> Iterator[Spoken]:
    marks = pq.read_table(part.marks, columns=["comment", "weight", "duplicate_of", "campaign", "language"])
    counts = pc.and_(
        pc.greater_equal(marks["weight"], THOUSAND),
        pc.and_(pc.is_null(marks["duplicate_of"]), pc.is_null(marks["campaign"])),
    ).to_pylist()
    ids = marks["comment"].to_pylist()
    least = share * 2**32
    rows = [row for row, count in enumerate(counts) if count and (share >= 1 or zlib.crc32(ids[row].encode()) < least)]
    comments = pq.read_table(part.comments, columns=["comment", "source", "author", "time", "text", "episode"])
    comments = comments.take(rows)
    named, episodes = _names(part, comments["comment"])
    languages = marks["language"].take(rows).to_pylist()
    columns = (comments.column(name).to_pylist() for name in comments.column_names)
    for (comment, source, author, time, text, episode), language in zip(
        zip(*columns, strict=True), languages, strict=True
    ):
        yield Spoken(
            comment,
            author or comment,
            text,
            time,
            source,
            language,
            episodes.get(comment) or episode,
            tuple(sorted(named.get(comment, ()))),
        )


def _names(part: Part, comments: pa.ChunkedArray) -> tuple[dict[str, list[tuple[int, int, str]]], dict[str, str]]:
    """By comment, the words that name something, and the episode that it speaks of."""
    named: dict[str, list[tuple[int, int, str]]] = {}
    episodes: dict[str, str] = {}
    if not part.mentions.is_file():
        return named, episodes
    table = pq.read_table(part.mentions, columns=["comment", "start", "end", "element", "how", "episode"])
    table = table.filter(pc.is_in(table["comment"], value_set=comments.combine_chunks()))
    rows = zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True)
    for comment, start, end, element, how, episode in rows:
        if end > start and how != "pronoun":
            named.setdefault(comment, []).append((start, end, element))
        if episode is not None:
            episodes[comment] = episode
    return named, episodes
