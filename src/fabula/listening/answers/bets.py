"""Bets on secrets: comments that predict something about one, with the people that they name in the same clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow.compute as pc
import pyarrow.parquet as pq

from fabula.bible.model import EntryKind
from fabula.listening.clauses import split_clauses
from fabula.listening.store import Part, Store
from fabula.story.changes import body_of
from fabula.story.minds.events import subjects_of
from fabula.story.minds.given import secret_facts, those_named
from fabula.universe.model import Universe

__all__ = ["Answer", "Bet", "read_answers", "read_bets"]

_SURE: Final = 500
"""Thousandths: above it a link is meant, and a prediction is one."""
_STATED: Final = frozenset({"name", "spelling", "words"})
"""Links by which a comment says a secret, and does not only touch on it."""
_COLUMNS: Final = ["comment", "element", "start", "end", "how", "probability", "prediction"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The right answer to a secret.

    ``people`` are those whom its fact is about. If it is stated as no fact, none are, and to say the secret is to
    have it; ``holders`` are those who know it.
    """

    secret: str
    people: frozenset[str]
    holders: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bet:
    """A comment that speaks of a secret.

    ``predicts`` says whether it predicts something, ``right`` whether that is so; ``named`` are the people whom it
    names in the clause, or else anywhere. ``weight`` is in thousandths, ``marked`` says whether it seems to belong to a
    campaign.
    """

    comment: str
    secret: str
    author: str | None
    time: datetime | None
    source: str
    language: str | None
    weight: int
    marked: bool
    text: str
    predicts: bool
    right: bool
    named: tuple[str, ...]


def read_answers(universe: Universe) -> dict[str, Answer]:
    """The right answers of all secrets, by key."""
    facts = secret_facts(universe)
    found: dict[str, Answer] = {}
    for key, entity in universe.entities.items():
        if entity.kind is not EntryKind.SECRET:
            continue
        people: set[str] = set()
        for matter, value in facts.get(key, ()):
            subjects = {body_of(universe, one) for one in (*subjects_of(matter), value)}
            people |= {
                one
                for one in subjects
                if one in universe.entities and universe.entities[one].kind in (EntryKind.PERSON, EntryKind.COVER)
            }
        found[key] = Answer(key, frozenset(people), frozenset(those_named(universe, entity, "holders")))
    return found


def read_bets(universe: Universe, store: Store) -> list[Bet]:
    """Every comment that speaks of a secret and counts at all, in the order of its id, once for each secret."""
    answers = read_answers(universe)
    parts = [part for source in store.sources() for part in store.parts(source)]
    found = [bet for part in parts for bet in _read_part(universe, answers, part)]
    return sorted(found, key=lambda bet: (bet.comment, bet.secret))


def _read_part(universe: Universe, answers: dict[str, Answer], part: Part) -> Iterator[Bet]:
    if not answers or not part.mentions.is_file():
        return
    mentions = pq.read_table(part.mentions)
    secret = pc.and_(pc.starts_with(mentions["element"], "secrets/"), pc.greater(mentions["weight"], 0))
    wanted = pc.unique(mentions.filter(secret)["comment"])
    if not len(wanted):
        return
    rows = mentions.filter(pc.is_in(mentions["comment"], value_set=wanted)).to_pylist()
    comments = pq.read_table(part.comments, columns=["comment", "text"])
    comments = comments.filter(pc.is_in(comments["comment"], value_set=wanted))
    texts = dict(zip(comments["comment"].to_pylist(), comments["text"].to_pylist(), strict=True))
    by_comment: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_comment.setdefault(row["comment"], []).append(row)
    for comment, own in by_comment.items():
        yield from _bets(universe, answers, texts[comment], own)


def _bets(universe: Universe, answers: dict[str, Answer], text: str, rows: list[dict[str, object]]) -> Iterator[Bet]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        if row["element"] in answers and _number(row, "probability") >= _SURE:
            found.setdefault(str(row["element"]), []).append(row)
    if not found:
        return
    ends = [clause.end for clause in split_clauses(text)]
    people = [
        (_clause(ends, row), body_of(universe, str(row["element"])))
        for row in rows
        if str(row["element"]).startswith(("people/", "covers/")) and _number(row, "probability") >= _SURE
    ]
    for secret, links in sorted(found.items()):
        predicting = [row for row in links if _number(row, "prediction") >= _SURE]
        clauses = {_clause(ends, row) for row in predicting or links}
        named = [person for clause, person in people if clause in clauses] or [person for _, person in people]
        answer, first = answers[secret], links[0]
        stated = any(row["how"] in _STATED for row in predicting)
        right = bool(answer.people & set(named)) if answer.people else stated
        yield Bet(
            str(first["comment"]),
            secret,
            None if first["author"] is None else str(first["author"]),
            first["time"] if isinstance(first["time"], datetime) else None,
            str(first["source"]),
            None if first["language"] is None else str(first["language"]),
            _number(first, "weight"),
            bool(first["marked"]),
            text,
            bool(predicting),
            bool(predicting) and right,
            tuple(sorted(set(named))),
        )


def _number(row: dict[str, object], name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0


def _clause(ends: list[int], row: dict[str, object]) -> int:
    """The number of the clause in which a link stands."""
    start = _number(row, "start")
    return next((number for number, end in enumerate(ends) if start < end), len(ends))
