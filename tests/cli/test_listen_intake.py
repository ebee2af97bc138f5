"""``fabula listen add``, ``sources``, ``cleaned`` and ``forget``."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.listening_documents import check_document
from tests.golden import compare_golden

STORM = "The storm took the harbour and nobody in that room said a single word about it."


@pytest.fixture(autouse=True)
def harbour(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The universe, with comments beside it, and the same hashes every time."""
    monkeypatch.setenv("FABULA_LISTENING_KEY", bytes(range(32)).hex())
    rows = [{"id": f"c{n}", "author": f"ann{n}", "created_utc": 1682900000 + n * 60, "body": STORM} for n in range(30)]
    rows += [{"id": "d1", "author": "bob", "created_utc": 1682990000, "body": "I did not see that coming at all"}]
    rows += [{"id": "d2", "author": "eve", "created_utc": 99999999999, "body": "[deleted]"}]
    rows += [{"id": "d3", "author": "eve", "created_utc": 9999999999, "body": "she is the best of them"}]
    text = "".join(json.dumps(row) + "\n" for row in rows) + '{"id": "d4", "author": "mallory", "body": "cut'
    (folder / "harbour/board.jsonl").write_text(text, encoding="utf-8")
    (folder / "harbour/shop.csv").write_text("review,stars,user,date\nfine,4,ann1,2023-05-02\nbad,0,zed,\n")
    monkeypatch.chdir(folder / "harbour")
    return folder / "harbour"


def test_golden(run: Run) -> None:
    added = run("listen", "add", "board.jsonl", "--preset", "reddit")
    assert (added.code, added.err) == (0, "")
    compare_golden("cli/listen-add.txt", added.out)
    assert run("listen", "add", "shop.csv", "--preset", "reviews", "--language", "en").code == 0
    for verb in ("sources", "cleaned"):
        ran = run("listen", verb)
        assert (ran.code, ran.err) == (0, "")
        compare_golden(f"cli/listen-{verb}.txt", ran.out)


def test_documents(run: Run) -> None:
    added = run("listen", "add", "board.jsonl", "--preset", "reddit", "--json").json
    (one,) = added["added"]
    assert (one["source"], one["comments"], one["rows"]) == ("board", 32, 34)
    assert one["dropped"] == {"deleted where it was written": 1}
    assert one["nulled"] == {"its time lies in the future": 1}
    (source,) = run("listen", "sources", "--json").json["sources"]
    assert (source["comments"], source["authors"], source["first"]) == (32, 32, "2023-05-01T00:13:20+00:00")
    assert source["languages"] == {"en": 32, "": 0}
    cleaned = run("listen", "cleaned", "--json").json
    assert [one["why"] for one in cleaned["reasons"]] == ["copy", "campaign"]
    assert cleaned["campaigns"][0]["text"] == STORM


def test_documents_fit_their_schemas(run: Run, harbour: Path) -> None:
    assert run("listen", "sources", "--json").json["sources"] == []
    check_document("sources", run("listen", "sources", "--json").json)
    added = run("listen", "add", "board.jsonl", "--preset", "reddit", "--json").json
    check_document("add", added)
    assert added["added"][0]["guessed"]
    other = run("listen", "add", "shop.csv", "--preset", "reviews", "--language", "en", "--json").json
    check_document("add", other)
    packed = gzip.compress("".join(f'{{"text": "comment {n} of many"}}\n' for n in range(500)).encode())
    (harbour / "a-torn.jsonl.gz").write_bytes(packed[:-200])
    check_document("add", run("listen", "add", "a-torn.jsonl.gz", "--json").json)
    sources = run("listen", "sources", "--json").json
    check_document("sources", sources)
    for field in ("examples", "torn"):  # so that their fields have been looked at as well
        assert any(one[field] for one in sources["sources"])
    for one in sources["sources"]:
        check_document("sources", {**sources, "sources": [one]})
    cleaned = run("listen", "cleaned", "--json").json
    check_document("cleaned", cleaned)
    assert cleaned["reasons"]
    assert cleaned["campaigns"]
    check_document("forget", run("listen", "forget", "u/bob", "--json").json)
    check_document("forget", run("listen", "forget", "shop", "--json").json)


def test_declared_sources(run: Run, harbour: Path) -> None:
    settings = harbour / "fabula.toml"
    settings.write_text(
        settings.read_text("utf-8")
        + '\n[listening]\nlanguages = ["en", "it"]\n[listening.sources.board]\nfiles = "*.jsonl"\npreset = "reddit"\n'
        '[listening.sources.shop]\nfiles = "shop.csv"\npreset = "reviews"\nrating = [0, 5]\n'
    )
    assert "L109" not in run("check").out
    found = run("listen", "add", "--json").json["added"]
    assert [(one["source"], one["comments"]) for one in found] == [("board", 32), ("shop", 2)]
    assert run("listen", "add", "shop", "--json").json["added"][0]["unchanged"] == 1
    ran = run("listen", "add", "shop", "--preset", "plain")
    assert (ran.code, ran.out) == (2, "")
    assert "settings of declared sources stand in fabula.toml" in ran.err


def test_forget(run: Run) -> None:
    run("listen", "add", "board.jsonl", "--preset", "reddit")
    run("listen", "add", "shop.csv", "--preset", "reviews")
    assert run("listen", "forget", "ann1").out == "Forgotten: author ann1, 2 comments.\n"
    again = run("listen", "add", "board.jsonl", "--anew", "--json").json["added"][0]
    assert (again["comments"], again["forgotten"]) == (31, 1)
    assert (
        run("listen", "forget", "mallory", "--author").out
        == "Forgotten: author mallory, 0 comments and 1 row kept aside.\n"
    )
    assert run("listen", "forget", "u/bob", "--json").json["comments"] == {"board": 1}
    assert run("listen", "forget", "shop").out == "Forgotten: source shop, 1 comment.\n"
    assert [one["source"] for one in run("listen", "sources", "--json").json["sources"]] == ["board"]


def test_a_name_that_is_both(run: Run, harbour: Path) -> None:
    (harbour / "both.csv").write_text("text,author\nfine,both\n")
    run("listen", "add", "both.csv")
    ran = run("listen", "forget", "both")
    assert (ran.code, ran.err) == (
        2,
        "fabula: both is a source, and an author as well\n  say which: --author or --source\n",
    )
    assert run("listen", "forget", "both", "--author").out == "Forgotten: author both, 1 comment.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add",), "fabula.toml declares no sources, and no file is named"),
        (("add", "boord.jsonl"), "there is no file boord.jsonl"),
        (("add", "shows"), "shows is a folder"),
        (("add", "board.jsonl", "--preset", "redit"), "there is no preset “redit”"),
        (("add", "board.jsonl", "--map", "text"), "--map text maps nothing"),
        (("add", "board.jsonl", "--map", "text=boody"), "board.jsonl: there is no column “boody”"),
        (("add", "board.jsonl", "--as", "Two Words"), "“Two Words” cannot name a source"),
        (("add", "--as", "x"), "fabula.toml declares no sources"),
        (("forget", "nobody"), "nothing has been added yet"),
    ],
)
def test_what_cannot_be_done(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run("listen", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"fabula: {message}"), ran.err
    assert ran.err.count("\n") == 2, "it says what to do"


def test_nothing_yet(run: Run, harbour: Path) -> None:
    assert run("listen", "sources").out == "Nothing has been added yet.\n"
    assert run("listen", "cleaned").out == "There are no comments yet.\n"
    assert not (harbour / ".fabula").exists()


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(b"text\nfine\nfine again\nsaid twice\nsaid twice\ntoo,many\n")

    monkeypatch.setattr(sys, "stdin", Piped())
    one = run("listen", "add", "-", "--as", "pipe", "--json").json["added"][0]
    assert (one["comments"], one["twice"]) == (3, 1)
    Piped.buffer = io.BytesIO(b"text\nfine\nfine again\nsaid twice\nand more\ntoo,many\n")
    one = run("listen", "add", "-", "--as", "pipe", "--json").json["added"][0]
    assert (one["comments"], one["twice"], one["aside"]) == (1, 4, {})


def test_another_store(run: Run, harbour: Path) -> None:
    assert run("listen", "add", "board.jsonl", "--preset", "reddit", "--store", "heard").code == 0
    assert (harbour / "heard/store.json").is_file()
    assert run("listen", "sources").out == "Nothing has been added yet.\n"
    assert len(run("listen", "sources", "--store", "heard", "--json").json["sources"]) == 1
    ran = run("listen", "add", "board.jsonl", "--store", "shows")
    assert (ran.code, "holds other things" in ran.err) == (2, True)


def test_a_store_that_is_damaged(run: Run, harbour: Path) -> None:
    run("listen", "add", "board.jsonl", "--preset", "reddit")
    part = harbour / ".fabula/listening/comments/board/00000.parquet"
    part.write_bytes(b"PAR1 no more")
    for words in (("sources",), ("cleaned",), ("add", "shop.csv")):
        ran = run("listen", *words)
        assert "Traceback" not in ran.err
        assert "something went wrong inside" not in ran.err, ran.err
    assert run("listen", "add", "board.jsonl", "--anew").code == 0
    assert run("listen", "cleaned").code == 0
