"""Misspellings that are made ahead."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import OSA

from fabula.listening.linking.slips import slips_of
from tests.listening.linking.universe import links, names


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("orlick", "orlik"),
        ("nadia", "nadya"),
        ("joffrey", "joffery"),
        ("cersei", "cercei"),
        ("missandei", "messandei"),
        ("brienne", "briene"),
        ("tommen", "tomen"),
        ("stephan", "stefan"),
    ],
)
def test_likely_slips(name: str, slip: str) -> None:
    assert slip in slips_of(name)


@pytest.mark.parametrize(
    ("name", "other"), [("mason", "jason"), ("mario", "maria"), ("mason", "masons"), ("jon", "jn")]
)
def test_other_names_are_no_slips(name: str, other: str) -> None:
    assert other not in slips_of(name)


def test_slips_are_near_and_not_many() -> None:
    for name in ("daenerys", "deshpande", "oskar", "tarkmoor"):
        slips = slips_of(name)
        assert len(slips) < 200
        assert all(slip[0] == name[0] and OSA.distance(slip, name) <= 2 for slip in slips)


def test_in_comments() -> None:
    (link,) = links("Tarkmor again")
    assert (link.element, link.how.value) == ("groups/tarkmoor", "spelling")
    assert names("That is vain, and the lantern is vane") == {
        "things/lantern": "the lantern",
        "people/tessa-vane": "vane",
    }
    assert names("A tesla") == {}
