"""Known names in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.lexicon import Lexicon

NAMES = [
    ("Mason Kane", "people/mason-kane"),
    ("Mason", "people/mason-kane"),
    ("Élodie", "people/elodie"),
    ("Elodie", "people/other-elodie"),
    ("Zoë", "people/zoe"),
    ("Mrs. Fleck", "people/fleck"),
    ("D'Artagnan", "people/dartagnan"),
    ("राही", "people/rahi"),
    ("Citadel", "groups/citadel"),
    ("Citadel", "places/citadel"),
    ("The Fall of Citadel", "events/fall"),
    ("Bernard's flat", "places/flat"),
    ("Bernard", "people/bernard"),
    ("Kane Jr.", "people/junior"),
]
LEXICON = Lexicon(NAMES)


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[hit.start : hit.end], hit.keys) for hit in LEXICON.find_all(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MASON KANE's case", ["MASON KANE"]),
        ("Mason’s case", ["Mason"]),
        ("Masons and Masonry", []),
        ("mason  \n kane", ["mason  \n kane"]),
        ("_Mason_ *Mason* (Mason)", ["Mason", "Mason", "Mason"]),
        ("Mrs Fleck, Mrs. Fleck.", ["Mrs. Fleck"]),
        ("d’artagnan", ["d’artagnan"]),
        ("Bernard’s flat is Bernard's", ["Bernard’s flat", "Bernard"]),
        ("after the fall of Citadel, a fall of citadel", ["the fall of Citadel", "fall of citadel"]),
        ("राही है, राहीं नहीं", ["राही"]),
        ("Zoe and Zoë and Zoe\u0308", ["Zoe", "Zoë", "Zoe\u0308"]),
        ("Kane Jr and Kane Jr.", ["Kane Jr", "Kane Jr."]),
    ],
)
def test_the_longest_name_counts(text: str, names: list[str]) -> None:
    assert [name for name, _ in found(text)] == names


def test_accents_tell_apart_only_where_both_names_are_known() -> None:
    assert found("Élodie") == [("Élodie", ("people/elodie",))]
    assert found("elodie") == [("elodie", ("people/other-elodie",))]
    assert found("zoe") == [("zoe", ("people/zoe",))]


def test_a_shared_name_gives_all_in_order() -> None:
    assert LEXICON.longest("Citadel falls") == (7, ("groups/citadel", "places/citadel"))
    assert LEXICON.longest("Citadel falls", 0, frozenset({"places"})) == (7, ("places/citadel",))
    assert LEXICON.longest("Citadel falls", 0, frozenset({"people"})) == (0, ())


def test_a_name_starts_at_a_word() -> None:
    assert LEXICON.longest("xMason", 1) == (1, ())
    assert LEXICON.longest("x Mason", 2) == (7, ("people/mason-kane",))
    assert LEXICON.longest(" Mason", 0) == (0, ())
    assert LEXICON.longest("", 0) == (0, ())


def test_a_text_that_is_a_name_and_nothing_else() -> None:
    assert LEXICON.exact(" the fall of citadel ") == ("events/fall",)
    assert LEXICON.exact("Mason Kane runs") == ()
    assert LEXICON.exact("") == ()


def test_near_names_are_offered_best_first() -> None:
    assert LEXICON.nearest("Masn Kane", limit=1) == ("Mason Kane",)
    assert LEXICON.nearest("Citadl", frozenset({"places"}), 2) == ("Citadel", "Bernard's flat")[:1]
    assert LEXICON.nearest("qqqq") == ()
    assert Lexicon([]).nearest("x") == ()


@given(st.lists(st.text(alphabet="abcé 'ß-", min_size=1, max_size=12), min_size=1, max_size=6), st.text(max_size=30))
def test_every_name_is_found_whole(names: list[str], rest: str) -> None:
    lexicon = Lexicon((name, f"people/{index}") for index, name in enumerate(names))
    for name in names:
        same = {f"people/{index}" for index, other in enumerate(names) if other.strip() == name.strip()}
        if name.strip():
            assert same <= set(lexicon.exact(name))
            assert same <= set(lexicon.exact(name.upper()))
    last = 0
    for hit in lexicon.find_all(" ".join([*names, rest])):
        assert last <= hit.start < hit.end
        last = hit.end
