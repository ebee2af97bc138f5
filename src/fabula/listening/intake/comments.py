"""From the rows of a source to comments: each value read, each row that holds no comment set apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

import pyarrow as pa

from fabula.listening.intake.lines import cut_excerpt
from fabula.listening.intake.presets import PRESETS
from fabula.listening.intake.record import Counts
from fabula.listening.intake.repair import clean_text
from fabula.listening.intake.rows import Broken, Rows, column_path, take
from fabula.listening.intake.shape import Shape
from fabula.listening.intake.streams import STDIN
from fabula.listening.intake.times import Clock
from fabula.listening.intake.values import read_likes, read_rating
from fabula.listening.store.key import AuthorKey
from fabula.listening.tables import COMMENTS
from fabula.universe.audience import Declared
from fabula.universe.audience_values import read_episode, read_language

__all__ = ["Builder", "Built"]

_LONGEST_ID: Final = 200
Find = Callable[[Any], Any]


@dataclass(slots=True)
class Built:
    """Comments made of a batch, and the rows that are none, each as a line of JSON."""

    table: pa.Table
    counts: Counts = field(default_factory=Counts)
    aside: list[bytes] = field(default_factory=list)


class Builder:
    """Makes comments of the rows of one file."""

    def __init__(
        self, declared: Declared, shape: Shape, key: AuthorKey, file: str, now: int, forgotten: frozenset[str]
    ) -> None:
        self._declared = declared
        self._shape = shape
        self._key = key
        self._file = file
        self._forgotten = forgotten
        self.aside_before: set[tuple[str, str]] = set()
        """Why and how rows begin that a pipe has brought before: they are not put aside a second time."""
        self._preset = PRESETS[declared.preset]
        self._clock = Clock(now, declared.timezone, declared.time_format, shape.day_first)
        self._find = {ours: [self._finder(name) for name in theirs] for ours, theirs in shape.columns.items()}
        self._hide = _Hider(shape, key)

    def _finder(self, name: str) -> Find:
        if self._shape.kind == "csv":
            at = self._shape.names.index(name)
            return lambda row: row[at]
        return take(column_path(name))

    def build(self, rows: Rows) -> Built:
        """The comments of a batch, in its order."""
        built = Built(COMMENTS.empty_table())
        for broken in rows.broken:
            self._put_aside(built, broken)
        cells, numbers = rows.cells, rows.numbers
        if self._preset.explode is not None and self._shape.kind in ("lines", "json"):
            cells, numbers = self._explode(cells, numbers, built)
        if not cells:
            return built
        texts = self._texts(cells)
        keep = [at for at, text in enumerate(texts) if self._keeps(text, cells[at], numbers[at], built)]
        if len(keep) < len(cells):
            cells, numbers, texts = [cells[i] for i in keep], [numbers[i] for i in keep], [texts[i] for i in keep]
        built.table = self._table(cells, numbers, texts, built)
        built.counts.comments = built.table.num_rows
        return built

    def _explode(self, cells: list[Any], numbers: list[int], built: Built) -> tuple[list[Any], list[int]]:
        explode = self._preset.explode
        assert explode is not None
        more: list[Any] = []
        rows: list[int] = []
        for cell, number in zip(cells, numbers, strict=True):
            before = len(more)
            more += explode(cell)
            rows += [number] * (len(more) - before)
        return more, rows

    def _texts(self, cells: list[Any]) -> list[str | None]:
        """The text of each row: "" if there is none, None if it is something else than a text."""
        markup = self._preset.markup
        finders = self._find["text"]
        if len(finders) == 1:
            find = finders[0]
            return [
                clean_text(text, markup) if type(text := find(cell)) is str else _as_text(text, markup)
                for cell in cells
            ]
        found: list[str | None] = []
        for cell in cells:
            parts = [_as_text(find(cell), markup) for find in finders]
            said = [part for part in parts if part]
            found.append("\n".join(said) if said or None not in parts else None)
        return found

    def _keeps(self, text: str | None, cell: Any, number: int, built: Built) -> bool:
        if text and text.lower() not in self._preset.gone:
            return True
        if text:
            built.counts.dropped["deleted where it was written"] += 1
        else:
            why = "it has no text" if text is not None else "its text is no text"
            self._put_aside(built, Broken(number, why, ""), cell)
        return False

    def _column(self, ours: str, cells: list[Any]) -> list[Any]:
        finders = self._find.get(ours)
        if not finders:
            return [None] * len(cells)
        find = finders[0]
        return [find(cell) for cell in cells]

    def _table(self, cells: list[Any], numbers: list[int], texts: list[Any], built: Built) -> pa.Table:
        declared, nulled = self._declared, built.counts.nulled

        def null(why: str) -> None:
            nulled[why] += 1

        count = len(cells)
        source = declared.name
        show = f"shows/{declared.show}" if declared.show else None
        shows: list[str | None] = [show] * count
        if "show" in self._find:
            shows = [_show(value) or show for value in self._column("show", cells)]
        episodes: list[str | None] = [declared.episode] * count
        if "episode" in self._find:
            of = [name.removeprefix("shows/") if name else None for name in shows]
            column = self._column("episode", cells)
            episodes = [read_episode(value, name) or declared.episode for value, name in zip(column, of, strict=True)]
        default = declared.language
        authors = [self._author(value, null) for value in self._column("author", cells)]
        columns = {
            "comment": [f"{source}:{one}" for one in self._ids(cells, numbers)],
            "source": pa.repeat(pa.scalar(source), count),
            "author": self._key.hash_all(authors),
            "time": pa.array(self._clock.read(self._column("time", cells), null), pa.int64()).cast(
                COMMENTS.field("time").type
            ),
            "text": texts,
            "language": [read_language(value) or default for value in self._column("language", cells)],
            "rating": read_rating(self._column("rating", cells), self._shape.scale, null),
            "likes": read_likes(self._column("likes", cells), null),
            "parent": [f"{source}:{one}" if one else None for one in map(_id, self._column("parent", cells))],
            "show": shows,
            "episode": episodes,
            "file": pa.repeat(pa.scalar(self._file), count),
            "row": numbers,
        }
        arrays = [_array(columns[column.name], column.type) for column in COMMENTS]
        table = pa.table(arrays, schema=COMMENTS)
        if self._forgotten:
            keep = [author not in self._forgotten for author in columns["author"]]
            built.counts.forgotten = count - sum(keep)
            if built.counts.forgotten:
                table = table.filter(pa.array(keep))
        return table

    def _author(self, value: Any, null: Callable[[str], None]) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            null("its author is no name")
            return None
        name = str(value).strip()
        return None if not name or name in self._preset.nobody else name

    def _ids(self, cells: list[Any], numbers: list[int]) -> list[str]:
        """The id that the source gives each comment; else a hash of file and row, or of all of it if it was piped."""
        found = []
        last, nth = 0, 0
        given = map(_id, self._column("id", cells))
        for own, number, cell in zip(given, numbers, cells, strict=True):
            if own:
                found.append(own)
            else:
                nth = nth + 1 if number == last else 0
                piped = self._file == STDIN
                what = json.dumps(cell, default=str) if piped else f"{self._file}\0{number}"
                found.append(blake2b(f"{what}\0{nth}".encode(), digest_size=8).hexdigest())
                last = number
        return found

    def _put_aside(self, built: Built, broken: Broken, cell: Any = None) -> None:
        text, author = self._hide.text(broken.text) if cell is None else self._hide.cell(cell)
        if (broken.why, cut_excerpt(text)) in self.aside_before:
            built.counts.twice += 1
            return
        reason = _REASON.sub("", broken.why)
        built.counts.aside[reason] += 1
        entry = {"file": self._file, "row": broken.row, "why": broken.why, "author": author, "text": cut_excerpt(text)}
        built.aside.append(json.dumps(entry, ensure_ascii=True).encode() + b"\n")


_REASON: Final = re.compile(r", column \d+| \d+(?= of the row)| \([\d,]+ bytes\)|(?<=it has) \d+(?= columns)")
"""What is different from row to row in a reason; without it, rows can be counted by reason."""


class _Hider:
    """Puts the hash of an author in the place of the name, wherever in a row that was put aside it can be found."""

    def __init__(self, shape: Shape, key: AuthorKey) -> None:
        self._key = key
        self._shape = shape
        self._names = shape.columns.get("author", ())
        last = [re.escape(name.rpartition(".")[2]) for name in self._names]
        self._json = re.compile(rf'("(?:{"|".join(last)})"\s*:\s*")((?:[^"\\]|\\.)*)') if last else None

    def cell(self, cell: Any) -> tuple[str, str | None]:
        """A row as JSON, and the hash of its author."""
        if self._shape.kind == "csv":
            cell = dict(zip(self._shape.names, cell, strict=False))
        name = take(column_path(self._names[0]))(cell) if self._names else None
        author = self._key.hash(name) if isinstance(name, str) and name.strip() else None
        text = json.dumps(cell, ensure_ascii=False, default=str)
        return self.text(text, as_json=True)[0], author

    def text(self, text: str, as_json: bool = False) -> tuple[str, str | None]:
        """The beginning of a row, and the hash of its author if one can be found in it."""
        found: list[str] = []

        def replace(match: re.Match[str]) -> str:
            try:
                name = json.loads(f'"{match[2]}"')
            except ValueError:
                name = match[2]
            found.append(self._key.hash(name))
            return match[1] + found[-1]

        if self._json is None:
            return text, None
        if as_json or self._shape.kind != "csv":
            text = self._json.sub(replace, text)
            return text, found[0] if found else None
        cells = text.split(self._shape.dialect.delimiter)
        at = self._shape.names.index(self._names[0])
        name = cells[at].strip().strip('"') if at < len(cells) else ""
        if not name:
            return text, None
        cells[at] = self._key.hash(name)
        return self._shape.dialect.delimiter.join(cells), cells[at]


def _as_text(value: Any, markup: str) -> str | None:
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_text(value, markup)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None


def _id(value: Any) -> str:
    if type(value) is str and value.isalnum() and value.isascii() and len(value) <= _LONGEST_ID:
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = clean_text(str(value))
    return text if len(text) <= _LONGEST_ID else blake2b(text.encode(), digest_size=16).hexdigest()


def _show(value: Any) -> str | None:
    return f"shows/{value.strip().lower().removeprefix('shows/')}" if isinstance(value, str) and value.strip() else None


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values, kind)
