"""Forgetting: an author's comments, or a source, taken out of everything that is kept."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow.compute as pc

from fabula.listening.errors import ListeningError
from fabula.listening.store.forgotten import remember_forgotten
from fabula.listening.store.place import Part, Store, read_document
from fabula.listening.store.tables import count_rows, read_columns, read_whole, write_table
from fabula.listening.store.writing import replace_whole, write_whole

__all__ = ["Forgotten", "count_by_author", "finish_forgetting", "forget_author", "forget_source"]

_MARKER = "forgetting.json"


@dataclass
class Forgotten:
    """What was taken out: comments by source, rows that had been put aside, labels."""

    comments: Counter[str] = field(default_factory=Counter)
    aside: int = 0
    labels: int = 0

    def add(self, other: Forgotten) -> None:
        """Count what another has taken out."""
        self.comments += other.comments
        self.aside += other.aside
        self.labels += other.labels


def count_by_author(store: Store, author: str) -> int:
    """How many comments there are by an author, given by hash."""
    count = 0
    for part in _all_parts(store):
        column = read_columns(part.comments, ["author"])["author"]
        count += pc.sum(pc.equal(column, author)).as_py() or 0
    return count


def forget_author(store: Store, author: str, name: str = "") -> Forgotten:
    """Take out an author, given by hash, and remember to leave out what is added later.

    ``name`` is looked for in rows that were put aside, where nobody could tell whose they are. Marks of other comments
    may rest on what is gone: they have to be made again. If this is stopped half-way, `finish_forgetting` goes on.
    The store must be held.
    """
    remember_forgotten(store, author)
    write_whole(store.root / _MARKER, json.dumps({"author": author}).encode() + b"\n")
    forgotten = _take_out(store, author, name)
    (store.root / _MARKER).unlink(missing_ok=True)
    return forgotten


def finish_forgetting(store: Store) -> None:
    """Go on where forgetting was stopped, if it was. The store must be held."""
    marker = store.root / _MARKER
    if marker.is_file():
        _take_out(store, read_document(marker)["author"], "")
        marker.unlink(missing_ok=True)


def _all_parts(store: Store) -> list[Part]:
    return [part for source in store.sources() for part in store.parts(source)]


def _take_out(store: Store, author: str, name: str) -> Forgotten:
    found = Forgotten()
    gone: set[str] = set()
    for part in _all_parts(store):
        table = read_columns(part.comments, ["comment", "author"])
        gone.update(table.filter(pc.equal(table["author"], author))["comment"].to_pylist())
    # Labels and rows put aside first: they are found by the comments, which go last.
    found.labels = _filter_labels(store, lambda comment: comment not in gone)
    for source in store.sources():
        found.aside += _filter_aside(store, source, author, name)
        for part in store.parts(source):
            count = _filter_part(store, part, author)
            if count:
                found.comments[source] += count
    return found


def _filter_part(store: Store, part: Part, author: str) -> int:
    table = read_whole(part.comments)
    own = pc.fill_null(pc.equal(table["author"], author), fill_value=False)
    if not pc.any(own).as_py():
        return 0
    (store.root / "cleaned.json").unlink(missing_ok=True)
    part.mentions.unlink(missing_ok=True)
    part.marks.unlink(missing_ok=True)
    files = Counter(table.filter(own)["file"].to_pylist())
    kept = table.filter(pc.invert(own))
    write_table(part.comments, kept)
    _count(store, part, kept.num_rows, files)
    return int(table.num_rows - kept.num_rows)


def _count(store: Store, part: Part, rows: int, files: Counter[str]) -> None:
    path = store.record(part.source)
    record = read_document(path)
    if int(part.name) == record["parts"] - 1:
        record["last_rows"] = rows
    for name, count in files.items():
        counts = record["files"].get(name, {}).get("counts")
        if counts is not None:
            counts["comments"] -= count
            counts["forgotten"] += count
    _write_record(store, part.source, record)


def _write_record(store: Store, source: str, record: object) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(store.record(source), text.encode("utf-8", "surrogatepass") + b"\n")


def _filter_aside(store: Store, source: str, author: str, name: str) -> int:
    path = store.aside(source)
    if not path.is_file():
        return 0
    name = name.strip().lower()
    gone = 0
    with replace_whole(path) as temporary:
        with temporary.open("wb") as out, path.open("rb") as file:
            for line in file:
                entry = json.loads(line)
                if entry.get("author") == author or author in entry["text"] or (name and name in entry["text"].lower()):
                    gone += 1
                else:
                    out.write(line)
        size = temporary.stat().st_size
    record = read_document(store.record(source))
    record["aside_bytes"] = size
    _write_record(store, source, record)
    return gone


def _filter_labels(store: Store, keeps: Callable[[str], bool]) -> int:
    """Take out the labels of comments that are gone; a file that is no table with comments is left alone."""
    gone = 0
    for path in sorted(store.labels.rglob("*.csv")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        header = next((at for at, row in enumerate(rows) if "comment" in row), None)
        if header is None:
            continue
        column = rows[header].index("comment")
        kept = [row for at, row in enumerate(rows) if at <= header or len(row) <= column or keeps(row[column])]
        if len(kept) < len(rows):
            gone += len(rows) - len(kept)
            out = io.StringIO(newline="")
            csv.writer(out, lineterminator="\n").writerows(kept)
            write_whole(path, out.getvalue().encode("utf-8", "surrogateescape"))
    return gone


def forget_source(store: Store, source: str) -> Forgotten:
    """Take out a source with all that is kept of it. Raises `ListeningError` if there is none of that name."""
    if not store.record(source).is_file():
        raise ListeningError(f"there is no source {source}")
    found = Forgotten()
    parts = store.parts(source)
    found.comments[source] = sum(count_rows(part.comments) for part in parts)
    if store.aside(source).is_file():
        with store.aside(source).open("rb") as file:
            found.aside = sum(1 for _ in file)
    (store.root / "cleaned.json").unlink(missing_ok=True)
    found.labels = _filter_labels(store, lambda comment: not comment.startswith(f"{source}:"))
    for part in parts:
        for path in (part.mentions, part.marks, part.comments):
            path.unlink(missing_ok=True)
    store.aside(source).unlink(missing_ok=True)
    store.record(source).unlink()
    return found
