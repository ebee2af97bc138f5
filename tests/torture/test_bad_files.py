"""Files that are not what their names say, in any encoding: a finding each, and the rest is read."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.torture.conftest import OK, put, run, universe

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20
ACCENTS = "INT. CAFÉ - DAY\n\nÉLODIE\nOui.\n"


@pytest.mark.parametrize("form", ["concise", "text", "sarif"])
def test_pictures_under_wrong_names(tmp_path: Path, form: str) -> None:
    files: dict[str, str | bytes] = {"e01.fountain": OK, "fabula.toml": PICTURE, "shows/main/show.md": PICTURE}
    for name in ("e02.fountain", "e03.fdx", "e04.spmd", "bible/people/anna.md", "bible/places/hall.md"):
        files[name] = PICTURE
    ran = run(["check", "--format", form], universe(tmp_path / "u", files))
    assert ran.code == 1
    assert ran.out.count("not text") == 7
    if form == "concise":
        assert ran.lines[0] == "bible/people/anna.md:1:1: error S105 This file is not text"
    if form == "sarif":
        json.loads(ran.out)


def test_nothing_but_pictures(tmp_path: Path) -> None:
    ran = run(["check"], put(tmp_path / "u", {"a.fountain": PICTURE}))
    assert (ran.code, ran.out) == (3, "")
    assert "can be read: a.fountain: This file is not text\n  take it out" in ran.err


def test_encodings(tmp_path: Path) -> None:
    files = {
        "bom.fountain": b"\xef\xbb\xbf" + ACCENTS.encode(),
        "le-bom.fountain": b"\xff\xfe" + ACCENTS.encode("utf-16-le"),
        "be-bom.fountain": b"\xfe\xff" + ACCENTS.encode("utf-16-be"),
        "le.fountain": ACCENTS.encode("utf-16-le"),
        "be.fountain": ACCENTS.encode("utf-16-be"),
        "latin.fountain": ACCENTS.encode("latin-1"),
        "utf32.fountain": b"\xff\xfe\0\0" + ACCENTS.encode("utf-32-le"),
        "cr.fountain": ACCENTS.replace("\n", "\r").encode(),
        "shift-jis.fountain": "INT. 家 - DAY\n\n私\nはい\n".encode("shift-jis"),
        "overlong.fountain": ACCENTS.encode() + b"\xc0\xaf\n",
        "surrogate.fountain": ACCENTS.encode() + b"\xed\xa0\x80\n",
        "nul.fountain": ACCENTS.encode() + b"\0\n",
        "joined.fountain": ACCENTS.encode() + b"\n\xef\xbb\xbf" + ACCENTS.encode(),
    }
    folder = put(tmp_path / "u", dict(files))
    found = {
        line.partition(":")[0]: line.partition(" ")[2] for line in run(["check", "--format", "concise"], folder).lines
    }
    undeclared = "warning S106 This file does not say how it is encoded; it is read as UTF-16"
    windows = "warning S106 This file is not UTF-8: byte {} stands here, so it is read as Windows-1252"
    assert found == {
        "le.fountain": undeclared,
        "be.fountain": undeclared,
        "latin.fountain": windows.format("0xC9"),
        "shift-jis.fountain": windows.format("0x89"),
        "overlong.fountain": windows.format("0xC0"),
        "surrogate.fountain": windows.format("0xED"),
        "nul.fountain": "error S105 This file is not text",
        "joined.fountain": "warning S106 An invisible mark (U+FEFF) stands here, "
        "so what follows it on its line may not be read as it is meant",
    }
    scenes = run(["scenes", "--json"], folder)
    assert scenes.out.count('"CAFÉ"') >= 9


def test_empty_everything(tmp_path: Path) -> None:
    files = {
        "e01.fountain": "",
        "e02.fdx": "",
        "e03.spmd": "\n\n",
        "bible/people/a.md": "",
        "bible/places/b.md": "---\n---\n",
    }
    folder = universe(tmp_path / "u", {**files, "shows/main/show.md": ""})
    ran = run(["check", "--format", "concise"], folder)
    assert [line.split()[:3] for line in ran.lines] == [["shows/main/s01/e02.fdx:1:1:", "error", "S107"]]


def test_names_of_files(tmp_path: Path) -> None:
    names = ["a\nb", "a\tb", "🎬", "\u202eabc", "a\u200bb", "x" * 240, unicodedata.normalize("NFD", "é"), "\x1b[31mred"]
    folder = put(tmp_path / "u", {f"{name}.fountain": "INT. HALL - DAY\n\n[[canon: blah]]\n" for name in names})
    ran = run(["check", "--format", "concise"], folder)
    assert len(ran.lines) == len(names)
    assert all(":3:10: error S201 “blah” is not understood" in line for line in ran.lines)
    inside = universe(tmp_path / "v", {"a\tb.fountain": "INT. HALL - DAY\n\n[[canon: blah]]\n"})
    ran = run(["check", "shows/main/s01/a\tb.fountain", "--format", "concise"], inside)
    assert ran.lines == ["shows/main/s01/a␉b.fountain:3:10: error S201 “blah” is not understood"]


def test_control_characters_never_reach_the_screen(tmp_path: Path) -> None:
    script = (
        "Title: \x1b[2J\x1b]0;x\x07Evil\nStatus: \x1b[31mred\n\nINT. \x1b[31mHALL\x1b[0m - DAY\n\n= \x1b[5mblink\n\n"
        "ANNA\nYes \x9b31m \u202e\n\n[[canon: \x1b[31mblah]]\n"
    )
    folder = put(tmp_path / "u", {"a.fountain": script})
    for words in (["check", "--format", "sarif"], ["scenes"], ["state", "a.fountain:8"]):
        assert run(words, folder).out != ""  # `run` looks at each byte
    assert run(["export", "a.fountain", "--to", "\x1b[31mx.fdx"], folder).code == 0
