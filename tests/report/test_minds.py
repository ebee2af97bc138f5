"""Sentences, trees and curves of minds, apart from any command."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.report.minds_tree import TreeRow, draw_tree
from fabula.report.tension import write_curve
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.story.minds.events import UNKNOWN, Matter
from fabula.story.minds.phrases import Phrases, sentence
from fabula.story.minds.tension import Tension

MASKS = Path(__file__).parent.parent / "cli" / "universes" / "masks"
ADA, BEN, CASE = "people/ada-vance", "people/ben-cole", "things/case"


@pytest.fixture(scope="module")
def canon() -> Canon:
    return load_canon(MASKS)


@pytest.fixture(scope="module")
def phrases(canon: Canon) -> Phrases:
    return Phrases(canon.universe)


@pytest.mark.parametrize(
    ("matter", "value", "words"),
    [
        (Matter("place", ADA), "places/rome", "Ada Vance is in Rome"),
        (Matter("place", ADA), "places/clinic", "Ada Vance is at Clinic"),
        (Matter("place", CASE), "not places/rome", "the case is not in Rome"),
        (Matter("place", CASE), UNKNOWN, "it is open where the case is"),
        (Matter("alive", ADA), "no", "Ada Vance is dead"),
        (Matter("alive", ADA), "yes", "Ada Vance is alive"),
        (Matter("member", ADA, "groups/ring"), "yes", "Ada Vance belongs to the Ring"),
        (Matter("member", ADA, "groups/ring"), "no", "Ada Vance does not belong to the Ring"),
        (Matter("holder", CASE), ADA, "Ada Vance has the case"),
        (Matter("holder", CASE), "nobody", "nobody has the case"),
        (Matter("gone", CASE), "destroyed", "the case is destroyed"),
        (Matter("feels:loves", ADA, BEN), "yes", "Ada Vance loves Ben Cole"),
        (Matter("feels:loves", ADA, BEN), "no", "Ada Vance does not love Ben Cole"),
        (Matter("kin:sister", ADA, BEN), "yes", "Ada Vance is Ben Cole's sister"),
        (Matter("is:wound", ADA), "left arm", "Ada Vance's wound is left arm"),
        (Matter("identity", "covers/nurse-lane", ADA), "yes", "Nurse Lane is Ada Vance"),
        (Matter("identity", "covers/nurse-lane", ADA), "no", "Nurse Lane is just Nurse Lane"),
        (Matter("secret", "secrets/safe-code"), "yes", "“the safe code” is so"),
        (Matter("claim", BEN, Matter("place", CASE)), "places/rome", "Ben Cole said that the case is in Rome"),
        (Matter("knows-whether", BEN, Matter("place", CASE)), "yes", "Ben Cole was told where the case is"),
        (Matter("mind", BEN, Matter("secret", "secrets/safe-code")), "yes", "Ben Cole knows “the safe code”"),
        (Matter("mind", BEN, Matter("place", CASE)), UNKNOWN, "Ben Cole does not know where the case is"),
    ],
)
def test_what_is_so(phrases: Phrases, matter: Matter, value: str, words: str) -> None:
    assert phrases.so(matter, value) == words


def test_what_a_secret_is(phrases: Phrases) -> None:
    assert phrases.secret("secrets/courier") == "“the courier” (Cleo Marsh belongs to the Ring)"


def test_sentences() -> None:
    assert sentence("the case is lost") == "The case is lost."
    assert sentence("is it?") == "Is it?"


ROWS = st.lists(st.tuples(st.text(max_size=12), st.text(max_size=20)), max_size=8)


@given(ROWS, st.text(max_size=20))
def test_a_tree_is_always_a_well_formed_picture(rows: list[tuple[str, str]], title: str) -> None:
    tree = [
        TreeRow(str(n), _printable(name), _printable(how), str(n - 1) if n else "", n)
        for n, (name, how) in enumerate(rows)
    ]
    text = draw_tree(_printable(title), tree)
    root = ET.fromstring(text)
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == len(rows) + 1
    assert len(root.findall("{http://www.w3.org/2000/svg}path")) == max(0, len(rows) - 1)
    assert draw_tree(_printable(title), tree) == text


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def test_the_curve_in_block_letters(canon: Canon) -> None:
    scenes = canon.universe.scenes
    totals = [0.0, 1 / 48, 0.5, 1.0, 0.25]
    lines = list(write_curve([Tension(scene, total) for scene, total in zip(scenes, totals, strict=False)]))
    assert lines == [
        "  1.0    █\n",
        "         █\n",
        "         █\n",
        "        ██\n",
        "        ██▄\n",
        "  0.0 ·▁███\n",
        "      E01\n",
    ]


def test_the_curve_goes_on_in_another_line(canon: Canon) -> None:
    one = Tension(canon.universe.scenes[0], 0.5)
    assert len(list(write_curve([one] * 25, width=17))) == 3 * 7
