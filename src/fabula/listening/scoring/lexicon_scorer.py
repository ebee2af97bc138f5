"""The scorer that needs no training: a lexicon, clauses, and rules for whom an expression speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from fabula.listening.model import Batch, Link, Score
from fabula.listening.scoring.cuts import cut_sheet
from fabula.listening.scoring.expressions import find_expressions
from fabula.listening.scoring.lexicon import LANGUAGES, Lexicon, Role, load_lexicon
from fabula.listening.scoring.shares import share_signals
from fabula.listening.scoring.sheet import Sheet
from fabula.listening.scoring.signals import weigh_expressions
from fabula.listening.scoring.tally import NOTHING, add_up
from fabula.listening.scoring.targets import find_targets, locate_links
from fabula.universe.load import paused_collection

__all__ = ["LexiconScorer"]

SHEET: Final = 1 << 20
"""How many characters are read at once, if the comments are not longer."""


class LexiconScorer:
    """Scores English, Italian and Hindi (in both scripts) by what fabula's lexicons say; no other language.

    A comment whose language is not known is read as English.
    """

    name = "lexicon"
    version = "2"

    def score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        """A score for each link; None in a language without a lexicon."""
        with paused_collection():  # thousands of small tuples, and none in a circle
            return self._score(batch, links)

    def _score(self, batch: Batch, links: Sequence[Sequence[Link]]) -> list[list[Score | None]]:
        scores: list[list[Score | None]] = [[]] * len(links)
        for language, places in _by_language(batch, links):
            if language not in LANGUAGES:
                for place in places:
                    scores[place] = [None] * len(links[place])
                continue
            for part in _sheets(batch.texts, places):
                texts, found = [batch.texts[place] for place in part], [links[place] for place in part]
                for place, those in zip(part, _score_sheet(texts, found, load_lexicon(language)), strict=True):
                    scores[place] = those
        return scores


def _by_language(batch: Batch, links: Sequence[Sequence[Link]]) -> Iterator[tuple[str, list[int]]]:
    """The comments with links, by language; those that are all ASCII apart.

    One emoji would make every character of a sheet take four times the room.
    """
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    languages = [language or "en" for language in batch.languages]
    kinds = zip(languages, map(str.isascii, batch.texts), strict=True)
    for place, (kind, found) in enumerate(zip(kinds, links, strict=True)):
        if found:
            places[kind].append(place)
    for (language, _), those in places.items():
        yield language, those


def _sheets(texts: Sequence[str], places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Comments in parts that are read at once."""
    ends = np.cumsum([len(texts[place]) for place in places])
    first = 0
    while first < len(places):
        last = int(np.searchsorted(ends, ends[first] + SHEET, "left"))
        yield places[first:last]
        first = last


def _score_sheet(texts: Sequence[str], links: Sequence[Sequence[Link]], lexicon: Lexicon) -> list[list[Score | None]]:
    sheet = Sheet.of(texts)
    found, hits = find_expressions(sheet, lexicon)
    spoken = np.zeros(len(texts), np.bool_)
    spoken[sheet.comment_of(found.start[(lexicon.roles[found.entry] & SAYS) != 0])] = True
    comments = np.flatnonzero(spoken).tolist()
    rows: list[list[Score | None]] = [[NOTHING] * len(those) for those in links]
    if not comments:
        return rows
    located = locate_links(sheet, [links[comment] for comment in comments], comments)
    named = np.zeros(len(texts), np.bool_)
    named[located.comment[located.worded]] = True
    cuts = cut_sheet(sheet, hits, spoken, named)
    signals = weigh_expressions(sheet, found, cuts, lexicon)
    targets = find_targets(sheet, located, cuts)
    count = len(located.start)
    told, said = add_up(share_signals(sheet, signals, targets, cuts, count), signals, cuts)
    score = np.zeros(count + len(texts), np.int64)
    score[told] = np.arange(1, len(said) + 1)
    score[targets.wordless] = score[count + targets.wordless_comment]
    flat: list[Score | None] = list(map([NOTHING, *said].__getitem__, score[:count].tolist()))
    first = 0
    for comment in comments:
        last = first + len(rows[comment])
        rows[comment] = flat[first:last]
        first = last
    return rows


SAYS: Final = Role.OPINION | Role.COMPARISON | Role.PREFERENCE | Role.WISH
"""What an expression must do for a comment to be looked at any closer."""
