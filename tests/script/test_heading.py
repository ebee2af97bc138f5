from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.script.heading import Heading, read_heading

CASES = [
    # text, prefix, places, time, time as written
    ("INT. MARA'S FLAT - KITCHEN - NIGHT", "INT", ("MARA'S FLAT", "KITCHEN"), "NIGHT", "NIGHT"),
    ("EXT. HARBOUR", "EXT", ("HARBOUR",), "", ""),
    ("INT./EXT. CAR - DAY - CONTINUOUS", "INT/EXT", ("CAR",), "DAY", "DAY - CONTINUOUS"),
    ("I/E HOUSE DAY", "INT/EXT", ("HOUSE",), "DAY", "DAY"),
    ("EXT/INT. CAR - DAWN", "INT/EXT", ("CAR",), "DAWN", "DAWN"),
    ("EST. CITY - DUSK", "EST", ("CITY",), "DUSK", "DUSK"),
    ("INT - HOUSE - DAY", "INT", ("HOUSE",), "DAY", "DAY"),
    ("int. house - day", "INT", ("house",), "DAY", "day"),
    ("INT. HOUSE—NIGHT", "INT", ("HOUSE",), "NIGHT", "NIGHT"),
    ("INT. HOUSE -- NIGHT", "INT", ("HOUSE",), "NIGHT", "NIGHT"),
    ("INT. SAINT-DENIS - TAG", "INT", ("SAINT-DENIS",), "DAY", "TAG"),
    ("EXT. PIAZZA, ROMA - NOTTE", "EXT", ("PIAZZA, ROMA",), "NIGHT", "NOTTE"),
    ("INT. BAR - GIORNO", "INT", ("BAR",), "DAY", "GIORNO"),
    ("INT. CAFÉ - JOUR", "INT", ("CAFÉ",), "DAY", "JOUR"),
    ("INT. CAFÉ - NUIT", "INT", ("CAFÉ",), "NIGHT", "NUIT"),
    ("EXT. PLAZA - DÍA", "EXT", ("PLAZA",), "DAY", "DÍA"),
    ("EXT. PLAZA - NOCHE", "EXT", ("PLAZA",), "NIGHT", "NOCHE"),
    ("INT. BÜRO - NACHT", "INT", ("BÜRO",), "NIGHT", "NACHT"),
    ("INT. BÜRO - SPÄTER", "INT", ("BÜRO",), "LATER", "SPÄTER"),
    ("INT. LAB - CONTINUOUS", "INT", ("LAB",), "CONTINUOUS", "CONTINUOUS"),
    ("INT. LAB - MOMENTS LATER", "INT", ("LAB",), "MOMENTS LATER", "MOMENTS LATER"),
    ("INT. LAB - A MOMENT LATER", "INT", ("LAB",), "MOMENTS LATER", "A MOMENT LATER"),
    ("INT. LAB - TWO DAYS LATER", "INT", ("LAB",), "TWO DAYS LATER", "TWO DAYS LATER"),
    ("INT. LAB - EIGHT YEARS AGO", "INT", ("LAB",), "EIGHT YEARS EARLIER", "EIGHT YEARS AGO"),
    ("INT. LAB - THE NEXT MORNING", "INT", ("LAB",), "NEXT MORNING", "THE NEXT MORNING"),
    ("INT. LAB - THE FOLLOWING DAY", "INT", ("LAB",), "NEXT DAY", "THE FOLLOWING DAY"),
    ("INT. LAB - LATER THAT NIGHT", "INT", ("LAB",), "NIGHT", "LATER THAT NIGHT"),
    ("INT. LAB - SAME", "INT", ("LAB",), "SAME TIME", "SAME"),
    ("INT. LAB - SAME DAY", "INT", ("LAB",), "SAME DAY", "SAME DAY"),
    ("INT. LAB - EARLY MORNING", "INT", ("LAB",), "MORNING", "EARLY MORNING"),
    ("INT. LAB - PRE-DAWN", "INT", ("LAB",), "DAWN", "PRE-DAWN"),
    ("INT. LAB - MAGIC HOUR", "INT", ("LAB",), "MAGIC HOUR", "MAGIC HOUR"),
    ("INT. LAB - DAY FOR NIGHT", "INT", ("LAB",), "NIGHT", "DAY FOR NIGHT"),
    ("INT. LAB - DAY 3", "INT", ("LAB",), "DAY", "DAY 3"),
    ("INT. LAB - D/N", "INT", ("LAB",), "DAY/NIGHT", "D/N"),
    ("INT. LAB - 21:40", "INT", ("LAB",), "", "21:40"),
    ("INT. LAB - NIGHT, 21:40", "INT", ("LAB",), "NIGHT", "NIGHT, 21:40"),
    ("INT. LAB - 9:05 PM", "INT", ("LAB",), "", "9:05 PM"),
    ("INT. LAB - NIGHT - 1944", "INT", ("LAB",), "NIGHT", "NIGHT - 1944"),
    ("INT. LAB - DAY (1979)", "INT", ("LAB",), "DAY", "DAY - 1979"),
    ("INT. LAB - 3 MAY 2014 - NIGHT", "INT", ("LAB",), "NIGHT", "3 MAY 2014 - NIGHT"),
    ("EXT. TOWER - DAY - ESTABLISHING", "EXT", ("TOWER",), "DAY", "DAY"),
    ("INT. HOUSE - NIGHT - KITCHEN", "INT", ("HOUSE", "KITCHEN"), "NIGHT", "NIGHT"),
    ("INT. KITCHEN, NIGHT", "INT", ("KITCHEN",), "NIGHT", "NIGHT"),
    ("EXT. ST. PAUL'S SQUARE. DAY", "EXT", ("ST. PAUL'S SQUARE",), "DAY", "DAY"),
    ("EXT. SUNSET - DAY", "EXT", ("SUNSET",), "DAY", "DAY"),
    ("INT. ROOM 2014 - DAY", "INT", ("ROOM 2014",), "DAY", "DAY"),
    ("INT. LAST DAY", "INT", ("LAST DAY",), "", ""),
    ("INT. HOUSE - ATTIC", "INT", ("HOUSE", "ATTIC"), "", ""),
    ("INT. HOUSE [[check]] - DAY /* NIGHT */", "INT", ("HOUSE",), "DAY", "DAY"),
    ("THE ROOF", "", ("THE ROOF",), "", ""),
    ("LATER", "", (), "LATER", "LATER"),
    ("INTERIOR - DAY", "", ("INTERIOR",), "DAY", "DAY"),
    ("INT.", "INT", (), "", ""),
    ("", "", (), "", ""),
]

FLAGS = [
    ("FLASHBACK - INT. A - NIGHT", "flashback", "INT", ("A",), "NIGHT"),
    ("INT. A - NIGHT (FLASHBACK)", "flashback", "INT", ("A",), "NIGHT"),
    ("INT. A [FLASHBACK] - NIGHT", "flashback", "INT", ("A",), "NIGHT"),
    ("INT. A - NIGHT - FLASHBACK (1944)", "flashback", "INT", ("A",), "NIGHT"),
    ("BEGIN FLASHBACK: INT. A - NIGHT", "flashback", "INT", ("A",), "NIGHT"),
    ("INT. A - FLASHBACK, 1944", "flashback", "INT", ("A",), ""),
    ("INT. A - NIGHT - FLASH FORWARD", "flash-forward", "INT", ("A",), "NIGHT"),
    ("FLASH-FORWARD - INT. A", "flash-forward", "INT", ("A",), ""),
    ("DREAM SEQUENCE - INT. A - DAY", "dream", "INT", ("A",), "DAY"),
    ("INT. A - DAY (KIT'S DREAM)", "dream", "INT", ("A",), "DAY"),
    ("INT. A - DAY (NIGHTMARE)", "dream", "INT", ("A",), "DAY"),
    ("INT. A - PRESENT DAY", "present", "INT", ("A",), ""),
    ("INT. A - DAY - BACK TO PRESENT", "present", "INT", ("A",), "DAY"),
    ("END FLASHBACK - INT. A - DAY", "present", "INT", ("A",), "DAY"),
    ("BACK TO PRESENT DAY: EXT. A - DAY", "present", "EXT", ("A",), "DAY"),
    ("INTERCUT - INT. A - DAY", "intercut", "INT", ("A",), "DAY"),
    ("INT. A - DAY (INTERCUT)", "intercut", "INT", ("A",), "DAY"),
]


@pytest.mark.parametrize(("text", "prefix", "places", "time", "written"), CASES)
def test_parts(text: str, prefix: str, places: tuple[str, ...], time: str, written: str) -> None:
    heading = read_heading(text)
    assert (heading.prefix, heading.places, heading.time, heading.time_text) == (prefix, places, time, written)
    assert heading.flags == frozenset()


@pytest.mark.parametrize(("text", "flag", "prefix", "places", "time"), FLAGS)
def test_flags(text: str, flag: str, prefix: str, places: tuple[str, ...], time: str) -> None:
    heading = read_heading(text)
    assert heading.flags == {flag}
    assert (heading.prefix, heading.places, heading.time) == (prefix, places, time)


@pytest.mark.parametrize("text", ["INT. FLASHBACK BAR - DAY", "INT. DREAMLAND - DAY", "EXT. PRESENT SHOP - DAY"])
def test_a_word_in_a_place_is_no_flag(text: str) -> None:
    assert read_heading(text).flags == frozenset()
    assert len(read_heading(text).places) == 1


def test_part_and_relation() -> None:
    assert read_heading("INT. A - NIGHT - CONTINUOUS") == Heading(
        "INT", ("A",), "NIGHT", "NIGHT - CONTINUOUS", frozenset(), "NIGHT", "CONTINUOUS"
    )
    assert read_heading("INT. A - NEXT MORNING") == Heading(
        "INT", ("A",), "NEXT MORNING", "NEXT MORNING", frozenset(), "MORNING", "NEXT MORNING"
    )


def test_place_is_one_text() -> None:
    assert read_heading("INT. HOUSE - ATTIC - DAY").place == "HOUSE - ATTIC"


def test_headings_are_read_once() -> None:
    assert read_heading("INT. ONCE - DAY") is read_heading("INT. ONCE - DAY")


@given(st.text(alphabet="INTEX./- ()[]#:AdayNIGHT0149,*", max_size=60))
def test_never_fails(text: str) -> None:
    heading = read_heading(text)
    assert heading.prefix in {"", "INT", "EXT", "EST", "INT/EXT"}
    assert all(place.strip() for place in heading.places)


def test_a_very_long_heading() -> None:
    text = "INT. " + "A - " * 5000
    assert read_heading(text).places == (text,)
