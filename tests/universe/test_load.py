from __future__ import annotations

import gc
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from fabula.universe.load import UnreadableUniverse, find_root, paused_collection, read_universe
from fabula.universe.model import Status
from tests.universe.folders import SCENE, entry, write


def test_a_universe_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "fabula.toml": 'name = "Lamp"\n',
            "bible/people/nadia-sinh.md": entry("Nadia Sinh"),
            "bible/places/more/lamp-room.md": entry("Lamp room"),
            "bible/README.md": "prose\n",
            "bible/ideas/one.md": "prose\n",
            "shows/main/show.md": "---\nname: The Lamp\nrole: mothership\n---\n",
            "shows/main/s01/e02-b.fountain": SCENE,
            "shows/main/s01/e01-a.fountain": "Title: The Lamp\nStatus: locked\n\n" + SCENE,
            "shows/italy/show.md": "---\nrole: spinoff\nfeeds: [[The Lamp]]\nstatus: outline\ncancelled: yes\n---\n",
            "shows/italy/1x03.spmd": SCENE,
            "shows/peru/show.md": "---\nrole: spinoff\n---\n",
        },
    )
    files, findings = read_universe(tmp_path)
    assert findings == []
    assert files.settings.name == "Lamp"
    assert files.has_bible
    assert [e.key for e in files.entries] == ["people/nadia-sinh", "places/lamp-room"]
    assert [(s.id, s.name, s.mothership, s.feeds, s.cancelled) for s in files.shows.values()] == [
        ("italy", "italy", False, ("main",), True),
        ("main", "The Lamp", True, (), False),
        ("peru", "peru", False, (), False),
    ]
    assert [(e.key, e.code, e.title, e.status) for s in files.shows.values() for e in s.episodes] == [
        ("italy/s01e03", "S01E03", "1x03", Status.OUTLINE),
        ("main/s01e01", "S01E01", "A", Status.LOCKED),
        ("main/s01e02", "S01E02", "B", Status.DRAFT),
    ]


@pytest.mark.parametrize("inside", ["", "shows", "shows/main/s01", "shows/main/s01/e01.fountain"])
def test_the_root_is_found_upwards(tmp_path: Path, inside: str) -> None:
    write(tmp_path, {"fabula.toml": "", "shows/main/s01/e01.fountain": SCENE, "shows/main/s01/e02.fountain": SCENE})
    files, _ = read_universe(tmp_path / inside)
    assert files.root == tmp_path
    assert len(files.shows["main"].episodes) == 2


def test_one_script_is_read_alone(tmp_path: Path) -> None:
    write(tmp_path, {"one.fountain": SCENE, "two.fountain": SCENE, "bible/people/a.md": entry("A")})
    assert find_root(tmp_path / "one.fountain") == (tmp_path, tmp_path / "one.fountain")
    files, findings = read_universe(tmp_path / "one.fountain")
    assert findings == []
    (show,) = files.shows.values()
    assert (show.id, show.mothership) == (tmp_path.name, True)
    assert [e.script.source.path for e in show.episodes] == ["one.fountain"]
    assert files.entries == []


def test_a_bare_folder_is_one_show(tmp_path: Path) -> None:
    write(tmp_path / "lamp", {"b/two.fountain": SCENE, "a.fountain": SCENE, "notes.txt": "x", "feed.xml": "<rss/>"})
    files, findings = read_universe(tmp_path / "lamp")
    assert findings == []
    (show,) = files.shows.values()
    assert (show.id, show.name, show.mothership) == ("lamp", "lamp", True)
    assert [(e.code, e.title) for e in show.episodes] == [("S01E01", "A"), ("S01E02", "Two")]
    assert not files.has_bible


def test_numbers_in_front_count_if_all_files_have_one(tmp_path: Path) -> None:
    write(tmp_path / "x", {"03 Later.fountain": SCENE, "01 Pilot.fountain": SCENE})
    files, _ = read_universe(tmp_path / "x")
    assert [(e.code, e.title) for e in files.shows["x"].episodes] == [("S01E01", "Pilot"), ("S01E03", "Later")]
    write(tmp_path / "y", {"12 Angry Cooks.fountain": SCENE, "Pilot.fountain": SCENE})
    files, _ = read_universe(tmp_path / "y")
    assert [e.code for e in files.shows["y"].episodes] == ["S01E01", "S01E02"]


def test_the_title_page_goes_before_path_and_show(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shows/main/show.md": "---\nstatus: idea\nepisodes:\n  S02E04: {released: 2024-01-05, title: Four}\n"
            "  S02E05: {released: 2024-01-12, status: released, title: Five}\n---\n",
            "shows/main/s01/e01.fountain": "Title: **The Lamp**\nSeason: 2\nEpisode: 4\nAir date: 5 January 2023\n\n"
            + SCENE,
            "shows/main/s02/e05.fountain": SCENE,
            "shows/main/s02/e06.fountain": "Released: 2024-01-19\n\n" + SCENE,
        },
    )
    files, findings = read_universe(tmp_path)
    assert findings == []
    assert [(e.code, e.title, e.status, e.released) for e in files.shows["main"].episodes] == [
        ("S02E04", "The Lamp", Status.IDEA, date(2023, 1, 5)),
        ("S02E05", "Five", Status.RELEASED, date(2024, 1, 12)),
        ("S02E06", "e06", Status.RELEASED, date(2024, 1, 19)),
    ]


def test_two_scripts_for_one_episode(tmp_path: Path) -> None:
    write(tmp_path, {f"shows/main/s01/{name}.fountain": SCENE for name in ("e01", "e01-again", "e02", "loose")})
    files, findings = read_universe(tmp_path)
    assert [(f.code, f.span.path, f.related[0].span.path) for f in findings] == [
        ("S110", "shows/main/s01/e01-again.fountain", "shows/main/s01/e01.fountain")
    ]
    assert [(e.code, e.script.source.path[15:]) for e in files.shows["main"].episodes] == [
        ("S01E01", "e01.fountain"),
        ("S01E02", "e02.fountain"),
        ("S01E03", "e01-again.fountain"),
        ("S01E04", "loose.fountain"),
    ]


def test_which_show_is_the_mothership(tmp_path: Path) -> None:
    write(tmp_path, {"shows/a/show.md": "---\nrole: spinoff\n---\n", "shows/b/x.fountain": SCENE})
    write(tmp_path, {"shows/a/x.fountain": SCENE, "shows/c/x.fountain": SCENE})
    files, findings = read_universe(tmp_path)
    assert findings == []
    assert [s.id for s in files.shows.values() if s.mothership] == ["b"]


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shows/main/e01.fountain": SCENE,
            "shows/main/e01.pdf": "",
            "shows/main/e02.docx": "",
            "shows/stray.fountain": SCENE,
            "old/draft.fountain": SCENE,
            "bible/characters/nadia.md": "",
            "bible/characters/mason.md": "",
            "audience/comments.txt": "",
        },
    )
    files, findings = read_universe(tmp_path)
    assert len(files.shows["main"].episodes) == 1
    assert [(f.code, f.span.path, f.help) for f in findings] == [
        ("S112", "bible/characters/mason.md", "call the folder bible/people"),
        ("S112", "old/draft.fountain", "move it into shows/NAME/, where NAME is its show"),
        ("S112", "shows/main/e02.docx", "turn it into a script with `fabula import`, or move it out of shows/"),
        ("S112", "shows/stray.fountain", "move it into shows/NAME/, where NAME is its show"),
    ]


@pytest.mark.parametrize(
    ("files", "message", "remedy"),
    [
        ({}, "there are no scripts in", "fabula init"),
        ({"a.docx": "", "b.txt": ""}, "there are no scripts in", "fabula import"),
        ({"bible/people/a.md": entry("A")}, "there are no scripts in", "fabula init"),
        ({"fabula.toml": "name = 'x'"}, "there are no scripts in", "fabula init"),
        ({"shows/main/show.md": "---\nname: Main\n---\n"}, "there are no scripts in", "fabula init"),
        ({"a.fountain": "\0\0\0\1"}, "a.fountain: This file is not text", "Fountain"),
    ],
)
def test_nothing_to_read(tmp_path: Path, files: dict[str, str], message: str, remedy: str) -> None:
    with pytest.raises(UnreadableUniverse) as error:
        read_universe(write(tmp_path, files))
    assert message in error.value.message
    assert remedy in error.value.remedy


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableUniverse, match="there is no file or folder"):
        read_universe(tmp_path / "gone")
    with pytest.raises(UnreadableUniverse):
        read_universe(tmp_path / ("x" * 5000))
    with pytest.raises(UnreadableUniverse):
        read_universe(Path("a\0b"))


def test_a_broken_file_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.fountain": SCENE, "b.fountain": "\0\1\2" * 100})
    files, findings = read_universe(tmp_path)
    assert [(f.code, f.span.path) for f in findings] == [("S105", "b.fountain")]
    assert [e.code for e in files.shows[tmp_path.name].episodes] == ["S01E01"]


def test_decomposed_names_of_folders(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Élodie")
    write(tmp_path, {f"shows/{name}/e01.fountain": SCENE, "shows/italy/show.md": "---\nfeeds: [Élodie]\n---\n"})
    files, findings = read_universe(tmp_path)
    assert findings == []
    assert files.shows["italy"].feeds == (name,)


def test_folders_in_capitals(tmp_path: Path) -> None:
    files, findings = read_universe(
        write(tmp_path, {"Shows/Main/e01.fountain": SCENE, "Bible/People/a.md": entry("A")})
    )
    assert findings == []
    assert (list(files.shows), [e.key for e in files.entries]) == (["Main"], ["people/a"])


@pytest.mark.skipif((Path(__file__).parent / "TEST_LOAD.PY").exists(), reason="this disk does not tell capitals apart")
def test_shows_that_differ_in_capitals_only(tmp_path: Path) -> None:
    files = {"shows/India/e01.fountain": SCENE, "shows/india/e01.fountain": SCENE}
    _, findings = read_universe(write(tmp_path, files))
    assert [(f.code, f.span.path) for f in findings] == [("L109", "shows/india")]


def test_collection_is_paused_and_put_back() -> None:
    assert gc.isenabled()
    with paused_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with paused_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
