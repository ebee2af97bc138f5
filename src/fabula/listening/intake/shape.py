"""How a file is written, and which of its columns are ours: told from its beginning and from what was declared."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from fabula.listening.errors import ListeningError
from fabula.listening.intake.csv_rows import Dialect, sniff_dialect
from fabula.listening.intake.json_rows import read_json, read_json_lines
from fabula.listening.intake.lines import cut_excerpt
from fabula.listening.intake.presets import PRESETS, Preset
from fabula.listening.intake.rows import Position, column_path, take
from fabula.listening.intake.times import find_day_order
from fabula.listening.intake.values import rating_value
from fabula.universe.audience import COLUMNS, Declared
from fabula.universe.settings import did_you_mean

__all__ = ["SAMPLE", "Shape", "find_columns", "look_at_text"]

SAMPLE: Final = 1 << 20
"""How many bytes of a file are looked at."""
_RECORDS: Final = 5_000
_DEPTH: Final = 5
_WIDE: Final = 40
"""Names of columns are cut short where many are shown."""
_PROSE: Final = 120
"""What is longer than that names no column; a question of a survey may be long."""
_BAD_ENCODING: Final = 0.01
"""Above this share of lines that are no UTF-8, a file is taken to be Windows-1252; below, those lines are broken."""


@dataclass(slots=True)
class Shape:
    """How a file is written. ``kind`` is csv, lines (JSON), json or parquet.

    ``columns`` are their names for each of ours. ``guessed`` says what was not declared, for people.
    """

    kind: str
    encoding: str = "utf-8"
    dialect: Dialect = field(default_factory=Dialect)
    names: list[str] = field(default_factory=list)
    inner: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scale: tuple[float, float] | None = None
    day_first: bool = True
    guessed: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there was nothing to look at."""
        return not self.columns


def look_at_text(sample: bytes, whole: bool, declared: Declared, name: str) -> Shape:
    """The shape of a file of text by its first bytes; ``whole`` says that they are all there are.

    Raises `ListeningError` where no column can be the text, or where dates may be read in two ways.
    """
    encoding, text = _decode(sample, whole, declared)
    guessed = [f"it is taken to be {encoding}"] if encoding != "utf-8" and not declared.encoding else []
    preset = PRESETS[declared.preset]
    first = text.lstrip("\ufeff \t\r\n\x00")[:1]
    if not first:
        return Shape("csv", encoding)
    shape = _look_at_json(text, encoding, preset) if first in "{[" or _is_script(text) else None
    if shape is None:
        dialect, names = sniff_dialect(text, declared.delimiter)
        if not declared.header:
            names = [str(number) for number in range(1, dialect.width + 1)]
        shape = Shape("csv", encoding, dialect, names)
        records: list[dict[str, Any]] = _csv_records(text, shape, declared.header)
    else:
        records = list(_explode(_json_records(text, shape), preset))
        shape.names = list(dict.fromkeys(key for record in records[:200] for key in _flat_keys(record)))
        if not records:
            raise ListeningError(f"{name}: there is no JSON object in its beginning", "is it what you meant to add?")
    shape.guessed = guessed
    find_columns(shape, records, declared, preset, name)
    return shape


def _decode(sample: bytes, whole: bool, declared: Declared) -> tuple[str, str]:
    if declared.encoding and declared.encoding != "utf-8":
        return declared.encoding, sample.decode(declared.encoding, "replace")
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", sample.decode("utf-16", "replace")
    zeros = sample[:4096].count(0)
    if zeros and zeros * 3 > len(sample[:4096]):  # UTF-16 without a mark: every second byte of plain letters is zero
        encoding = "utf-16-le" if sample[1:2] == b"\0" else "utf-16-be"
        return encoding, sample.decode(encoding, "replace")
    lines = sample.split(b"\n")
    if not whole and len(lines) > 1:
        lines.pop()
    bad = sum(not _is_utf8(line) for line in lines)
    text = b"\n".join(lines)
    if bad > max(1, _BAD_ENCODING * len(lines)) and not declared.encoding:
        return "cp1252", text.decode("cp1252", "replace")
    return "utf-8", text.decode("utf-8", "replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end >= len(line) and error.reason == "unexpected end of data"
    return True


def _is_script(text: str) -> bool:
    return re.match(r"\s*window\.YTD\.[\w.]+\s*=\s*\[", text) is not None


def _look_at_json(text: str, encoding: str, preset: Preset) -> Shape | None:
    text = text.lstrip("\ufeff \t\r\n\x00")
    if text[0] == "{":
        shape = Shape("lines", encoding)
        lines = [line for line in text.split("\n")[:3] if line.strip()]
        if all(_json_records(line, shape) for line in lines) and (len(lines) > 1 or not preset.inner):
            return shape
        for inner in preset.inner:
            shape = Shape("json", encoding, inner=inner)
            if _json_records(text, shape):
                return shape
        single = Shape("lines", encoding)
        return single if _json_records(lines[0], single) else Shape("json", encoding)
    if text[0] == "[" and not re.match(r"\[\s*[\[{\]]", text):
        return None  # a table whose first cell begins with a bracket
    return Shape("json", encoding)


def _json_records(text: str, shape: Shape) -> list[dict[str, Any]]:
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    found: list[dict[str, Any]] = []
    batches = (
        read_json(stream, Position(), shape.inner) if shape.kind == "json" else read_json_lines(stream, Position())
    )
    for rows in batches:
        found += rows.cells
        if len(found) >= _RECORDS:
            break
    return found[:_RECORDS]


def _explode(records: Iterable[dict[str, Any]], preset: Preset) -> Iterator[dict[str, Any]]:
    for record in records:
        if preset.explode is None:
            yield record
        else:
            yield from preset.explode(record)


def _csv_records(text: str, shape: Shape, header: bool) -> list[dict[str, Any]]:
    from fabula.listening.intake.csv_rows import read_csv

    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    found: list[dict[str, Any]] = []
    for rows in read_csv(stream, Position(), shape.dialect, header):
        found += (dict(zip(shape.names, row, strict=False)) for row in rows.cells)
        if len(found) >= _RECORDS:
            break
    return found[:_RECORDS]


def _flat_keys(record: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[str]:
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value and depth < _DEPTH:
            yield from _flat_keys(value, f"{name}.", depth + 1)
        else:
            yield name


def _plain(name: str) -> str:
    return re.sub(r"[^\w]|_", "", name.split("[", maxsplit=1)[0].lower()) or name.lower()


def find_columns(shape: Shape, records: list[dict[str, Any]], declared: Declared, preset: Preset, name: str) -> None:
    """Settle which of their columns are ours. Raises `ListeningError` where that cannot be told."""
    known = {_plain(column): column for column in reversed(shape.names)}
    exact = set(shape.names)
    stated = dict(declared.columns)
    for ours, theirs in stated.items():
        shape.columns[ours] = tuple(
            _stated(column, exact, known, shape.names, declared, name, bool(records)) for column in theirs
        )
    taken = {column for columns in shape.columns.values() for column in columns}
    for ours in COLUMNS:
        if ours in stated:
            continue
        for candidate in preset.columns.get(ours, ()):
            found = [known.get(_plain(part), "") for part in candidate.split("+")]
            if all(found) and not taken.intersection(found) and _fits(ours, found[0], records):
                shape.columns[ours] = tuple(found)
                taken.update(found)
                shape.guessed.append(f"{ours} = {' + '.join(found)}")
                break
    if "text" not in shape.columns:
        raise _no_text(shape, records, declared, name)
    _settle_rating(shape, records, declared)
    _settle_days(shape, records, declared, name)


def _values(records: list[dict[str, Any]], column: str) -> list[Any]:
    find = take(column_path(column))
    return [value for value in map(find, records) if value is not None and value != ""]


def _fits(ours: str, column: str, records: list[dict[str, Any]]) -> bool:
    """Whether a column that has the right name can be what it is called."""
    values = _values(records, column)
    if ours == "id":  # the id of a video, say, is none of a comment
        return len(set(map(str, values))) >= 0.5 * len(values)
    if ours == "text":
        return not values or any(isinstance(value, str) for value in values)
    if ours in ("author", "parent"):
        return not values or any(isinstance(value, (str, int)) for value in values)
    return True


def _stated(
    column: str, exact: set[str], known: dict[str, str], names: list[str], declared: Declared, where: str, sure: bool
) -> str:
    if column in exact or not sure:
        return column
    if _plain(column) in known:
        return known[_plain(column)]
    remedy = did_you_mean(column, names) if names else "it has no columns"
    raise ListeningError(f"{where}: there is no column “{column}”{_at(declared)}", remedy)


def _at(declared: Declared) -> str:
    return f" (as {declared.place} says)" if declared.place else ""


def _no_text(shape: Shape, records: list[dict[str, Any]], declared: Declared, name: str) -> ListeningError:
    sizes = {
        column: sum(len(value) for value in _values(records[:500], column) if isinstance(value, str))
        for column in shape.names
    }
    longest = max(sizes, key=lambda column: sizes[column], default="")
    shown = ", ".join(cut_excerpt(column, _WIDE) for column in shape.names[:12]) + (
        ", …" if len(shape.names) > 12 else ""
    )
    if not longest:
        remedy = "it has no columns"
    elif any(len(column) > _PROSE for column in shape.names):
        remedy = f"its columns seem to be {shown}: is the first row their names?"
    elif declared.place:
        remedy = f'its columns are {shown}; did you mean {longest}? Then write columns = {{ text = "{longest}" }}'
        remedy += f" under {declared.place}"
    else:
        remedy = f"its columns are {shown}; did you mean {longest}? Then --map text={longest}"
    return ListeningError(f"{name}: no column is known to hold the comments", remedy)


def _settle_rating(shape: Shape, records: list[dict[str, Any]], declared: Declared) -> None:
    shape.scale = declared.rating
    if "rating" not in shape.columns or shape.scale is not None:
        return
    numbers = []
    for value in _values(records, shape.columns["rating"][0]):
        try:
            number, best = rating_value(value)
        except ValueError:
            continue
        numbers.append(number)
        if best is not None:
            numbers.append(best)
    top, low = max(numbers, default=0.0), min(numbers, default=0.0)
    high = next((high for high in (5.0, 10.0, 100.0) if top <= high), None)
    if top <= 1 or low < 0 or high is None:
        shape.guessed.append("rating is left out: its scale cannot be told (say rating = [worst, best])")
        del shape.columns["rating"]
        return
    shape.scale = (0.0 if low == 0 or high == 100 else min(1.0, low), high)
    shape.guessed.append(f"rating from {shape.scale[0]:g} to {shape.scale[1]:g}")


def _settle_days(shape: Shape, records: list[dict[str, Any]], declared: Declared, name: str) -> None:
    if "time" not in shape.columns or declared.time_format:
        return
    column = shape.columns["time"][0]
    values = _values(records, column)
    order = find_day_order(values)
    if order == "?":
        raise ListeningError(
            f"{name}: the dates in column “{column}” can be read in two ways: {values[0]}",
            'say which comes first: time-format = "%d/%m/%Y" or "%m/%d/%Y" (or --time-format), with %H:%M if need be',
        )
    shape.day_first = order != "month"
