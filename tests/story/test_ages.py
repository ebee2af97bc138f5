"""Ages in action lines, and how old somebody is."""

from __future__ import annotations

import pytest

from fabula.script.model import Kind
from fabula.story.ages import Age, age_between, ages_in, read_age
from fabula.universe.model import Mention
from tests.story.universes import Draft, when


@pytest.mark.parametrize(
    ("line", "least", "most"),
    [
        ("MASON (38) waits.", 38, 38),
        ("MASON (late 30s) waits.", 36, 39),
        ("MASON (30s, tall) waits.", 30, 39),
        ("Then MASON, 38, waits.", 38, 38),
        ("Then MASON, early 40s, waits.", 40, 44),
        ("A 38-year-old MASON waits.", 38, 38),
        ("MASON (aged 8) waits.", 8, 8),
        ("It is MASON, 38.", 38, 38),
    ],
)
def test_reads(line: str, least: int, most: int) -> None:
    (age,) = ages_of(line)
    assert (age.least, age.most) == (least, most)
    assert age.span.text == age.text
    assert age.text in line


@pytest.mark.parametrize(
    "line",
    [
        "MASON (O.S.) waits.",
        "MASON (380) waits.",
        "MASON (38 metres up) waits.",
        "MASON, 38 men behind him, waits.",
        "MASON waits 38 minutes.",
        "MASON (35s) waits.",
    ],
)
def test_leaves_alone(line: str) -> None:
    assert ages_of(line) == []


def ages_of(line: str) -> list[Age]:
    scene = Draft().episode().scene(lines=[(Kind.ACTION, line)])
    element = next(scene.elements())
    start = element.start + line.index("MASON")
    scene.mentions.append(Mention("people/mason", start, start + 5, 1))
    return list(ages_in(scene))


def test_an_age_between_two_uncertain_days() -> None:
    born = when("1984")
    day = when("2014-06-03")
    assert age_between((born.first, born.last), day.first, day.last) == (29, 30)
    assert age_between((born.first, born.last), born.first - 1440, born.first - 1440) == (-1, -1)


def test_days_beyond_the_calendar_are_its_last() -> None:
    assert age_between((0, 0), -(10**12), 10**12) == (0, 9998)


def test_an_age_alone() -> None:
    assert read_age("38 years old") == (38, 38)
    assert read_age("mid 30s") == (33, 37)
    assert read_age("old") is None
