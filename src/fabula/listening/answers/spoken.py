"""A sample of comments with what they name: what themes are looked for in."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.listening.elements import ElementKind, kind_of
from fabula.listening.store import Part, Store

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
    comments = pq.read_table(
        part.comments, columns=["comment", "source", "author", "time", "text", "language", "episode"]
    )
    marks = pq.read_table(part.marks, columns=["comment", "weight", "duplicate_of", "campaign", "language"])
    named, episodes = _names(part)
    weights = marks.column("weight").to_pylist()
    copies = marks.column("duplicate_of").to_pylist()
    campaigns = marks.column("campaign").to_pylist()
    languages = marks.column("language").to_pylist()
    rows = zip(*(comments.column(name).to_pylist() for name in comments.column_names), strict=True)
    for number, (comment, source, author, time, text, language, episode) in enumerate(rows):
        if weights[number] < _FULL or copies[number] is not None or campaigns[number] is not None:
            continue
        if share < 1 and zlib.crc32(comment.encode()) >= share * 2**32:
            continue
        yield Spoken(
            comment,
            author or comment,
            text,
            time,
            source,
            languages[number] or language,
            episodes.get(comment) or episode,
            tuple(sorted(named.get(comment, ()))),
        )


_FULL: Final = 1000


def _names(part: Part) -> tuple[dict[str, list[tuple[int, int, str]]], dict[str, str]]:
    """By comment, the words that name something, and the episode that it speaks of."""
    named: dict[str, list[tuple[int, int, str]]] = {}
    episodes: dict[str, str] = {}
    if not part.mentions.is_file():
        return named, episodes
    table: pa.Table = pq.read_table(part.mentions, columns=["comment", "start", "end", "element", "how", "episode"])
    rows = zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True)
    for comment, start, end, element, how, episode in rows:
        if end > start and how != "pronoun":
            named.setdefault(comment, []).append((start, end, element))
        if episode is not None:
            episodes[comment] = episode
    return named, episodes
