"""CSV as people have it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.errors import ListeningError
from fabula.listening.intake.csv_rows import read_csv, sniff_dialect
from fabula.listening.intake.rows import Position, Rows
from tests.listening.intake.building import Room


class Dripping:
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._stream, self._size = io.BytesIO(data), size

    def read(self, size: int, /) -> bytes:
        return self._stream.read(min(size, self._size))


def read_all(data: bytes, size: int = 1 << 20, longest: int = 1 << 20) -> list[Rows]:
    dialect, _ = sniff_dialect(data.decode("utf-8", "replace"))
    return list(read_csv(Dripping(data, size), Position(), dialect, header=True, longest=longest))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12),
    delimiter=st.sampled_from([",", ";", "\t"]),
    size=st.integers(1, 40),
)
def test_what_python_writes_is_read_however_it_drips(
    rows: list[tuple[str, str, str]], delimiter: str, size: int
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["one", "two", "three"])
    writer.writerows(rows)
    data = out.getvalue().encode()
    dialect, names = sniff_dialect("one" + delimiter + "two" + delimiter + "three\n", delimiter)
    assert names == ["one", "two", "three"]
    batches = list(read_csv(Dripping(data, size), Position(), dialect, header=True))
    assert [row for batch in batches for row in batch.cells] == [list(row) for row in rows]
    assert not [broken for batch in batches for broken in batch.broken]
    # Reading may stop behind any batch and go on from there.
    for number, batch in enumerate(batches):
        rest = read_csv(io.BytesIO(data[batch.end.offset :]), batch.end, dialect, header=True)
        again = [row for one in rest for row in one.cells]
        assert again == [row for one in batches[number + 1 :] for row in one.cells]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id,text\n1,fine\n", ["fine"]),
        ("\ufeffid;text\n1;fine, really\n", ["fine, really"]),
        ("sep=;\nid;text\n1;fine, really\n", ["fine, really"]),
        ('id\ttext\n1\tsaid "so" to me\n', ['said "so" to me']),
        ('id,text\r\n1,"two\r\nlines"\r\n2,"a ""quote"""\r\n', ["two\nlines", 'a "quote"']),
        ('id,text\n1,"said \\"so\\", twice"\n2,"and \\"again\\", once"\n', ['said "so", twice', 'and "again", once']),
        ("id,text,,\n1,fine,,\n2,good,,\n", ["fine", "good"]),
        ("id,text\n\n1,fine\n\n\n2,good", ["fine", "good"]),
        ("id,text\n1,no\x00thing\n", ["nothing"]),
    ],
)
def test_dialects(room: Room, text: str, found: list[str]) -> None:
    room.write("a.csv", text)
    room.add("a.csv")
    assert room.texts() == found
    assert room.aside() == []


def test_one_broken_row_costs_no_other(room: Room) -> None:
    room.write(
        "a.csv",
        'id,text,likes\n1,"never closed,5\n2,"fine",3\n3,too,many,cells\n4,few\n5,"he said "so" to me",1\n6,last,2\n',
    )
    added = room.add("a.csv")
    assert [(row["comment"], row["text"]) for row in room.rows()] == [
        ("src:2", "fine"),
        ("src:5", 'he said so" to me"'),
        ("src:6", "last"),
    ]
    assert [(one["row"], one["why"]) for one in room.aside()] == [
        (2, "its quotes do not fit, or are never closed"),
        (4, "it has 4 columns, not 3"),
        (5, "it has 2 columns, not 3"),
    ]
    assert added.counts.aside.total() == 3
    assert added.counts.rows == 6


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest() -> None:
    lines = ["id,text", '1,"open', *(f"{number},comment {number}" for number in range(2, 3000))]
    data = "\n".join(lines).encode()
    batches = read_all(data, size=1000, longest=2000)
    rows = [row for batch in batches for row in batch.cells]
    assert rows == [["1", "open\n"], *([str(number), f"comment {number}"] for number in range(2, 3000))]


@pytest.mark.parametrize("size", [7, 64, 1 << 20])
def test_a_row_longer_than_a_row_may_be(size: int) -> None:
    data = b"id,text\n1,short\n2," + b"x" * 5000 + b"\n3,short\n"
    batches = read_all(data, size, longest=1000)
    assert [row for batch in batches for row in batch.cells] == [["1", "short"], ["3", "short"]]
    broken = [one for batch in batches for one in batch.broken]
    assert [one.row for one in broken] == [3]
    assert "longer than" in broken[0].why
    assert len(broken[0].text) <= 500


def test_encodings(room: Room) -> None:
    text = "id,text\n1,perché no\n2,così così\n"
    room.write("utf16.csv", text.encode("utf-16"))
    room.write("utf16be.csv", text.encode("utf-16-be"))
    room.write("windows.csv", text.encode("cp1252"))
    room.write("mac.csv", text.encode("mac-roman"))
    for name in ("utf16", "utf16be", "windows"):
        room.add(f"{name}.csv", name)
        assert room.texts(name) == ["perché no", "così così"], name
    room.add("mac.csv", "mac", encoding="mac-roman")
    assert room.texts("mac") == ["perché no", "così così"]


def test_a_row_that_is_no_utf8_is_kept_aside(room: Room) -> None:
    rows = b"".join(b"%d,comment %d\n" % (number, number) for number in range(300))
    room.write("a.csv", b"id,text\n" + rows + b"x,caf\xe9\n")
    added = room.add("a.csv")
    assert added.counts.comments == 300
    assert [(one["row"], one["why"]) for one in room.aside()] == [(302, "byte 6 of the row is not UTF-8")]


def test_without_a_header(room: Room) -> None:
    room.write("a.tsv", "so good\t1\tx\nso bad\t2\ty\n")
    room.add("a.tsv", header=False, columns={"text": 1, "id": 3})
    assert [(row["comment"], row["text"]) for row in room.rows()] == [("src:x", "so good"), ("src:y", "so bad")]


def test_no_column_of_text(room: Room) -> None:
    room.write("a.csv", "nr,wording,stars\n1,this is what they say,4\n")
    with pytest.raises(ListeningError, match="no column is known to hold the comments") as error:
        room.add("a.csv")
    assert "did you mean wording" in error.value.remedy
    with pytest.raises(ListeningError, match="no column “wordin”") as error:
        room.add("a.csv", columns={"text": "wordin"})
    assert error.value.remedy == "did you mean wording?"
    room.add("a.csv", columns={"text": "wording"})
    assert room.texts() == ["this is what they say"]


def test_a_first_row_that_is_no_header_is_not_shown_whole(room: Room) -> None:
    said = "a whole comment stands where the names of the columns should be, " * 9
    room.write("a.csv", f"7,{said.replace(',', '')}\n8,another one that is as long as the first one was or nearly\n")
    with pytest.raises(ListeningError, match="no column is known to hold the comments") as error:
        room.add("a.csv")
    assert error.value.remedy == (
        "its columns seem to be 7, a whole comment stands where the names …: is the first row their names?"
    )


def test_dates_that_can_be_read_in_two_ways(room: Room) -> None:
    room.write("a.csv", "text,date\nfine,04/05/2019\n")
    with pytest.raises(ListeningError, match="can be read in two ways: 04/05/2019"):
        room.add("a.csv")
    room.add("a.csv", time_format="%m/%d/%Y")
    assert room.rows()[0]["time"].isoformat() == "2019-04-05T00:00:00+00:00"
    room.write("b.csv", "text,date\nfine,04/05/2019\ngood,04/25/2019\n")
    room.add("b.csv", "b")
    assert [row["time"].day for row in room.rows("b")] == [5, 25]


def test_an_empty_file_is_an_empty_source(room: Room) -> None:
    room.write("a.csv", "")
    room.write("b.csv", "id,text\n")
    assert room.add(["a.csv", "b.csv"]).counts.rows == 0
    assert room.store.sources() == ["src"]
    assert room.store.parts("src") == []


def test_an_id_that_is_none_of_the_comment(room: Room) -> None:
    rows = "".join(f"video1,comment number {number}\n" for number in range(30))
    room.write("a.csv", "id,text\n" + rows)
    assert room.add("a.csv").counts.comments == 30
    assert len({row["comment"] for row in room.rows()}) == 30
