from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.universe.names import fold_name, readable, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉLODIE", "Elodie"),
        ("O’Brien", "OBRIEN"),
        ("MR. KANE", "mr kane"),
        ("JEAN-PAUL", "Jean Paul"),
        ("  Mason \t Kane ", "MASON KANE"),
        ("STRASSE", "straße"),
        ("ИВАН", "Иван"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Mason", "Jason"), ("राही", "राहा"), ("Guard 1", "Guard 2")])
def test_names_that_differ(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@given(st.text(max_size=40))
def test_composed_and_decomposed_names_are_equal(text: str) -> None:
    assert fold_name(unicodedata.normalize("NFC", text)) == fold_name(unicodedata.normalize("NFD", text))


@given(st.text(max_size=40))
def test_a_slug_is_a_file_name(text: str) -> None:
    stem = slug(text)
    assert stem and not set(stem) & set("/\\. \n\t'")


def test_slug_and_readable() -> None:
    assert slug("Bernard’s flat") == "bernards-flat"
    assert slug("???") == "unnamed"
    assert readable("BERNARD'S FLAT") == "Bernard's Flat"
    assert readable("iPad") == "iPad"
