"""Guesses at secrets, written for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fabula.listening.answers.bets import Bet
from fabula.listening.answers.guesses import Guess, GuessedAnswer
from fabula.listening.answers.overview import Overview
from fabula.listening.answers.quotes import shorten
from fabula.listening.elements import element_name
from fabula.report.ink import PLAIN, Ink
from fabula.report.listening.flat import FlatTable
from fabula.report.listening.heading import overview_document, write_heading
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.report.listening.html.pieces import METHOD, lead, warning
from fabula.report.listening.landing_document import FIGURE_COLUMNS, figure_cells
from fabula.report.listening.words import count_of, day, figure_document, fold, grounds_words, percent
from fabula.report.words import clean, join_words
from fabula.universe.model import Status, Universe

__all__ = ["guesses_document", "guesses_page", "guesses_table", "write_guesses"]

TITLE = "Secrets that the audience is on to"
NOTHING = "Nobody speaks of a secret of this universe."
_EXPLAINED = (
    "A comment guesses right if it predicts something about a secret and names somebody whom its fact is about; a "
    "secret without a `fact:` is guessed by saying it. A bet that names a wrong person is no right guess."
)


def share_words(guess: Guess) -> str:
    """The share that guesses right, with its interval."""
    figure = guess.share
    if figure.value is None:
        return f"between {percent(figure.low)} and {percent(figure.high)}"
    return f"{percent(figure.value)} ({percent(figure.low)} to {percent(figure.high)})"


def since_words(guess: Guess, level: float) -> str:
    """Since when the audience is on to it, beside when the story tells it, as a sentence without a full stop."""
    scene = guess.told
    released = scene is not None and scene.episode.status is Status.RELEASED
    if scene is None:
        told = "no scene tells the audience yet"
    elif released:
        told = f"{scene.name} told it"
        told += f" on {day(scene.episode.released)}" if scene.episode.released else ""
    else:
        told = f"{scene.name} ({scene.episode.status}) tells it"
    if guess.since is None:
        return f"never surely guessed by more than {percent(level)}; {told}"
    words = f"surely guessed by more than {percent(level)} since {day(guess.since)}"
    if guess.lead is not None and scene is not None:
        return f"{words}, {count_of(guess.lead, 'day')} before {scene.name} told it ({day(scene.episode.released)})"
    return f"{words}; {told}"


def answer_words(universe: Universe, guess: Guess, answer: GuessedAnswer) -> str:
    """What a prediction says, and how many say so."""
    names = join_words([universe.name(person) for person in answer.people])
    if not guess.answer.people:
        said = "says it" if answer.right else "touches on it"
        names = f"{said}, and names {names}" if names else said
    names = names or "names nobody"
    return f"{names}: {count_of(answer.comments, 'comment')} by {count_of(answer.authors, 'author')}"


def write_guesses(
    universe: Universe, overview: Overview, labels: int, guesses: Sequence[Guess], level: float, ink: Ink = PLAIN
) -> Iterator[str]:
    """Secret by secret: how many guess it, since when, who is named, and what they say."""
    yield from write_heading(TITLE, overview, labels, ink)
    yield from fold(_EXPLAINED.replace("`", ""))
    if not guesses:
        yield f"\n{NOTHING}\n"
    for guess in guesses:
        yield f"\n{ink(clean(element_name(universe, guess.secret)), 'code')}  {ink(share_words(guess), 'strong')}\n"
        yield from fold(_counts(guess), 4)
        yield from fold(f"{since_words(guess, level)}.", 4)
        for answer in guess.answers:
            yield from fold(f"{_sign(guess, answer).ljust(5)}  {answer_words(universe, guess, answer)}", 4, 11)
        for bet in guess.examples:
            yield from fold(_quote(bet), 4, 6)


def _sign(guess: Guess, answer: GuessedAnswer) -> str:
    return "right" if answer.right else "wrong" if answer.people and guess.answer.people else "open"


def _counts(guess: Guess) -> str:
    words = f"{count_of(guess.speaking, 'comment')} {'speaks' if guess.speaking == 1 else 'speak'} of it, "
    words += f"{guess.predicting:,} predict something"
    if guess.of_bets is not None and guess.of_bets.value is not None:
        figure = guess.of_bets
        words += f"; of these {percent(figure.estimate)} ({percent(figure.low)} to {percent(figure.high)}) rightly"
    return f"{words}; {grounds_words(guess.share)}."


def _quote(bet: Bet) -> str:
    when = f", {day(bet.time)}" if bet.time is not None else ""
    return f"{'✓' if bet.right else '✗'} “{shorten(bet.text)}”  {bet.source}{when}"


def guesses_document(
    universe: Universe, overview: Overview, labels: int, guesses: Sequence[Guess], level: float
) -> dict[str, Any]:
    """The same as data."""
    return {
        "heard": overview_document(overview, labels),
        "level": level,
        "secrets": [
            {
                "secret": guess.secret,
                "name": element_name(universe, guess.secret),
                "right": sorted(guess.answer.people),
                "holders": sorted(guess.answer.holders),
                "speaking": guess.speaking,
                "predicting": guess.predicting,
                "share": figure_document(guess.share),
                "of_predictions": figure_document(guess.of_bets),
                "since": day(guess.since) or None,
                "told": None
                if guess.told is None
                else {
                    "scene": guess.told.key,
                    "status": str(guess.told.episode.status),
                    "released": day(guess.told.episode.released) or None,
                },
                "lead_days": guess.lead,
                "answers": [
                    {
                        "people": list(answer.people),
                        "comments": answer.comments,
                        "authors": answer.authors,
                        "right": answer.right,
                    }
                    for answer in guess.answers
                ],
                "quotes": [
                    {
                        "text": shorten(bet.text),
                        "right": bet.right,
                        "source": bet.source,
                        "time": bet.time.isoformat() if bet.time is not None else None,
                        "comment": bet.comment,
                    }
                    for bet in guess.examples
                ],
            }
            for guess in guesses
        ],
    }


def guesses_table(universe: Universe, guesses: Sequence[Guess]) -> FlatTable:
    """A row for each secret."""
    columns = {
        "secret": str, "name": str, **FIGURE_COLUMNS, "speaking": int, "predicting": int, "since": str, "told": str,
        "told_released": str, "lead_days": int,
    }  # fmt: skip
    rows = []
    for guess in guesses:
        told = guess.told
        rows.append(
            (
                guess.secret,
                element_name(universe, guess.secret),
                *figure_cells(guess.share),
                guess.speaking,
                guess.predicting,
                day(guess.since) or None,
                told.key if told is not None else None,
                (day(told.episode.released) or None) if told is not None else None,
                guess.lead,
            )
        )
    return FlatTable(columns, rows)


def guesses_page(universe: Universe, overview: Overview, labels: int, guesses: Sequence[Guess], level: float) -> str:
    """The page of guesses."""
    sections = [
        Section(f"s{number}", element_name(universe, guess.secret), _section(universe, guess, level))
        for number, guess in enumerate(guesses)
    ]
    first = Section("what", "What a right guess is", warning(labels) + paragraph(_EXPLAINED))
    if not guesses:
        sections = [Section("none", "No guesses", paragraph(NOTHING))]
    return write_page(TITLE, lead(overview, labels), [first, *sections], METHOD)


def _section(universe: Universe, guess: Guess, level: float) -> str:
    out = [paragraph(f"{share_words(guess)} of those who speak of it guess it. {_counts(guess)}")]
    words = since_words(guess, level)
    out.append(paragraph(f"{words[:1].upper()}{words[1:]}."))
    items = "".join(
        element("li", text(f"{_sign(guess, one)}: {answer_words(universe, guess, one)}")) for one in guess.answers
    )
    out.append(f'<ul class="plain">{items}</ul>' if items else "")
    for bet in guess.examples:
        when = f", {day(bet.time)}" if bet.time is not None else ""
        foot = element("footer", text(f"{'right' if bet.right else 'wrong'}; {bet.source}{when}"))
        out.append(element("blockquote", element("p", text(f"“{shorten(bet.text)}”")) + foot))
    return "\n".join(out)
