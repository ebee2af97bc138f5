"""What a scorer can learn from: links of the store's comments with what people say of them, or with ratings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from fabula.listening.labels import read_labels
from fabula.listening.model import Batch, How, Link
from fabula.listening.scoring.head import AXES
from fabula.listening.store import Store
from fabula.listening.tables import THOUSAND

__all__ = ["Examples", "read_labelled", "read_rated"]

MOST_RATED: Final = 20_000
"""How many rated comments of a source are learned from: more cost time and teach little."""


@dataclass
class Examples:
    """Links with labels, by column: a link of one of the comments, and for each axis its label, None where nobody
    gave one. ``ratings`` are the comments' own, 0 to 1."""

    texts: list[str] = field(default_factory=list)
    languages: list[str | None] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    labels: dict[str, list[float | None]] = field(default_factory=lambda: {axis: [] for axis in AXES})
    authors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    ratings: list[float | None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def batch(self) -> Batch:
        """The comments as a scorer takes them; one with two labels is there twice."""
        count = len(self.texts)
        return Batch(self.texts, self.languages, [None] * count, [None] * count, [None] * count)

    def add(
        self, comment: Mapping[str, Any], links: Sequence[Link], place: int, labels: Mapping[str, float | None]
    ) -> None:
        """Adds a link of a comment."""
        self.texts.append(comment["text"])
        self.languages.append(comment["language"])
        self.links.append(list(links))
        self.place.append(place)
        for axis in AXES:
            self.labels[axis].append(labels.get(axis))
        self.authors.append(comment["author"] or comment["comment"])
        self.sources.append(comment["source"])
        self.ratings.append(comment["rating"])


def read_labelled(store: Store) -> Examples:
    """The links that people have labelled and that speak of their element, in the order of the store.

    Comments must have been linked before. Raises `ListeningError` if a file of labels is damaged.
    """
    wanted: dict[str, dict[str, dict[str, float | None]]] = {}
    for row in read_labels(store).merged().table.to_pylist():
        if row["speaks_of"]:
            wanted.setdefault(row["comment"], {})[row["element"]] = {axis: row[axis] for axis in AXES}
    examples = Examples()
    names = pa.array(sorted(wanted), pa.string())
    for comment, links in _read_comments(store, lambda column: pc.is_in(column["comment"], names)):
        for element, labels in sorted(wanted[comment["comment"]].items()):
            there = [place for place, link in enumerate(links) if link.element == element]
            if there:
                best = max(there, key=lambda place: (links[place].end > links[place].start, links[place].probability))
                examples.add(comment, links, best, labels)
    return examples


def read_rated(store: Store, sources: Sequence[str] = ()) -> Examples:
    """Links of rated comments, one of each comment, with the rating as what it says: at best 1, at worst -1.

    A rating speaks of the whole comment, so the link is one without words (the show, the episode) if there is one, or
    else the only element that the comment names; comments on several are left out.
    """
    examples = Examples()
    counts: dict[str, int] = {}
    for comment, links in _read_comments(store, lambda column: pc.is_valid(column["rating"]), sources):
        place = _about(links)
        if place is not None and counts.get(comment["source"], 0) < MOST_RATED:
            counts[comment["source"]] = counts.get(comment["source"], 0) + 1
            examples.add(comment, links, place, {"liking": max(-1.0, min(1.0, 2.0 * comment["rating"] - 1.0))})
    return examples


def _about(links: Sequence[Link]) -> int | None:
    wordless = [place for place, link in enumerate(links) if link.end <= link.start]
    if wordless:
        return wordless[0]
    return 0 if links and len({link.element for link in links}) == 1 else None


def _read_comments(
    store: Store, which: Any, sources: Sequence[str] = ()
) -> Iterator[tuple[dict[str, Any], list[Link]]]:
    """Comments that ``which`` keeps, with their links, in the order of a hash of their ids: a fair sample if cut."""
    for source in sources or store.sources():
        found: list[tuple[bytes, dict[str, Any], list[Link]]] = []
        for part in store.parts(source):
            if part.mentions.is_file():
                found += _read_part(part, which)
        found.sort(key=lambda one: one[0])
        for _, comment, links in found:
            yield comment, links


def _read_part(part: Any, which: Any) -> list[tuple[bytes, dict[str, Any], list[Link]]]:
    columns = ["comment", "source", "author", "text", "rating"]
    comments = pq.read_table(part.comments, columns=columns)
    comments = comments.append_column("language", pq.read_table(part.marks, columns=["language"])["language"])
    comments = comments.filter(which(comments))
    if not comments.num_rows:
        return []
    columns = ["comment", "element", "start", "end", "how", "probability"]
    mentions = pq.read_table(part.mentions, columns=columns)
    mentions = mentions.filter(pc.is_in(mentions["comment"], comments["comment"].combine_chunks()))
    links: dict[str, list[Link]] = {}
    for row in mentions.to_pylist():
        link = Link(row["element"], row["start"], row["end"], How(row["how"]), row["probability"] / THOUSAND)
        links.setdefault(row["comment"], []).append(link)
    return [
        (hashlib.blake2b(row["comment"].encode(), digest_size=8).digest(), row, links[row["comment"]])
        for row in comments.to_pylist()
        if row["comment"] in links
    ]
