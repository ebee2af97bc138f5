"""Adding: again, more, changed, stopped half-way."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.intake.add import _Adding
from fabula.listening.intake.record import read_record
from fabula.listening.intake.writer import Writer
from fabula.listening.store.lock import hold_store
from tests.listening.intake.building import KEY, Room


def lines(first: int, last: int) -> str:
    return "".join(f'{{"id": {n}, "text": "comment {n}", "author": "a{n % 7}"}}\n' for n in range(first, last))


def test_the_same_file_again_adds_nothing(room: Room) -> None:
    room.write("a.jsonl", lines(0, 50))
    assert room.add("a.jsonl").counts.comments == 50
    before = {path: path.read_bytes() for path in room.store.root.rglob("*.parquet")}
    again = room.add("a.jsonl")
    assert (again.counts.rows, again.read, again.unchanged) == (0, 0, 1)
    os.utime(room.root / "a.jsonl", (1, 1))
    assert room.add("a.jsonl").counts.rows == 0
    assert {path: path.read_bytes() for path in room.store.root.rglob("*.parquet")} == before


def test_a_file_that_has_grown_is_read_on(room: Room) -> None:
    path = room.write("a.jsonl", lines(0, 50))
    room.add("a.jsonl")
    path.write_text(lines(0, 80))
    added = room.add("a.jsonl")
    assert (added.counts.rows, added.messages) == (30, [])
    assert room.texts() == [f"comment {n}" for n in range(80)]
    assert [row["row"] for row in room.rows()][-1] == 80
    assert len(room.store.parts("src")) == 1


def test_a_file_that_grows_within_its_last_row_is_read_anew(room: Room) -> None:
    path = room.write("a.csv", "id,text\n1,first\n2,sec")
    room.add("a.csv")
    assert room.texts() == ["first", "sec"]
    path.write_text("id,text\n1,first\n2,second\n3,third\n")
    assert "read anew" in room.add("a.csv").messages[0]
    assert room.texts() == ["first", "second", "third"]


def test_a_file_that_has_changed_takes_the_place_of_what_it_was(room: Room) -> None:
    room.write("a.csv", "text\none\ntwo\nthree\n")
    room.write("b.csv", "text\nfour\n,\n")
    room.add("*.csv")
    room.write("a.csv", "text\nnew\none\n,,\n")
    added = room.add("*.csv")
    assert added.messages == ["a.csv has changed: it is read anew, in place of what it was"]
    assert sorted(room.texts()) == ["four", "new", "one"]
    record = read_record(room.store, "src")
    assert record is not None
    assert record.counts.comments == 3
    assert record.aside_bytes == room.store.aside("src").stat().st_size


def test_another_mapping_has_all_read_anew(room: Room) -> None:
    room.write("a.csv", "text,body,date\none,uno,2020-01-01 12:00\n")
    room.add("a.csv")
    added = room.add("a.csv", columns={"text": "body"}, timezone="Europe/Rome")
    assert "read anew" in added.messages[0]
    assert room.texts() == ["uno"]
    assert room.rows()[0]["time"].hour == 11


def test_an_id_is_kept_once_in_a_source(room: Room) -> None:
    room.write("a.jsonl", lines(0, 40) + lines(10, 20))
    room.write("b.jsonl.gz", gzip.compress(lines(30, 60).encode()))
    added = room.add("*.jsonl*")
    assert (added.counts.comments, added.counts.twice) == (60, 20)
    room.add("b.jsonl.gz", "other")
    assert len(room.rows("other")) == 30


def test_many_files(room: Room) -> None:
    for number in range(300):
        room.write(f"many/{number}.jsonl", lines(number, number + 1))
    added = room.add("many/*.jsonl")
    assert (added.read, added.counts.comments) == (300, 300)
    assert len(room.store.parts("src")) == 1
    assert room.texts()[:11] == [f"comment {n}" for n in range(11)]  # in natural order
    assert room.add("many/*.jsonl").unchanged == 300


def test_times_that_cannot_be(room: Room) -> None:
    room.write("a.csv", "text,time\na,2099-01-01\nb,1969-07-20\nc,soon\nd,3 days ago\ne,\nf,2023-11-14T22:00:00Z\n")
    added = room.add("a.csv")
    assert [row["time"] is None for row in room.rows()] == [True] * 5 + [False]
    assert dict(added.counts.nulled) == {
        "its time lies in the future": 1,
        "its time is before 1990": 1,
        "its time cannot be read": 1,
        "no day can be told from its time": 1,
    }


def test_wrong_types(room: Room) -> None:
    rows = [
        {"text": 5, "author": ["x"], "likes": "many", "rating": 4},
        {"text": ["a"], "author": "b"},
        {"text": None},
        {"text": True},
        {"text": "\ud83d half a letter", "id": {"a": 1}, "likes": 1e300, "rating": 9, "time": [1]},
        {"text": "good", "id": 7, "likes": "1.2K", "rating": "3", "author": "ann"},
        {"text": "bad", "rating": "1/5", "likes": -4, "language": "Italian"},
    ]
    room.write("a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    added = room.add("a.jsonl", rating="1-5")
    found = [(row["text"], row["likes"], row["rating"], row["language"]) for row in room.rows()]
    assert found == [
        ("5", None, 0.75, None),
        ("� half a letter", None, None, None),
        ("good", 1200, 0.5, None),
        ("bad", -4, 0.0, "it"),
    ]
    assert dict(added.counts.aside) == {"its text is no text": 2, "it has no text": 1}
    assert dict(added.counts.nulled) == {
        "its author is no name": 1,
        "its likes are no number": 2,
        "its rating is off the scale": 1,
        "its time cannot be read": 1,
    }


def test_no_name_of_an_author_is_kept(room: Room) -> None:
    rows = [
        '{"id": 1, "text": "fine", "author": "zebedee"}',
        '{"id": 2, "text": "", "author": "zebedee"}',
        '{"id": 3, "author": "zebedee", "text": "cut of',
    ]
    room.write("a.jsonl", "\n".join(rows))
    room.write("b.csv", "id,author,text\n1,zebedee,fine\n2,zebedee,too,many\n3,zebedee,\n")
    room.add("a.jsonl")
    room.add("b.csv", "b")
    for path in room.store.root.rglob("*"):
        assert path.is_dir() or b"zebedee" not in path.read_bytes(), path
    assert {one["author"] for one in [*room.aside(), *room.aside("b")]} == {KEY.hash("zebedee")}


def test_what_cannot_be_opened(room: Room) -> None:
    (room.root / "folder").mkdir()
    room.write("folder/a.csv", "text\nfine\n")
    with pytest.raises(ListeningError, match="folder is a folder") as error:
        room.add("folder")
    assert error.value.remedy == "say which files of it: 'folder/*.csv'"
    with pytest.raises(ListeningError, match="matches nothing"):
        room.add("*.nothing")
    with pytest.raises(ListeningError, match="there is no file gone"):
        room.add("gone.csv")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_what_may_not_be_read(room: Room) -> None:
    room.write("a.csv", "text\nfine\n").chmod(0)
    with pytest.raises(ListeningError, match=r"a\.csv cannot be opened: permission denied"):
        room.add("a.csv")


def test_what_may_not_be_read_is_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    room.write("a.csv", "text\nfine\n")
    monkeypatch.setattr(_Adding, "_add", refuse)
    with pytest.raises(ListeningError, match=r"a\.csv cannot be opened: permission denied"):
        room.add("a.csv")


class KilledError(Exception):
    """Stands in for a kill."""


@pytest.mark.parametrize("moment", ["part", "aside", "record", "again"])
def test_stopped_at_any_moment(room: Room, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setattr("fabula.listening.intake.writer.ROWS_OF_A_PART", 40)
    monkeypatch.setattr("fabula.listening.intake.lines.CHUNK", 700)
    text = "".join(lines(n, n + 1) + ("broken\n" if n % 10 == 0 else "") for n in range(300))
    room.write("a.jsonl", text)
    whole = Room(room.root / "whole")
    whole.write("a.jsonl", text)
    whole.add("a.jsonl")

    def stop(*_: object, **__: object) -> None:
        raise KilledError

    commit = Writer.commit
    # Each time a little more is done before it is stopped: what was committed counts, the rest is done again.
    for commits in (1, 2, 4):
        seen = [0]

        def part_then_stop(self: Writer, seen: list[int] = seen, commits: int = commits) -> None:
            seen[0] += 1
            if seen[0] <= commits:
                commit(self)
                return
            with monkeypatch.context() as patch:
                if moment == "part":
                    patch.setattr(Writer, "_write", stop)
                elif moment == "aside":
                    patch.setattr("fabula.listening.intake.writer.os.fsync", stop)
                elif moment == "record":
                    patch.setattr("fabula.listening.intake.record.write_whole", stop)
                commit(self)
                raise KilledError

        with monkeypatch.context() as patch:
            patch.setattr(Writer, "commit", part_then_stop)
            with pytest.raises(KilledError):
                room.add("a.jsonl")
    room.add("a.jsonl")
    assert room.rows() == whole.rows()
    assert room.aside() == whole.aside()
    record = read_record(room.store, "src")
    assert record is not None
    assert (record.counts.comments, record.counts.aside.total()) == (300, 30)


@pytest.mark.skipif(os.name == "nt", reason="a kill is another thing there")
def test_a_process_that_is_killed(room: Room) -> None:
    room.write("a.jsonl", lines(0, 12_000))
    script = (
        "from pathlib import Path; from tests.listening.intake.building import Room; "
        "from fabula.listening.intake import lines, writer; writer.ROWS_OF_A_PART = 1000; lines.CHUNK = 20_000; "
        f"Room(Path({str(room.root)!r})).add('a.jsonl')"
    )
    root = Path(__file__).parents[3]
    process = subprocess.Popen([sys.executable, "-c", script], cwd=root)
    until = time.monotonic() + 60
    while not room.store.part("src", "00000").comments.exists() and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    room.add("a.jsonl")
    assert room.texts() == [f"comment {n}" for n in range(12_000)]


def test_two_at_once(room: Room) -> None:
    with (
        hold_store(room.store),
        pytest.raises(ListeningError, match="another command is changing this audience"),
        hold_store(room.store),
    ):
        pass
    with hold_store(room.store):
        pass
