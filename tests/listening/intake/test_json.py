"""JSON, an object a line or one document, and Parquet."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tracemalloc
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.errors import ListeningError
from fabula.listening.intake.csv_rows import Dialect, read_csv
from fabula.listening.intake.json_rows import read_json, read_json_lines
from fabula.listening.intake.rows import Position
from tests.listening.intake.building import Room
from tests.listening.intake.test_csv import Dripping

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), max_size=6)


@settings(max_examples=60, deadline=None)
@given(objects=OBJECTS, size=st.integers(1, 30), ascii_only=st.booleans(), indent=st.sampled_from([None, 1]))
def test_arrays_are_read_however_they_drip(objects: list[Any], size: int, ascii_only: bool, indent: int | None) -> None:
    plain = json.dumps(objects, ensure_ascii=ascii_only, indent=indent)
    wrapped = json.dumps({"before": [{"x": 1}], "data": {"k": 1, "children": objects}, "after": "]}"}, indent=indent)
    for text, inner in ((plain, ()), (f"window.YTD.tweet.part0 = {plain};", ()), (wrapped, ("data", "children"))):
        batches = list(read_json(Dripping(text.encode("utf-8", "surrogatepass"), size), Position(), inner))
        assert [value for batch in batches for value in batch.cells] == objects
        assert not [one for batch in batches for one in batch.broken]


def test_reading_an_array_goes_on_where_it_was_left() -> None:
    data = json.dumps([{"n": number} for number in range(10)]).encode()
    rows = list(read_json(io.BytesIO(data), Position(0, 5)))
    assert [value["n"] for batch in rows for value in batch.cells] == [4, 5, 6, 7, 8, 9]
    assert rows[-1].end.row == 11


@pytest.mark.parametrize("size", [13, 1 << 20])
def test_a_value_longer_than_a_row_may_be(size: int) -> None:
    data = json.dumps([{"text": "short"}, {"text": 'lo"ng\\' * 2000}, {"text": "short"}]).encode()
    batches = list(read_json(Dripping(data, size), Position(), longest=1000))
    assert [value for batch in batches for value in batch.cells] == [{"text": "short"}] * 2
    (broken,) = [one for batch in batches for one in batch.broken]
    assert (broken.row, "longer than" in broken.why, len(broken.text) <= 500) == (2, True, True)


def test_broken_elements_cost_no_other() -> None:
    data = b'[{"n":1}, {"n":}, 5, null, "x", {"n":2}, {"n":3'
    batches = list(read_json(io.BytesIO(data), Position()))
    assert [value["n"] for batch in batches for value in batch.cells] == [1, 2]
    assert len([one for batch in batches for one in batch.broken]) >= 5


def test_lines() -> None:
    deep = "[" * 100_000
    lines = ['{"n": 1}', "", "null", '{"n": 2', "[1]", '{"n": ' + "9" * 6000 + "}", deep, '{"n": 3}']
    batches = list(read_json_lines(io.BytesIO("\n".join(lines).encode()), Position()))
    assert [value["n"] for rows in batches for value in rows.cells] == [1, 3]
    assert [one.row for rows in batches for one in rows.broken] == [3, 4, 5, 6, 7]


def dump(count: int = 3) -> bytes:
    rows = [
        {"id": f"a{number}", "author": "ann", "created_utc": 1_600_000_000 + number, "body": f"comment {number}"}
        for number in range(count)
    ]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.gz", gzip.compress),
        ("a.bz2", bz2.compress),
        ("a.xz", lzma.compress),
        ("a.zst", zstandard.ZstdCompressor().compress),
        ("no-suffix", zstandard.ZstdCompressor().compress),
    ],
)
def test_packed(room: Room, name: str, pack: Any) -> None:
    room.write(name, pack(dump()) + pack(dump(5)[len(dump()) :]))
    room.add(name, preset="reddit")
    assert room.texts() == [f"comment {number}" for number in range(5)]


def test_the_window_of_reddits_dumps(room: Room) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=False, compression_level=1)
    out = io.BytesIO()
    with zstandard.ZstdCompressor(compression_params=parameters).stream_writer(out, closefd=False) as stream:
        stream.write(dump(50))
    assert zstandard.get_frame_parameters(out.getvalue()).window_size == 1 << 31
    room.write("RC_2020-09.zst", out.getvalue())
    assert room.add("RC_2020-09.zst", preset="reddit").counts.comments == 50


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress, lzma.compress, bz2.compress])
def test_a_packed_file_that_is_cut_off(room: Room, pack: Any) -> None:
    whole = pack(dump(3000))
    room.write("a.packed", whole[: len(whole) // 2])
    try:
        added = room.add("a.packed", preset="reddit")
    except ListeningError as error:  # nothing of it could be unpacked
        pytest.fail(error.message)
    assert any("middle" in one or "damaged" in one for one in added.messages) or added.counts.rows < 3000
    room.write("a.packed", whole)
    added = room.add("a.packed", preset="reddit")
    assert len(room.texts()) == 3000


def test_files_of_other_kinds(room: Room) -> None:
    room.write("a.xlsx", b"PK\x03\x04" + bytes(100))
    with pytest.raises(ListeningError, match="zip file, or a workbook"):
        room.add("a.xlsx")


def test_parquet(room: Room) -> None:
    table = pa.table(
        {
            "text": ["fine", None, "good"],
            "id": [1, 2, 3],
            "user": pa.array([{"name": "ann"}, {"name": "bob"}, None]),
            "time": pa.array([1_600_000_000_000] * 3, pa.timestamp("ms")),
            "stars": [5.0, 4.0, None],
        }
    )
    pq.write_table(table, room.root / "a.parquet")
    room.add("a.parquet", preset="reviews", columns={"author": "user.name"}, rating=[1, 5], timezone="America/New_York")
    first, last = room.rows()
    assert (first["comment"], first["rating"], first["author"] is None) == ("src:1", 1.0, False)
    assert first["time"].isoformat() == "2020-09-13T16:26:40+00:00"
    assert (last["comment"], last["rating"], last["author"]) == ("src:3", None, None)
    assert [(one["row"], one["why"]) for one in room.aside()] == [(2, "it has no text")]


def test_parquet_that_is_cut_off(room: Room) -> None:
    pq.write_table(pa.table({"text": ["fine"] * 100}), room.root / "a.parquet")
    room.write("a.parquet", (room.root / "a.parquet").read_bytes()[:-20])
    added = room.add("a.parquet")
    assert added.counts.rows == 0
    assert "no whole Parquet file" in added.messages[0]


class Endless:
    """Megabytes and megabytes without a line end, made as they are read."""

    def __init__(self, head: bytes, megabytes: int, tail: bytes) -> None:
        self._pieces = iter([head, *([b"x" * (1 << 20)] * megabytes), tail])

    def read(self, _: int, /) -> bytes:
        return next(self._pieces, b"")


@pytest.mark.parametrize("kind", ["csv", "lines", "json"])
def test_a_line_without_end_costs_no_memory(kind: str) -> None:
    """Ten gigabytes would be read in the same way: nothing of them is held."""
    if kind == "csv":
        stream = Endless(b"id,text\n1,", 50, b"\n2,fine\n")
        batches = read_csv(stream, Position(), Dialect(width=2), header=True)
    elif kind == "lines":
        batches = read_json_lines(Endless(b'{"text": "', 50, b'"}\n{"text": "fine"}\n'), Position())
    else:
        batches = read_json(Endless(b'[{"text": "', 50, b'"}, {"text": "fine"}]'), Position())
    tracemalloc.start()
    found, broken = 0, []
    for rows in batches:
        found += len(rows.cells)
        broken += rows.broken
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 1
    (one,) = broken
    assert one.why.startswith("the row is longer than 1,024 kB (52,4")
    assert peak < 16 << 20


def test_a_large_array_costs_no_memory() -> None:
    pieces = [b'[{"text": "first"}', *[b', {"text": "' + b"y" * 1000 + b'"}'] * 4_000, b"]"]

    class Pieces:
        def __init__(self) -> None:
            self._pieces = iter(pieces)

        def read(self, _: int, /) -> bytes:
            return next(self._pieces, b"")

    tracemalloc.start()
    found = sum(len(rows.cells) for rows in read_json(Pieces(), Position()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 4_001
    assert peak < 16 << 20
