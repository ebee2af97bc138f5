"""Which scorer is meant by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fabula.listening.errors import ListeningError
from fabula.listening.model import Scorer
from fabula.listening.scoring.lexicon_scorer import LexiconScorer

if TYPE_CHECKING:
    from fabula.listening.store import Store

__all__ = ["make_scorer"]


def make_scorer(name: str = "lexicon", store: Store | None = None) -> Scorer:
    """The scorer of a name."""
    if name == "lexicon":
        return LexiconScorer()
    raise ListeningError(f"there is no scorer {name!r}", "Known is: lexicon.")
