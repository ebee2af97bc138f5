"""The scorer that needs no training: a lexicon, clauses, and rules for whom an expression speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from math import tanh
from typing import Final

from fabula.listening.clauses import Opens, split_clauses
from fabula.listening.model import Batch, Link, Score
from fabula.listening.scoring.attachment import group_targets, share_signal
from fabula.listening.scoring.lexicon import Lexicon, load_lexicon
from fabula.listening.scoring.signals import Signal, find_entries, lower, weigh_entries

__all__ = ["LexiconScorer", "read_comment"]

NOTHING: Final = Score(0.0, 0.0, 0.0, 0.0)
"""The score of what is only mentioned."""
STEEPNESS: Final = 1.2
"""How fast opinions add up to the ends of the scale: one of 0.8 is 0.74, two of them 0.96."""
ASIDE: Final = 0.4
"""How much an opinion on somebody says of the episode that the comment is about as a whole."""


class LexiconScorer:
    """Scores English, Italian and Hindi (in both scripts) by what fabula's lexicons say; no other language.

    A comment whose language is not known is read as English.
    """

    name = "lexicon"
    version = "1"

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        """A score for each link; None in a language without a lexicon."""
        return [
            self._score_one(text, language, found) if found else []
            for text, language, found in zip(batch.texts, batch.languages, links, strict=True)
        ]

    def _score_one(self, text: str, language: str | None, links: Sequence[Link]) -> list[Score | None]:
        lexicon = load_lexicon(language or "en")
        return [None] * len(links) if lexicon is None else read_comment(text, links, lexicon)


class _Tally:
    """What has been said of one link so far."""

    __slots__ = ("clause", "confusion", "excitement", "liking", "prediction")

    def __init__(self) -> None:
        self.liking = 0.0
        self.excitement = self.confusion = self.prediction = 1.0  # chances that it is not so
        self.clause = -1

    def add(self, signal: Signal, weight: float, contrast: bool) -> None:
        _, _, _, _, liking, excitement, confusion, prediction = signal
        if liking:
            if contrast and signal.clause != self.clause >= 0:
                self.liking *= 0.5  # what comes before "but" is granted, what comes after it is meant
            self.clause = signal.clause
            self.liking += liking * weight
        if excitement:
            self.excitement *= 1.0 - excitement * weight
        if confusion:
            self.confusion *= 1.0 - confusion * weight
        if prediction:
            self.prediction *= 1.0 - prediction * weight

    def score(self) -> Score:
        return Score(tanh(self.liking * STEEPNESS), 1 - self.excitement, 1 - self.confusion, 1 - self.prediction)


def read_comment(text: str, links: Sequence[Link], lexicon: Lexicon) -> list[Score | None]:
    """What one comment says of each of its links."""
    low = lower(text)
    found = find_entries(low, lexicon)
    if not found:
        return [NOTHING] * len(links)
    clauses = split_clauses(text)
    signals = weigh_entries(text, low, found, clauses)
    if not signals:
        return [NOTHING] * len(links)
    groups = group_targets(low, links, clauses)
    tallies: dict[int, _Tally] = {}
    wordless = [place for place, link in enumerate(links) if link.end <= link.start]
    for signal in signals:
        clause = signal.clause
        here, opens = groups[clause], clauses[clause].opens
        weight = 0.6 if opens == Opens.CONCESSION else 1.0
        contrast = opens == Opens.CONTRAST
        for group, said, share in share_signal(low, signal, groups, clauses):
            for place in group.links:
                tally = tallies.get(place)
                if tally is None:
                    tally = tallies[place] = _Tally()
                tally.add(said, share * weight, contrast)
        for place in wordless:
            tallies.setdefault(place, _Tally()).add(signal, weight * (ASIDE if here else 1.0), contrast)
    return [tallies[place].score() if place in tallies else NOTHING for place in range(len(links))]
