"""The test suites of five other Fountain parsers, run against ours.

They contradict one another and the specification in places. `EXCEPTIONS` lists every case in which fabula deviates,
with the reason; a test checks that each of them still does, so that the list cannot go stale.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from fabula.script.model import Kind
from tests.script import fountain_adapters as adapt

DATA = Path(__file__).parents[3] / "shared" / "data" / "fountain"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the suites are not here: {DATA}")

EXCEPTIONS = {
    "jouvence/test_lyrics.yaml/2": "it wants a blank line after lyrics; the specification does not",
    "screenplay-tools/Boneyards": "what prints after CUT TO: is a heading, so it is a transition; there it is action",
    "screenplay-tools/Character": "it takes 3CPO for no name; the specification asks for one letter",
    "screenplay-tools/Formatted/6": "it does not nest italics in underlined words; the specification does",
    "screenplay-tools/Notes": "it goes on with dialogue after a blank line, and closes a note that is not closed",
    "screenplay-tools/Parenthetical": "it takes the second of two parentheticals for dialogue",
    "screenplay-tools/Sections": "it takes CUT TO: on the first line for a title page",
    "nyousefi/Dialogue:testCueCannotBeALLNumerical": "a cue needs a letter outside its extension",
    "nyousefi/Transition:testFadeToBlack": "a transition ends in TO:, or is forced",
    "screenreg/012-prefix-must-end-with-delimiter": "INT and a dot make a heading, with or without a space after it",
}

Check = Callable[[], tuple[Any, Any]]


def jouvence() -> dict[str, Check]:
    def check(case: dict[str, Any]) -> tuple[Any, Any]:
        title, found = adapt.as_jouvence(case["in"])
        return (case.get("title") or {}, adapt.without_outer_blanks(case["out"])), (title, found)

    cases: dict[str, Check] = {}
    for file in sorted((DATA / "jouvence").glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")), 1):
            cases[f"jouvence/{file.name}/{number}"] = lambda case=case: check(case)  # type: ignore[misc]
    return cases


def screenplay_tools() -> dict[str, Check]:
    folder = DATA / "screenplay-tools"
    cases: dict[str, Check] = {}

    def check(name: str, dump: Path) -> tuple[Any, Any]:
        text = (folder / f"{name}.fountain").read_bytes().decode()
        golden = dump.read_bytes().decode()
        split = {"Action-Unmerged": Kind.ACTION, "Dialogue-Unmerged": Kind.DIALOGUE}.get(dump.stem)
        return adapt.read_dump(golden), adapt.as_tools(adapt.without_tags(text) if name == "Tags" else text, split)

    written = (folder / "Formatted.fountain").read_bytes().decode().split("\n")
    golden = (folder / "Formatted.txt").read_bytes().decode().split("\n")
    for number, (line, expected) in enumerate(zip(written, golden, strict=True), 1):
        pair = (expected, adapt.with_html(line))
        cases[f"screenplay-tools/Formatted/{number}"] = lambda pair=pair: pair  # type: ignore[misc]
    for dump in sorted(folder.glob("*.txt")):
        if (name := dump.stem.partition("-")[0]) != "Formatted":
            cases[f"screenplay-tools/{dump.stem}"] = lambda name=name, dump=dump: check(name, dump)  # type: ignore[misc]
    return cases


def nyousefi() -> dict[str, Check]:
    def check(case: dict[str, Any]) -> tuple[Any, Any]:
        text = (DATA / "nyousefi" / case["file"]).read_bytes().decode()
        if case["index"] > 23 and case["file"] == "Dialogue.fountain":
            text = text.replace("\n23 (O.S.)", "\nB23 (O.S.)")  # so that the exception does not move what is after it
        return case["type"], adapt.as_nyousefi(text)[case["index"]]

    asserts = json.loads((DATA / "nyousefi" / "asserts.json").read_text(encoding="utf-8"))
    return {f"nyousefi/{case['case']}": lambda case=case: check(case) for case in asserts}  # type: ignore[misc]


def obsidian() -> dict[str, Check]:
    def check(case: dict[str, Any]) -> tuple[Any, Any]:
        read = adapt.as_obsidian_title if case["kind"] == "titlePage" else adapt.as_obsidian
        found = read(case["input"])
        return case["expected"], case["expected"] if adapt.agrees(case["expected"], found) else found

    file = DATA / "obsidian-fountain" / "parser_cases.json"
    cases = json.loads(file.read_text(encoding="utf-8"))
    return {f"obsidian/{case['label']}": lambda case=case: check(case) for case in cases}  # type: ignore[misc]


def screenreg() -> dict[str, Check]:
    def check(folder: Path) -> tuple[Any, Any]:
        text = (folder / "input.fountain").read_bytes().decode()
        script = adapt.read(text)
        scenes = [scene for scene in script.scenes if scene.heading is not None]
        found = [
            {
                "sceneIndex": number,
                "byteStart": len(text[: scene.start].encode()),
                "byteEnd": len(text[: scene.end].encode()),
            }
            for number, scene in enumerate(scenes)
        ]
        return json.loads((folder / "scenes.json").read_text(encoding="utf-8")), found

    folders = sorted(path for path in (DATA / "screenreg").iterdir() if path.is_dir())
    return {f"screenreg/{folder.name}": lambda folder=folder: check(folder) for folder in folders}  # type: ignore[misc]


SUITES = (jouvence, screenplay_tools, nyousefi, obsidian, screenreg)
CASES: dict[str, Check] = {k: v for suite in SUITES for k, v in suite().items()} if DATA.is_dir() else {}


def test_all_suites_are_there() -> None:
    counts = {suite.__name__: len(suite()) for suite in SUITES}
    assert counts == {"jouvence": 46, "screenplay_tools": 40, "nyousefi": 63, "obsidian": 46, "screenreg": 12}


@pytest.mark.parametrize("name", [name for name in CASES if name not in EXCEPTIONS])
def test_suite(name: str) -> None:
    expected, found = CASES[name]()
    assert found == expected


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_exception_still_deviates(name: str) -> None:
    expected, found = CASES[name]()
    assert found != expected, f"{name} agrees now: take it off the list"
