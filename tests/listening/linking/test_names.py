"""What names mean: covers, actors, nicknames, houses, words that are names, and what a comment is about."""

from __future__ import annotations

import pytest

from fabula.listening.linking.gate import LEAST
from fabula.listening.model import Batch, How
from tests.listening.linking.universe import batch, citadel, harbour, links, names, told


def test_people() -> None:
    text = "Tulliver's Oskar Brandl and Storm Eyes, please. #tessavane"
    assert told(text, [link for link in links(text) if link.how is not How.PAIR]) == [
        ("people/oskar-brandl", "Tulliver", "actor"),
        ("people/oskar-brandl", "Oskar Brandl", "name"),
        ("people/tessa-vane", "Storm Eyes", "alias"),
        ("people/tessa-vane", "tessavane", "alias"),
    ]


def test_a_cover_is_its_person_as_well() -> None:
    text = "I never trusted Ilse."
    assert told(text, links(text)) == [
        ("covers/ilse-marn", "Ilse", "cover"),
        ("people/tessa-vane", "Ilse", "cover"),
    ]


def test_a_house_is_meant_by_the_name_that_several_have() -> None:
    assert names("The Vesks had it coming, every Vesk of them") == {"groups/house-vesk": "Vesks"}
    assert names("Ada Vesk had it coming") == {"people/ada-vesk": "Ada Vesk"}


def test_a_shared_first_name() -> None:
    """Who is met more often is meant, unless the comment names the other one in full."""
    assert names("Oskar is a fool") == {"people/oskar-brandl": "Oskar"}
    assert set(names("Oskar Lindqvist again. Oskar is a fool")) == {"people/oskar-lindqvist"}


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("I hope Will dies first", "people/will-ansgar"),
        ("so much for Grace in the end", "people/grace-holm"),
        ("Back in Rome at last", "places/rome"),
        ("who has the lantern now", "things/lantern"),
        ("that oskessa scene", "storylines/harbour"),
        ("The great flood was cheap", "events/flood"),
        ("he sold the map!", "secrets/mole"),
    ],
)
def test_words_that_are_names(text: str, element: str) -> None:
    """Meant where the source is about the show, and not where nothing says so."""
    assert element in names(text)
    if element != "storylines/harbour":
        assert element not in names(text, show=None)


@pytest.mark.parametrize(
    "text",
    ["Will you watch it?", "That will do. With grace.", "when in rome", "I will be home", "my uncle Grace Wildfang"],
)
def test_words_that_are_no_names_here(text: str) -> None:
    assert [link for link in links(text) if link.how is not How.NAME] == []
    assert names(text, show=None) == {}


def test_a_rare_name_lends_the_others_its_context() -> None:
    assert names("Milan, Grace and Rome", show=None) == {}
    assert set(names("Tarkmoor took Rome from Grace Holm", show=None)) == {
        "groups/tarkmoor",
        "places/rome",
        "people/grace-holm",
    }


def test_secrets_and_whom_they_are_about() -> None:
    found = {link.element: link for link in links("Oskar is the mole, I swear")}
    assert {"people/oskar-brandl", "secrets/mole"} <= found.keys()
    assert found["secrets/mole"].how is How.WORDS
    alone = {link.element: link for link in links("who is the mole?")}
    assert alone["secrets/mole"].probability < found["secrets/mole"].probability
    text = "bet Oskar works for Tarkmoor"
    assert "secrets/mole" in names(text)
    assert "secrets/mole" not in names("Oskar left. Tarkmoor came.")


def test_no_link_below_the_threshold() -> None:
    texts = ["Oskar, Grace, Will, Rome, vane, Vesk and the mole in ep 1", "home", "rome will grace us", "the harbour"]
    assert all(LEAST <= link.probability <= 1 for text in texts for link in links(text))


def test_a_person_of_many_has_no_pronoun_and_no_relationship() -> None:
    assert [link.how for link in links("Drudgeon hates Tessa, he does")] == [How.NAME, How.ALIAS]


def test_the_stamp_follows_the_names() -> None:
    assert len(harbour().stamp) == 16


def test_a_word_of_another_language_is_a_name() -> None:
    """ "Vera" is an everyday word in Italian, and in English a name."""

    def people(text: str, language: str | None) -> set[str]:
        (found,) = citadel().link(Batch([text], [language], [None], ["citadel"], [None]))
        return {link.element for link in found if link.element.startswith("people/")}

    assert people("Vera is flat", "en") == people("so happy with vera, finally", "en") == {"people/vera-stahl"}
    assert people("è una storia vera, e Livia lo sa", "it") == {"people/livia-ferro"}
    assert people("una storia vera", None) == set()


def test_rooms_without_an_entry_are_no_elements() -> None:
    (found,) = citadel().link(batch(["That kitchen looks like my kitchen"], "citadel"))
    assert [link.element for link in found] == ["shows/citadel"]
