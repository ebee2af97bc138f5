"""What holds of every linker: places, order, batches, pickles; and input that is meant to harm."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.linking import make_linker
from fabula.listening.linking.fold import fold_phrase
from fabula.listening.model import Batch, How, Link
from fabula.universe.model import Settings, Universe
from tests.listening.linking.universe import HARBOUR, batch, citadel, harbour, read

PIECES = st.sampled_from(
    "Tessa|Oskar|TESSA VANE|Ilse's|Tarkmoor|the mole|sold the map|E\u0301lise|🥲|ep 1|S01E02| and |, |. |\n|he|she|"
    'loves|rome|Will|नादिया|टेसा|’s|\u200b|\u0301|x|Home|episode|sextant|herring|Vesk|tesa|a\u0308|((|"'.split("|")
)
COMMENTS = st.lists(PIECES, max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMENTS, max_size=6))
def test_places_are_words_of_the_text(texts: list[str]) -> None:
    for text, found in zip(texts, harbour().link(batch(texts, "harbour")), strict=True):
        placed = [link for link in found if link.end]
        assert placed == sorted(placed, key=lambda link: (link.start, link.end, link.element))
        assert found[: len(placed)] == placed
        for link in placed:
            assert 0 <= link.start < link.end <= len(text)
            assert fold_phrase(text[link.start : link.end])
            assert text[link.start].isalnum()
            assert link.end == len(text) or not (text[link.end - 1].isalnum() and text[link.end] in "bcdfghij")


@settings(max_examples=60, deadline=None)
@given(st.lists(COMMENTS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_comments_do_not_touch_each_other(texts: list[str], draw: random.Random) -> None:
    whole = harbour().link(batch(texts, "harbour"))
    order = list(range(len(texts)))
    draw.shuffle(order)
    shuffled = harbour().link(batch([texts[index] for index in order], "harbour"))
    assert shuffled == [whole[index] for index in order]
    assert [harbour().link(batch([text], "harbour"))[0] for text in texts] == whole


def test_survives_pickling() -> None:
    texts = ["Tessa and Oskar", "टेसा और नादिया", "S01E01", "Tessa with the sextant and the herring"]
    again = pickle.loads(pickle.dumps(harbour()))
    assert again.stamp == harbour().stamp
    assert again.link(batch(texts, "harbour")) == harbour().link(batch(texts, "harbour"))


def test_the_stamp_changes_with_the_names(tmp_path: Path) -> None:
    same = make_linker(read(tmp_path / "same", HARBOUR))
    assert same.stamp == harbour().stamp
    files = dict(HARBOUR)
    files["bible/people/tessa-vane.md"] = files["bible/people/tessa-vane.md"].replace("Storm Eyes", "Grey Eyes")
    assert make_linker(read(tmp_path / "other", files)).stamp != same.stamp
    files = dict(HARBOUR)
    files["shows/harbour/s01/e01.fountain"] = files["shows/harbour/s01/e01.fountain"].replace(
        "2023-04-06", "2023-04-07"
    )
    assert make_linker(read(tmp_path / "later", files)).stamp != same.stamp


def test_a_universe_without_anything() -> None:
    linker = make_linker(Universe("", Settings(), {}, {}, [], [], []))
    assert linker.link(batch(["Mason", "", "ep 1"], "citadel", 0)) == [[], [], []]
    assert linker.link(Batch([], [], [], [], [])) == []


def test_scripts_without_a_bible(tmp_path: Path) -> None:
    script = "INT. HUT - DAY\n\nTessa waits.\n\nTESSA VANE\nHere.\n"
    linker = make_linker(read(tmp_path, {"shows/only/s01/e01.fountain": script}))
    (found,) = linker.link(batch(["Tessa Vane in episode 1"], "only", 1_683_000_000_000_000))
    assert [(link.element, link.how) for link in found] == [
        ("people/tessa-vane", How.NAME),
        ("episodes/only/s01e01", How.NUMBER),
        ("shows/only", How.SOURCE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\u0301" * 100_000,
        "\u202eTessa\u202c " * 5_000,
        "\u200b" * 50_000 + "Tessa",
        "Tessa " * 20_000,
        "Tessa and Oskar " * 10_000,
        "\ud800 Tessa \udfff",
        "\0Tessa\0",
        "ep " * 30_000 + "1",
        "s1 " * 30_000,
        "the " * 100_000,
        "( ((" * 30_000,
        "ん" * 100_000 + " Tessa",
        "İ" * 50_000 + " Tessa ß",
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_hostile_texts(text: str) -> None:
    (found,) = harbour().link(batch([text], "harbour"))
    assert all(fold_phrase(text[link.start : link.end]) for link in found if link.end)
    assert ("people/tessa-vane" in [link.element for link in found]) == ("Tessa" in text)


def test_ten_megabytes() -> None:
    text = "nothing to see here, move along. " * 320_000 + "Tessa"
    (found,) = harbour().link(batch([text], "harbour"))
    assert found[0] == Link("people/tessa-vane", len(text) - 5, len(text), How.ALIAS, found[0].probability)


def test_the_example() -> None:
    text = "Tucci's Orlick hides it from Kyle. In S01E03 Bernard draws the curtains and sets a metronome going."
    (found,) = citadel().link(batch([text], "citadel"))
    assert {"people/bernard-orlick", "covers/kyle-brandt", "people/mason-kane", "episodes/citadel/s01e03"} <= {
        link.element for link in found
    }
    assert "scenes/citadel/s01e03/2" in [link.element for link in found]
