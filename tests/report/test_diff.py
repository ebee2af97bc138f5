"""What differs, as text, Markdown and data, on the two Italian seasons of the example."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import fabula
import fabula.report
from fabula.change.comparing.compare import compare_universes
from fabula.change.comparing.differences import Differences
from fabula.change.sides import Side, find_sides, load_sides
from fabula.report.diff_document import diff_document
from fabula.report.diff_markdown import write_markdown
from fabula.report.diff_text import write_diff
from fabula.report.ink import Ink
from fabula.report.json import dump, envelope
from tests.change.comparing.drafts import Texts, compare, entry, script
from tests.golden import compare_golden

CITADEL = Path(__file__).parents[2] / "examples" / "citadel"
SCHEMA = json.loads((Path(fabula.report.__file__).parent / "schemas" / "diff-1.json").read_text(encoding="utf-8"))
NAMES = ("the universe", "version late-memory")
ONE, TWO = "shows/main/s01/e01.fountain", "shows/main/s01/e02.fountain"


@pytest.fixture(scope="module")
def sides() -> tuple[Side, Side]:
    return find_sides([str(CITADEL / "versions" / "late-memory")], CITADEL)


@pytest.fixture(scope="module")
def found(sides: tuple[Side, Side]) -> Differences:
    return compare_universes(*load_sides(*sides))


def document(found: Differences, sides: tuple[Side, Side]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(dump(envelope(**diff_document(found, sides, ("a/", "b/")))))
    return read


def text(before: Texts, after: Texts, evidence: bool = False) -> str:
    return "".join(write_diff(compare(before, after), ("A", "B"), evidence=evidence))


def test_golden_text(found: Differences) -> None:
    compare_golden("report/diff.txt", "".join(write_diff(found, NAMES)))


def test_golden_evidence(found: Differences) -> None:
    compare_golden("report/diff-evidence.txt", "".join(write_diff(found, NAMES, ("old/", "new/"), evidence=True)))


def test_golden_markdown(found: Differences) -> None:
    compare_golden("report/diff.md", "".join(write_markdown(found, NAMES)))


def test_golden_document(found: Differences, sides: tuple[Side, Side]) -> None:
    named = tuple(Side(side.tree, name) for side, name in zip(sides, NAMES, strict=True))
    whole = dump(envelope(**diff_document(found, (named[0], named[1]), ("", ""))))
    compare_golden("report/diff.json", whole.replace(fabula.__version__, "X.Y"))


def test_document_fits_its_schema(found: Differences, sides: tuple[Side, Side]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(document(found, sides), SCHEMA)
    for before, after in (STORIES, STORIES[::-1], (STORIES[0], STORIES[0])):
        jsonschema.validate(document(compare(before, after), sides), SCHEMA)


def test_schema_notices_what_is_missing(found: Differences, sides: tuple[Side, Side]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for lot, name in (("scenes", "how"), ("minds", "evidence_after"), ("findings", "status"), ("reveals", "words")):
        whole = document(found, sides)
        del whole[lot][0][name]
        assert not validator.is_valid(whole), name


def test_what_is_first_is_in_the_lists(found: Differences, sides: tuple[Side, Side]) -> None:
    whole = document(found, sides)
    first = [whole[one["kind"]][one["index"]] for one in whole["first"]]
    ranks = [["idea", "outline", "draft", "locked", "shot", "released"].index(one["status"]) for one in first]
    assert ranks == sorted(ranks, reverse=True)
    assert first[0]["words"].startswith("The audience learns “who opened the gate”")
    assert whole["summary"]["scenes"] == {
        "added": 1, "cut": 1, "moved": 0, "retimed": 0, "rewritten": 2, "notes changed": 2, "renumbered": 0,
    }  # fmt: skip


def test_a_terminal_folds_and_colours(found: Differences) -> None:
    folded = "".join(write_diff(found, NAMES, width=72))
    assert max(map(len, folded.splitlines())) <= 72
    assert " ".join(folded.split()) == " ".join("".join(write_diff(found, NAMES)).split())
    assert "\x1b[1m" in "".join(write_diff(found, NAMES, ink=Ink(colours=True)))


APPLES = "Apples in the dark, red ones, and the smell of them."
HORSE = "The horse looks up from its hay as from a book."
BROOM = "A broom, and nobody behind it, in the sun of the morning."
STORIES: tuple[dict[str, str], dict[str, str]] = (
    {
        "fabula.toml": 'timezone = "UTC"\n',
        "bible/people/ann.md": entry("Ann", "born: 1980-01-01", "aliases: [Annie]"),
        "bible/people/bob.md": entry("Bob"),
        "bible/covers/rex.md": entry("Rex", "of: Ann"),
        "bible/secrets/mole.md": entry("the mole", "holders: [Ann]"),
        "bible/groups/guild.md": entry("The Guild"),
        ONE: script(
            f"INT. ATTIC - DAY #1#\n\n{APPLES} [[canon: with Ann, Bob; Ann tells Bob the mole; sets up a bell]]",
            f"INT. BARN - DAY #2#\n\n{HORSE} [[canon: Bob dies; pays off a bell]]",
            f"INT. COURT - DAY #3#\n\n{BROOM} [[canon: Bob knows it]]",
        ),
        "shows/main/s01/e02.fountain": script("INT. DOCK - DAY\n\nA boat that is not ours, tied up with our rope."),
        "shows/gone/s01/e01.fountain": script("INT. WELL - DAY\n\nWater, a long way down, and a bucket further down."),
    },
    {
        "fabula.toml": 'timezone = "Europe/Rome"\n',
        "bible/people/ann.md": entry("Ann", "born: 1981-01-01", "aliases: [Annie, Nan]"),
        "bible/people/robert.md": entry("Bob"),
        "bible/covers/rex.md": entry("Rex", "of: Ann"),
        "bible/secrets/mole.md": entry("the mole", "holders: [Ann]"),
        "bible/groups/guild.md": entry("The Guild"),
        ONE: script(
            f"INT. COURT - DAY #1#\n\n{BROOM} [[canon: Bob joins the Guild]]",
            f"INT. ATTIC - DAY #2#\n\n{APPLES} [[canon: with Ann, Bob; sets up a bell; at 2020-01-01 12:00]]",
            f"INT. BARN - DAY #3#\n\n{HORSE} [[canon: Ann poses as Rex; with Bob]]",
            head="Title: Apples\nStatus: locked",
        ),
        "shows/main/s01/e02-the-boat.fountain": script(
            "INT. DOCK - DAY\n\nA boat that is not ours, tied with our rope."
        ),
    },
)
"""Two versions that differ in every way."""


def test_golden_of_all_kinds() -> None:
    compare_golden("report/diff-all.txt", text(*STORIES, evidence=True))


def test_a_long_list_is_cut_and_says_so() -> None:
    scenes = [f"INT. ROOM {number} - DAY\n\n{'Dust. ' * 20}{number}" for number in range(40)]
    before = {ONE: script(*scenes)}
    after = {ONE: script(*(scene.replace("Dust", "Ash") for scene in scenes))}
    short = text(before, after)
    assert short.count("rewritten  ") == 12
    assert "28 lines not shown (--evidence shows all" in short
    whole = text(before, after, evidence=True)
    assert whole.count("rewritten  ") == 40
    assert "not shown" not in whole


def test_an_episode_that_cannot_be_read_is_not_just_gone() -> None:
    before: dict[str, str | bytes] = {ONE: script("INT. ROOM - DAY\n\nDust."), TWO: script("INT. HALL - DAY\n\nAsh.")}
    after = {**before, TWO: b"\x00\xff\x00\x01" * 50}
    shown = text(before, after)
    assert "S01E02 e02, draft: gone, with 1 scene; its file cannot be read now (S105)\n    new" in shown
    assert "; its file cannot be read before (S105)" in text(after, before)


def test_many_episodes_are_cut_and_say_so() -> None:
    before = {f"shows/main/s01/e{n:02}.fountain": script(f"INT. ROOM {n} - DAY\n\nDust, {n}.") for n in range(1, 31)}
    after = {name: one.replace("Dust", "Ash") for name, one in before.items()}
    short = text(before, after)
    assert "and 18 more episodes: S01E13" in short
    assert "18 lines not shown" in short


def test_of_many_people_some_are_named() -> None:
    names = ("Ann", "Bob", "Cid", "Dot", "Eve", "Fay")
    people = {f"bible/people/{name.lower()}.md": entry(name) for name in names}
    scene = "INT. ROOM - DAY\n\nA lamp, and the smell of many years. [[canon: with {}{}]]"
    before = {**people, "bible/people/gil.md": entry("Gil"), ONE: script(scene.format(", ".join(names), ""))}
    after = {**before, ONE: script(scene.format(", ".join(names), "; Gil dies"))}
    assert "Ann, Bob, Cid and 3 others now know that Gil is dead" in text(before, after)
    assert "Ann, Bob, Cid, Dot, Eve and Fay now know that Gil is dead" in text(before, after, evidence=True)


def test_runs_of_scenes_stand_in_one_line() -> None:
    scenes = [f"INT. ROOM {number} - DAY #{{}}#\n\n{'Dust. ' * 20}{number}" for number in range(1, 9)]
    before = {ONE: script(*(one.format(number) for number, one in enumerate(scenes, 1)))}
    hall = "INT. HALL - DAY #1#\n\nNobody at all."
    after = {ONE: script(hall, *(one.format(number) for number, one in enumerate(scenes, 2)))}
    assert "renumbered 2-9  1 → 2, 2 → 3, 3 → 4 and 5 more\n" in text(before, after)
    note = "[[canon: same time as S01E01/1]]"
    dated = [f"INT. ROOM {n} - DAY\n\nDust {n}, and more dust, and a chair. {note}" for n in range(8)]
    before = {ONE: script("INT. ATTIC - DAY\n\n[[canon: at 2020-01-01 12:00]]", *dated)}
    after = {ONE: script("INT. ATTIC - DAY\n\n[[canon: at 2020-01-04 12:00]]", *dated)}
    assert "retimed    2-9  8 scenes: happens 3 days later\n" in text(before, after)


def test_what_a_story_says_has_no_power_over_the_report() -> None:
    evil = entry("Ann <b>*x*</b> @everyone | `code`", 'ref: "\x1b[31mred"')
    before = {ONE: script("INT. ROOM - DAY\n\nDust.")}
    found = compare(before, {**before, "bible/people/ann.md": evil})
    page = "".join(write_markdown(found, ("A", "B\n# x")))
    assert "\x1b" not in "".join(write_diff(found, ("A", "B\x1b[31m")))
    assert "@everyone" not in page
    assert "<b>*x*" not in page
    assert "\n# x" not in page


def test_a_comment_is_never_too_long() -> None:
    shows = {f"shows/s{show:02}/s01/e01.fountain": show for show in range(30)}
    before = {
        name: script(*(f"INT. ROOM {show}-{n} - DAY\n\nDust {show} {n}." for n in range(40)))
        for name, show in shows.items()
    }
    after = {name: one.replace("Dust", "Ash, and a very long line of it, " * 2) for name, one in before.items()}
    page = "".join(write_markdown(compare(before, after), ("A", "B")))
    assert 20_000 < len(page) < 65_536
    assert "Not shown, since a comment has an end: s" in page


def test_nothing_differs() -> None:
    assert text(STORIES[0], STORIES[0]) == "before  A\nafter   B\n\nNothing of the story differs.\n"
    assert "Nothing of the story differs." in "".join(write_markdown(compare(STORIES[0], STORIES[0]), ("A", "B")))
