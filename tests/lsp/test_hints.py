"""What stands behind headings and cues, and above scenes, without being in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.lsp.hints import list_hints
from fabula.lsp.lenses import list_lenses, resolve_lens
from tests.lsp.stories import Story, citadel, story


def hints(where: Story, path: str, start: int = 0, end: int | None = None) -> list[str]:
    """The hints of a script, each with its line."""
    (source,) = [one for one in where.sources if one.path.endswith(path)]
    found = list_hints(where.canon, source.path, start, end)
    return [f"{source.position(hint.offset)[0]} {hint.label}" for hint in found]


def test_days_lengths_and_covers() -> None:
    assert hints(citadel(), "e03-what-the-water-kept.fountain") == [
        "7 day 2",
        "16 → Mason Kane",
        "27 day 3, 1 day 9 hours later",
        "38 → Mason Kane",
        "46 flashback, 8 years earlier",
        "61 day 3, 8 years later",
    ]
    assert hints(citadel(), "e06-the-lamp-room.fountain") == [
        "7 day 11",
        "23 day 11, up to 5 minutes later",
        "44 day 11, up to 5 minutes later",
    ]
    (gunman,) = [
        one for one in list_hints(citadel().canon, citadel().at("e02-inventario.fountain", "T")[0]) if "→" in one.label
    ]
    assert (gunman.label, gunman.tooltip) == ("→ Manticore men", "GUNMAN is Manticore men")


def test_hints_stand_at_the_end_of_their_line() -> None:
    path, heading = citadel().at("e03-what-the-water-kept.fountain", "#2#|")
    assert heading in [hint.offset for hint in list_hints(citadel().canon, path)]
    (hint,) = [hint for hint in list_hints(citadel().canon, path) if hint.offset == heading]
    assert hint.tooltip == "story day 3, 2022-06-08 21:00"


def test_a_part_of_a_script() -> None:
    path, start = citadel().at("e03-what-the-water-kept.fountain", "INT. ORLICK")
    end = citadel().at("e03-what-the-water-kept.fountain", "INT. THE LIGHTHOUSE")[1]
    assert hints(citadel(), path, start, end) == ["27 day 3, 1 day 9 hours later", "38 → Mason Kane"]
    assert hints(citadel(), path, 0, 10) == []
    assert list_hints(citadel().canon, "bible/people/mason-kane.md") == ()
    assert list_hints(citadel().canon, "nowhere.fountain") == ()


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (("at 2020-01-01 10:00; takes 10 minutes", "at 2020-01-01 10:10"), "day 1, right after"),
        (("at 2020-01-01 10:00; takes 10 minutes", "at 2020-01-01 11:11"), "day 1, 1 hour 1 minute later"),
        (("at 2020-01-01 10:00", "at 2020-01-04 10:00"), "day 4, 3 days later"),
        (("at 2020-01-01 10:00", "at 2020-04-01 10:00"), "day 92, 3 months later"),
        (
            ("at 2020-01-01 10:00; takes 10 minutes", "2 hours later"),
            "day 1, 1 hour 20 minutes to 2 hours 20 minutes later",
        ),
        (("in 2014", "at 2020-01-01 10:00"), "day 1, 5 to 6 years later"),
        (("", "at 2020-01-01 10:00"), ""),
        (("at 2020-01-01 10:00", "flashback; at 2010-01-01 10:00"), "flashback, 10 years earlier"),
        (("", ""), ""),
    ],
)
def test_elapsed(tmp_path: Path, notes: tuple[str, str], said: str) -> None:
    first, second = (f"[[canon: {note}]]\n\n" if note else "" for note in notes)
    text = f"INT. A - DAY\n\n{first}x\n\nINT. A - DAY\n\n{second}y\n"
    found = hints(story(tmp_path, {"a.fountain": text}), "a.fountain")
    lines = [line.partition(" ")[2] for line in found if not line.startswith("1 ")]
    if said:
        assert lines == [said]
    else:
        assert not any("later" in line or "earlier" in line for line in lines)


def test_lenses() -> None:
    path, _ = citadel().at("e01-monsoon-static.fountain", "INT")
    canon = citadel().canon
    lenses = list_lenses(canon, path)
    assert [lens.scene for lens in lenses] == ["india/s01e01/1", "india/s01e01/1a", "india/s01e01/2", "india/s01e01/3"]
    assert [lens.span.text[:9] for lens in lenses] == ["INT. RADI", "EXT. SASS", "EXT. SASS", "EXT. STEP"]
    assert resolve_lens(canon, "citadel/s01e05/1a").endswith(" shows rest on this")
    said = resolve_lens(canon, "italy/s01e03/1a")
    number, _, rest = said.partition(" ")
    assert int(number) > 1
    assert rest.startswith("scenes in ")
    assert resolve_lens(canon, "nowhere/s09e09/9") == ""
    assert list_lenses(canon, "bible/people/mason-kane.md") == ()


def test_a_lens_says_nothing_where_nothing_rests(tmp_path: Path) -> None:
    where = story(tmp_path, {"a.fountain": "INT. A - DAY\n\nBO\nx\n\nINT. B - DAY\n\nCY\ny\n"})
    assert [resolve_lens(where.canon, lens.scene) for lens in list_lenses(where.canon, "a.fountain")] == ["", ""]
