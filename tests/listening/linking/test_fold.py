"""Folding: letters in their plain form, and every place of it a place of the text as written."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.listening.linking.fold import PLAIN, fold, fold_phrase

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("aeé\u0301ß\u200d\ufe0f🥲❤नािदय़ज़’ \u0080â\u0099ŒﬁΣςİı½")), max_size=60
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élodie", "elodie"),
        ("E\u0301lodie", "elodie"),
        ("Jaqen H’ghar", "jaqen h ghar"),
        ("STRAßE", "strasse"),
        ("Łukasz Ørn", "lukasz orn"),
        ("Or\u200blick", "orlick"),
        ("ज़ोया", "जोया"),
        ("ज\u093cोया", "जोया"),
        ("  Two\n\n words ", "two words"),
        ("didn\u00e2\u0080\u0099t", "didn t"),
        ("❤️ Mason ❤️", "mason"),
    ],
)
def test_folded_names(written: str, folded: str) -> None:
    assert fold_phrase(written) == folded


@given(TEXTS)
def test_places_lead_back(text: str) -> None:
    folded, places = fold(text)
    if places is None:
        assert len(folded) == len(text)
        places = list(range(len(text) + 1))
    assert len(places) == len(folded) + 1
    assert places[-1] == len(text)
    assert all(one <= other for one, other in pairwise(places))
    for character, place in zip(folded, places, strict=False):
        if character.isalnum() and character.isascii():
            written = unicodedata.normalize("NFKD", text[place]).casefold()
            assert character.lower() in written or not text[place].isascii()


@given(TEXTS)
def test_a_text_folds_as_its_words_do(text: str) -> None:
    """A name in a text is found by the very form that the name has by itself."""
    around = "x " + text + " x"
    table = {c: PLAIN[c] for c in range(128)}
    assert fold(around).text.translate(table).split()[1:-1] == fold_phrase(text).split()


def test_long_runs_are_not_slow() -> None:
    assert fold("\u0301" * 200_000).text == ""
    assert len(fold("e" + "\u0301" * 200_000 + "é").text) == 2
