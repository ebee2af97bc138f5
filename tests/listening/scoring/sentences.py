"""Sentences for tests of scoring, with the people of the example in them as links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fabula.listening.model import Batch, How, Link, Score
from fabula.listening.scoring import make_scorer

NAMES = re.compile(r"Mason|Nadia|Orlick|मेसन|नादिया")


def links_of(text: str) -> list[Link]:
    """The people whom a sentence names; one that names nobody is about the show."""
    found = [
        Link(f"people/{name[0].lower()}", name.start(), name.end(), How.NAME, 1.0) for name in NAMES.finditer(text)
    ]
    return found or [Link("shows/citadel", 0, 0, How.SOURCE, 1.0)]


def batch_of(texts: Sequence[str], language: str | None = "en") -> Batch:
    """Comments without anything but a text and a language."""
    count = len(texts)
    return Batch(texts, [language] * count, [None] * count, [None] * count, [None] * count)


def score_all(texts: Sequence[str], language: str | None = "en") -> list[list[Score | None]]:
    """The scores of each sentence's links by the lexicon."""
    return make_scorer().score(batch_of(texts, language), [links_of(text) for text in texts])


def score(text: str, language: str | None = "en") -> list[Score]:
    """The scores of one sentence's links, in a language that has a lexicon."""
    return [one for one in score_all([text], language)[0] if one is not None]
