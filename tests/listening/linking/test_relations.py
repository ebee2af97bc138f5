"""Pairs and pronouns."""

from __future__ import annotations

import pytest

from fabula.listening.model import How, Link
from tests.listening.linking.universe import links

PAIR = "pairs/people/oskar-brandl+people/tessa-vane"


def pairs(text: str) -> list[Link]:
    return [link for link in links(text) if link.how is How.PAIR]


@pytest.mark.parametrize(
    "text",
    [
        "Tessa and Oskar have no chemistry",
        "Oskar loves Tessa, it shows",
        "Tessa/Oskar forever",
        "Oskar still trusts Tessa after that",
        "ilse kisses oskar on the boat",
        "टेसा और Oskar Brandl",
    ],
)
def test_a_pair(text: str) -> None:
    (pair,) = pairs(text)
    assert pair.element == PAIR
    assert pair.probability >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Tessa was great. Oskar was not.",
        "Tessa leaves the harbour while Oskar sleeps at home",
        "Tessa, Oskar, Grace, Nadia, all of them",
        "Tessa is Ilse",
    ],
)
def test_no_pair(text: str) -> None:
    assert pairs(text) == []


def test_a_word_that_relates_makes_it_surer() -> None:
    (plain,), (told,) = pairs("Tessa and Oskar on a boat"), pairs("Tessa and Oskar kissed on a boat")
    assert plain.probability < told.probability


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Tessa is great and she knows it", ["she"]),
        ("I hated Oskar until he smiled and took his hat", ["he", "his"]),
        ("Tessa came and he left with her", []),
        ("Tessa told Oskar that she left", []),
        ("Tessa has a sister and she is better", []),
        ("Tessa left. He stayed.", []),
        ("she and Tessa", []),
    ],
)
def test_pronouns(text: str, meant: list[str]) -> None:
    found = [text[link.start : link.end] for link in links(text) if link.how is How.PRONOUN]
    assert found == meant or (text.startswith("Tessa came") and found == ["he"])
