"""What is told of a cue, a heading, a name, a note: a golden page for the example, and the odd cases one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.lsp.hovers import Hover, hover_at
from fabula.lsp.warm import minds_at_hand, minds_ready, warm_minds
from fabula.stages import load_canon
from tests.golden import compare_golden
from tests.lsp.stories import CITADEL, Story, citadel, story

SHOWN = (
    ("s01/e01-eight-years.fountain", "|KYLE\nEat"),
    ("s01/e01-eight-years.fountain", "|BERNARD\nI'm told"),
    ("s01/e02-the-man-on-the-pier.fountain", "|KYLE\n"),
    ("s01/e03-vernice.fountain", "|LIVIA\nI don't"),
    ("s01/e01-monsoon-static.fountain", "|VIKRAM (V.O.)"),
    ("s01/e01-monsoon-static.fountain", "|VIKARM"),
    ("s01/e04-due-facce.fountain", "|TOMMASO\n"),
    ("s01/e03-stepwell.fountain", "|ANA\n"),
    ("people/mason-kane.md", "name: |Mason"),
    ("s01/e03-vernice.fountain", "|INT. FERRO WORKSHOP - DAY"),
    ("s01/e03-what-the-water-kept.fountain", "- NIGHT| #3#"),
    ("s01/e04-due-facce.fountain", "- EVENING| #3#"),
    ("s01/e03-vernice.fountain", "FERRO |WORKSHOP"),
    ("s01/e06-the-lamp-room.fountain", "- |ARCHIVE"),
    ("s01/e02-nine-numbers.fountain", "S01E01/|2"),
    ("s01/e04-due-facce.fountain", "the gate |code"),
    ("secrets/who-opened-the-gate.md", "name: |who"),
    ("s01/e02-nine-numbers.fountain", "|Manticore. It was"),
    ("s01/e04-due-facce.fountain", "has the |brass"),
    ("s01/e04-due-facce.fountain", "Vera |has"),
    ("s01/e03-vernice.fountain", "Dario |lies"),
    ("s01/e05-the-ledger.fountain", "Mason |forgets"),
    ("s01/e03-stepwell.fountain", "same |time as"),
    ("s01/e01-monsoon-static.fountain", "storyline| C"),
    ("s01/e01-monsoon-static.fountain", "storyline C|"),
    ("s01/e01-eight-years.fountain", "at the |fall"),
)


def hovered(where: Story, path: str, words: str, number: int = 1) -> Hover:
    """The hover at words of a file."""
    found = hover_at(where.canon, *where.at(path, words, number))
    assert found is not None
    return found


def test_golden() -> None:
    pages = []
    for path, words in SHOWN:
        found = hovered(citadel(), path, words)
        place = f"{found.span.path}:{found.span.line}"
        pages.append(f"<!-- {place} {' '.join(found.span.text.split())[:60]} -->\n\n{found.text}\n")
        assert len(found.text.splitlines()) <= 13, found.text
        assert not found.waits
    compare_golden("lsp/hovers.md", "\n".join(pages))


def test_without_minds_it_says_what_it_can() -> None:
    cold = load_canon(CITADEL)
    place = Story(cold, citadel().texts, CITADEL)
    found = hovered(place, "s01/e03-vernice.fountain", "|LIVIA\nI don't")
    assert found.waits
    assert "minds" not in cold.kept
    assert "carries The brass key (since S01E02/1)" in found.text
    assert "believes" not in found.text
    secret = hovered(place, "s01/e04-due-facce.fountain", "the gate |code")
    assert secret.waits
    assert "known from the start to Bernard Orlick, Dario Conti, Livia Ferro, Mason Kane and Nadia Sinh" in secret.text
    assert not hovered(place, "s01/e03-vernice.fountain", "|INT. FERRO WORKSHOP - DAY").waits
    name = hovered(place, "s01/e02-nine-numbers.fountain", "|Manticore. It was")
    assert "the name is a secret, known from the start to" in name.text
    assert not minds_ready(cold)
    warm_minds(cold)
    assert minds_ready(cold)
    assert hovered(place, "s01/e03-vernice.fountain", "|LIVIA\nI don't") == hovered(
        citadel(), "s01/e03-vernice.fountain", "|LIVIA\nI don't"
    )


def test_minds_that_were_replayed_anew_are_taken_up() -> None:
    canon = load_canon(CITADEL)
    warm_minds(canon)
    before = minds_at_hand(canon)
    assert minds_at_hand(canon) is before
    del canon.kept["minds"]
    assert minds_at_hand(canon) is None
    _ = canon.minds
    after = minds_at_hand(canon)
    assert after is not None
    assert after is not before
    assert after.log is canon.minds


def test_while_minds_are_warmed_hovers_do_without() -> None:
    canon = load_canon(CITADEL)
    _ = canon.minds.telling
    canon.kept["minds are being warmed"] = True
    assert minds_at_hand(canon) is None
    assert not minds_ready(canon)


def test_minds_without_the_audience() -> None:
    """A check has replayed minds, and nothing has asked for the audience yet."""
    canon = load_canon(CITADEL)
    _ = canon.minds
    place = Story(canon, citadel().texts, CITADEL)
    found = hovered(place, "s01/e04-due-facce.fountain", "the gate |code")
    assert found.waits
    assert "forgotten by Livia Ferro" in found.text
    assert "audience" not in found.text
    assert not canon.minds.is_told


SMALL = {
    "bible/people/a.md": """\
---
name: A_na *Lopez*
secret: yes
born: 1990
attributes: {scar: '[left] <b>'}
---
She `runs`.
""",
    "bible/people/bo.md": "---\nname: Bo\nnature: class\n---\n",
    "bible/people/cy.md": "---\nname: Cy\nnature: office\n---\n# Cy\n\n[[bo|The watch]] is his. More.\n",
    "bible/secrets/mole.md": "---\nname: the mole\nfact: Cy is dead\nholders: [A_na *Lopez*]\n---\n",
    "shows/main/s01/e01.fountain": """\
INT. ROOM - DAY

BO
Yes.

CY (ON PHONE)
[[canon: intended K102: she bluffs; intended K999; dream]] No.

.

""",
}


@pytest.fixture
def small(tmp_path: Path) -> Story:
    """A universe with odd names and natures."""
    return story(tmp_path, SMALL, minds=True)


def test_names_are_no_markdown(small: Story) -> None:
    text = hovered(small, "people/a.md", "A_na").text
    assert r"**A\_na \*Lopez\***" in text
    assert r"scar: \[left\] \<b\>" in text
    assert "She `runs`." in text  # code has no power either
    assert "the name is a secret" not in text  # that is told of groups and things; of her it is who has heard of her


def test_classes_and_offices_have_no_mind(small: Story) -> None:
    assert hovered(small, "e01.fountain", "BO").text.startswith("**Bo**, a kind of people")
    office = hovered(small, "e01.fountain", "CY").text
    assert office.startswith("**Cy**, an office · on the phone")
    assert "The watch is his." in office
    assert "knows" not in office


def test_codes_and_what_did_not_happen(small: Story) -> None:
    assert hovered(small, "e01.fountain", "K102").text.startswith("**K102 says-unknown** · Somebody says a secret name")
    assert hovered(small, "e01.fountain", "K999").text == "There is no rule K999. `fabula explain` lists all codes."
    assert "what is shown here did not happen, so it changes nothing" in hovered(small, "e01.fountain", "dream").text


def test_outside_of_everything(small: Story) -> None:
    assert hover_at(small.canon, "nowhere.fountain", 3) is None
    assert hover_at(small.canon, "shows/main/s01/e01.fountain", 10_000) is None
    assert hover_at(small.canon, "shows/main/s01/e01.fountain", -5) is None
    assert hover_at(small.canon, "bible/people/bo.md", 10_000) is None
