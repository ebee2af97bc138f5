"""Guesses: secrets that the audience is on to, and since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fabula.listening.answers.bets import Bet, read_answers, read_bets
from fabula.listening.answers.guesses import Guess, find_guesses, sums_of
from fabula.listening.numbers.figure import Figure
from tests.listening.answers.conftest import World, open_world
from tests.listening.answers.tidewater import Audience, write_universe

WHO = "secrets/who-sank-the-marigold"
MAP = "secrets/the-map-is-real"


def guesses(world: World, level: float = 0.1) -> dict[str, Guess]:
    def combine(sums: dict[str, object], sure: float) -> Figure:
        return world.measuring.of(sums, sure).figure  # type: ignore[arg-type]

    universe = world.canon.universe
    found = find_guesses(world.canon, read_answers(universe), read_bets(universe, world.store), combine, level)  # type: ignore[arg-type]
    return {guess.secret: guess for guess in found}


def test_the_right_answer(world: World) -> None:
    answers = read_answers(world.canon.universe)
    assert answers[WHO].people == {"people/dov-marsh"}
    assert answers[WHO].holders == {"people/dov-marsh"}
    assert answers[MAP].people == frozenset()
    assert answers[MAP].holders == {"people/enid-pell"}


def test_a_guessed_secret(world: World) -> None:
    guess = guesses(world)[WHO]
    assert guess.speaking == 6 * 72
    assert guess.predicting == 6 * 52
    assert guess.share.low < 40 / 72 < guess.share.high
    assert guess.of_bets is not None
    assert guess.of_bets.low < 40 / 52 < guess.of_bets.high
    assert [(answer.people, answer.right) for answer in guess.answers] == [
        (("people/dov-marsh",), True),
        (("people/ben-orme",), False),
    ]
    assert guess.told is not None
    assert guess.told.key == "tidewater/s01e08/1"
    assert guess.since is not None
    assert date(2024, 1, 19) <= guess.since <= date(2024, 2, 2)
    assert guess.lead == (date(2024, 2, 23) - guess.since).days
    assert any(bet.right for bet in guess.examples)


def test_the_level_is_held_surely(world: World) -> None:
    assert guesses(world, 0.8)[WHO].since is None


def test_to_speak_of_a_secret_is_no_guess(world: World) -> None:
    guess = guesses(world)[MAP]
    assert (guess.predicting, guess.since, guess.told, guess.lead) == (0, None, None, None)
    assert guess.share.value is None


def test_whom_a_clause_names(tmp_path: Path) -> None:
    """It is the clause that counts, else the comment; a secret without a fact is guessed by saying it."""
    made = Audience(3)
    ask = (WHO, "sank the Marigold", "words")
    dov, ben = ("people/dov-marsh", "Dov"), ("people/ben-orme", "Ben")
    made.say("I love Ben. I bet Dov sank the Marigold.", None, ask, dov, ben, prediction=900, source="x")
    made.say("I love Dov. I bet Ben sank the Marigold.", None, ask, dov, ben, prediction=900, source="x")
    made.say("Dov! I bet they sank the Marigold.", None, ask, dov, prediction=900, source="x")
    made.say("I bet they sank the Marigold.", None, ask, prediction=900, source="x")
    made.say("I bet the map is real.", None, (MAP, "the map is real"), prediction=900, source="x")
    made.say("I bet the map burns.", None, (MAP, "the map", "alias"), prediction=900, source="x")
    made.say("I bet Dov sank the Marigold!", None, ask, dov, prediction=900, source="x", weight=0)
    root = write_universe(tmp_path)
    world = open_world(root, made.write(root / ".fabula/listening"))
    bets = read_bets(world.canon.universe, world.store)
    world.engine.close()
    assert [(bet.secret, bet.right, bet.named) for bet in bets] == [
        (WHO, True, ("people/dov-marsh",)),
        (WHO, False, ("people/ben-orme",)),
        (WHO, True, ("people/dov-marsh",)),
        (WHO, False, ()),
        (MAP, True, ()),
        (MAP, False, ()),
    ]


def test_campaigns_do_not_guess(tmp_path: Path) -> None:
    made = Audience(4)
    for number in range(200):
        named = ((WHO, "sank the Marigold", "words"), ("people/dov-marsh", "Dov"))
        made.say(f"Dov sank the Marigold {number}", "tidewater/s01e02", *named, prediction=900, campaign="c")
    root = write_universe(tmp_path)
    world = open_world(root, made.write(root / ".fabula/listening"))
    assert guesses(world) == {}
    world.engine.close()


def bet(author: str | None, right: bool, weight: int = 1000, source: str = "x", comment: str = "c") -> Bet:
    return Bet(comment, WHO, author, None, source, None, weight, False, "", True, right, ())


def test_sums_are_by_author() -> None:
    one = sums_of([bet("a", True), bet("a", False, 500), bet("b", True), bet("a", True, 1000, "y")])
    assert list(one) == ["x", "y"]
    x = one["x"]
    assert (x.comments, x.authors, x.w, x.w2) == (3, 2, 2500, 1500**2 + 1000**2)
    assert (x.s, x.ss, x.sw) == (2_000_000, 2 * 1_000_000**2, 1_000_000 * 1500 + 1_000_000 * 1000)
    assert sums_of([bet(None, True, comment="p"), bet(None, True, comment="q")])["x"].authors == 2


@pytest.mark.parametrize("level", [0.5, 0.9])
def test_the_lead_is_to_the_reveal(world: World, level: float) -> None:
    guess = guesses(world, level)[WHO]
    assert guess.lead is None or guess.lead > 0
