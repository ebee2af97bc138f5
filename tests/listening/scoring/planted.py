"""A room whose words no lexicon knows: comments in which they mean what is planted, and people's labels of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from fabula.listening.engine.parts import make_mentions
from fabula.listening.labels.keeping import write_given
from fabula.listening.labels.table import Answer
from fabula.listening.mapping import Mapper
from fabula.listening.scoring.lexicon_scorer import LexiconScorer
from fabula.listening.store import Store
from tests.listening.audiences import make_store
from tests.listening.standins import NAMES, WordLinker

WORDS: Final[Mapping[str, Sequence[str]]] = {
    "2": ("grellish", "yorpy", "vantastral"),
    "0": ("quarzen", "plimmed", "oblongish"),
    "-2": ("dumpfy", "skrudgy", "morvish"),
}
"""What the room says, by the label that people give it."""
FRAMES: Final = (
    "{name} was so {word} here",
    "again {word}, {name}",
    "to me {name} is {word}, and that is it",
    "{word} {name}",
)


def planted_rows(count: int, seed: int = 0) -> Iterator[tuple[dict[str, Any], str]]:
    """Comments with the label that belongs to each, every third of a kind."""
    chance = random.Random(seed)
    for number in range(count):
        label = ("2", "0", "-2")[number % 3]
        name = chance.choice(["Mason", "Nadia"])
        text = chance.choice(FRAMES).format(name=name, word=chance.choice(WORDS[label]))
        yield {"text": f"{text} {number}", "author": f"{number // 2:016x}"}, label


def lay_out(root: Path, rows: Sequence[Mapping[str, Any]], source: str = "s") -> Store:
    """A store with linked comments."""
    store = make_store(root, {source: [rows]})
    mapper = Mapper(WordLinker(), LexiconScorer())
    for part in store.parts(source):
        make_mentions(mapper, part)
    return store


def say(liking: str, **more: str) -> dict[Answer, str]:
    """Somebody's answers."""
    given = {Answer.SPEAKS_OF: "yes", Answer.LIKING: liking, Answer.EXCITEMENT: "0", Answer.UNSURE: "no"}
    given |= {Answer.CONFUSION: "no", Answer.PREDICTION: "no"}
    return given | {Answer(name): value for name, value in more.items()}


def element_of(text: str) -> str:
    """The first element that a comment names."""
    return next(element for name, element in NAMES.items() if name in text.lower())


def label(
    store: Store,
    rows: Sequence[Mapping[str, Any]],
    answers: Sequence[Mapping[Answer, str]],
    who: str = "anna",
    source: str = "s",
) -> None:
    """Somebody's labels of the first element of each comment."""
    store.labels.mkdir(exist_ok=True)
    keys = [(f"{source}:{number}", element_of(str(row["text"]))) for number, row in enumerate(rows)]
    write_given(store.labels / f"{who}.csv", dict(zip(keys, answers, strict=False)))


def planted_store(root: Path, count: int = 120) -> Store:
    """A store in which each comment is labelled as is planted."""
    rows, labels = zip(*planted_rows(count), strict=True)
    store = lay_out(root, rows)
    label(store, rows, [say(one) for one in labels])
    return store
