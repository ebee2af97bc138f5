"""The folder of a store, its key, and forgetting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fabula.listening.cleaning import clean_store
from fabula.listening.errors import ListeningError
from fabula.listening.intake.record import read_record
from fabula.listening.store import Store, open_store
from fabula.listening.store.forget import count_by_author, finish_forgetting, forget_author, forget_source
from fabula.listening.store.key import AuthorKey, open_key
from fabula.listening.store.writing import replace_whole
from tests.listening.cleaning.audience import marks_of
from tests.listening.intake.building import KEY, Room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    room = Room(tmp_path)
    for name in ("one", "two"):
        rows = [{"id": n, "text": f"number {n} of the harbour in the storm", "author": f"a{n % 3}"} for n in range(30)]
        room.write(f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows) + '{"author": "a1", "text": "cut\n')
        room.add(f"{name}.jsonl", name)
    clean_store(room.store)
    return room


def test_where_it_is(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert store.root == tmp_path / ".fabula/listening"
    assert (store.is_there, store.sources(), store.parts("x")) == (False, [], [])
    store.prepare()
    assert store.is_there
    assert (store.root / ".gitignore").read_text() == "*\n"
    store.prepare()
    (tmp_path / "file").write_text("")
    with pytest.raises(ListeningError, match="is a file"):
        open_store(tmp_path, tmp_path / "file")


def test_no_store_is_made_among_other_things(tmp_path: Path) -> None:
    (tmp_path / "novel.md").write_text("")
    with pytest.raises(ListeningError, match="holds other things"):
        open_store(tmp_path, tmp_path).prepare()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["novel.md"]


def test_a_store_of_another_version(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.prepare()
    (store.root / "store.json").write_text('{"form": 99}')
    with pytest.raises(ListeningError, match="another version of fabula"):
        store.prepare()


def test_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FABULA_LISTENING_KEY", raising=False)
    store = open_store(tmp_path)
    store.prepare()
    key = open_key(store)
    path = store.root / "key"
    assert len(path.read_bytes()) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert open_key(store).hash(" Ann ") == key.hash("Ann")
    assert len(key.hash("Ann")) == 16
    assert key.hash("Ann") != KEY.hash("Ann")
    monkeypatch.setenv("FABULA_LISTENING_KEY", bytes(range(32)).hex())
    with pytest.raises(ListeningError, match="not the one that this audience was added with"):
        open_key(store)
    for wrong in ("abc", "zz" * 32):
        monkeypatch.setenv("FABULA_LISTENING_KEY", wrong)
        with pytest.raises(ListeningError, match="is no key"):
            open_key(store)
    monkeypatch.delenv("FABULA_LISTENING_KEY")
    path.write_bytes(b"short")
    with pytest.raises(ListeningError, match="damaged"):
        open_key(store)


def test_a_key_of_a_team_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FABULA_LISTENING_KEY", bytes(range(32)).hex())
    store = open_store(tmp_path)
    store.prepare()
    assert open_key(store).hash("Ann") == AuthorKey(bytes(range(32))).hash("Ann")
    assert not (store.root / "key").exists()


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError), replace_whole(path) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_author_is_forgotten_everywhere(room: Room) -> None:
    gone = KEY.hash("a1")
    room.store.labels.mkdir()
    labels = room.store.labels / "me.csv"
    labels.write_text("comment,element,liking\none:1,people/x,1\none:2,people/x,0\ntwo:4,people/x,1\n")
    assert count_by_author(room.store, gone) == 20
    forgotten = forget_author(room.store, gone, "a1")
    assert (dict(forgotten.comments), forgotten.aside, forgotten.labels) == ({"one": 10, "two": 10}, 2, 2)
    clean_store(room.store)
    assert {row["author"] for name in ("one", "two") for row in room.rows(name)} == {KEY.hash("a0"), KEY.hash("a2")}
    assert len(marks_of(room.store)) == 40
    assert labels.read_text() == "comment,element,liking\none:2,people/x,0\n"
    assert room.aside("one") == []
    for path in room.store.root.rglob("*"):
        if path.is_file() and path.name != "forgotten.json":
            assert gone.encode() not in path.read_bytes(), path
    record = read_record(room.store, "one")
    assert record is not None
    assert (record.counts.comments, record.counts.forgotten) == (20, 10)


def test_who_is_forgotten_stays_away(room: Room) -> None:
    forget_author(room.store, KEY.hash("a1"))
    added = room.add("one.jsonl", "one", anew=True)
    assert (added.counts.comments, added.counts.forgotten) == (20, 10)
    assert count_by_author(room.store, KEY.hash("a1")) == 0


def test_forgetting_that_is_stopped_goes_on(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[object] = []

    def stop(store: Store, *rest: object) -> int:
        whole.append(rest)
        if len(whole) == 2:
            raise KeyboardInterrupt
        return original(store, *rest)  # type: ignore[arg-type]

    from fabula.listening.store import forget

    original = forget._filter_part
    monkeypatch.setattr(forget, "_filter_part", stop)
    with pytest.raises(KeyboardInterrupt):
        forget_author(room.store, KEY.hash("a1"))
    monkeypatch.undo()
    assert count_by_author(room.store, KEY.hash("a1")) == 10
    finish_forgetting(room.store)
    assert count_by_author(room.store, KEY.hash("a1")) == 0
    assert not (room.store.root / "forgetting.json").exists()


def test_a_source_is_forgotten_and_can_come_back(room: Room) -> None:
    forgotten = forget_source(room.store, "one")
    assert (forgotten.comments.total(), forgotten.aside) == (30, 1)
    assert room.store.sources() == ["two"]
    cleaned = clean_store(room.store)
    assert list(cleaned["sources"]) == ["two"]
    assert not list(room.store.root.glob("marks/one/*"))
    room.add("one.jsonl", "one")
    assert len(room.rows("one")) == 30
    with pytest.raises(ListeningError, match="there is no source three"):
        forget_source(room.store, "three")


def test_mentions_go_with_what_they_are_of(room: Room) -> None:
    for name in ("one", "two"):
        part = room.store.part(name, "00000")
        part.mentions.parent.mkdir(parents=True)
        part.mentions.write_bytes(b"")
    room.write("two.jsonl", (room.root / "two.jsonl").read_text() + '{"id": "new", "text": "and more"}\n')
    room.add("two.jsonl", "two")
    assert room.store.part("one", "00000").mentions.exists()
    assert not room.store.part("two", "00000").mentions.exists()
    forget_author(room.store, KEY.hash("a0"))
    assert not room.store.part("one", "00000").mentions.exists()
