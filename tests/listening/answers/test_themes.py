"""Themes: names and words that the universe has no entry for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fabula.listening.answers.spoken import Spoken, read_spoken
from fabula.listening.answers.stop_words import stop_words
from fabula.listening.answers.terms import known_words, runs_of, term_key
from fabula.listening.answers.themes import Theme, find_themes
from tests.listening.answers.conftest import World


def spoken(number: int, text: str, *named: tuple[str, str], author: str = "", language: str = "en") -> Spoken:
    places = tuple((text.index(words), text.index(words) + len(words), element) for words, element in named)
    who = author or f"author {number}"
    return Spoken(f"x:{number:04}", who, text, datetime(2024, 1, 1, tzinfo=UTC), "x", language, None, places)


def themes(world: World) -> list[Theme]:
    comments, _ = read_spoken(world.store)
    return find_themes(world.canon.universe, comments)


@pytest.fixture(scope="module")
def found(world: World) -> list[Theme]:
    return themes(world)


def test_planted_themes_are_the_first(found: list[Theme]) -> None:
    first, second = sorted(found[:2], key=lambda theme: theme.kind)
    assert [(first.words, first.kind), (second.words, second.kind)] == [("Captain Rusk", "name"), ("foghorn", "phrase")]
    assert "foghorns" in second.forms
    assert first.authors >= 100
    assert all("rusk" in example.text.lower() for example in first.examples)
    assert len({example.author for example in first.examples}) == len(first.examples) == 3


def test_decoys_are_none(found: list[Theme]) -> None:
    """What one author says over and over, and what is always said in the same words."""
    words = {word for theme in found for form in theme.forms for word in form.split()}
    assert not words & {"zebra", "documentary", "crossings", "keyboard", "onions", "flickers"}


def test_names_of_the_universe_are_none(found: list[Theme]) -> None:
    words = {word for theme in found for form in theme.forms for word in form.split()}
    assert not words & {"ada", "quill", "ben", "orme", "cleo", "dov", "enid", "marigold", "tidewater"}


def test_a_sample_depends_on_ids_alone(world: World) -> None:
    whole, total = read_spoken(world.store)
    some, again = read_spoken(world.store, 2000)
    assert total == again == world.overview.total.comments
    assert 1600 < len(some) < 2400
    assert {one.comment for one in some} < {one.comment for one in whole}
    assert not any(one.text.startswith("Cleo is the worst") for one in whole)  # a campaign


def test_runs_end_at_punctuation_and_at_names() -> None:
    comment = spoken(
        1, "The foghorn, again! Mason hates the big foghorn's noise www.example.org 12", ("Mason", "people/m")
    )
    runs = [[token.word for token in run] for run in runs_of(comment, frozenset())]
    assert runs == [["The", "foghorn"], ["again"], ["hates", "the", "big", "foghorn's", "noise"]]
    tokens = [token for run in runs_of(comment, frozenset()) for token in run]
    assert [token.key for token in tokens if not token.stop] == ["foghorn", "big", "foghorn", "noise"]
    assert [token.bare for token in tokens] == [True, True, True, False, False, False, False, False]


def test_keys() -> None:
    assert term_key("Foghorns") == term_key("foghorn’s") == "foghorn"
    assert term_key("Glass") == "glass"
    assert term_key("Café") == "cafe"
    assert term_key("राही") == "राही"


def test_stop_words_of_languages() -> None:
    assert "die" in stop_words("de")
    assert "die" not in stop_words("en")
    assert {"the", "della"} <= stop_words("it")
    assert stop_words("xx") == stop_words(None) == stop_words("en")


def test_other_scripts(world: World) -> None:
    """Names of a script without capitals are found by what is said where nothing is named."""
    said = [
        "घंटाघर कितना सुंदर", "पुराना घंटाघर फिर बजा", "घंटाघर वाला गाना", "रात में घंटाघर", "वह घंटाघर टूटा", "घंटाघर डरावना",
        "नया घंटाघर",
    ]  # fmt: skip
    comments = [spoken(n, said[n % len(said)], language="hi") for n in range(60)]
    comments += [spoken(100 + n, "Ada walks on.", ("Ada", "people/ada-quill")) for n in range(60)]
    assert find_themes(world.canon.universe, comments)[0].words == "घंटाघर"


def test_nothing(world: World) -> None:
    assert find_themes(world.canon.universe, []) == []
    assert find_themes(world.canon.universe, [spoken(1, "..."), spoken(2, "")]) == []
    assert known_words(world.canon.universe) >= {"quill", "marigold", "tidewater"}
