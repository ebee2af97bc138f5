"""Guesses: secrets that the audience is on to, and since when, beside when the story gives them away.

Of those who speak of a secret, how many predict the right answer? The share is held against a level each day anew, over
all that was said until then. Looking often finds something by chance, so each look is at a level that keeps all of them
together at one in twenty (Bonferroni): the day named is one on which the share surely was above the level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fabula.listening.answers.bets import Answer, Bet
from fabula.listening.answers.moments import all_reveals
from fabula.listening.numbers.figure import Figure
from fabula.listening.numbers.limits import LEVEL
from fabula.listening.numbers.sums import Sums
from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.given import secret_facts
from fabula.universe.model import Scene, Status

__all__ = ["ON_TO", "Guess", "GuessedAnswer", "find_guesses", "sums_of"]

ON_TO: Final = 0.1
"""From which share of those who speak of a secret the audience counts as on to it."""

_THOUSAND: Final = 1000
_MOST_ANSWERS: Final = 6
_MOST_LOOKS: Final = 60
"""Days on which the share is looked at; over a longer time it is every second, third … day."""

Combine = Callable[[Mapping[str, Sums], float], Figure]
"""Makes one figure of the sums of several sources, at a level."""


@dataclass(frozen=True, slots=True)
class GuessedAnswer:
    """People whom predictions about a secret name, with how many comments of how many authors do."""

    people: tuple[str, ...]
    comments: int
    authors: int
    right: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """How far the audience is on to a secret.

    ``share`` is how many of those who speak of it predict the right answer, ``of_bets`` how many of those who predict
    anything. ``since`` is the day from which on the share was surely above the level, None if it never was. ``told`` is
    the scene that gives it away to the audience, and ``lead`` the days from ``since`` to its air date.
    """

    secret: str
    answer: Answer
    speaking: int
    predicting: int
    share: Figure
    of_bets: Figure | None
    answers: tuple[GuessedAnswer, ...]
    since: date | None
    told: Scene | None
    examples: tuple[Bet, ...]

    @property
    def lead(self) -> int | None:
        """How many days before the story gave it away the audience was on to it."""
        aired = self.told.episode.released if self.told is not None else None
        if aired is None or self.since is None or self.told is None or self.told.episode.status < Status.RELEASED:
            return None
        return (aired - self.since).days


def find_guesses(
    canon: Canon, answers: Mapping[str, Answer], bets: Iterable[Bet], combine: Combine, level: float = ON_TO
) -> list[Guess]:
    """The secrets that anybody speaks of, those most guessed first. Campaigns do not count."""
    by_secret: dict[str, list[Bet]] = {}
    for bet in bets:
        if not bet.marked:
            by_secret.setdefault(bet.secret, []).append(bet)
    found = [_guess(canon, answers[secret], own, combine, level) for secret, own in sorted(by_secret.items())]
    return sorted(found, key=lambda one: (-one.share.low, -one.predicting, one.secret))


def _guess(canon: Canon, answer: Answer, bets: Sequence[Bet], combine: Combine, level: float) -> Guess:
    predicting = [bet for bet in bets if bet.predicts]
    told = _told(canon, answer.secret)
    return Guess(
        answer.secret,
        answer,
        len(bets),
        len(predicting),
        combine(sums_of(bets), LEVEL),
        combine(sums_of(predicting), LEVEL) if predicting else None,
        _answers(predicting),
        _since(_until(bets, told), combine, level),
        told,
        _examples(predicting),
    )


def sums_of(bets: Iterable[Bet]) -> dict[str, Sums]:
    """By source, the sums of bets, where a right one is 1 and any other 0."""
    authors: dict[str, dict[str, list[Bet]]] = {}
    for bet in bets:
        authors.setdefault(bet.source, {}).setdefault(bet.author or bet.comment, []).append(bet)
    found: dict[str, Sums] = {}
    for source in sorted(authors):
        own = authors[source].values()
        weights = [sum(bet.weight for bet in mine) for mine in own]
        values = [sum(bet.weight * _THOUSAND for bet in mine if bet.right) for mine in own]
        count = sum(len(mine) for mine in own)
        found[source] = Sums(
            count,
            len(weights),
            count,
            len(weights),
            sum(bet.weight**2 for mine in own for bet in mine),
            sum(weights),
            sum(w * w for w in weights),
            sum(values),
            sum(s * s for s in values),
            sum(s * w for s, w in zip(values, weights, strict=True)),
            bounds=(0.0, 1.0),
        )
    return found


def _answers(bets: Sequence[Bet]) -> tuple[GuessedAnswer, ...]:
    grouped: dict[tuple[tuple[str, ...], bool], list[Bet]] = {}
    for bet in bets:
        grouped.setdefault((bet.named, bet.right), []).append(bet)
    found = [
        GuessedAnswer(people, len(own), len({bet.author or bet.comment for bet in own}), right)
        for (people, right), own in grouped.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.authors, one.people, not one.right))[:_MOST_ANSWERS])


def _told(canon: Canon, secret: str) -> Scene | None:
    """The scene in which the audience first learns a secret, or the fact that it is."""
    matters = {Matter("secret", secret), *(matter for matter, _ in secret_facts(canon.universe).get(secret, ()))}
    return next((reveal.scene for reveal in all_reveals(canon) if reveal.matter in matters), None)


def _until(bets: Sequence[Bet], told: Scene | None) -> list[Bet]:
    """What was said before the day on which the story gave it away: afterwards nobody guesses any more."""
    aired = told.episode.released if told is not None and told.episode.status is Status.RELEASED else None
    return [bet for bet in bets if bet.time is not None and (aired is None or bet.time.date() < aired)]


def _since(bets: Sequence[Bet], combine: Combine, level: float) -> date | None:
    days = sorted({bet.time.date() for bet in bets if bet.time is not None})
    days = days[:: 1 + len(days) // _MOST_LOOKS]
    looks = [(day, [bet for bet in bets if bet.time is not None and bet.time.date() <= day]) for day in days]
    looks = [(day, own) for day, own in looks if any(bet.right for bet in own)]
    for day, own in looks:
        figure = combine(sums_of(own), 1 - (1 - LEVEL) / len(looks))
        if figure.value is not None and figure.low > level:
            return day
    return None


def _examples(bets: Sequence[Bet], number: int = 2) -> tuple[Bet, ...]:
    """The first right and wrong predictions that count in full, one an author, no two alike."""
    found: list[Bet] = []
    for right in (True, False):
        kept: list[Bet] = []
        own = [bet for bet in bets if bet.right is right]
        for bet in sorted(own, key=lambda bet: (abs(len(bet.text) - 90), bet.comment)):
            author, text = bet.author or bet.comment, bet.text.casefold()
            alike = any(author == (one.author or one.comment) or text == one.text.casefold() for one in kept)
            if len(kept) < number and bet.weight == _THOUSAND and not alike:
                kept.append(bet)
        found += kept
    return tuple(found)
