"""Names in Devanagari, given by the bible or only heard alike."""

from __future__ import annotations

import pytest

from fabula.listening.model import How
from tests.listening.linking.universe import batch, citadel


def people(text: str, show: str | None = "citadel") -> list[tuple[str, str]]:
    (found,) = citadel().link(batch([text], show))
    return [(link.element.partition("/")[2], text[link.start : link.end]) for link in found if link.how is How.SPELLING]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("मेसन ने सब बिगाड़ दिया", [("mason-kane", "मेसन")]),
        ("मेसनने सब बिगाड़ दिया", [("mason-kane", "मेसनने")]),
        ("नादिया को देखो, बर्नार्ड भी", [("nadia-sinh", "नादिया"), ("bernard-orlick", "बर्नार्ड")]),
        ("ऑरलिक की कहानी", [("bernard-orlick", "ऑरलिक")]),
        ("देशपांडे बढ़िया है", [("rahi-deshpande", "देशपांडे")]),
        ("लिविया और डारियो", [("livia-ferro", "लिविया"), ("dario-conti", "डारियो")]),
        ("नदी में पानी है", []),
        ("मैं नया हूँ और सब कुछ नया है", []),
    ],
)
def test_heard_alike(text: str, meant: list[tuple[str, str]]) -> None:
    assert people(text) == meant


def test_pairs_of_names_in_devanagari() -> None:
    (found,) = citadel().link(batch(["मेसन और नादिया की जोड़ी"], "citadel"))
    assert "pairs/people/mason-kane+people/nadia-sinh" in [link.element for link in found]


def test_nothing_is_heard_where_nothing_says_that_it_is_about_the_show() -> None:
    assert people("राही चलता रहा", None) == []
