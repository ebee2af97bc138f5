"""The scorer that needs no training: a lexicon, clauses, and rules for whom an expression speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
        # What is all ASCII is read apart: one emoji would make every character of a sheet take four times the room.
        sheets: dict[tuple[str, bool], list[int]] = defaultdict(list)
        length: dict[tuple[str, bool], int] = defaultdict(int)
        for place, (text, language, found) in enumerate(zip(batch.texts, batch.languages, links, strict=True)):
            if not found:
                continue
            known = language or "en"
            if known not in LANGUAGES:
                scores[place] = [None] * len(found)
                continue
            kind = known, text.isascii()
            sheets[kind].append(place)
            length[kind] += len(text)
            if length[kind] > SHEET:
                _score_places(batch, links, sheets.pop(kind), load_lexicon(known), scores)
                length[kind] = 0
        for (known, _), places in sheets.items():
            _score_places(batch, links, places, load_lexicon(known), scores)
        return scores


def _score_places(
    batch: Batch,
    links: Sequence[Sequence[Link]],
    places: Sequence[int],
    lexicon: Lexicon,
    scores: list[list[Score | None]],
) -> None:
    texts = [batch.texts[place] for place in places]
    found = [links[place] for place in places]
    for place, those in zip(places, _score_sheet(texts, found, lexicon), strict=True):
        scores[place] = those


def _score_sheet(texts: Sequence[str], links: Sequence[Sequence[Link]], lexicon: Lexicon) -> list[list[Score | None]]:
    rows: list[list[Score | None]] = [[NOTHING] * len(those) for those in links]
    sheet = Sheet.of(texts)
    found, hits = find_expressions(sheet, lexicon)
    spoken = np.zeros(len(texts), np.bool_)
    spoken[sheet.comment_of(found.start[(lexicon.roles[found.entry] & SAYS) != 0])] = True
    comments = np.flatnonzero(spoken).tolist()
    if not comments:
        return rows
    located = locate_links(sheet, [links[comment] for comment in comments], comments)
    named = np.zeros(len(texts), np.bool_)
    named[located.comment[located.worded]] = True
    cuts = cut_sheet(sheet, hits, spoken, named)
    signals = weigh_expressions(sheet, found, cuts, lexicon)
    targets = find_targets(sheet, located, cuts)
    count = len(located.start)
    flat: list[Score | None] = [NOTHING] * (count + len(texts))
    for link, score in zip(*add_up(share_signals(sheet, signals, targets, cuts, count), signals, cuts), strict=True):
        flat[link] = score
    for link, comment in zip(targets.wordless.tolist(), targets.wordless_comment.tolist(), strict=True):
        flat[link] = flat[count + comment]
    first = 0
    for comment in comments:
        last = first + len(links[comment])
        rows[comment] = flat[first:last]
        first = last
    return rows


SAYS: Final = Role.OPINION | Role.COMPARISON | Role.PREFERENCE | Role.WISH
"""What an expression must do for a comment to be looked at any closer."""
