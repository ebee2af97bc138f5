"""Findings are recognised again after the texts around them have been edited."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.change.recognise import Sighting, recognise, scene_headings, take_sightings
from tests.change.universes import DEAD, FILES, checked, ghost

SCRIPT = "shows/main/s01/e01-fall.fountain"
TITLE = "Title: Fall\nStatus: draft\n\n"


def compare(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[int, list[tuple[str, int]]]:
    """How many findings of before are gone, and which of now are new, as path and line."""
    old_canon, old = checked(before)
    canon, new = checked(now)
    pairs = recognise(
        take_sightings(old_canon.universe, old), take_sightings(canon.universe, new), scene_headings(canon.universe)
    )
    assert len(pairs) == len(new)
    known = [pair for pair in pairs if pair is not None]
    assert len(set(known)) == len(known)
    return len(old) - len(known), [
        (f.span.path, f.span.line) for f, pair in zip(new, pairs, strict=True) if pair is None
    ]


def script(text: str, path: str = SCRIPT) -> dict[str, str]:
    return {**FILES, path: TITLE + text}


@pytest.mark.parametrize(
    "text",
    [
        DEAD + ghost(),
        "EXT. YARD - DAY\n\nNADIA\nFirst.\n\n" + DEAD + ghost(),  # a scene above
        DEAD + "EXT. YARD - LATER\n\nNADIA\nHello.\n\n" + ghost(),  # a scene between
        DEAD + ghost(words="Evening."),  # what he says
        DEAD + "EXT. PIER - LATER\n\nRain.\n\n  MASON\nMorning.\n\nMore rain.\n",  # lines around it
        DEAD.replace("falls", "drops") + ghost(),  # the other place
        DEAD + ghost(place="YARD"),  # the heading
        DEAD + ghost().replace("MASON", "MASON (O.S.)"),  # the line itself
        DEAD + ghost().replace("EXT. PIER - LATER", "EXT. PIER - LATER #12#"),  # the number
        DEAD + "EXT. YARD - LATER\n\nMASON\nRewritten.\n",  # heading and words, but he still speaks
        DEAD + "EXT. PIER - LATER\n\nRain.\n\nEXT. YARD - LATER\n\nMASON\nMorning.\n",  # its scene was cut in two
    ],
)
def test_edited_around_it_is_the_same(text: str) -> None:
    assert compare(script(DEAD + ghost()), script(text)) == (0, [])


def test_mended_here_and_made_anew_there_is_new() -> None:
    before = script(DEAD + ghost() + "EXT. YARD - LATER\n\nNADIA\nYes.\n")
    now = script(DEAD + "EXT. PIER - LATER\n\nRain.\n\nEXT. YARD - LATER\n\nMASON\nYes.\n")
    gone, new = compare(before, now)
    assert (gone, len(new)) == (1, 1)


def odd(place: str, words: str) -> str:
    """A scene with a note that says nothing: S201 at a line that is the same in every such scene."""
    return f"EXT. {place} - LATER\n\n[[canon: flurb]]\n\nNADIA\n{words}\n\n"


def test_two_alike_are_counted() -> None:
    one, two = script(DEAD + odd("PIER", "One.")), script(DEAD + odd("PIER", "One.") + odd("PIER", "One."))
    assert compare(two, two) == (0, [])
    assert compare(one, two) == (0, [(SCRIPT, 17)])
    assert compare(two, one) == (1, [])


def test_another_of_the_same_line_above_is_the_new_one() -> None:
    before, now = script(DEAD + odd("PIER", "One.")), script(DEAD + odd("YARD", "Two.") + odd("PIER", "One."))
    assert compare(before, now) == (0, [(SCRIPT, 10)])


def test_of_several_the_one_that_went_is_known() -> None:
    scenes = [odd("PIER", "One."), odd("YARD", "Two."), odd("PIER", "Three.")]
    old_canon, old = checked(script(DEAD + "".join(scenes)))
    canon, new = checked(script(DEAD + scenes[2] + scenes[1]))
    pairs = recognise(
        take_sightings(old_canon.universe, old), take_sightings(canon.universe, new), scene_headings(canon.universe)
    )
    assert pairs == [2, 1]


@pytest.mark.parametrize("path", ["shows/main/s01/e01-pink.fountain", "shows/main/s01/e07-fall.fountain"])
def test_a_file_under_another_name(path: str) -> None:
    now = {name: text for name, text in FILES.items() if name != SCRIPT}
    assert compare(FILES, {**now, path: FILES[SCRIPT]}) == (0, [])


def test_a_scene_in_another_file() -> None:
    other = "shows/main/s01/e02-after.fountain"
    before = {**script(DEAD + ghost()), other: TITLE + "EXT. YARD - DAY\n\nNADIA\nYes.\n\n"}
    now = {**script(DEAD), other: before[other] + ghost()}
    assert compare(before, now) == (0, [])
    assert compare(before, {**now, other: before[other] + ghost(words="Other.")}) == (1, [(other, 11)])


def test_files_as_such_are_not_taken_for_one_another() -> None:
    sightings = [Sighting("S105", path, "0" * 16) for path in ("a.fountain", "b.fountain")]
    assert recognise(sightings[:1], sightings[1:], {}) == [None]
    assert recognise(sightings[:1], sightings[:1], {}) == [0]


ACTION = st.sampled_from(["Rain.", "NADIA", "Yes.", "", "[[a note]]", "CUT TO:", "Nadia waits."])
HEADING = st.sampled_from(["EXT. YARD - LATER", "INT. FLAT - LATER #4#", "EXT. PIER - LATER", "EXT. SOMEWHERE - LATER"])
PLACES = st.integers(0, 200)
MANY = DEAD + odd("PIER", "One.") + odd("YARD", "Two.") + odd("PIER", "One.") + ghost("FLAT") + odd("PIER", "Three.")


@settings(max_examples=40, deadline=None)
@given(st.one_of([st.lists(st.tuples(PLACES, words), max_size=12) for words in (ACTION, HEADING)]))
def test_random_lines_elsewhere_bring_nothing_anew(edits: list[tuple[int, str]]) -> None:
    # Headings above, or other lines anywhere: what has another heading and other words behind it is another scene.
    lines = MANY.splitlines()
    for at, word in edits:
        above = word.startswith(("EXT", "INT"))
        places = [
            number
            for number, line in enumerate(lines[:-1])
            if not line and (not above or lines[number + 1].startswith(("[[canon: fl", "MASON")))
        ]
        where = places[at % len(places)]
        lines[where:where] = ["", word, ""]
    before, now = script(MANY), script("\n".join(lines) + "\n")
    gone, new = compare(before, now)
    assert gone == 0
    assert not [place for place in new if now[SCRIPT].splitlines()[place[1] - 1] in {"[[canon: flurb]]", "MASON"}]
