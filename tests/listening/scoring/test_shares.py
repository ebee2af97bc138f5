"""Whom an expression speaks of, and how much of it each gets."""

from __future__ import annotations

import pytest

from fabula.listening.model import How, Link
from fabula.listening.scoring import make_scorer
from fabula.listening.scoring.shares import ASIDE, CONCEDED
from tests.listening.scoring.sentences import batch_of, links_of


def liking(text: str, links: list[Link] | None = None) -> list[float]:
    """What is thought of each link."""
    (row,) = make_scorer().score(batch_of([text]), [links or links_of(text)])
    return [one.liking for one in row if one is not None]


def test_an_opinion_goes_to_whom_its_clause_names() -> None:
    nadia, mason = liking("Nadia is brilliant, but Mason is awful")
    assert nadia > 0.3
    assert mason < -0.3


def test_what_is_only_granted_counts_for_less() -> None:
    said, granted = liking("Nadia was awful")[0], liking("Although Nadia was awful")[0]
    assert said < granted < 0
    assert granted == pytest.approx(CONCEDED * said, abs=0.1)


def test_a_clause_that_names_nobody_goes_on_about_the_one_before_it() -> None:
    assert liking("Nadia came in. She was brilliant.")[0] > 0.2
    ahead = liking("Brilliant. Mason, I mean.")
    assert ahead[0] > 0


def test_opinions_do_not_wander_over_many_clauses_or_to_others_comments() -> None:
    assert liking("Nadia came in. It rained. It rained. It rained. That soup was awful.") == [0.0]
    rows = make_scorer().score(
        batch_of(["Nadia came in.", "It was awful."]), [links_of("Nadia came in."), links_of("It was awful.")]
    )
    assert rows[0][0] is not None
    assert rows[0][0].liking == 0.0
    assert rows[1][0] is not None
    assert rows[1][0].liking < 0


def test_the_episode_gets_less_of_what_is_said_of_somebody() -> None:
    episode = Link("episodes/x/s01e01", 0, 0, How.SOURCE, 1.0)
    text = "Nadia is brilliant"
    nadia, aside = liking(text, [*links_of(text), episode])
    (itself,) = liking("What a brilliant one", [episode])
    assert 0 < aside < nadia
    assert aside <= ASIDE * itself + 0.2


def test_a_relationship_gets_all_that_its_clause_says() -> None:
    text = "Nadia and Mason together are brilliant"
    pair = Link("pairs/mason+nadia", 0, text.index("Mason") + 5, How.PAIR, 1.0)
    assert liking(text, [pair])[0] == pytest.approx(liking("Nadia is brilliant")[0], abs=0.05)


def test_a_name_is_no_opinion_of_itself() -> None:
    text = "Brilliant Kane walked in"
    assert liking(text, [Link("people/kane", 0, len("Brilliant Kane"), How.NAME, 1.0)]) == [0.0]


def test_a_comparison_lifts_one_and_lowers_the_other() -> None:
    better, worse = liking("Nadia is better than Mason")
    assert better > worse
    worse, better = liking("Mason is worse than Nadia")
    assert better > worse
