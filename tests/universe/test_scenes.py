from __future__ import annotations

from pathlib import Path

from tests.universe.folders import SCENE, link, scene


def test_order_of_telling(tmp_path: Path) -> None:
    universe, _ = link(
        tmp_path,
        {
            "shows/a/e01.fountain": SCENE,
            "shows/b/show.md": "---\nrole: mothership\n---\n",
            "shows/b/s02e01.fountain": SCENE,
            "shows/b/s01e10.fountain": SCENE,
            "shows/b/s01e02.fountain": SCENE + SCENE,
        },
    )
    assert [s.key for s in universe.scenes] == [
        "b/s01e02/1",
        "b/s01e02/2",
        "b/s01e10/1",
        "b/s02e01/1",
        "a/s01e01/1",
    ]
    assert [s.order for s in universe.scenes] == [0, 1, 2, 3, 4]
    assert list(universe.by_name) == sorted(s.key for s in universe.scenes)
    assert [e.key for e in universe.episodes] == ["b/s01e02", "b/s01e10", "b/s02e01", "a/s01e01"]


def labels(tmp_path: Path, text: str) -> list[str]:
    universe, _ = link(tmp_path, {"x.fountain": text})
    return [scene.label for scene in universe.scenes]


def test_labels(tmp_path: Path) -> None:
    heading = "INT. ROOM - DAY{}\n\nNobody.\n\n"
    assert labels(tmp_path, heading.format("") * 3) == ["1", "2", "3"]
    assert labels(tmp_path, "FADE IN:\n\n" + heading.format("")) == ["1"]
    assert labels(tmp_path, "VOICE\nOnce.\n\n" + heading.format("")) == ["0", "1"]
    assert labels(tmp_path, "Nobody is here.\n") == ["1"]
    numbered = "".join(heading.format(n) for n in (" #1#", "", "", " #2#", " #2A#", " #2#", " #2#"))
    assert labels(tmp_path, numbered) == ["1", "1+1", "3", "2", "2A", "2-2", "2-3"]


def test_a_speech_before_the_first_heading_is_a_scene(tmp_path: Path) -> None:
    universe, _ = link(tmp_path, {"x.fountain": "NADIA\nOnce.\n\n" + scene("MASON")})
    assert [(s.label, s.heading is None, len(s.speeches)) for s in universe.scenes] == [("0", True, 1), ("1", False, 1)]


def test_duplicate_numbers_name_the_first(tmp_path: Path) -> None:
    text = "INT. A - DAY #7#\n\nNobody.\n\nINT. B - DAY #7#\n\nNobody.\n"
    _, findings = link(tmp_path, {"x.fountain": text})
    assert [(f.code, f.span.text, f.span.line, f.related[0].span.line) for f in findings] == [("S109", "7", 5, 1)]
